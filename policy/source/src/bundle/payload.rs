//! What the operation `review` is handed.

use json::Json;
use policy::joined::joined;
use policy::report::Unreadable;

use super::{Bundle, Question};

impl Bundle {
    /// The payload of the operation `review`; `settings` is JSON.
    pub fn payload(&self, settings: &str, question: &Question) -> String {
        let values: Vec<&str> = self.values.iter().map(|one| one.json.as_str()).collect();
        let values = if self.are_values_broken { String::new() } else { joined(&values, ",") };
        let mut payload = "{\"objects\":[".to_owned();
        payload.push_str(&joined(&self.objects().collect::<Vec<_>>(), ","));
        payload.push_str("],\"unreadable\":");
        Json::Array(self.unreadable.iter().map(entry).collect()).write(&mut payload);
        payload.push_str(",\"settings\":");
        payload.push_str(settings);
        payload.push_str(&format!(",\"values\":[{values}]"));
        let words = [
            ("now", &question.now),
            ("namespace", &question.namespace),
            ("distribution", &question.distribution),
            ("workflowVersion", &question.workflow_version),
        ];
        for (name, word) in words {
            if let Some(word) = word {
                payload.push_str(&format!(",\"{name}\":"));
                Json::text(word.as_str()).write(&mut payload);
            }
        }
        payload.push('}');
        payload
    }
}

fn entry(one: &Unreadable) -> Json<'_> {
    let number = |number: Option<usize>| {
        number.map_or(Json::Null, |number| Json::Number(number.to_string().into()))
    };
    let file = one.file.as_deref().map_or(Json::Null, Json::text);
    let members = [
        ("file", file),
        ("line", number(one.line)),
        ("column", number(one.column)),
        ("index", number(one.index)),
        ("message", Json::text(one.message.as_str())),
    ];
    let members = members.into_iter().filter(|(_, value)| !value.is_null());
    Json::Object(members.map(|(name, value)| (name.into(), value)).collect())
}
