//! One test: what a rule says of an object.

use std::fmt::Write as _;

use policy::finding::{Remediation, Safety};
use policy::report::{Outcome, RuleResult};

use crate::baseline::is_known;
use crate::change::{self, Change};
use crate::{clean, copyable, group, place};

/// A test.
pub(super) struct Case {
    /// What it belongs to, with dots.
    pub class: String,
    /// What it is called, once in its class.
    pub name: String,
    /// The file and the line.
    pub place: Option<(String, Option<usize>)>,
    /// How it ended.
    pub ending: Ending,
}

/// How a test ended. Messages are one line, texts may have more.
pub(super) enum Ending {
    /// As it should; with what it has to say.
    Passed { output: String },
    /// A violation.
    Failed { message: String, kind: &'static str, text: String },
    /// It could not be told.
    Error { message: String, text: String },
    /// It does not count.
    Skipped { message: String, text: String },
}

/// The test of one rule and one object, from all that the rule says of it.
pub(super) fn of(results: &[&RuleResult<'_>], class: &str) -> Option<Case> {
    let (known, new): (Vec<&RuleResult<'_>>, Vec<_>) =
        results.iter().partition(|one| is_known(one));
    let results = if new.is_empty() { &known } else { &new };
    let worst = group::groups(results.iter().copied()).into_iter().next()?.outcome();
    let result = results.iter().find(|one| one.outcome == worst)?;
    let subject = &result.subject;
    let name =
        format!("{}: {} {}", clean(&result.rule), clean(&subject.kind), clean(&subject.name));
    let source = result.source.as_ref();
    Some(Case {
        class: class.to_owned(),
        name,
        place: source.map(|at| (place::file(&at.file).into_owned(), Some(at.start.line))),
        ending: ending(result, &told(results)),
    })
}

fn ending(result: &RuleResult<'_>, text: &str) -> Ending {
    let (message, text) = (clean(&result.message).into_owned(), text.to_owned());
    match result.outcome {
        _ if is_known(result) => {
            Ending::Skipped { message: format!("known from the baseline: {message}"), text }
        }
        Outcome::Pass => Ending::Passed { output: String::new() },
        Outcome::Warn => Ending::Passed { output: text },
        Outcome::Fail => Ending::Failed { message, kind: result.severity.word(), text },
        Outcome::Error if group::is_left_open(result) => Ending::Skipped { message, text },
        Outcome::Error => Ending::Error { message, text },
        Outcome::Skip => Ending::Skipped { message, text },
    }
}

/// Everything that the rule says of the object, line by line.
fn told(results: &[&RuleResult<'_>]) -> String {
    let mut text = String::new();
    for result in results.iter().filter(|one| one.outcome != Outcome::Pass) {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(&format!("{}{}", group::label(result.outcome), clean(&result.message)));
        if let Some(place) = place::of(result) {
            let _ = write!(text, "\nAt {place}");
        }
        if let Some(fix) = &result.remediation {
            remedy(fix, &mut text);
        }
        for Change { words, text: written } in change::all(result) {
            let _ = write!(text, "\n{words}");
            written.into_iter().for_each(|written| text.push_str(&format!("\n{written}")));
        }
    }
    text
}

fn remedy(fix: &Remediation<'_>, text: &mut String) {
    let mut line = |words: String| {
        text.push('\n');
        text.push_str(&words);
    };
    line(format!("Fix: {}", clean(&fix.title)));
    for (place, step) in fix.steps.iter().enumerate() {
        line(format!("{}. {}", place + 1, clean(step)));
    }
    if let Some(command) = fix.command.as_deref().and_then(copyable) {
        line(command.to_owned());
    }
    if let Some(value) = &fix.values {
        let wanted = value.value.as_ref().map_or("your own".to_owned(), ToString::to_string);
        line(format!("Helm value {}: {}", clean(&value.path), clean(&wanted)));
    }
    let careful = if fix.safety == Safety::Unsafe { "Careful: " } else { "Then " };
    line(format!("{careful}{}", clean(&fix.effect)));
}
