//! Reads a config, and finds every mistake in it, each with its place.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use clap::ValueEnum;
use serde_json::Value;
use source::{Object, Position, Ruler};

use super::Config;
use super::field::{FIELDS, words};
use crate::cli::{Format, Output};
use crate::file;
use crate::settings::Location;
use crate::suggest::{closest, did_you_mean};

/// Reads the config in a file. One that was only found may not write outside of its folder: whoever comes
/// with a repository has not been asked.
///
/// # Errors
/// It cannot be read, or every mistake in it.
pub(super) fn read(path: &Path, is_found: bool) -> Result<Config> {
    let name = file::name(path);
    let bytes = file::read(path)?;
    let at = |position: Position| format!("{name}:{}:{}", position.line, position.column);
    let text = source::decode(&bytes);
    let text =
        text.map_err(|problem| anyhow::anyhow!("{}: {}", at(problem.position), problem.message))?;
    let document = source::read(text);
    if let Some(problem) = document.problems.first() {
        bail!("{}: {}", at(problem.position), problem.message);
    }
    if let Some(second) = document.documents.get(1) {
        bail!("{}: it holds more than one document", at(second.position));
    }
    let Some(document) = document.documents.first() else {
        return Ok(Config { file: path.to_owned(), ..Config::default() });
    };
    let value: Value = serde_json::from_str(&document.json)?;
    let mut reader = Reader { path, text, is_found, value: &value, mistakes: Vec::new() };
    let config = reader.config();
    let (object, ruler) = (Object::of(text, document), Ruler::new(text));
    let place = |pointer: &str| ruler.at(object.range(Some(pointer)).start);
    let mut mistakes: Vec<_> =
        reader.mistakes.iter().map(|(pointer, words)| (place(pointer), words)).collect();
    mistakes.sort();
    if mistakes.is_empty() {
        return Ok(config);
    }
    let lines = mistakes.iter().map(|(position, words)| format!("{}: {words}", at(*position)));
    bail!(lines.collect::<Vec<_>>().join("\n"))
}

struct Reader<'a> {
    path: &'a Path,
    text: &'a str,
    is_found: bool,
    value: &'a Value,
    /// Each with the pointer to what it is about; one that ends in a slash is about the key.
    mistakes: Vec<(String, String)>,
}

impl<'a> Reader<'a> {
    fn config(&mut self) -> Config {
        let value = self.value;
        match value {
            Value::Object(members) => members.keys().for_each(|name| self.known(name)),
            Value::Null => {}
            _ => self.mistakes.push((String::new(), "a config is a map of fields".to_owned())),
        }
        Config {
            file: self.path.to_owned(),
            paths: self.paths("paths"),
            values: self.paths("values"),
            distribution: self.word("distribution"),
            workflow_version: self.text("workflowVersion"),
            namespace: self.text("namespace"),
            settings: self.settings("settings"),
            format: self.word("format"),
            outputs: self.outputs("outputs"),
            fail_on: self.word("failOn"),
            require_ready: self.flag("requireReady"),
            baseline: self.path("baseline"),
            fail_on_new: self.flag("failOnNew"),
            engine: self.word("engine"),
        }
    }

    fn known(&mut self, name: &str) {
        let names = || FIELDS.iter().map(|field| field.name);
        if names().any(|known| known == name) {
            return;
        }
        let hint = match closest(name, names()) {
            Some(meant) => did_you_mean(Some(meant)),
            None => format!("; there are {}", names().collect::<Vec<_>>().join(", ")),
        };
        self.mistakes
            .push((format!("/{}/", escaped(name)), format!("there is no field `{name}`{hint}")));
    }

    fn mistake(&mut self, name: &str, words: &str) {
        self.mistakes.push((format!("/{name}"), format!("`{name}` {words}")));
    }

    /// A field, if it is not left out.
    fn given(&self, name: &str) -> Option<&'a Value> {
        self.value.get(name).filter(|value| !value.is_null())
    }

    fn text(&mut self, name: &str) -> Option<String> {
        let value = self.given(name)?;
        let text = filled(value);
        if text.is_none() {
            self.mistake(name, "is no text with something in it");
        }
        text.map(str::to_owned)
    }

    fn flag(&mut self, name: &str) -> Option<bool> {
        let value = self.given(name)?;
        if value.as_bool().is_none() {
            self.mistake(name, "is neither true nor false");
        }
        value.as_bool()
    }

    fn word<T: ValueEnum>(&mut self, name: &str) -> Option<T> {
        let value = self.given(name)?;
        let word = value.as_str().and_then(|word| T::from_str(word, false).ok());
        if word.is_none() {
            let known = words::<T>();
            let meant =
                value.as_str().and_then(|word| closest(word, known.iter().map(String::as_str)));
            self.mistake(name, &format!("is none of {}{}", known.join(", "), did_you_mean(meant)));
        }
        word
    }

    fn path(&mut self, name: &str) -> Option<PathBuf> {
        self.text(name).map(|path| self.reached(&path))
    }

    fn paths(&mut self, name: &str) -> Option<Vec<PathBuf>> {
        let value = self.given(name)?;
        let items = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        let paths: Option<Vec<&str>> = items.iter().map(filled).collect();
        if paths.as_ref().is_none_or(Vec::is_empty) {
            self.mistake(name, "is no path and no list of paths");
        }
        Some(paths?.into_iter().map(|path| self.reached(path)).collect())
    }

    fn settings(&mut self, name: &str) -> Option<Location> {
        let value = self.given(name)?;
        if value.is_object() {
            let (file, text) = (self.path.to_owned(), self.text.to_owned());
            return Some(Location::Config { file, text });
        }
        if filled(value).is_none() {
            self.mistake(name, "is neither a path nor a map of settings");
        }
        filled(value).map(|path| Location::File(self.reached(path)))
    }

    fn outputs(&mut self, name: &str) -> Option<Vec<Output>> {
        let value = self.given(name)?;
        let Some(members) = value.as_object() else {
            self.mistake(name, "is no map from a format to a file");
            return None;
        };
        Some(members.iter().filter_map(|(word, file)| self.output(word, file)).collect())
    }

    fn output(&mut self, word: &str, file: &Value) -> Option<Output> {
        let pointer = format!("/outputs/{}", escaped(word));
        let Ok(format) = Format::from_str(word, false) else {
            let known = words::<Format>();
            let meant = did_you_mean(closest(word, known.iter().map(String::as_str)));
            let words =
                format!("there is no format `{word}`; there are {}{meant}", known.join(", "));
            self.mistakes.push((pointer + "/", words));
            return None;
        };
        let Some(file) = filled(file).map(|file| self.reached(file)) else {
            self.mistakes.push((pointer, format!("`outputs.{word}` is no path of a file")));
            return None;
        };
        if self.is_found && !is_inside(&file, self.folder()) {
            let words =
                "lies outside of the config's folder: name the config with --config to allow it";
            self.mistakes.push((pointer, format!("`outputs.{word}` {words}")));
            return None;
        }
        Some(Output { format, file })
    }

    fn folder(&self) -> &'a Path {
        self.path.parent().unwrap_or(Path::new(""))
    }

    /// A path of the config as one that leads on from the working directory.
    fn reached(&self, path: &str) -> PathBuf {
        self.folder().join(path)
    }
}

/// A text with something in it.
fn filled(value: &Value) -> Option<&str> {
    value.as_str().filter(|text| !text.trim().is_empty())
}

fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// Whether a file lies below a folder, wherever links on the way to it lead.
fn is_inside(file: &Path, folder: &Path) -> bool {
    let real = |path: &Path| match path.as_os_str().is_empty() {
        true => Path::new(".").canonicalize(),
        false => path.canonicalize(),
    };
    let has_steps_up =
        file.strip_prefix(folder).map_or(true, |inside| inside.iter().any(|step| step == ".."));
    let nearest = file.ancestors().find_map(|path| real(path).ok());
    !has_steps_up
        && nearest.zip(real(folder).ok()).is_some_and(|(file, folder)| file.starts_with(folder))
}
