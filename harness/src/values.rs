//! Files of Helm values, and which of them a result is about.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use policy::json::Json;
use policy::place::{Position, Source};
use policy::report::Report;

use crate::input::Input;

/// The files, in the order in which they override each other.
#[derive(Debug, Default)]
pub struct Values {
    files: Vec<File>,
}

#[derive(Debug)]
struct File {
    name: String,
    json: String,
    start: Position,
}

impl Values {
    /// Reads every file. What is no YAML or JSON is noted in `input`, and then no values are judged: without
    /// a file the chart's defaults would stand where that file says otherwise.
    ///
    /// # Errors
    /// A file cannot be read, or holds something else than one map.
    pub fn read(paths: &[PathBuf], input: &mut Input) -> Result<Values> {
        let mut values = Values::default();
        let mut is_whole = true;
        for path in paths {
            let name = path.display().to_string();
            let bytes = std::fs::read(path).with_context(|| format!("{name} cannot be read"))?;
            let text = match source::decode(&bytes) {
                Ok(text) => text,
                Err(problem) => {
                    input.problem(&name, problem);
                    is_whole = false;
                    continue;
                }
            };
            let read = source::read(text);
            is_whole &= read.problems.is_empty();
            for problem in read.problems {
                input.problem(&name, problem);
            }
            values.files.push(file(name, &read.documents)?);
        }
        Ok(if is_whole { values } else { Values::default() })
    }

    /// All of them, as a list.
    pub fn json(&self) -> String {
        let all: Vec<&str> = self.files.iter().map(|file| file.json.as_str()).collect();
        format!("[{}]", all.join(","))
    }

    /// Adds to a report in which file each value that decides something stands: the last one that has it,
    /// or, where the chart's default counts, the last one of all.
    pub fn locate(&self, report: &mut Report<'_>) {
        let parsed: Vec<_> = self
            .files
            .iter()
            .map(|file| (file, Json::parse(&file.json).unwrap_or(Json::Null)))
            .collect();
        let results = report.installations.iter_mut().flat_map(|one| &mut one.results);
        for result in results.filter(|one| one.index.is_none()) {
            let Some(path) = result.value.as_deref() else { continue };
            let has = |json: &Json<'_>| {
                let mut at = json;
                path.split('.').all(|step| match at.member(step) {
                    Some(inner) => {
                        at = inner;
                        true
                    }
                    None => false,
                })
            };
            let file = parsed.iter().rev().find(|(_, json)| has(json)).or(parsed.last());
            result.source = file.map(|(file, _)| Source {
                file: file.name.clone(),
                start: file.start,
                end: file.start,
            });
        }
    }
}

/// What a file of values holds: one map, or nothing.
fn file(name: String, documents: &[source::Document<'_>]) -> Result<File> {
    let (json, start) = match documents {
        [] => ("{}".to_owned(), source::Position { line: 1, column: 1, offset: 0 }),
        [one] => (one.json.to_string(), one.position),
        _ => bail!("{name} holds more than one document: it is no values.yaml"),
    };
    let parsed = Json::parse(&json).ok();
    if parsed.as_ref().is_some_and(|json| !json.get("apiVersion").is_null()) {
        bail!("{name} is a manifest, not a values.yaml: name it without --values");
    }
    if !matches!(parsed, Some(Json::Object(_) | Json::Null)) {
        bail!("{name} holds no map, so it is no values.yaml");
    }
    let source::Position { line, column, offset } = start;
    Ok(File { name, json, start: Position { line, column, offset, utf16: None } })
}
