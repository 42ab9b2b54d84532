//! What the operations answer at admission, as Kubewarden defines it.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

/// What an audit log keeps of a decision.
#[derive(Debug, PartialEq, Eq)]
pub struct Annotation {
    /// The key; an engine puts its own name before it.
    pub key: &'static str,
    /// The value.
    pub value: String,
}

/// What `validate` answers: Kubewarden's ValidationResponse.
#[derive(Debug, Default, Serialize)]
pub struct Response {
    /// Whether the request is let in.
    pub accepted: bool,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// An HTTP status; 500 is kept for what could not be told.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<u16>,
    /// What a person should know, let in or not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
    /// What an audit log keeps.
    #[serde(
        rename = "audit_annotations",
        skip_serializing_if = "Vec::is_empty",
        serialize_with = "as_map"
    )]
    pub annotations: Vec<Annotation>,
    /// The object as it should be instead, as JSON.
    #[serde(skip)]
    pub mutated_object: Option<String>,
}

fn as_map<S: Serializer>(annotations: &[Annotation], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(annotations.len()))?;
    for annotation in annotations {
        map.serialize_entry(annotation.key, &annotation.value)?;
    }
    map.end()
}

impl Response {
    /// One that lets in, and says nothing.
    pub fn accepted() -> Response {
        Response { accepted: true, ..Response::default() }
    }

    /// The same, with the warnings and the ids of another one.
    #[must_use]
    pub fn beside(mut self, other: Response) -> Response {
        self.warnings.extend(other.warnings);
        for one in other.annotations {
            match self.annotations.iter_mut().find(|own| own.key == one.key) {
                Some(own) => own.value = format!("{},{}", own.value, one.value),
                None => self.annotations.push(one),
            }
        }
        self
    }

    /// One for what could not be judged at all.
    pub fn error(words: &str) -> Response {
        let message = Some(format!("this request could not be judged: {words}"));
        Response { message, code: Some(500), ..Response::default() }
    }

    /// The response as JSON. The object is JSON already, with its numbers as they were written.
    ///
    /// # Errors
    /// Never, for what is made here.
    pub fn encode(&self) -> Result<Vec<u8>, String> {
        let mut bytes =
            serde_json::to_vec(self).map_err(|_| "the answer cannot be written".to_owned())?;
        if let Some(object) = &self.mutated_object {
            bytes.pop();
            bytes.extend_from_slice(br#","mutated_object":"#);
            bytes.extend_from_slice(object.as_bytes());
            bytes.push(b'}');
        }
        Ok(bytes)
    }
}

/// What `validate_settings` answers.
#[derive(Debug, Serialize)]
pub struct SettingsResponse {
    /// Whether the settings can be used.
    pub valid: bool,
    /// What is wrong with them.
    pub message: Option<String>,
}
