//! A section of the guide: how it stands, what was found, what a person looks at, what passed.

use maud::{Markup, html};
use policy::report::{InstallationReport, Outcome, Report, RuleResult, SectionReport, Standing};

use super::problem;
use super::words::{code, words};
use crate::baseline::is_known;
use crate::group::{self, Group};
use crate::markdown::is_link;
use crate::next::{self, Waiting};
use crate::prose::capital;
use crate::{Catalogue, verdict};

/// An installation: its table, and each of its sections; `number` counts installations from 1.
pub(super) fn installation(
    installation: &InstallationReport<'_>,
    number: usize,
    report: &Report<'_>,
    catalogue: &Catalogue,
) -> Markup {
    let (class, word) = if installation.ready { ("good", "ready") } else { ("bad", "not ready") };
    let id = format!("installation-{number}");
    html! {
        section aria-labelledby=(id) {
            // The only one's name and verdict stand at the top of the page.
            @if report.installations.len() == 1 {
                h2 id=(id) { "The guide, section by section" }
            } @else {
                h2 id=(id) {
                    (words(&verdict::name(installation))) " " span class={ "mark " (class) } { (word) }
                }
            }
            (table(installation, number))
            @for section in &installation.sections {
                @let waiting = next::waiting(report).find(|waiting| {
                    waiting.number == number && waiting.section.id == section.id
                });
                (one(section, installation, &anchor(section, number), catalogue, waiting.as_ref()))
            }
        }
    }
}

fn table(installation: &InstallationReport<'_>, number: usize) -> Markup {
    html! {
        table.overview {
            thead { tr {
                th scope="col" { "The guide asks" }
                th scope="col" { "Standing" }
                th scope="col" { "Why" }
            } }
            tbody {
                @for section in &installation.sections {
                    tr {
                        th scope="row" {
                            a href={ "#" (anchor(section, number)) } { (words(&section.title)) }
                            @if section.id.is_advice() { " " span.faint { "(advice)" } }
                        }
                        td { (standing(section.standing)) }
                        td { (words(&capital(&section.reason))) }
                    }
                }
            }
        }
    }
}

/// Where a section of an installation stands in the page.
pub(super) fn anchor(section: &SectionReport, number: usize) -> String {
    format!("{}-{number}", section.id.id())
}

/// Never by colour alone.
fn standing(standing: Standing) -> Markup {
    let (class, mark) = match standing {
        Standing::Met => ("good", "✓"),
        Standing::NotMet => ("bad", "✗"),
        Standing::Unknown => ("caution", "?"),
        Standing::NeedsReview => ("caution", "!"),
        Standing::NotApplicable => ("faint", "–"),
    };
    html! {
        span class={ "mark " (class) } {
            span aria-hidden="true" { (mark) " " } (standing.word())
        }
    }
}

fn one(
    section: &SectionReport,
    installation: &InstallationReport<'_>,
    anchor: &str,
    catalogue: &Catalogue,
    waiting: Option<&Waiting<'_>>,
) -> Markup {
    let results = installation.results.iter().filter(|result| result.section == section.id);
    let results = results.filter(|result| !is_known(result));
    let (passed, open): (Vec<_>, Vec<_>) =
        results.partition(|result| result.outcome == Outcome::Pass);
    html! {
        section.guide {
            header {
                h3 id=(anchor) { (words(&section.title)) }
                (standing(section.standing))
                @if is_link(&section.url) { a.small href=(section.url) { "The guide" } }
            }
            p.faint { (words(&capital(&section.reason))) }
            @for group in group::groups(open.into_iter()) { (problem::one(&group, catalogue)) }
            @if let Some(waiting) = waiting { (checklist(waiting)) }
            (passes(&group::groups(passed.into_iter())))
        }
    }
}

fn checklist(waiting: &Waiting<'_>) -> Markup {
    let [head, entry] = waiting.settings();
    html! {
        @if !waiting.section.checklist.is_empty() {
            p.label { "Look at each of these" }
            ul.checklist {
                @for item in &waiting.section.checklist { li { (words(&capital(item))) } }
            }
        }
        p { "Then say so in a file, and give it with " code { "--settings" } ":" }
        pre tabindex="0" { code { (head) "\n  " (entry) } }
    }
}

fn passes(groups: &[Group<'_>]) -> Markup {
    let count: usize = groups.iter().map(|group| group.results.len()).sum();
    let noun = if count == 1 { "check" } else { "checks" };
    html! {
        @if count > 0 {
            details {
                summary { (count) " " (noun) " passed" }
                table {
                    thead { tr {
                        th scope="col" { "What holds" }
                        th scope="col" { "On" }
                    } }
                    tbody {
                        @for group in groups { (passed(group)) }
                    }
                }
            }
        }
    }
}

fn passed(group: &Group<'_>) -> Markup {
    let name =
        |result: &RuleResult<'_>| code(&format!("{} {}", result.subject.kind, result.subject.name));
    html! {
        tr {
            th scope="row" { (words(&capital(&group.first.message))) " " span.faint.small { (group.first.rule) } }
            td {
                @for (place, result) in group.results.iter().enumerate() {
                    @if place > 0 { ", " }
                    (name(result))
                }
            }
        }
    }
}
