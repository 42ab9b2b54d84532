//! The report as a person reads it in a terminal.

mod next;
mod problem;

use policy::report::{InstallationReport, Outcome, Report, SectionReport, Standing};

use crate::layout::{BAD, CAUTION, FAINT, GOOD, PLAIN, Page, STRONG, pad};
use crate::{Catalogue, Style, clean};

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
            (Some(line), Some(column)) => format!("{file}:{line}:{column}: "),
            _ => format!("{file}: "),
        };
        page.entry(2, &place, PLAIN, &one.message);
    }
}

/// The table of rules.
pub fn rules(catalogue: &Catalogue, style: Style) -> String {
    let mut page = Page::new(style);
    let widest = catalogue.rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    for section in &catalogue.sections {
        let inside: Vec<_> =
            catalogue.rules.iter().filter(|rule| rule.section == section.id).collect();
        page.line(0, STRONG, &section.title);
        for rule in inside {
            let label = format!("{}  {}  ", pad(&rule.id, widest), pad(&rule.severity, 8));
            page.entry(2, &label, PLAIN, &rule.title);
        }
        page.gap();
    }
    page.raw(0, "workflow-readiness explain RULE says more of one.");
    page.finish()
}

/// One rule in full; `None` where there is none of that id.
pub fn explain(id: &str, catalogue: &Catalogue, style: Style) -> Option<String> {
    let rule = catalogue.rule(id)?;
    let mut page = Page::new(style);
    let heading = format!("{} ({})", rule.id, rule.severity);
    page.line(0, STRONG, &heading);
    page.gap();
    page.entry(2, "Holds  ", PLAIN, &rule.title);
    page.entry(2, "Why    ", PLAIN, &rule.why);
    page.entry(2, "Fix    ", PLAIN, &rule.fix);
    if let Some(section) = catalogue.section(&rule.section) {
        page.raw(2, &format!("Guide  {}", section.title));
        page.line(9, FAINT, &section.url);
    }
    Some(page.finish())
}

/// The guide's sections, what decides each, and where the guide says it.
pub fn guide(catalogue: &Catalogue, style: Style) -> String {
    let mut page = Page::new(style);
    for section in &catalogue.sections {
        page.line(0, STRONG, &section.title);
        page.line(2, FAINT, &section.url);
        let ids: Vec<&str> = catalogue
            .rules
            .iter()
            .filter(|rule| rule.section == section.id)
            .map(|rule| rule.id.as_str())
            .collect();
        page.entry(2, "Checked by  ", PLAIN, &ids.join(", "));
        if let Some(review) = &section.review {
            page.entry(2, "A person    ", PLAIN, review);
        }
        page.gap();
    }
    page.finish()
}
