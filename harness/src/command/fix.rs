//! `fix -`: manifests in, manifests out, with safe remediations applied. As Helm's post-renderer it keeps
//! what no value of the chart holds, such as the number of routers. A document that nothing is changed in
//! comes out byte for byte; a changed one comes out as JSON, which is YAML.

use std::io::Read;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use policy::finding::Safety;
use policy::report::{Outcome, Report};
use serde_json::Value;
use source::{Bundle, Question};

use super::review::{moment, settings};
use super::{FINE, engine, print};
use crate::cli::Fix;
use crate::engine::Engine;

/// Mended and mended again: what a first patch makes possible, a second one may need.
const ROUNDS: usize = 8;

/// A document of the text.
struct Document {
    /// Where it stands, in bytes.
    range: std::ops::Range<usize>,
    object: Value,
    is_changed: bool,
    /// The line of a List that it stands in, or of several objects in one document.
    list: Option<usize>,
}

/// Reads manifests from standard input, mends them and prints them.
///
/// # Errors
/// The call is wrong, or a document cannot be read: then nothing is printed, so that Helm stops.
pub fn run(options: &Fix, compiled: &[u8]) -> Result<u8> {
    if options.paths != [PathBuf::from("-")] {
        bail!("files are not mended yet: give - and the manifests on standard input");
    }
    let engine = engine(&options.runner, compiled)?;
    let settings = settings(options.settings.as_deref(), engine.as_ref())?;
    let question = Question {
        now: Some(moment(options.now.as_deref())?),
        namespace: options.namespace.clone(),
        ..Question::default()
    };
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).context("standard input cannot be read")?;
    let mut documents = documents(&text)?;
    for _ in 0..ROUNDS {
        if !mend(&mut documents, engine.as_ref(), &settings, &question)? {
            break;
        }
    }
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for document in documents.iter().filter(|document| document.is_changed) {
        out.push_str(&text[from..document.range.start]);
        out.push_str(&serde_json::to_string(&document.object)?);
        out.push('\n');
        from = document.range.end;
    }
    out.push_str(&text[from..]);
    print(&out)?;
    Ok(FINE)
}

fn documents(text: &str) -> Result<Vec<Document>> {
    let read = source::read(text);
    if let Some(problem) = read.problems.first() {
        let source::Position { line, column, .. } = problem.position;
        bail!("-:{line}:{column}: {}", problem.message);
    }
    let starts: Vec<usize> = read.documents.iter().map(|one| one.position.offset).collect();
    let mut documents = Vec::with_capacity(starts.len());
    for (place, one) in read.documents.iter().enumerate() {
        let start = one.position.offset;
        let end = end_of(text, start);
        let before = place.checked_sub(1).and_then(|place| starts.get(place));
        let shared = starts.get(place + 1).is_some_and(|next| *next < end)
            || before.is_some_and(|before| end_of(text, *before) > start);
        let list = shared.then_some(one.position.line);
        let object = serde_json::from_str(&one.json).context("a document cannot be read")?;
        documents.push(Document { range: start..end, object, is_changed: false, list });
    }
    Ok(documents)
}

/// Where the document ends that begins at `start`: at the next line that begins with a marker.
fn end_of(text: &str, start: usize) -> usize {
    let mut place = start;
    for line in text[start..].split_inclusive('\n') {
        let rest = line.strip_prefix("---").or(line.strip_prefix("..."));
        let ends =
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']));
        let is_marker = place > start && ends;
        if is_marker {
            return place;
        }
        place += line.len();
    }
    text.len()
}

/// Applies every safe patch of a violation, at most one for each object: a second one was made for the
/// object as it was. Tells whether it did anything.
fn mend(
    documents: &mut [Document],
    engine: &dyn Engine,
    settings: &str,
    question: &Question,
) -> Result<bool> {
    let mut bundle = Bundle::default();
    for document in documents.iter() {
        bundle.add("-", document.object.to_string().into_bytes());
    }
    let answer = engine.call("review", bundle.payload(settings, question).as_bytes())?;
    let report: Report<'_> =
        serde_json::from_slice(&answer).context("the policy's report cannot be read")?;
    let mut touched = Vec::new();
    for result in report.installations.iter().flat_map(|one| &one.results) {
        let remediation = result.remediation.as_ref();
        let safe = remediation.filter(|one| one.safety == Safety::Safe && !one.patch.is_empty());
        let (Some(remediation), Some(index)) = (safe, result.index) else { continue };
        if result.outcome != Outcome::Fail || touched.contains(&index) {
            continue;
        }
        let Some(document) = documents.get_mut(index) else { continue };
        if let Some(line) = document.list {
            bail!(
                "-:{line}:1: an object of a List is not mended: give each as a document of its own"
            );
        }
        let patch: json_patch::Patch = serde_json::from_str(&remediation.patch.to_string())
            .context("a patch cannot be read")?;
        json_patch::patch(&mut document.object, &patch).context("a patch does not fit")?;
        document.is_changed = true;
        touched.push(index);
        let (kind, name) = (&result.subject.kind, &result.subject.name);
        let words = format!("{}: {kind} {name}: {}", result.rule, remediation.title);
        eprintln!("{}", render::clean(&words));
    }
    Ok(!touched.is_empty())
}
