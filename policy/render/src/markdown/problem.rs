//! Each finding: the objects, what is wrong, why it matters, and the fix.

use policy::finding::{Remediation, Safety};
use policy::report::{InstallationReport, Outcome, RuleResult};

use super::inert::{code, fenced, inline};
use super::page::{Part, Piece};
use super::rank;
use crate::baseline::is_listed;
use crate::change::{self, Change};
use crate::group::{self, Group};
use crate::place;
use crate::prose::capital;
use crate::{Catalogue, clean, copyable};

/// Every rule that found a violation, or could not tell: one part each, one piece an object.
pub(super) fn open<'r>(
    installation: &'r InstallationReport<'r>,
    catalogue: &'r Catalogue,
) -> impl Iterator<Item = Part> + 'r {
    let results = installation.results.iter().filter(is_listed);
    let groups = group::groups(results).into_iter();
    let open = groups.filter(|one| matches!(one.outcome(), Outcome::Fail | Outcome::Error));
    open.map(|group| part(&group, catalogue))
}

/// Every rule whose worst outcome is the given one, folded away.
pub(super) fn folded(
    installation: &InstallationReport<'_>,
    catalogue: &Catalogue,
    outcome: Outcome,
    rank: u8,
) -> Option<Part> {
    let results = installation.results.iter().filter(is_listed);
    let groups = group::groups(results);
    let inside: Vec<_> = groups.into_iter().filter(|one| one.outcome() == outcome).collect();
    let count: usize = inside.iter().map(|group| group.results.len()).sum();
    let words = if outcome == Outcome::Warn { "to consider" } else { "accepted" };
    let place = clean(&installation.namespace);
    let pieces = inside.iter().map(|group| {
        let Part { head, pieces, tail, .. } = part(group, catalogue);
        let inner: String = pieces.into_iter().map(|piece| piece.text).collect();
        Piece { text: format!("{head}{inner}{tail}"), results: group.results.len() }
    });
    (count > 0).then(|| Part {
        rank,
        head: format!("\n<details><summary>{count} {words} ({})</summary>\n", html(&place)),
        pieces: pieces.collect(),
        tail: "\n</details>\n".to_owned(),
    })
}

/// What is as it should be, a line for each rule, folded away.
pub(super) fn passed(installation: &InstallationReport<'_>) -> Option<Part> {
    let results = installation.results.iter().filter(|one| one.outcome == Outcome::Pass);
    let groups = group::groups(results);
    let count: usize = groups.iter().map(|group| group.results.len()).sum();
    let place = clean(&installation.namespace);
    let pieces = groups.iter().map(|group| {
        let objects = group.results.len();
        let noun = if objects == 1 { "object" } else { "objects" };
        let (rule, words) = (code(&group.first.rule), inline(&group.first.message));
        Piece { text: format!("- {rule}: {words} ({objects} {noun})\n"), results: objects }
    });
    (count > 0).then(|| Part {
        rank: rank::PASSED,
        head: format!("\n<details><summary>{count} passed ({})</summary>\n\n", html(&place)),
        pieces: pieces.collect(),
        tail: "\n</details>\n".to_owned(),
    })
}

/// In a summary there is no Markdown; a name of letters, digits and dashes needs no care.
fn html(name: &str) -> &str {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if name.bytes().all(is_plain) { name } else { "another namespace" }
}

fn part(group: &Group<'_>, catalogue: &Catalogue) -> Part {
    let shared = group.shared_fix();
    let rule = catalogue.rule(&group.first.rule);
    let outcome = group.outcome();
    let mut tail = String::new();
    if let Some(rule) = rule {
        tail.push_str(&format!("\nWhy: {}\n", inline(&rule.why)));
        if group.has_no_fix() {
            tail.push_str(&format!("\n**Fix:** {}\n", inline(&rule.fix)));
        }
    }
    tail.extend(shared.map(remedy));
    let piece = |result: &&RuleResult<'_>| {
        let own = result.remediation.as_ref().filter(|_| shared.is_none());
        let mut text = subject(result);
        text.extend(own.map(|fix| indented(&remedy(fix))));
        text.push_str(&changes(result));
        Piece { text, results: 1 }
    };
    let (mark, id) = (mark(outcome), code(&group.first.rule));
    let severity = group.first.severity.word();
    Part {
        rank: if outcome == Outcome::Fail { rank::FAIL } else { rank::ERROR },
        head: format!("\n### {mark} {id} · {severity}\n\n"),
        pieces: group.results.iter().map(piece).collect(),
        tail,
    }
}

fn mark(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Fail => "❌",
        Outcome::Error => "❔",
        Outcome::Warn => "💡",
        Outcome::Skip => "➖",
        Outcome::Pass => "✅",
    }
}

fn subject(result: &RuleResult<'_>) -> String {
    let subject = &result.subject;
    let name = code(&format!("{} {}", subject.kind, subject.name));
    let place = place::of(result).map(|place| format!(" at {}", code(&place)));
    let label = group::label(result.outcome);
    let message = inline(&format!("{label}{}", result.message));
    format!("- **{name}**{}: {message}\n", place.unwrap_or_default())
}

fn remedy(fix: &Remediation<'_>) -> String {
    let mut text = format!("\n**Fix:** {}\n", inline(&fix.title));
    if !fix.steps.is_empty() {
        text.push('\n');
    }
    for (place, step) in fix.steps.iter().enumerate() {
        text.push_str(&format!("{}. {}\n", place + 1, inline(step)));
    }
    if let Some(command) = fix.command.as_deref().and_then(copyable) {
        text.push_str(&format!("\n{}", fenced("sh", command)));
    }
    if let Some(value) = &fix.values {
        let wanted = match &value.value {
            Some(wanted) => code(&wanted.to_string()),
            None => "your own".to_owned(),
        };
        text.push_str(&format!("\nHelm value {}: {wanted}\n", code(&value.path)));
    }
    let effect = inline(&capital(&fix.effect));
    let careful = if fix.safety == Safety::Unsafe { "⚠️ **Careful:** " } else { "" };
    text.push_str(&format!("\n{careful}{effect}\n"));
    text
}

/// The changes of the text, inside of the list item of the object.
fn changes(result: &RuleResult<'_>) -> String {
    let all = change::all(result).map(|Change { words, text }| {
        let block = text.map(|text| format!("\n{}", fenced("yaml", &text))).unwrap_or_default();
        indented(&format!("\n{}\n{block}", inline(&words)))
    });
    all.collect()
}

/// Inside of a list item.
fn indented(text: &str) -> String {
    let line = |line: &str| if line.is_empty() { "\n".to_owned() } else { format!("  {line}\n") };
    text.lines().map(line).collect()
}
