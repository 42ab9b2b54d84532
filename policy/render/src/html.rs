//! The report as one page of HTML: to read, to print, to hand on.

mod problem;
mod section;
mod words;

use base64::engine::{Engine, general_purpose::STANDARD};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use policy::report::Report;
use sha2::{Digest, Sha256};

use crate::next::{self, EXPORT, NOT_FOUND, READY, Waiting};
use crate::{Catalogue, Tool, baseline, clean, place, verdict};
use words::{code, words};

const STYLE: &str = include_str!("html/style.css");

/// The whole report as one file of HTML without scripts: nothing is loaded, and its policy allows
/// nothing to be. It follows the reader's light or dark scheme, and prints with everything unfolded.
pub fn html(report: &Report<'_>, catalogue: &Catalogue, tool: &Tool<'_>) -> String {
    let headline = verdict::headline(report);
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy());
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (headline.replace('`', "")) " – Workflow Readiness" }
                style { (PreEscaped(STYLE)) }
            }
            body {
                (top(report, &headline))
                main {
                    @if report.installations.is_empty() { (nothing()) } @else { (next(report)) }
                    (unread(report))
                    @for (place, one) in report.installations.iter().enumerate() {
                        (section::installation(one, place + 1, report, catalogue))
                    }
                    (not_looked_at(report))
                }
                (bottom(tool))
            }
        }
    }
    .into_string()
        + "\n"
}

/// Nothing may be loaded or run; the one style is known by its hash.
fn policy() -> String {
    let hash = STANDARD.encode(Sha256::digest(STYLE));
    format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'")
}

fn top(report: &Report<'_>, headline: &str) -> Markup {
    let class = if report.ready { "good" } else { "bad" };
    let counts = verdict::counts(report);
    html! {
        header.top {
            p.kind { "Workflow Readiness" }
            div class={ "verdict " (class) } {
                h1 { (words(headline)) }
                @if !report.installations.is_empty() {
                    p { (sections(report)) }
                }
            }
            dl.facts {
                div { dt { "Judged for" } dd { (clean(&report.now)) } }
                @if !counts.is_empty() { div { dt { "Checks" } dd { (counts) } } }
                @if let Some(words) = baseline::words(report) {
                    div { dt { "Baseline" } dd { (words) } }
                }
            }
        }
    }
}

/// How far it is, in the guide's own measure: its sections.
fn sections(report: &Report<'_>) -> String {
    use policy::report::Standing::{Met, NotApplicable};
    let sections = report.installations.iter().flat_map(|one| &one.sections);
    let demanded = sections.filter(|section| !section.id.is_advice());
    let (done, open): (Vec<_>, Vec<_>) =
        demanded.partition(|section| matches!(section.standing, Met | NotApplicable));
    let all = done.len() + open.len();
    format!("Sections of the production guide that hold: {} of {all}.", done.len())
}

fn nothing() -> Markup {
    html! {
        section.next aria-labelledby="next" {
            h2 id="next" { "Next" }
            p { (NOT_FOUND) }
            pre tabindex="0" { code { (EXPORT) } }
        }
    }
}

fn next(report: &Report<'_>) -> Markup {
    let steps = next::steps(report, "✗", "?");
    html! {
        section.next aria-labelledby="next" {
            h2 id="next" { "Next" }
            @if report.ready {
                p { (READY) }
            } @else {
                ol {
                    @for step in &steps { li { (step) } }
                    @for one in next::waiting(report) { li { (attest(&one)) } }
                }
            }
        }
    }
}

fn attest(waiting: &Waiting<'_>) -> Markup {
    html! {
        a href={ "#" (section::anchor(waiting.section, waiting.number)) } {
            (words(&waiting.section.title))
        }
        ": a person does, for " (words(&verdict::name(waiting.installation))) "."
    }
}

fn unread(report: &Report<'_>) -> Markup {
    html! {
        @if !report.unreadable.is_empty() {
            section aria-labelledby="not-read" {
                h2 id="not-read" { "Not read" }
                p { "Nothing is ready while a part of it is unseen." }
                table {
                    thead { tr {
                        th scope="col" { "Where" }
                        th scope="col" { "Why" }
                    } }
                    tbody {
                        @for one in &report.unreadable {
                            tr {
                                th scope="row" { (code(&place::of_unreadable(one))) }
                                td { (words(&one.message)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn not_looked_at(report: &Report<'_>) -> Markup {
    let kinds = verdict::not_looked_at(report);
    html! {
        @if !kinds.is_empty() {
            section aria-labelledby="not-looked-at" {
                h2 id="not-looked-at" { "Not looked at" }
                p.faint { "No rule looks at these objects: " (kinds) "." }
            }
        }
    }
}

fn bottom(tool: &Tool<'_>) -> Markup {
    html! {
        footer {
            p {
                "Made by " (Tool::NAME) " " (clean(tool.version)) ", engine " (clean(tool.engine))
                @if let Some(module) = tool.module { ", policy.wasm " code { (clean(module)) } }
            }
        }
    }
}
