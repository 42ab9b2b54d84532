//! The rules and the guide's sections, as a person reads about them in a terminal.

use crate::layout::{FAINT, PLAIN, Page, STRONG, pad};
use crate::{Catalogue, Facts, RuleEntry, SectionEntry, Style, clean};

/// The columns that a title needs beside its rule; with fewer it stands below.
const NARROWEST: usize = 30;

/// The table of rules.
pub fn rules(catalogue: &Catalogue, style: Style) -> String {
    let mut page = Page::new(style);
    let widest = widest(catalogue.rules.iter());
    for section in &catalogue.sections {
        page.line(0, STRONG, &clean(&section.title));
        rows(section, catalogue, widest, &mut page);
        page.gap();
    }
    page.raw(0, "workflow-readiness explain RULE says more of one.");
    page.finish()
}

fn widest<'c>(rules: impl Iterator<Item = &'c RuleEntry>) -> usize {
    rules.map(|rule| rule.id.len()).max().unwrap_or(0)
}

fn rows(section: &SectionEntry, catalogue: &Catalogue, widest: usize, page: &mut Page) {
    for rule in catalogue.rules_of(&section.id) {
        let id = page.link(&section.url, &clean(&rule.id));
        let label = format!("{}  {}  ", pad(&id, widest), pad(&rule.severity, 8));
        if page.width() < widest + 8 + 6 + NARROWEST {
            page.raw(2, label.trim_end());
            page.entry(6, "", PLAIN, &rule.title);
        } else {
            page.entry(2, &label, PLAIN, &rule.title);
        }
    }
}

/// One rule in full, with what else is known of it.
pub fn explain(
    rule: &RuleEntry,
    facts: Option<&Facts>,
    catalogue: &Catalogue,
    style: Style,
) -> String {
    let mut page = Page::new(style);
    let advice = if facts.is_some_and(|facts| facts.advice) { ", advice" } else { "" };
    let id = page.paint(STRONG, &clean(&rule.id));
    page.raw(0, &format!("{id}  {}{advice}", clean(&rule.severity)));
    page.gap();
    page.entry(2, "Holds     ", PLAIN, &rule.title);
    page.entry(2, "Why       ", PLAIN, &rule.why);
    page.entry(2, "Fix       ", PLAIN, &rule.fix);
    if let Some(facts) = facts {
        page.entry(2, "Looks at  ", PLAIN, &facts.looks_at);
        if !facts.reads.is_empty() {
            page.entry(2, "Asks for  ", PLAIN, &facts.reads.join(", "));
        }
    }
    if let Some(section) = catalogue.section(&rule.section) {
        page.entry(2, "Section   ", PLAIN, &format!("{}: {}", section.id, section.title));
        address("Guide     ", section, &mut page);
    }
    page.gap();
    page.entry(0, "", PLAIN, "To accept what it finds for a time, say so in the settings:");
    page.raw(2, "exceptions:");
    let id = clean(&rule.id);
    page.raw(2, &format!("- {{ rule: {id}, reason: YOUR REASON, until: YYYY-MM-DD }}"));
    page.finish()
}

/// A section of the guide in full, with its rules.
pub fn section(section: &SectionEntry, catalogue: &Catalogue, style: Style) -> String {
    let mut page = Page::new(style);
    let id = page.paint(STRONG, &clean(&section.id));
    page.raw(0, &format!("{id}  {}", clean(&section.title)));
    page.gap();
    if let Some(review) = &section.review {
        page.entry(2, "A person  ", PLAIN, review);
    }
    address("Guide     ", section, &mut page);
    page.gap();
    page.line(0, STRONG, "Rules");
    rows(section, catalogue, widest(catalogue.rules_of(&section.id)), &mut page);
    page.gap();
    page.raw(0, "workflow-readiness explain RULE says more of one.");
    page.finish()
}

/// An address is never wrapped: people copy it.
fn address(label: &str, section: &SectionEntry, page: &mut Page) {
    let url = page.paint(FAINT, &clean(&section.url));
    let url = page.link(&section.url, &url);
    page.raw(2, &format!("{label}{url}"));
}

/// The guide's sections, what decides each, and where the guide says it.
pub fn guide(catalogue: &Catalogue, style: Style) -> String {
    let mut page = Page::new(style);
    for section in &catalogue.sections {
        let title = page.paint(STRONG, &clean(&section.title));
        page.raw(0, &format!("{title}  {}", clean(&section.id)));
        let ids: Vec<&str> = catalogue.rules_of(&section.id).map(|rule| rule.id.as_str()).collect();
        page.entry(2, "Checked by  ", PLAIN, &ids.join(", "));
        if let Some(review) = &section.review {
            page.entry(2, "A person    ", PLAIN, review);
        }
        address("Guide       ", section, &mut page);
        page.gap();
    }
    page.raw(0, "workflow-readiness explain SECTION lists its rules.");
    page.finish()
}
