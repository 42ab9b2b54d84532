//! The settings, from wherever a call takes them.

use std::ffi::OsString;
use std::path::PathBuf;

use anyhow::{Context, Result, anyhow, bail};
use serde::Deserialize;
use serde_json::Value;
use source::{Object, Problem, Ruler};

use crate::command::catalogue;
use crate::engine::Engine;
use crate::file;
use crate::suggest::{closest, did_you_mean};
use crate::terminal::detail;

/// Where settings stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// In a file of their own.
    File(PathBuf),
    /// In the config, whose text this is.
    Config {
        /// The config.
        file: PathBuf,
        /// What it holds.
        text: String,
    },
}

impl From<OsString> for Location {
    fn from(path: OsString) -> Location {
        Location::File(path.into())
    }
}

#[derive(Deserialize)]
struct Validity {
    valid: bool,
    message: Option<String>,
}

/// The settings as JSON, once the policy finds them valid.
///
/// # Errors
/// They cannot be read, or the policy says what is wrong with them: a line for each mistake.
pub fn read(location: Option<&Location>, engine: &dyn Engine) -> Result<String> {
    let Some(location) = location else { return Ok("{}".to_owned()) };
    let (path, bytes) = match location {
        Location::File(path) => (path, file::read(path)?),
        Location::Config { file, text } => (file, text.clone().into_bytes()),
    };
    let name = file::name(path);
    detail(&format!("settings: {name}"));
    let at = |problem: Problem| {
        let source::Position { line, column, .. } = problem.position;
        anyhow!("{name}:{line}:{column}: {}", problem.message)
    };
    let text = source::decode(&bytes).map_err(at)?;
    let whole = source::only(text).map_err(at)?;
    let (settings, root) = match location {
        Location::File(_) => (whole, ""),
        Location::Config { .. } => (inner(&whole)?, "/settings"),
    };
    let answer = engine.call("validate_settings", settings.as_bytes())?;
    let answer: Validity =
        serde_json::from_slice(&answer).context("the policy's answer cannot be read")?;
    if answer.valid {
        return Ok(settings);
    }
    let mistakes = answer.message.unwrap_or_default();
    let read = source::read(text);
    let object = read.documents.first().map(|document| Object::of(text, document));
    let ruler = Ruler::new(text);
    let lines = mistakes.split("; ").map(|mistake| {
        let range = object.as_ref().map(|object| object.range(Some(&pointer(root, mistake))));
        let place = ruler.at(range.map_or(0, |range| range.start));
        format!("{name}:{}:{}: {mistake}{}", place.line, place.column, hint(mistake, engine))
    });
    bail!(lines.collect::<Vec<_>>().join("\n"))
}

/// The settings in a config.
fn inner(config: &str) -> Result<String> {
    let config: Value = serde_json::from_str(config).context("the config cannot be read")?;
    Ok(config["settings"].to_string())
}

/// The pointer to what a mistake is about: it begins with a path such as `exceptions[0].rule`. A name that is
/// not known is meant itself, not what stands behind it.
fn pointer(root: &str, mistake: &str) -> String {
    let path = mistake.split(": ").next().unwrap_or_default();
    let path = if path == "settings" { "" } else { path };
    let steps = path.split(['.', '[', ']']).filter(|step| !step.is_empty());
    let pointer: String = steps.map(|step| format!("/{step}")).collect();
    let end = if mistake.contains("there is no such setting") { "/" } else { "" };
    format!("{root}{pointer}{end}")
}

/// What was probably meant.
fn hint(mistake: &str, engine: &dyn Engine) -> String {
    let (path, words) = mistake.split_once(": ").unwrap_or_default();
    if let Some((_, allowed)) = words.split_once("(allowed: ") {
        let name = path.rsplit('.').next().unwrap_or_default();
        return did_you_mean(closest(name, allowed.trim_end_matches(')').split(", ")));
    }
    let id = words.strip_prefix("there is no rule `").and_then(|rest| rest.strip_suffix('`'));
    let Some((id, catalogue)) = id.zip(catalogue::ask(engine).ok()) else { return String::new() };
    did_you_mean(closest(id, catalogue.rules.iter().map(|rule| rule.id.as_str())))
}

#[cfg(test)]
mod tests {
    use super::pointer;

    #[test]
    fn a_mistake_leads_to_its_place() {
        assert_eq!(pointer("", "exceptions[1].rule: there is no rule `x`"), "/exceptions/1/rule");
        assert_eq!(pointer("/settings", "settings: is a list, not an object"), "/settings");
        assert_eq!(pointer("", "denyat: there is no such setting (allowed: denyAt)"), "/denyat/");
    }
}
