//! A workload without what its containers run, and without the values that no rule looks at.

use serde_json::{Value, json};

use super::{CREDENTIALS, REDUCED, VARIABLES};

/// What of a container may hold a password, and no rule reads.
const UNREAD: [&str; 6] =
    ["command", "args", "livenessProbe", "readinessProbe", "startupProbe", "lifecycle"];

/// Takes it away wherever there are containers.
pub(super) fn reduce(value: &mut Value) {
    match value {
        Value::Object(members) => {
            for (name, inner) in members {
                if name == "template"
                    && let Some(Value::Object(metadata)) = inner.get_mut("metadata")
                {
                    metadata.remove("annotations");
                }
                match name.as_str() {
                    "containers" | "initContainers" | "ephemeralContainers" => {
                        inner.as_array_mut().into_iter().flatten().for_each(container);
                    }
                    _ => reduce(inner),
                }
            }
        }
        Value::Array(items) => items.iter_mut().for_each(reduce),
        _ => {}
    }
}

fn container(container: &mut Value) {
    let Some(members) = container.as_object_mut() else { return };
    for name in UNREAD {
        members.remove(name);
    }
    for entry in members.get_mut("env").and_then(Value::as_array_mut).into_iter().flatten() {
        let name = entry["name"].as_str().unwrap_or_default().to_owned();
        if let Some(value) = entry.get_mut("value") {
            *value = variable(&name, value);
        }
    }
}

/// What a snapshot keeps of a variable's value: all of it where rules look at it, and only what the charts publish
/// of credentials.
pub(super) fn variable(name: &str, value: &Value) -> Value {
    let text = match value {
        Value::String(text) => text,
        Value::Null => return Value::Null,
        Value::Bool(_) => return json!(false),
        Value::Number(_) => return json!(0),
        Value::Array(_) => return json!([]),
        Value::Object(_) => return json!({}),
    };
    if VARIABLES.contains(&name) {
        return json!(without_login(text));
    }
    if !CREDENTIALS.contains(&name) {
        return json!(if text.is_empty() { "" } else { REDUCED });
    }
    json!(match text.as_str() {
        "" => "",
        "admin" => "admin",
        // A value that refers to other variables.
        text if text.contains("$(") => "$(REDUCED)",
        text if text.starts_with("CHANGEME_") => "CHANGEME_",
        _ => REDUCED,
    })
}

/// An address without what logs in there.
fn without_login(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else { return text.to_owned() };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, path) = rest.split_at(end);
    match authority.rsplit_once('@') {
        Some((_, host)) => format!("{scheme}://{REDUCED}@{host}{path}"),
        None => text.to_owned(),
    }
}
