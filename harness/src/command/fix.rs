//! `fix`: remediations as minimal changes of the texts. Files get a diff, or are written; standard input comes
//! out fixed, so that it works as Helm's post-renderer: it keeps what no value of the chart holds, such as
//! the number of routers.

mod diff;
mod finding;
mod repair;
mod texts;
mod told;
mod veil;
mod window;

use std::io::IsTerminal;
use std::path::Path;

use anyhow::{Context, Result, bail};
use source::Question;

use super::review::moment;
use super::{FINE, FOUND, WRONG, catalogue, engine};
use crate::cli::Fix;
use crate::draft::stage;
use crate::engine::Engine;
use crate::input::unread;
use crate::terminal::{is_quiet, painted, print, print_bytes};
use crate::{settings, terminal};
use diff::Diff;
use repair::{Repair, Reviewer, Scope};
use texts::{Text, Texts};

/// What is said of a change that the diff leaves out.
const HIDDEN: &str =
    "this change is not shown, since something secret stands in its lines; --write makes it";
/// What is said of a change that is shown alone.
const BARE: &str =
    "shown without the lines around it, which are secret; git apply needs --unidiff-zero for it";

/// Fixes what the options name, and says what was fixed and what is left.
///
/// # Errors
/// The call is wrong, or something cannot be read or written: then nothing is printed, so that Helm stops.
pub fn run(options: &Fix, compiled: &[u8]) -> Result<u8> {
    let engine = engine(&options.judging.runner, compiled)?;
    let scope = scope(options, engine.as_ref())?;
    let reviewer = Reviewer {
        settings: settings::read(options.judging.settings.as_ref(), engine.as_ref())?,
        engine: engine.as_ref(),
        question: Question {
            now: Some(moment(options.judging.now.as_deref())?),
            namespace: options.namespace.clone(),
            distribution: options.distribution.map(|one| format!("{one:?}").to_lowercase()),
            workflow_version: options.workflow_version.clone(),
        },
    };
    let mut notes = Vec::new();
    let texts = Texts::read(options, &mut notes)?;
    tell(&notes.iter().map(|note| render::clean(note).into_owned()).collect::<Vec<_>>());
    let state = reviewer.review(texts)?;
    if !state.unreadable.is_empty() {
        state.unreadable.iter().for_each(|one| terminal::tell(&unread(one)));
        return Ok(WRONG);
    }
    let mut repair = Repair::new(reviewer, scope, state);
    repair.run()?;
    let is_printed = repair.state.texts.0.iter().any(|text| text.path.is_none()) && !options.check;
    hand_over(&repair.state.texts, options, is_printed)?;
    tell(&told::done(&repair));
    tell(&told::left(&repair, is_printed || options.write));
    Ok(end(&repair, options, is_printed))
}

/// The rules that are asked for.
fn scope(options: &Fix, engine: &dyn Engine) -> Result<Scope> {
    if !options.rules.is_empty() {
        let catalogue = catalogue::ask(engine)?;
        for id in &options.rules {
            catalogue::known(id, &catalogue)?;
        }
    }
    Ok(Scope { is_unsafe: options.is_unsafe, rules: options.rules.clone() })
}

/// Says lines that are cleaned and coloured already, unless nobody wants to hear them.
fn tell(lines: &[String]) {
    if !is_quiet() {
        lines.iter().for_each(|line| painted(line));
    }
}

/// Prints what came from standard input, writes files, or prints what would change in them.
fn hand_over(texts: &Texts, options: &Fix, is_printed: bool) -> Result<()> {
    let changed = || texts.0.iter().filter(|text| text.is_changed());
    if is_printed {
        return texts.0.iter().try_for_each(|text| print_bytes(text.now.as_bytes()));
    }
    if options.write {
        return write(changed());
    }
    if is_quiet() {
        return Ok(());
    }
    changed().try_for_each(show)
}

fn show(text: &Text) -> Result<()> {
    let diff = Diff::of(text);
    if std::io::stdout().is_terminal() {
        print(&diff.shown())?;
    } else {
        print_bytes(diff.text().as_bytes())?;
    }
    let at = |line: &usize| render::clean(&format!("{}:{line}", text.name)).into_owned();
    let hidden = diff.hidden.iter().map(|line| format!("{}: {HIDDEN}", at(line)));
    let bare = diff.bare.iter().map(|line| format!("{}: {BARE}", at(line)));
    tell(&hidden.chain(bare).collect::<Vec<_>>());
    Ok(())
}

/// Writes every file, once all of them lie ready.
fn write<'t>(texts: impl Iterator<Item = &'t Text>) -> Result<()> {
    let files = texts.filter_map(|text| Some((text, text.path.as_deref()?)));
    let files: Vec<(&Text, &Path)> = files.collect();
    let mut staged = Vec::new();
    for (text, path) in &files {
        staged.push(stage(path, text.now.as_bytes())?);
    }
    for (text, path) in &files {
        let name = &text.name;
        let now = std::fs::read(path).with_context(|| format!("{name} cannot be read again"))?;
        if now != text.was.as_bytes() {
            bail!("{name} was changed meanwhile; nothing is written, call it again");
        }
    }
    for file in staged {
        file.persist()?;
    }
    let name = |(text, _): &(&Text, &Path)| format!("{}: written", render::clean(&text.name));
    tell(&files.iter().map(name).collect::<Vec<_>>());
    Ok(())
}

/// The last words, and the exit status.
fn end(repair: &Repair<'_>, options: &Fix, is_printed: bool) -> u8 {
    let is_found = !repair.state.installations.is_empty();
    if !is_found {
        tell(&["no Workflow installation found: nothing to fix".to_owned()]);
    } else if !is_printed && repair.done.is_empty() {
        tell(&["nothing that can be fixed here".to_owned()]);
    }
    let is_clean = is_found && repair.done.is_empty();
    if options.check && !is_clean { FOUND } else { FINE }
}
