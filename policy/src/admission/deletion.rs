//! DELETE, of single objects and of collections: what the platform cannot lose stays.

use words::{Words, words};

use super::answer::{Answer, Name};
use super::request::Request;
use super::{context, installation_of};
use crate::cluster::View;
use crate::context::Context;
use crate::engine::Config;
use crate::model::distribution::Distribution;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::settings::{Action, Settings};
use crate::unknown::Unknown;
use crate::wire::Response;
use crate::workflow::losses::{self, Loss};
use crate::workflow::tls;

/// What carries out the deletion of a namespace; it is decided at the Namespace, and refusing its
/// contents would only leave it half gone.
const CASCADE: &str = "system:serviceaccount:kube-system:namespace-controller";

const WAY_OUT: Words = words!(
    "to delete it all the same, exempt yourself (`exempt`) or set `deletions: warn` in this policy's settings"
);

/// Decides the deletion of an installation's Namespace.
///
/// # Errors
/// The request cannot be read.
pub fn of_namespace(
    name: &str,
    request: &Request<'_>,
    config: &Config<'_>,
) -> Result<Response, String> {
    if request.user()?.name == CASCADE {
        return Ok(Response::accepted());
    }
    let words = words!("the whole platform, its keys and the database's password go with it");
    Ok(refuse(&Name { kind: "Namespace", name }, words.text(), &config.settings))
}

/// Decides the deletion of an object.
///
/// # Errors
/// The request cannot be read.
pub fn of_object(
    kind: Kind,
    request: &mut Request<'_>,
    config: &Config<'_>,
    cluster: View<'_>,
) -> Result<Response, String> {
    let name = request.name_or_old()?;
    if name.is_empty() {
        return nameless(kind, request, config);
    }
    let loss = Loss::of(kind, &name);
    let is_storage = losses::is_own_storage(kind, &name);
    if loss.is_none() && !is_storage || request.user()?.name == CASCADE {
        return Ok(Response::accepted());
    }
    let old = request.take_old()?;
    let object = Object {
        kind,
        api_version: kind.api_version(),
        namespace: &request.namespace,
        name: &name,
        body: &old,
        index: 0,
        drawn: None,
    };
    let installation = installation_of(&object);
    let context = context(&installation, cluster, config);
    let who = Name { kind: kind.name(), name: &name };
    let Some(loss) = loss else {
        let words = match losses::storage_users(&name, &context) {
            Ok(None) => return Ok(Response::accepted()),
            Ok(Some(users)) => words!("in use by {users}: what it holds is lost"),
            Err(unknown) => words!("whether it is still in use cannot be told: {unknown}"),
        };
        return Ok(warn(&who, words, &config.settings));
    };
    if is_leftover(&object) {
        return Ok(Response::accepted());
    }
    Ok(match loss.is_off(&name, &context) {
        Ok(true) => Response::accepted(),
        Ok(false) => refuse(&who, words!("the platform loses {}", loss.what), &config.settings),
        Err(unknown) => refuse(&who, untold(loss, &unknown), &config.settings),
    })
}

/// The answer to an update that takes a key out of a Secret which the platform cannot lose, if it is one:
/// it is as good as a deletion.
pub fn of_key(old: &Object<'_>, new: &Object<'_>, context: &Context<'_>) -> Option<Response> {
    let loss = Loss::of(new.kind, new.name)?;
    let key = loss.key_taken(old, new)?;
    // Drycc's charts named the keys of their Secrets anew on the way; a certificate's are the router's.
    let is_drycc = context.installation.distribution == Distribution::Drycc;
    if is_drycc && new.name != tls::platform_certificate(context) {
        return None;
    }
    let words = words!("without its key `{key}` the platform loses {}", loss.what);
    let settings = context.settings;
    let name = Name { kind: new.kind.name(), name: new.name };
    match loss.is_off(new.name, context) {
        Ok(true) => None,
        _ if settings.deletions == Action::Off => None,
        _ => Some(refuse(&name, words, settings)),
    }
}

fn untold(loss: &Loss, unknown: &Unknown) -> String {
    words!(
        "the platform loses {}, unless it needs it no more, which cannot be told: {unknown}",
        loss.what
    )
}

/// Workflow v2.3 to v2.9 left a ReplicationController without pods beside each Deployment.
fn is_leftover(object: &Object<'_>) -> bool {
    object.kind == Kind::ReplicationController
        && object.body.at(&["spec", "replicas"]).as_integer() == Some(0)
}

/// A collection of an API server that names nothing of it: everything of that kind goes.
fn nameless(kind: Kind, request: &Request<'_>, config: &Config<'_>) -> Result<Response, String> {
    if !Loss::kinds().any(|one| one == kind) || request.user()?.name == CASCADE {
        return Ok(Response::accepted());
    }
    let words = words!(
        "the request names no object: all of this kind in the namespace may go, and the platform cannot lose some of them"
    );
    Ok(refuse(&Name { kind: kind.name(), name: "*" }, words.text(), &config.settings))
}

fn refuse(name: &Name<'_>, words: String, settings: &Settings) -> Response {
    match settings.deletions {
        Action::Deny => Answer::refused("deletion", name, &format!("{words}; {WAY_OUT}")),
        Action::Warn => warn(name, words, settings),
        Action::Off => Response::accepted(),
    }
}

fn warn(name: &Name<'_>, words: String, settings: &Settings) -> Response {
    match settings.deletions {
        Action::Off => Response::accepted(),
        _ => Answer::warned("deletion", name, &words),
    }
}
