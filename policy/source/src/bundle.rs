//! The texts that somebody hands in, as the payload of the operation `review`, and its report with places.

mod fix;
mod locate;

use std::ops::Range;

use json::Json;
use policy::api;
use policy::host::Host;
use policy::report::Unreadable;

use crate::{Document, Position, Problem, decode, read_with};

/// Texts of manifests and of Helm values.
#[derive(Debug, Default)]
pub struct Bundle {
    files: Vec<File>,
    /// The objects as JSON, one behind the other with commas between.
    objects: String,
    /// Where each object stands.
    places: Vec<Place>,
    /// Later ones override earlier ones.
    values: Vec<Values>,
    /// Whether all the values could be read: without one file the chart's defaults would stand where that
    /// file says otherwise.
    are_values_broken: bool,
    unreadable: Vec<Unreadable>,
}

#[derive(Debug)]
struct File {
    name: String,
    text: String,
}

#[derive(Debug)]
struct Place {
    file: usize,
    position: Position,
    range: Range<usize>,
    /// What it is put into, for an item that does not say itself what it is.
    json: Option<String>,
}

#[derive(Debug)]
struct Values {
    file: File,
    json: String,
}

/// What the operation is asked beside the texts.
#[derive(Debug, Default, Clone)]
pub struct Question {
    /// RFC 3339; the host's clock counts, if it is left out.
    pub now: Option<String>,
    /// Only the installation of this namespace.
    pub namespace: Option<String>,
    /// Whose Workflow it is: `deis`, `hephy` or `drycc`.
    pub distribution: Option<String>,
    /// The version of Workflow that values are for.
    pub workflow_version: Option<String>,
}

/// Whether places are given in UTF-16 code units too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counting {
    /// Bytes and code points only.
    Bytes,
    /// UTF-16 too, as JavaScript counts.
    Utf16,
}

impl Bundle {
    /// Takes a text of manifests in.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) {
        self.add_with(name, bytes, &mut |_| ());
    }

    /// Takes a text of manifests in, and tells now and then how many of its bytes are read.
    pub fn add_with(&mut self, name: &str, bytes: Vec<u8>, progress: &mut dyn FnMut(usize)) {
        let Some(file) = self.file(name, bytes) else { return };
        let read = read_with(&file.text, progress);
        self.objects.reserve(file.text.len());
        for Document { json, position, range } in read.documents {
            if !self.objects.is_empty() {
                self.objects.push(',');
            }
            self.objects.push_str(&json);
            let is_longer =
                file.text.get(range.clone()).is_some_and(|piece| piece.starts_with('{'));
            let json = (is_longer && json.len() > range.len()).then(|| json.into_owned());
            self.places.push(Place { file: self.files.len(), position, range, json });
        }
        for problem in read.problems {
            self.problem(name, problem);
        }
        self.files.push(file);
    }

    /// Takes a text of Helm values in: one map, or nothing.
    ///
    /// # Errors
    /// It holds something else, in words.
    pub fn add_values(&mut self, name: &str, bytes: Vec<u8>) -> Result<(), String> {
        let Some(file) = self.file(name, bytes) else {
            self.are_values_broken = true;
            return Ok(());
        };
        let read = read_with(&file.text, &mut |_| ());
        let json = match read.documents.as_slice() {
            [] => "{}".to_owned(),
            [one] => one.json.to_string(),
            _ => {
                self.are_values_broken = true;
                return Err("holds more than one document: it is no values.yaml".to_owned());
            }
        };
        self.are_values_broken |= !read.problems.is_empty();
        for problem in read.problems {
            self.problem(name, problem);
        }
        let parsed = Json::parse(&json).ok();
        if parsed.as_ref().is_some_and(|json| !json.get("apiVersion").is_null()) {
            self.are_values_broken = true;
            return Err("is a manifest, not a values.yaml".to_owned());
        }
        if !matches!(parsed, Some(Json::Object(_) | Json::Null)) {
            self.are_values_broken = true;
            return Err("holds no map, so it is no values.yaml".to_owned());
        }
        self.values.push(Values { file, json });
        Ok(())
    }

    fn file(&mut self, name: &str, bytes: Vec<u8>) -> Option<File> {
        if let Err(problem) = decode(&bytes) {
            self.problem(name, problem);
            return None;
        }
        let text = String::from_utf8(bytes).ok()?;
        Some(File { name: name.to_owned(), text })
    }

    /// Notes what could not be read.
    pub fn problem(&mut self, name: &str, problem: Problem) {
        self.unreadable.push(Unreadable {
            file: Some(name.to_owned()),
            line: Some(problem.position.line),
            column: Some(problem.position.column),
            index: None,
            message: problem.message,
        });
    }

    /// Notes a file that could not be read at all.
    pub fn unreadable_file(&mut self, name: &str, message: String) {
        let file = Some(name.to_owned());
        self.unreadable.push(Unreadable { file, line: None, column: None, index: None, message });
    }

    /// What could not be read.
    pub fn unreadable(&self) -> &[Unreadable] {
        &self.unreadable
    }

    /// Every object, as one JSON list.
    pub fn objects(&self) -> String {
        format!("[{}]", self.objects)
    }

    /// The report of the operation `review` with all its places, as JSON; `settings` is JSON.
    ///
    /// # Errors
    /// The settings or the question are not what it takes; in words.
    pub fn review(
        &self,
        settings: &str,
        question: &Question,
        host: &dyn Host,
        counting: Counting,
    ) -> Result<String, String> {
        let mut report = api::report(self.payload(settings, question).as_bytes(), host)?;
        self.locate(&mut report, counting);
        api::write(&report)
    }

    /// The payload of the operation `review`; `settings` is JSON.
    pub fn payload(&self, settings: &str, question: &Question) -> String {
        let values: Vec<&str> = self.values.iter().map(|one| one.json.as_str()).collect();
        let values = if self.are_values_broken { String::new() } else { values.join(",") };
        let mut payload = String::with_capacity(self.objects.len() + 1024);
        payload.push_str("{\"objects\":[");
        payload.push_str(&self.objects);
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
