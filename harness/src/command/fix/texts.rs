//! The texts under repair: what they were, and what they are by now.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use anyhow::{Context, Result, bail};
use policy::place::Edit;
use source::Bundle;

use super::window::around;
use crate::cli::Fix;
use crate::input::manifests;
use crate::terminal::invite;

/// A file, or standard input.
#[derive(Debug, Clone)]
pub struct Text {
    /// As it was named; `-` for standard input.
    pub name: String,
    /// None for standard input.
    pub path: Option<PathBuf>,
    /// Whether it holds Helm values.
    pub is_values: bool,
    /// What it was.
    pub was: Rc<str>,
    /// What it is by now.
    pub now: Rc<str>,
}

/// All of them: manifests, then values in the order in which they override each other.
#[derive(Debug, Clone)]
pub struct Texts(pub Vec<Text>);

impl Texts {
    /// Reads what the options name, each file once. What was left out on purpose is noted.
    ///
    /// # Errors
    /// Something cannot be read, or standard input is not alone.
    pub fn read(options: &Fix, notes: &mut Vec<String>) -> Result<Texts> {
        let is_stdin = |path: &PathBuf| path.as_os_str() == "-";
        if options.paths.iter().chain(&options.values).any(is_stdin) {
            if options.paths.len() != 1 || !options.values.is_empty() {
                bail!("- goes alone: it is fixed on standard output, files in their place");
            }
            if options.write {
                bail!("--write is for files; what comes from standard input is printed");
            }
            return Ok(Texts(vec![Text::stdin()?]));
        }
        let mut texts = Texts(Vec::new());
        for path in &options.paths {
            let inside = match path.is_dir() {
                true => manifests(path, notes)?,
                false => vec![path.clone()],
            };
            for path in inside {
                texts.take(&path, false)?;
            }
        }
        for path in &options.values {
            texts.take(path, true)?;
        }
        Ok(texts)
    }

    /// Takes a file in that is not in yet: a fix is made once, whatever ways lead to the file.
    fn take(&mut self, path: &Path, is_values: bool) -> Result<()> {
        let name = path.display().to_string();
        let real = path.canonicalize().with_context(|| format!("{name} cannot be read"))?;
        let known = self.0.iter().find(|one| one.path.as_ref() == Some(&real));
        if let Some(known) = known {
            if known.is_values != is_values {
                bail!("{name} is named as manifests and as values; leave one out");
            }
            return Ok(());
        }
        if self.0.iter().any(|one| one.name == name) {
            bail!("two files are called {name}; give one of them another name");
        }
        let bytes = std::fs::read(&real).with_context(|| format!("{name} cannot be read"))?;
        self.0.push(Text::of(name, Some(real), is_values, &bytes)?);
        Ok(())
    }

    /// As a bundle to review, for the installation of that namespace or for all.
    ///
    /// # Errors
    /// Values are none.
    pub fn bundle(&self, namespace: Option<&str>) -> Result<Bundle> {
        Bundle::gather(namespace, false, |bundle| self.put_into(bundle))
    }

    fn put_into(&self, bundle: &mut Bundle) -> Result<()> {
        for Text { name, is_values, now, .. } in &self.0 {
            if *is_values {
                let added = bundle.add_values(name, now.as_bytes().to_vec());
                added.map_err(|words| anyhow::anyhow!("{name} {words}"))?;
            } else {
                bundle.read(name, &mut now.as_bytes()).context("a text cannot be read")?;
            }
        }
        Ok(())
    }

    /// They with all edits made; none where the edits do not fit, or change how another object reads.
    pub fn edited(&self, edits: &[Edit]) -> Option<Texts> {
        let mut texts = self.clone();
        for text in &mut texts.0 {
            let mut own: Vec<&Edit> = edits.iter().filter(|one| one.file == text.name).collect();
            if own.is_empty() {
                continue;
            }
            own.sort_by_key(|edit| (edit.start.offset, edit.end.offset));
            let now = spliced(&text.now, &own)?;
            if !text.is_values && !others_are_the_same(&text.now, &now, &own) {
                return None;
            }
            text.now = now.into();
        }
        Some(texts)
    }

    /// Whether any of them reads otherwise than it did.
    pub fn differ_from(&self, before: &Texts) -> bool {
        self.0.iter().zip(&before.0).any(|(new, old)| new.now != old.now)
    }
}

impl Text {
    fn of(name: String, path: Option<PathBuf>, is_values: bool, bytes: &[u8]) -> Result<Text> {
        let text = source::decode(bytes).map_err(|problem| {
            let source::Position { line, column, .. } = problem.position;
            anyhow::anyhow!("{name}:{line}:{column}: {}", problem.message)
        })?;
        let was: Rc<str> = text.into();
        Ok(Text { name, path, is_values, now: Rc::clone(&was), was })
    }

    fn stdin() -> Result<Text> {
        invite("manifests");
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).context("standard input cannot be read")?;
        Text::of("-".to_owned(), None, false, &bytes)
    }

    /// Whether anything was changed.
    pub fn is_changed(&self) -> bool {
        self.was != self.now
    }
}

/// A text with edits made that come one after the other.
fn spliced(text: &str, edits: &[&Edit]) -> Option<String> {
    let mut new = String::with_capacity(text.len());
    let mut from = 0;
    for edit in edits {
        new.push_str(text.get(from..edit.start.offset)?);
        new.push_str(&edit.text);
        text.get(edit.start.offset..edit.end.offset)?;
        from = edit.end.offset;
    }
    new.push_str(text.get(from..)?);
    Some(new)
}

/// Whether every object that no edit touches reads as before.
fn others_are_the_same(old: &str, new: &str, edits: &[&Edit]) -> bool {
    let (Some(first), Some(last)) = (edits.first(), edits.last()) else { return true };
    let window = around(old, &(first.start.offset..last.end.offset));
    let tail = old.len() - window.end;
    let changed = window.start..new.len().saturating_sub(tail);
    let (Some(before), Some(after)) = (old.get(window.clone()), new.get(changed)) else {
        return false;
    };
    let (before, after) = (source::read(before), source::read(after));
    before.problems.len() == after.problems.len()
        && before.documents.len() == after.documents.len()
        && before.documents.iter().zip(&after.documents).all(|(old, new)| {
            let (start, end) = (window.start + old.range.start, window.start + old.range.end);
            let touches = |edit: &&Edit| edit.start.offset <= end && start <= edit.end.offset;
            old.json == new.json || edits.iter().any(touches)
        })
}
