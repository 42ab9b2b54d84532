//! What the operations answer at admission, as Kubewarden defines it.

use serde::Serialize;
use words::words;

use crate::gather::TakeIn as _;
use crate::json;

/// What an audit log keeps of a decision.
#[derive(Debug, PartialEq, Eq)]
pub struct Annotation {
    /// The key; an engine puts its own name before it.
    pub key: &'static str,
    /// The value.
    pub value: String,
}

/// What `validate` answers: Kubewarden's ValidationResponse.
#[derive(Debug, Default)]
pub struct Response {
    /// Whether the request is let in.
    pub accepted: bool,
    /// Why not.
    pub message: Option<String>,
    /// An HTTP status; 500 is kept for what could not be told.
    pub code: Option<u16>,
    /// What a person should know, let in or not.
    pub warnings: Vec<String>,
    /// What an audit log keeps.
    pub annotations: Vec<Annotation>,
    /// The object as it should be instead, as JSON.
    pub mutated_object: Option<String>,
}

impl Response {
    /// One that lets in, and says nothing.
    pub fn accepted() -> Response {
        Response { accepted: true, ..Response::default() }
    }

    /// The same, with the warnings and the ids of another one.
    #[must_use]
    pub fn beside(mut self, other: Response) -> Response {
        self.warnings.take_in(other.warnings);
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
        let message = Some(words!("this request could not be judged: {words}"));
        Response { message, code: Some(500), ..Response::default() }
    }

    /// The response as JSON. What is left out is empty. The object is JSON already, with its numbers as they were
    /// written.
    pub fn encode(&self) -> Vec<u8> {
        let mut out = String::with_capacity(64);
        out.push_str(if self.accepted { r#"{"accepted":true"# } else { r#"{"accepted":false"# });
        if let Some(message) = &self.message {
            out.push_str(r#","message":"#);
            json::write_text(message, &mut out);
        }
        if let Some(code) = self.code {
            out.push_str(&format!(r#","code":{}"#, usize::from(code)));
        }
        if !self.warnings.is_empty() {
            out.push_str(r#","warnings":"#);
            for (place, warning) in self.warnings.iter().enumerate() {
                out.push(if place == 0 { '[' } else { ',' });
                json::write_text(warning, &mut out);
            }
            out.push(']');
        }
        if !self.annotations.is_empty() {
            out.push_str(r#","audit_annotations":"#);
            for (place, Annotation { key, value }) in self.annotations.iter().enumerate() {
                out.push(if place == 0 { '{' } else { ',' });
                json::write_text(key, &mut out);
                out.push(':');
                json::write_text(value, &mut out);
            }
            out.push('}');
        }
        if let Some(object) = &self.mutated_object {
            out.push_str(r#","mutated_object":"#);
            out.push_str(object);
        }
        out.push('}');
        out.into_bytes()
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
