//! Secrets: got by name, as rules ask for them, and never listed.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use kit::needs::{Named, Question};
use policy::model::kind::Kind;
use serde_json::Value;

use super::ask::{Server, Trouble};
use super::gather::{Gathering, entry, namespaces_of, tidy};
use super::is_name;
use super::served::Api;

/// The most steps from one reference to the next.
const STEPS: usize = 16;

/// What a rule is told that asks for another Secret than those that were got.
const NOT_ASKED: &str = "the Secret was not asked for when the cluster was read";

/// Gets every Secret that a rule asks for, and those that it asks for once it knows these.
///
/// # Errors
/// The cluster cannot be asked any more.
pub(super) async fn follow(gathering: &mut Gathering<'_>, question: &Question) -> Result<()> {
    for namespace in namespaces_of(&gathering.objects) {
        gathering.missing.push(entry(Kind::Secret, &namespace, None, Some(NOT_ASKED)));
    }
    let mut known = BTreeSet::new();
    for _ in 0..STEPS {
        let snapshot = gathering.snapshot();
        gathering.objects.push(snapshot);
        let wanted = question.secrets(&gathering.objects, &known);
        gathering.objects.pop();
        if wanted.is_empty() {
            break;
        }
        for named in wanted {
            let (namespace, name) = &named;
            match get(gathering.server, &named).await {
                Ok(secret) => gathering.objects.push(secret),
                Err(Trouble::NotFound) => {
                    gathering.missing.push(entry(Kind::Secret, namespace, Some(name), None));
                }
                Err(trouble) if trouble.is_final() => bail!("{trouble}"),
                Err(trouble) => {
                    let words = unread(&named, &trouble);
                    let entry = entry(Kind::Secret, namespace, Some(name), Some(&words));
                    gathering.missing.push(entry);
                }
            }
            known.insert(named);
        }
    }
    Ok(())
}

async fn get(server: &Server, (namespace, name): &Named) -> Result<Value, Trouble> {
    // A manifest may refer to anything. Nothing has such a name; and an empty one would list.
    if !is_name(namespace) || !is_name(name) {
        return Err(Trouble::NotFound);
    }
    let api = Api { kind: Kind::Secret, version: "v1".to_owned() };
    let secret: Value = server.get(&format!("{}/{name}", api.path(Some(namespace)))).await?;
    let is_it = secret["kind"] == "Secret" && secret["metadata"]["name"] == **name;
    if !is_it {
        return Err(Trouble::Broken("the answer is not that Secret"));
    }
    Ok(tidy(secret, &api))
}

fn unread((namespace, name): &Named, trouble: &Trouble) -> String {
    let secret = format!("Secret `{name}` of namespace `{namespace}`");
    match trouble {
        Trouble::Forbidden => {
            format!("{secret} may not be read: the account lacks the permission `get` on `secrets`")
        }
        trouble => format!("{secret} could not be read: {trouble}"),
    }
}
