//! The config's JSON Schema, for editors.

use serde_json::{Map, Value, json};

use super::field::{FIELDS, Field, Takes, words};
use crate::cli::Format;

/// The schema of a config.
pub fn schema() -> Value {
    let properties: Map<String, Value> =
        FIELDS.iter().map(|field| (field.name.to_owned(), property(field))).collect();
    let mut settings = kit::schema::settings();
    if let Some(members) = settings.as_object_mut() {
        members.remove("$schema");
        // Left out altogether is what a config says of them with `null`.
        members.insert("type".to_owned(), json!("object"));
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Config of Workflow Readiness",
        "description": "What the calls of a project have in common, in .workflow-readiness.yaml. Every field may be left out; options of a call win. Paths are relative to the file.",
        "type": ["object", "null"],
        "additionalProperties": false,
        "properties": properties,
        "$defs": { "settings": settings },
    })
}

fn property(Field { about, takes, .. }: &Field) -> Value {
    let path = json!({ "type": "string", "pattern": "\\S" });
    let nothing = json!({ "type": "null" });
    let mut property = match takes {
        Takes::Text | Takes::Path => json!({ "type": ["string", "null"], "pattern": "\\S" }),
        Takes::Paths => {
            json!({ "anyOf": [path, { "type": "array", "items": path, "minItems": 1 }, nothing] })
        }
        Takes::Word(words) => {
            let words = words().into_iter().map(Value::from).chain([Value::Null]);
            json!({ "enum": words.collect::<Vec<_>>() })
        }
        Takes::Flag => json!({ "type": ["boolean", "null"] }),
        Takes::Settings => json!({ "anyOf": [path, { "$ref": "#/$defs/settings" }, nothing] }),
        Takes::Outputs => {
            let files = words::<Format>().into_iter().map(|format| (format, path.clone()));
            let files: Map<String, Value> = files.collect();
            json!({ "type": ["object", "null"], "additionalProperties": false, "properties": files })
        }
    };
    property["description"] = json!(about);
    property
}
