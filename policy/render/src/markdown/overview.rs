//! How an installation stands, and what waits for a person.

use policy::report::{InstallationReport, SectionReport, Standing};

use super::inert::{cell, fenced, inline, link};
use super::page::{Part, Piece};
use super::rank;
use crate::next::Waiting;
use crate::verdict;

/// The sections of an installation, with standing and reason.
pub(super) fn table(installation: &InstallationReport<'_>, is_only: bool) -> String {
    let name = inline(&verdict::name(installation));
    let word = if installation.ready { "✅ ready" } else { "❌ not ready" };
    let heading = if is_only { String::new() } else { format!("\n### {name}: {word}\n") };
    let rows: String = installation.sections.iter().map(row).collect();
    format!("{heading}\n| | Section | Standing | Why |\n| --- | --- | --- | --- |\n{rows}")
}

fn row(section: &SectionReport) -> String {
    let advice = if section.id.is_advice() { " (advice)" } else { "" };
    format!(
        "| {} | {}{advice} | {} | {} |\n",
        mark(section.standing),
        link(&section.title, &section.url),
        section.standing.word(),
        cell(&section.reason)
    )
}

fn mark(standing: Standing) -> &'static str {
    match standing {
        Standing::Met => "✅",
        Standing::NotMet => "❌",
        Standing::Unknown => "❔",
        Standing::NeedsReview => "👀",
        Standing::NotApplicable => "➖",
    }
}

/// What a person looks at, and how it is attested.
pub(super) fn checklist(waiting: &Waiting<'_>) -> Part {
    let item = |item: &String| Piece { text: format!("- [ ] {}\n", inline(item)), results: 0 };
    let title = inline(&waiting.section.title);
    let name = inline(&verdict::name(waiting.installation));
    let settings = waiting.settings().join("\n  ");
    Part {
        rank: rank::CHECKLIST,
        head: format!(
            "\n### 👀 {title}: {name}\n\n<details><summary>What a person looks at</summary>\n\n"
        ),
        pieces: waiting.section.checklist.iter().map(item).collect(),
        tail: format!(
            "\nThen say so in a file, and give it with `--settings`:\n\n{}\n</details>\n",
            fenced("yaml", &settings)
        ),
    }
}
