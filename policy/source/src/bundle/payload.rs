//! What the operation `review` is handed.

use json::Json;
use policy::joined::joined;
use policy::model::distribution::Distribution;
use policy::report::Unreadable;

use super::{Bundle, Question};

impl Bundle {
    /// The payload of the operation `review`; `settings` is JSON.
    pub fn payload(&self, settings: &str, question: &Question) -> String {
        let values: Vec<&str> = self.values.iter().map(|one| one.json.as_str()).collect();
        let values = if self.are_values_broken { String::new() } else { joined(&values, ",") };
        let mut payload = "{\"objects\":[".to_owned();
        self.write_objects(question, &mut payload);
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

    /// The objects that a rule can have a use for; of the others, as much as is counted.
    fn write_objects(&self, question: &Question, payload: &mut String) {
        for (number, place) in self.places.iter().enumerate() {
            if number > 0 {
                payload.push(',');
            }
            match (&place.part, self.sift) {
                (Some(part), Some(sift)) if !self.may_hold_platform(&part.namespace, question) => {
                    payload.push_str(&part.outline);
                    (sift.second)(self.json(place), payload);
                }
                _ => payload.push_str(self.json(place)),
            }
        }
    }

    fn may_hold_platform(&self, namespace: &str, question: &Question) -> bool {
        let is_usual = Distribution::ALL.iter().any(|one| one.heritage() == namespace);
        let is_asked = question.namespace.as_deref() == Some(namespace);
        is_usual || is_asked || self.platforms.iter().any(|one| **one == *namespace)
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
