//! The report as a person reads it in a terminal.

mod catalogue;
mod next;
mod problem;

use policy::report::{InstallationReport, Outcome, Report, SectionReport, Standing};

use crate::layout::{BAD, CAUTION, FAINT, GOOD, PLAIN, Page, pad};
use crate::{Catalogue, Style, clean};

pub use catalogue::{explain, guide, rules, section};

/// The whole report.
pub fn report(report: &Report<'_>, catalogue: &Catalogue, style: Style) -> String {
    let mut page = Page::new(style);
    if report.installations.is_empty() {
        page.line(0, BAD, "No Workflow installation found: not ready");
        page.entry(0, "", PLAIN, crate::next::NOT_FOUND);
        page.raw(2, crate::next::EXPORT);
    }
    for (place, installation) in report.installations.iter().enumerate() {
        if place > 0 {
            page.gap();
        }
        overview(installation, &mut page);
        problem::all(installation, catalogue, &mut page);
    }
    unreadable(report, &mut page);
    next::steps(report, &mut page);
    page.finish()
}

fn overview(installation: &InstallationReport<'_>, page: &mut Page) {
    let InstallationReport { distribution, namespace, ready, sections, .. } = installation;
    let (ansi, word) = if *ready { (GOOD, "ready") } else { (BAD, "not ready") };
    let heading = format!("{} in namespace {}: {word}", distribution.title(), clean(namespace));
    page.line(0, ansi, &heading);
    page.gap();
    let widest = sections.iter().map(|section| section.title.len()).max().unwrap_or(0);
    for section in sections {
        section_line(section, widest, page);
    }
}

fn section_line(section: &SectionReport, widest: usize, page: &mut Page) {
    let (mark, ansi) = mark(section.standing);
    let title = pad(&section.title, widest);
    let word = section.standing.word();
    let reason = clean(&section.reason);
    let mark = page.paint(ansi, mark);
    let line = format!("{mark} {title}  {}", page.paint(ansi, word));
    // Where nothing has to be explained, the reason is an aside.
    let aside = matches!(section.standing, Standing::Met | Standing::NotMet);
    let longest = Standing::NotApplicable.word().len();
    let room = page.width().saturating_sub(widest + longest + 8);
    if aside && reason.chars().count() <= room {
        let filler = " ".repeat(longest - word.len());
        let reason = page.paint(FAINT, &reason);
        page.raw(2, &format!("{line}{filler}  {reason}"));
    } else {
        page.raw(2, &line);
        page.entry(4, "", FAINT, &reason);
    }
}

fn mark(standing: Standing) -> (&'static str, anstyle::Style) {
    match standing {
        Standing::Met => ("✓", GOOD),
        Standing::NotMet => ("✗", BAD),
        Standing::Unknown => ("?", CAUTION),
        Standing::NeedsReview => ("!", CAUTION),
        Standing::NotApplicable => ("-", FAINT),
    }
}

fn outcome_mark(outcome: Outcome) -> (&'static str, anstyle::Style) {
    match outcome {
        Outcome::Fail => ("✗", BAD),
        Outcome::Error => ("?", CAUTION),
        Outcome::Warn => ("!", CAUTION),
        Outcome::Skip => ("-", FAINT),
        Outcome::Pass => ("✓", GOOD),
    }
}

fn unreadable(report: &Report<'_>, page: &mut Page) {
    if report.unreadable.is_empty() {
        return;
    }
    page.gap();
    page.line(0, BAD, "Not read");
    for one in &report.unreadable {
        let file = one.file.as_deref().map(clean).unwrap_or("input".into());
        let place = match (one.line, one.column) {
            (Some(line), Some(column)) => format!("{file}:{line}:{column}"),
            _ => file.into_owned(),
        };
        let place = page.file(one.file.as_deref().unwrap_or_default(), &place);
        page.entry(2, &format!("{place}: "), PLAIN, &one.message);
    }
}
