//! Rancher's form for the settings, from their schema.

use serde::Serialize;
use serde_json::Value;

use crate::schema;

/// questions-ui.yml
#[derive(Debug, Serialize)]
pub struct Form {
    /// The questions, in the schema's order.
    pub questions: Vec<Question>,
}

/// One question.
#[derive(Debug, Default, Serialize)]
pub struct Question {
    /// The answer that stands there at first.
    #[serde(skip_serializing_if = "Value::is_null")]
    pub default: Value,
    /// What it is about.
    pub tooltip: String,
    /// The form's part.
    pub group: &'static str,
    /// Its heading.
    pub label: String,
    /// Whether it has to be answered.
    pub required: bool,
    /// The kind of answer.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Answers to choose from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<String>,
    /// The setting.
    pub variable: String,
    /// Questions of each entry of a sequence.
    #[serde(rename = "sequence_questions", skip_serializing_if = "Vec::is_empty")]
    pub entries: Vec<Question>,
}

impl Form {
    /// The form of this build. What single rules do is left to YAML: the form has no map of objects.
    pub fn of_this_build() -> Form {
        let schema = schema::settings();
        let order = [
            "namespaces",
            "denyAt",
            "onUnknown",
            "minimumRouters",
            "deletions",
            "remediate",
            "lists",
            "exempt.users",
            "exempt.groups",
            "exceptions",
            "attestations",
        ];
        let questions = order.iter().map(|name| {
            let path = name.replace('.', "/properties/");
            let field = schema.pointer(&format!("/properties/{path}")).unwrap_or(&Value::Null);
            question(name, field, false)
        });
        Form { questions: questions.collect() }
    }
}

fn question(name: &str, field: &Value, required: bool) -> Question {
    let text = |key: &str| field[key].as_str().unwrap_or_default().to_owned();
    let label = if field["title"].is_string() { text("title") } else { name.to_owned() };
    let base = Question {
        default: field["default"].clone(),
        tooltip: text("description"),
        group: "Settings",
        label,
        required,
        variable: name.to_owned(),
        ..Question::default()
    };
    let is = |word: &str| {
        field["type"] == word
            || field["type"].as_array().is_some_and(|all| all.contains(&word.into()))
    };
    if let Some(words) = field["enum"].as_array() {
        let options = words.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        return Question { kind: "enum", options, ..base };
    }
    if is("integer") {
        return Question { kind: "int", ..base };
    }
    if !is("array") {
        return Question { kind: "string", ..base };
    }
    match field["items"]["properties"].as_object() {
        None => Question { kind: "array[", ..base },
        Some(members) => {
            let needed = field["items"]["required"].as_array().cloned().unwrap_or_default();
            let entry = |(member, field): (&String, &Value)| {
                question(member, field, needed.contains(&member.as_str().into()))
            };
            let plain = members
                .iter()
                .filter(|(member, field)| *member != "true" && !field["properties"].is_object());
            let mut entries: Vec<Question> = plain.map(entry).collect();
            // An object within an entry: its fields by their paths.
            for (member, field) in
                members.iter().filter(|(_, field)| field["properties"].is_object())
            {
                let inner = field["properties"].as_object().into_iter().flatten();
                entries.extend(
                    inner.map(|(name, field)| question(&format!("{member}.{name}"), field, false)),
                );
            }
            Question { kind: "sequence[", entries, ..base }
        }
    }
}
