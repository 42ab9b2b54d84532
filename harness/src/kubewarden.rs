//! Kubewarden's host as the policy sees it: its callbacks over objects that were given or exchanges that
//! were recorded, and what it makes of a decision. Words and forms are those of kubewarden-controller
//! (crates/policy-evaluator, crates/kwctl); the waPC host underneath is the very one that it runs on.

pub mod replay;
pub mod review;

use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::engine::Callback;

/// What the policy may ask for: everything, unless something is taken away.
#[derive(Debug, Clone, Default)]
pub struct Grants {
    /// Resources (`v1/Secret`) that its `contextAwareResources` leave out.
    pub not_granted: Vec<String>,
    /// Resources that the server's account may not get.
    pub forbidden: Vec<String>,
}

/// The payload of `get_resource` and of the two lists.
#[derive(Debug, Deserialize)]
struct Question {
    api_version: String,
    kind: String,
    name: Option<String>,
    namespace: Option<String>,
    #[serde(default)]
    field_masks: Vec<String>,
}

/// A host that knows these objects, and no others.
pub fn of_objects(objects: Vec<Value>, grants: Grants) -> Callback {
    Arc::new(move |namespace, operation, payload| match namespace {
        "kubernetes" => kubernetes(&objects, &grants, operation, payload),
        other => Err(format!("unknown namespace: {other}")),
    })
}

fn kubernetes(
    objects: &[Value],
    grants: &Grants,
    operation: &str,
    payload: &[u8],
) -> Result<Vec<u8>, String> {
    let question: Question = serde_json::from_slice(payload).map_err(|error| error.to_string())?;
    let Question { api_version, kind, name, namespace, field_masks } = &question;
    let resource = format!("{api_version}/{kind}");
    if grants.not_granted.contains(&resource) {
        return Err(format!(
            "Policy has not been granted access to Kubernetes {resource} resources. The violation has been reported."
        ));
    }
    if grants.forbidden.contains(&resource) {
        return Err(format!(
            "Callback evaluation failure: ApiError: {kind} is forbidden: User \"system:serviceaccount:kubewarden:policy-server\" cannot get resource: Forbidden"
        ));
    }
    let fits = |object: &&Value| {
        object["kind"] == **kind
            && serves(object["apiVersion"].as_str().unwrap_or_default(), api_version)
            && namespace.as_ref().is_none_or(|one| object["metadata"]["namespace"] == **one)
    };
    let mut found = objects.iter().filter(fits).map(|object| {
        let mut object = object.clone();
        object["apiVersion"] = json!(api_version);
        masked(object, field_masks)
    });
    let answer = match (operation, name) {
        ("get_resource", Some(name)) => {
            found.find(|object| object["metadata"]["name"] == **name).ok_or_else(|| {
                format!("Callback evaluation failure: Cannot find {resource} named '{name}' inside of namespace '{namespace:?}'")
            })?
        }
        ("list_resources_by_namespace" | "list_resources_all", None) => {
            let items: Vec<Value> = found.collect();
            json!({ "apiVersion": api_version, "kind": format!("{kind}List"), "metadata": {}, "items": items })
        }
        _ => return Err(format!("unknown operation: {operation}")),
    };
    serde_json::to_vec(&answer).map_err(|error| error.to_string())
}

/// Whether an API server gives an object out under that version: once `extensions` held what `apps` and
/// others hold now.
fn serves(stored: &str, asked: &str) -> bool {
    let group = |version: &str| match version.split_once('/') {
        Some((group, _)) => group.to_owned(),
        None => String::new(),
    };
    let stored = group(stored);
    stored == group(asked) || stored == "extensions"
}

/// What a mask leaves of an object: paths with periods, lists looked through.
fn masked(object: Value, masks: &[String]) -> Value {
    if masks.is_empty() {
        return object;
    }
    match object {
        Value::Object(members) => {
            let kept = members.into_iter().filter_map(|(key, value)| {
                let inner: Option<Vec<String>> = below(&key, masks);
                inner.map(|inner| (key, masked(value, &inner)))
            });
            Value::Object(kept.collect::<Map<String, Value>>())
        }
        Value::Array(items) => items.into_iter().map(|item| masked(item, masks)).collect(),
        other => other,
    }
}

/// The masks below a key; none of them where all of it is kept, `None` where nothing is.
fn below(key: &str, masks: &[String]) -> Option<Vec<String>> {
    let mut inner = Vec::new();
    let mut whole = false;
    for mask in masks {
        match mask.split_once('.') {
            None if mask == key => whole = true,
            Some((head, rest)) if head == key => inner.push(rest.to_owned()),
            _ => {}
        }
    }
    if whole { Some(Vec::new()) } else { (!inner.is_empty()).then_some(inner) }
}
