//! Helm values.

use json::Json;

use super::{Bundle, File, Values};
use crate::{Position, read_with};

impl Bundle {
    /// Takes a text of Helm values in: one map, or nothing.
    ///
    /// # Errors
    /// It holds something else, in words.
    pub fn add_values(&mut self, name: &str, bytes: Vec<u8>) -> Result<(), String> {
        let start = Position::start_of(&bytes);
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                self.no_text(name, start, error.as_bytes());
                self.are_values_broken = true;
                return Ok(());
            }
        };
        let read = read_with(&text, &mut |_| ());
        let json = match read.documents.as_slice() {
            [] => "{}".to_owned(),
            [one] => one.json.to_string(),
            _ => {
                self.are_values_broken = true;
                return Err(
                    "holds more than one object or document: it is no values.yaml".to_owned()
                );
            }
        };
        self.are_values_broken |= !read.problems.is_empty();
        for problem in read.problems {
            self.problem(name, problem);
        }
        // As the payload has it: one level deeper.
        let listed = format!("[{json}]");
        let Ok(Json::Array(listed)) = Json::parse(&listed) else {
            self.are_values_broken = true;
            return Err("holds values that are nested too deep".to_owned());
        };
        let parsed = listed.first();
        if parsed.is_some_and(|json| !json.get("apiVersion").is_null()) {
            self.are_values_broken = true;
            return Err("is a manifest, not a values.yaml".to_owned());
        }
        if !matches!(parsed, Some(Json::Object(_) | Json::Null)) {
            self.are_values_broken = true;
            return Err("holds no map, so it is no values.yaml".to_owned());
        }
        let file = File { name: name.into(), text, start };
        self.values.push(Values { file, json });
        Ok(())
    }
}
