//! `snapshot`: what rules read of a cluster or of manifests, to be handed on and reviewed elsewhere.

use std::collections::BTreeSet;

use anyhow::{Result, anyhow, bail};
use kit::needs::{Named, Question};
use policy::json::Json;
use policy::model::kind::Kind;
use serde::Serialize;
use serde_json::{Value, json};

use super::review::moment;
use super::{FINE, FOUND, live};
use crate::cli::{Form, Snapshot};
use crate::cluster::{gather, order};
use crate::input::Input;
use crate::terminal::{note, print_bytes, tell};
use crate::{draft, file};

/// What stands before a snapshot in YAML.
const HEAD: &str = "\
# A snapshot for workflow-readiness: what its rules read of an installation. Review it with
#   workflow-readiness review FILE
# No value of a Secret is in it but certificates, placeholders and what the charts publish. It does show names,
# addresses, routes and annotations.
";

/// Writes a snapshot, and says how it went.
///
/// # Errors
/// The cluster or a file cannot be read, or the snapshot not be written.
pub fn run(options: &Snapshot) -> Result<u8> {
    let namespace = options.namespace.as_deref();
    let distribution = options.distribution.map(live::of);
    let question = Question::of(namespace, distribution, "{}", &moment(None)?);
    let question = question.map_err(|words| anyhow!(words))?;
    let (objects, notes) = if options.paths.is_empty() {
        let gathered = gather(&options.connection, namespace, &question)?;
        (gathered.objects, gathered.notes)
    } else {
        of_files(options)?
    };
    notes.iter().for_each(|words| note(words));
    let namespaces: Vec<String> =
        question.installations(&objects).into_iter().map(|one| one.namespace).collect();
    if namespaces.is_empty() {
        tell("no Workflow installation found: there is nothing to keep");
        return Ok(FOUND);
    }
    let asked = question.all_secrets(&objects);
    let objects = of_installations(objects, &namespaces, &asked);
    let mut objects = kit::snapshot::reduce(objects);
    objects.sort_by_cached_key(order);
    let text = written(&objects, options.format)?;
    match &options.output {
        Some(path) => draft::replace(path, text.as_bytes())?,
        None => print_bytes(text.as_bytes())?,
    }
    Ok(FINE)
}

/// The objects of files. What cannot be read is no part of a snapshot that could stand for them.
fn of_files(options: &Snapshot) -> Result<(Vec<Value>, Vec<String>)> {
    let input = Input::complete(&options.paths)?;
    let objects = input.objects()?;
    // A review says what is no object, and is not ready then: a snapshot must not lose that.
    let is_named =
        |one: &Value| one["metadata"]["name"].as_str().is_some_and(|name| !name.is_empty());
    let is_object = |one: &Value| {
        let texts = ["kind", "apiVersion"].map(|member| one[member].as_str());
        let [Some(kind), Some(version)] = texts else { return false };
        is_named(one) || Kind::of(version, kind).is_none()
    };
    if !objects.iter().all(is_object) {
        let names: Vec<String> = options.paths.iter().map(|path| file::name(path)).collect();
        bail!("{}: it holds something that is no Kubernetes object", names.join(", "));
    }
    Ok((objects, input.notes))
}

/// What is in the namespaces of installations, or in none yet. That others were given is kept where it says that
/// there are no more of them.
fn of_installations(
    objects: Vec<Value>,
    namespaces: &[String],
    asked: &BTreeSet<Named>,
) -> Vec<Value> {
    // In another namespace too, where a rule asks for one there.
    let is_asked = |one: &Value| one["kind"] == "Secret" && asked.contains(&named(one));
    let is_ones = |namespace: &Value| namespaces.iter().any(|one| namespace == one.as_str());
    let is_bare = |one: &Value| {
        let kind = one["kind"].as_str().unwrap_or_default();
        one["metadata"]["namespace"].is_null() && kind != "ClusterRoleBinding"
    };
    let has_bare = objects.iter().any(|one| is_bare(one) && one["kind"] != policy::missing::KIND);
    let is_binding = |one: &Value| one["kind"] == Kind::ClusterRoleBinding.name();
    let has_bindings = objects.iter().any(is_binding);
    let is_told = objects.iter().any(tells_of_bindings);
    let mut kept: Vec<Value> = objects
        .into_iter()
        .filter(|one| {
            if is_binding(one) {
                let mut subjects = one["subjects"].as_array().into_iter().flatten();
                return has_bare || subjects.any(|subject| is_ones(&subject["namespace"]));
            }
            is_bare(one) || is_ones(&one["metadata"]["namespace"]) || is_asked(one)
        })
        .collect();
    if has_bindings && !is_told {
        let entry = json!({ "kind": Kind::ClusterRoleBinding.name(), "absent": true });
        kept.push(json!({
            "apiVersion": policy::missing::API_VERSION,
            "kind": policy::missing::KIND,
            "missing": [entry],
        }));
    }
    kept
}

fn named(one: &Value) -> Named {
    let text = |name: &str| one["metadata"][name].as_str().unwrap_or_default().to_owned();
    (text("namespace"), text("name"))
}

/// Whether it is a snapshot that says which ClusterRoleBindings there are.
fn tells_of_bindings(one: &Value) -> bool {
    let mut entries = one["missing"].as_array().into_iter().flatten();
    entries.any(|entry| entry["kind"] == Kind::ClusterRoleBinding.name())
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct List<'a> {
    api_version: &'static str,
    kind: &'static str,
    items: &'a [Value],
}

fn written(objects: &[Value], form: Form) -> Result<String> {
    let list = List { api_version: "v1", kind: "List", items: objects };
    let text = serde_json::to_string_pretty(&list)?;
    if form == Form::Json {
        return Ok(text + "\n");
    }
    let list = Json::parse(&text).map_err(|error| anyhow!("the snapshot: {error}"))?;
    Ok(HEAD.to_owned() + &source::document(&list))
}
