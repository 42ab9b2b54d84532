//! A snapshot: the objects of a dump as far as rules read them, to be handed on. Secrets keep what rules need to
//! know of their values and no value; variables and configuration keep the values that rules look at.

mod config;
mod secret;
mod workload;

use policy::model::kind::Kind;
use serde_json::{Map, Value};

use config::References;

/// Variables whose values rules look at; a test finds those that are not here.
pub const VARIABLES: [&str; 15] = [
    "ALLOW_SIGN_UP",
    "APP_STORAGE",
    "BIND_ADDR",
    "BUILDER_STORAGE",
    "DATABASE_STORAGE",
    "DRYCC_STORAGE_ENDPOINT",
    "EXPERIMENTAL_NATIVE_INGRESS",
    "GF_USERS_ALLOW_SIGN_UP",
    "LDAP_ENDPOINT",
    "NATIVE_INGRESS",
    "POD_NAMESPACE",
    "REGISTRATION_ENABLED",
    "REGISTRATION_MODE",
    "REGISTRY_STORAGE",
    "VERSIONS_API_URL",
];

/// Variables of which rules know only what the charts publish.
pub const CREDENTIALS: [&str; 6] = [
    "ADMIN_PASSWORD",
    "ADMIN_USERNAME",
    "DEFAULT_USER",
    "DEFAULT_USER_PASSWORD",
    "DEIS_BUILDER_KEY",
    "DEIS_SECRET_KEY",
];

/// What stands in the place of a value that nobody needs to know.
pub const REDUCED: &str = "reduced";

/// The objects as a snapshot keeps them; `None` for one that no rule knows.
pub fn reduce(objects: Vec<Value>) -> Vec<Value> {
    let references = References::of(&objects);
    objects.into_iter().filter_map(|one| object(one, &references)).collect()
}

fn object(mut object: Value, references: &References) -> Option<Value> {
    let text = |name: &str| object[name].as_str().unwrap_or_default();
    let (version, name) = (text("apiVersion"), text("kind"));
    if (version, name) == (policy::missing::API_VERSION, policy::missing::KIND) {
        return Some(object);
    }
    let kind = Kind::of(version, name)?;
    tidy(&mut object);
    match kind {
        Kind::Secret => return Some(secret::reduce(&object)),
        Kind::ConfigMap => config::reduce(&mut object, references),
        Kind::ExternalSecret | Kind::SealedSecret => only_names(&mut object),
        Kind::Deployment
        | Kind::StatefulSet
        | Kind::DaemonSet
        | Kind::ReplicationController
        | Kind::CronJob
        | Kind::Job => workload::reduce(&mut object),
        _ => {}
    }
    Some(object)
}

/// What the API server notes of each object.
const NOTED: [&str; 7] = [
    "managedFields",
    "uid",
    "resourceVersion",
    "generation",
    "creationTimestamp",
    "selfLink",
    "ownerReferences",
];
/// The whole object once more, a Secret's values too.
const LAST_APPLIED: &str = "kubectl.kubernetes.io/last-applied-configuration";

/// Takes away what the API server and kubectl note of an object.
pub fn tidy(object: &mut Value) {
    let Some(members) = object.as_object_mut() else { return };
    members.remove("status");
    let Some(metadata) = members.get_mut("metadata").and_then(Value::as_object_mut) else { return };
    for noted in NOTED {
        metadata.remove(noted);
    }
    if let Some(Value::Object(annotations)) = metadata.get_mut("annotations") {
        // Snippets of an ingress controller's configuration may set any header.
        annotations.retain(|name, _| name != LAST_APPLIED && !name.ends_with("-snippet"));
    }
}

/// Leaves of what makes a Secret which one it makes.
fn only_names(object: &mut Value) {
    let mut spec = Map::new();
    for path in [&["secretName"][..], &["target", "name"], &["template", "metadata", "name"]] {
        let found = path.iter().fold(&object["spec"], |value, step| &value[*step]);
        if let (Some((first, rest)), Value::String(name)) = (path.split_first(), found) {
            let inner = Value::String(name.clone());
            let nested = rest.iter().rev().fold(inner, |inner, step| {
                Value::Object([((*step).to_owned(), inner)].into_iter().collect())
            });
            spec.insert((*first).to_owned(), nested);
        }
    }
    object["spec"] = Value::Object(spec);
}
