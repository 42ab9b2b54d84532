//! Each problem: the objects, what is wrong, why it matters, and the fix.

use policy::finding::{Remediation, Safety};
use policy::report::{InstallationReport, Outcome, RuleResult};

use crate::layout::{FAINT, PLAIN, Page, STRONG};
use crate::text::outcome_mark;
use crate::{Catalogue, clean};

/// Every result that a person should read, rule by rule.
pub(super) fn all(installation: &InstallationReport<'_>, catalogue: &Catalogue, page: &mut Page) {
    let results: Vec<&RuleResult<'_>> =
        installation.results.iter().filter(|result| result.outcome != Outcome::Pass).collect();
    let mut groups: Vec<_> = results.chunk_by(|left, right| left.rule == right.rule).collect();
    // What fails comes first, advice last; within each in the guide's order.
    groups.sort_by_key(|group| worst(group).map(rank));
    for group in groups {
        if let Some(first) = group.first() {
            page.gap();
            rule(first, group, catalogue, page);
        }
    }
}

fn rule(first: &RuleResult<'_>, group: &[&RuleResult<'_>], catalogue: &Catalogue, page: &mut Page) {
    let entry = catalogue.rule(&first.rule);
    let (mark, ansi) = outcome_mark(worst(group).unwrap_or(first.outcome));
    let mark = page.paint(ansi, mark);
    let name = page.paint(STRONG, &clean(&first.rule));
    page.raw(0, &format!("{mark} {name}  {}", first.severity.word()));
    let shared = shared_fix(group);
    for result in group {
        subject(result, page);
        if shared.is_none()
            && let Some(fix) = &result.remediation
        {
            remediation(fix, 6, page);
        }
    }
    if let Some(entry) = entry {
        page.entry(2, "Why  ", PLAIN, &entry.why);
        if group.iter().all(|result| result.remediation.is_none()) {
            page.entry(2, "Fix  ", PLAIN, &entry.fix);
        }
    }
    if let Some(fix) = shared {
        remediation(fix, 2, page);
    }
}

fn worst(group: &[&RuleResult<'_>]) -> Option<Outcome> {
    group.iter().map(|result| result.outcome).min_by_key(|outcome| rank(*outcome))
}

fn rank(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Fail => 0,
        Outcome::Error => 1,
        Outcome::Warn => 2,
        Outcome::Skip => 3,
        Outcome::Pass => 4,
    }
}

/// The fix, if it is one and the same for all.
fn shared_fix<'g>(group: &[&'g RuleResult<'_>]) -> Option<&'g Remediation<'g>> {
    let first = group.first()?.remediation.as_ref()?;
    group.iter().all(|result| result.remediation.as_ref() == Some(first)).then_some(first)
}

fn subject(result: &RuleResult<'_>, page: &mut Page) {
    let (mark, ansi) = outcome_mark(result.outcome);
    let mark = page.paint(ansi, mark);
    let name = format!("{} {}", result.subject.kind, clean(&result.subject.name));
    page.raw(2, &format!("{mark} {name}"));
    if let Some(source) = &result.source {
        let place = match &result.value {
            Some(path) => format!("{}: {}", clean(&source.file), clean(path)),
            None => format!("{}:{}", clean(&source.file), source.start.line),
        };
        page.line(6, FAINT, &place);
    }
    let words = match result.outcome {
        Outcome::Error => "could not be told: ",
        Outcome::Skip => "accepted: ",
        Outcome::Warn => "advice: ",
        Outcome::Fail | Outcome::Pass => "",
    };
    page.entry(6, "", PLAIN, &format!("{words}{}", result.message));
}

fn remediation(fix: &Remediation<'_>, indent: usize, page: &mut Page) {
    page.entry(indent, "Fix  ", PLAIN, &fix.title);
    let inner = indent + 5;
    for (place, step) in fix.steps.iter().enumerate() {
        page.entry(inner, &format!("{}. ", place + 1), PLAIN, step);
    }
    if let Some(command) = &fix.command {
        page.line(inner, STRONG, &clean(command));
    }
    if let Some(value) = &fix.values {
        let wanted = match &value.value {
            Some(wanted) => wanted.to_string(),
            None => "your own".to_owned(),
        };
        page.line(inner, PLAIN, &clean(&format!("Helm value  {}: {wanted}", value.path)));
    }
    let caution = if fix.safety == Safety::Unsafe { "Careful: " } else { "Then " };
    page.entry(inner, "", FAINT, &format!("{caution}{}", fix.effect));
}
