//! From files, folders and standard input to what the operation `review` takes, and back: which file
//! and line each object came from.

use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use policy::place::{Position, Source};
use policy::report::{Report, Unreadable};
use serde::Serialize;
use walkdir::{DirEntry, WalkDir};

/// All that was read.
#[derive(Debug, Default)]
pub struct Input {
    /// The objects as JSON, one behind the other with commas between.
    objects: String,
    /// Where each object begins.
    places: Vec<Source>,
    /// What could not be read.
    unreadable: Vec<Unreadable>,
    /// What was left out on purpose, in words.
    pub notes: Vec<String>,
}

/// What the operation is asked beside the objects.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Question {
    /// RFC 3339.
    pub now: String,
    /// Only the installation of this namespace.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// Whose Workflow it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distribution: Option<String>,
    /// The version of Workflow that values are for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub workflow_version: Option<String>,
}

/// Files that lie beside manifests in charts and are none.
const NOT_MANIFESTS: [&str; 4] = ["values.yaml", "Chart.yaml", "requirements.yaml", "Chart.lock"];

impl Input {
    /// Reads every path: files as they are, folders with all the manifests in them, `-` for standard
    /// input.
    ///
    /// # Errors
    /// The only path cannot be read, or a folder holds no manifests. One of several paths that cannot
    /// be read is told in the report instead.
    pub fn read(paths: &[PathBuf]) -> Result<Input> {
        let mut input = Input::default();
        for path in paths {
            if let Err(error) = input.path(path) {
                if paths.len() == 1 {
                    return Err(error);
                }
                input.unreadable.push(Unreadable {
                    file: Some(path.display().to_string()),
                    line: None,
                    column: None,
                    index: None,
                    message: format!("{:#}", error),
                });
            }
        }
        Ok(input)
    }

    fn path(&mut self, path: &Path) -> Result<()> {
        if path.as_os_str() == "-" {
            let mut bytes = Vec::new();
            std::io::stdin().read_to_end(&mut bytes).context("standard input cannot be read")?;
            self.add("-", &bytes);
            return Ok(());
        }
        if path.is_dir() { self.folder(path) } else { self.file(path) }
    }

    fn file(&mut self, path: &Path) -> Result<()> {
        let name = path.display().to_string();
        let bytes = std::fs::read(path).with_context(|| format!("{name} cannot be read"))?;
        self.add(&name, &bytes);
        Ok(())
    }

    fn folder(&mut self, folder: &Path) -> Result<()> {
        let mut found = false;
        // A mounted ConfigMap is a folder of links into hidden ones.
        let hidden = |entry: &DirEntry| {
            entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".")
        };
        let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name();
        for entry in walk.into_iter().filter_entry(|entry| !hidden(entry)) {
            let entry = entry.with_context(|| format!("{} cannot be read", folder.display()))?;
            let extension = entry.path().extension().and_then(|extension| extension.to_str());
            let extension = extension.map(str::to_ascii_lowercase);
            let is_manifest = matches!(extension.as_deref(), Some("yaml" | "yml" | "json"));
            if !entry.file_type().is_file() || !is_manifest {
                continue;
            }
            if NOT_MANIFESTS.iter().any(|name| entry.file_name() == *name) {
                let path = entry.path().display();
                self.notes.push(format!(
                    "{path}: not a manifest, left out; name the file itself to review it"
                ));
                continue;
            }
            found = true;
            self.file(entry.path())?;
        }
        if !found {
            bail!("{} holds no .yaml, .yml or .json file", folder.display());
        }
        Ok(())
    }

    /// Takes one file in.
    pub fn add(&mut self, name: &str, bytes: &[u8]) {
        let text = match source::decode(bytes) {
            Ok(text) => text,
            Err(problem) => return self.problem(name, problem),
        };
        let read = source::read(text);
        self.objects.reserve(text.len());
        for document in read.documents {
            if !self.objects.is_empty() {
                self.objects.push(',');
            }
            self.objects.push_str(&document.json);
            let source::Position { line, column, offset } = document.position;
            let start = Position { line, column, offset, utf16: None };
            self.places.push(Source { file: name.to_owned(), start, end: start });
        }
        for problem in read.problems {
            self.problem(name, problem);
        }
    }

    /// Every document, as one JSON list; Lists are not unpacked.
    pub fn objects(&self) -> String {
        format!("[{}]", self.objects)
    }

    /// What could not be read.
    pub fn unreadable(&self) -> &[Unreadable] {
        &self.unreadable
    }

    /// Notes what could not be read.
    pub fn problem(&mut self, name: &str, problem: source::Problem) {
        self.unreadable.push(Unreadable {
            file: Some(name.to_owned()),
            line: Some(problem.position.line),
            column: Some(problem.position.column),
            index: None,
            message: problem.message,
        });
    }

    /// The payload of the operation `review`; `settings` and `values` are JSON.
    ///
    /// # Errors
    /// Never, for what this program makes.
    pub fn payload(&self, settings: &str, values: &str, question: &Question) -> Result<Vec<u8>> {
        let unreadable = serde_json::to_string(&self.unreadable)?;
        let question = serde_json::to_string(question)?;
        let rest = question.trim_start_matches('{');
        let objects = &self.objects;
        let payload = format!(
            "{{\"objects\":[{objects}],\"unreadable\":{unreadable},\"settings\":{settings},\"values\":{values},{rest}"
        );
        Ok(payload.into_bytes())
    }

    /// Adds to a report where everything stands in the files.
    pub fn locate(&self, report: &mut Report<'_>) {
        let results = report.installations.iter_mut().flat_map(|one| &mut one.results);
        for result in results {
            let place = result.index.and_then(|index| self.places.get(index));
            result.source = place.cloned();
        }
        for one in &mut report.unreadable {
            let Some(place) = one.index.and_then(|index| self.places.get(index)) else { continue };
            one.file = Some(place.file.clone());
            one.line = Some(place.start.line);
            one.column = Some(place.start.column);
        }
    }
}
