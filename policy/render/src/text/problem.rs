//! Each problem: the objects, what is wrong, why it matters, and the fix.

use policy::finding::{Remediation, Safety};
use policy::report::{InstallationReport, RuleResult};

use crate::baseline::is_listed;
use crate::group::{self, Group};
use crate::layout::{FAINT, PLAIN, Page, STRONG};
use crate::text::outcome_mark;
use crate::{Catalogue, clean, place};

/// Every result that a person should read, rule by rule.
pub(super) fn all(installation: &InstallationReport<'_>, catalogue: &Catalogue, page: &mut Page) {
    let results = installation.results.iter().filter(is_listed);
    for group in group::groups(results) {
        page.gap();
        rule(&group, catalogue, page);
    }
}

fn rule(group: &Group<'_>, catalogue: &Catalogue, page: &mut Page) {
    let (mark, ansi) = outcome_mark(group.outcome());
    let mark = page.paint(ansi, mark);
    let url = catalogue.rule(&group.first.rule).and_then(|rule| catalogue.section(&rule.section));
    let name = page.paint(STRONG, &clean(&group.first.rule));
    let name = page.link(url.map_or("", |section| &section.url), &name);
    page.raw(0, &format!("{mark} {name}  {}", group.first.severity.word()));
    let shared = group.shared_fix();
    for result in &group.results {
        subject(result, page);
        if shared.is_none()
            && let Some(fix) = &result.remediation
        {
            remediation(fix, 6, page);
        }
    }
    if let Some(entry) = catalogue.rule(&group.first.rule) {
        page.entry(2, "Why  ", PLAIN, &entry.why);
        if group.has_no_fix() {
            page.entry(2, "Fix  ", PLAIN, &entry.fix);
        }
    }
    if let Some(fix) = shared {
        remediation(fix, 2, page);
    }
}

fn subject(result: &RuleResult<'_>, page: &mut Page) {
    let (mark, ansi) = outcome_mark(result.outcome);
    let mark = page.paint(ansi, mark);
    let name = format!("{} {}", result.subject.kind, clean(&result.subject.name));
    page.raw(2, &format!("{mark} {name}"));
    if let (Some(source), Some(place)) = (&result.source, place::of(result)) {
        let place = page.file(&source.file, &place);
        page.line(6, FAINT, &place);
    }
    let words = group::label(result.outcome);
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
