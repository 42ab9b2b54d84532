//! The report as a comment in GitHub's Markdown.

mod inert;
mod overview;
mod page;
mod problem;

use policy::report::{InstallationReport, Outcome, Report};

use crate::next::{self, EXPORT, NOT_FOUND, READY};
use crate::{Catalogue, Tool, baseline, clean, place, verdict};
pub(crate) use inert::{fenced, inline, is_link};
use page::{Part, Piece, fit};

/// GitHub takes 65,536 characters for a comment.
const MAX_BYTES: usize = 65_000;
/// For the line that says what was cut.
const RESERVE: usize = 300;

/// What is kept first, where not everything fits.
mod rank {
    pub const OVERVIEW: u8 = 0;
    pub const UNREADABLE: u8 = 1;
    pub const NEXT: u8 = 2;
    pub const FAIL: u8 = 3;
    pub const ERROR: u8 = 4;
    pub const CHECKLIST: u8 = 5;
    pub const ACCEPTED: u8 = 6;
    pub const ADVICE: u8 = 7;
    pub const PASSED: u8 = 8;
}

/// The report as a comment on a pull request, in GitHub's Markdown; less than 65,000 bytes, ends with a
/// line feed. Whole findings are cut where there are too many, and their number is told. Nothing of the
/// input is markup, a link or a mention in it.
pub fn markdown(report: &Report<'_>, catalogue: &Catalogue, tool: &Tool<'_>) -> String {
    let mut parts = vec![Part::of(rank::OVERVIEW, heading(report))];
    parts.extend(unreadable(report));
    for installation in &report.installations {
        let is_only = report.installations.len() == 1;
        parts.push(Part::of(rank::OVERVIEW, overview::table(installation, is_only)));
    }
    parts.extend(next(report));
    for installation in &report.installations {
        parts.extend(findings(installation, catalogue, report));
    }
    parts.extend(next::waiting(report).map(|one| overview::checklist(&one)));
    for installation in &report.installations {
        parts.extend(problem::folded(installation, catalogue, Outcome::Skip, rank::ACCEPTED));
        parts.extend(problem::folded(installation, catalogue, Outcome::Warn, rank::ADVICE));
        parts.extend(problem::passed(installation));
    }
    let closing = closing(report, tool);
    let kept = fit(parts, MAX_BYTES.saturating_sub(RESERVE + closing.len()));
    let cut = cut(kept.results, kept.others);
    format!("{}{cut}{closing}", kept.text)
}

fn heading(report: &Report<'_>) -> String {
    let mark = if report.ready { "✅" } else { "❌" };
    let counts = verdict::counts(report);
    let counts = if counts.is_empty() { counts } else { format!("\nChecks: {counts}.\n") };
    let baseline = baseline::words(report).map(|words| format!("\nBaseline: {words}.\n"));
    let counts = counts + &baseline.unwrap_or_default();
    let mut text = format!("## {mark} {}\n{counts}", inline(&verdict::headline(report)));
    if report.installations.is_empty() {
        text.push_str(&format!("\n{NOT_FOUND}\n\n{}", fenced("sh", EXPORT)));
    }
    text
}

fn unreadable(report: &Report<'_>) -> Option<Part> {
    let pieces: Vec<Piece> = report
        .unreadable
        .iter()
        .map(|one| {
            let place = inert::code(&place::of_unreadable(one));
            Piece { text: format!("- {place}: {}\n", inline(&one.message)), results: 1 }
        })
        .collect();
    let head = "\n### ❌ Not read\n\n".to_owned();
    let part = Part { rank: rank::UNREADABLE, head, pieces, tail: String::new() };
    (!part.pieces.is_empty()).then_some(part)
}

fn next(report: &Report<'_>) -> Option<Part> {
    if report.installations.is_empty() {
        return None;
    }
    let mut steps =
        if report.ready { vec![READY.to_owned()] } else { next::steps(report, "❌", "❔") };
    let waiting = next::waiting(report);
    steps.extend(waiting.map(|one| {
        let title = inline(&one.section.title);
        let name = inline(&verdict::name(one.installation));
        format!("{title}: a person does, for {name}. The list stands below.")
    }));
    let list: String =
        steps.iter().enumerate().map(|(place, step)| format!("{}. {step}\n", place + 1)).collect();
    Some(Part::of(rank::NEXT, format!("\n**Next**\n\n{list}")))
}

fn findings<'r>(
    installation: &'r InstallationReport<'r>,
    catalogue: &'r Catalogue,
    report: &Report<'_>,
) -> impl Iterator<Item = Part> {
    let mut parts: Vec<Part> = problem::open(installation, catalogue).collect();
    let several = report.installations.len() > 1;
    if let Some(first) = parts.first_mut().filter(|_| several) {
        let name = inline(&verdict::name(installation));
        first.head.insert_str(0, &format!("\n## {name}: findings\n"));
    }
    parts.into_iter()
}

fn cut(results: usize, others: usize) -> String {
    let some = |count: usize, one: &str, many: &str| match count {
        0 => None,
        1 => Some(format!("1 {one}")),
        _ => Some(format!("{count} {many}")),
    };
    let cut = [some(results, "result", "results"), some(others, "other part", "other parts")];
    let words: Vec<String> = cut.into_iter().flatten().collect();
    match words.as_slice() {
        [] => String::new(),
        words => format!(
            "\n> Left out, since GitHub takes no longer comment: {}. Another format has everything.\n",
            words.join(" and ")
        ),
    }
}

fn closing(report: &Report<'_>, tool: &Tool<'_>) -> String {
    let version = inline(tool.version);
    let now = inert::code(&clean(&report.now));
    format!("\n---\n\n*{} {version}, judged for {now}*\n", Tool::NAME)
}
