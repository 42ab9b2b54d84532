//! What a person does next.

use policy::report::Report;

use crate::layout::{FAINT, PLAIN, Page, STRONG};
use crate::next::{self, Waiting};
use crate::{baseline, verdict};

/// The closing lines.
pub(super) fn steps(report: &Report<'_>, page: &mut Page) {
    page.gap();
    counts(report, page);
    if report.installations.is_empty() {
        return;
    }
    page.gap();
    page.line(0, STRONG, "Next");
    if report.ready {
        page.entry(2, "", PLAIN, next::READY);
        return;
    }
    let steps = next::steps(report, "✗", "?");
    for (place, step) in steps.iter().enumerate() {
        page.entry(2, &format!("{}. ", place + 1), PLAIN, step);
    }
    for (place, waiting) in next::waiting(report).enumerate() {
        attest(&waiting, steps.len() + place + 1, page);
    }
}

fn attest(waiting: &Waiting<'_>, number: usize, page: &mut Page) {
    page.entry(2, &format!("{number}. "), PLAIN, &waiting.words());
    for item in &waiting.section.checklist {
        page.entry(5, "[ ] ", PLAIN, item);
    }
    let [head, entry] = waiting.settings();
    page.raw(5, &head);
    page.raw(7, &entry);
}

fn counts(report: &Report<'_>, page: &mut Page) {
    let counts = verdict::counts(report);
    if !counts.is_empty() {
        page.entry(0, "Checks: ", PLAIN, &counts);
    }
    if let Some(words) = baseline::words(report) {
        page.entry(0, "Baseline: ", PLAIN, &words);
    }
    let ignored = verdict::not_looked_at(report);
    if !ignored.is_empty() {
        page.entry(0, "Not looked at: ", FAINT, &ignored);
    }
}
