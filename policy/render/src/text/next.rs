//! What a person does next.

use policy::report::{InstallationReport, Outcome, Report, Standing};

use crate::layout::{FAINT, PLAIN, Page, STRONG};
use crate::{Catalogue, clean};

pub(super) const NOT_FOUND: &str = "Nothing in the input is a component of Deis, Hephy or Drycc Workflow. Give it all that the \
     platform's namespace holds:";
pub(super) const EXPORT: &str = "kubectl --namespace deis get all,secrets,configmaps,ingresses,poddisruptionbudgets -o yaml > cluster.yaml";

/// The closing lines.
pub(super) fn steps(report: &Report<'_>, catalogue: &Catalogue, page: &mut Page) {
    page.gap();
    counts(report, page);
    if report.installations.is_empty() {
        return;
    }
    page.gap();
    page.line(0, STRONG, "Next");
    if report.ready {
        page.entry(
            2,
            "",
            PLAIN,
            "Everything that the guide asks for holds. Review again after each upgrade.",
        );
        return;
    }
    let mut steps = Vec::new();
    if !report.unreadable.is_empty() {
        steps.push(
            "Mend what could not be read: nothing is ready while a part of it is unseen."
                .to_owned(),
        );
    }
    if report.summary.fail > 0 {
        steps.push("Mend what is marked ✗, section by section, then review again.".to_owned());
    }
    let waits = |standing| report.installations.iter().any(|one| has(one, standing));
    if report.summary.error > 0 || waits(Standing::Unknown) {
        steps.push("Give what is missing where something is marked ?: an export of the whole namespace, Secrets too (their content is never shown).".to_owned());
    }
    for (place, step) in steps.iter().enumerate() {
        page.entry(2, &format!("{}. ", place + 1), PLAIN, step);
    }
    let mut number = steps.len();
    for installation in &report.installations {
        if has(installation, Standing::NeedsReview) {
            number += 1;
            attest(installation, report, catalogue, number, page);
        }
    }
}

fn has(installation: &InstallationReport<'_>, standing: Standing) -> bool {
    installation.sections.iter().any(|section| section.standing == standing)
}

fn attest(
    installation: &InstallationReport<'_>,
    report: &Report<'_>,
    catalogue: &Catalogue,
    number: usize,
    page: &mut Page,
) {
    let waiting = installation.sections.iter().find(|one| one.standing == Standing::NeedsReview);
    let Some(section) = waiting else { return };
    let checklist = &section.checklist;
    if catalogue.section(section.id.id()).is_none() {
        return;
    }
    let namespace = clean(&installation.namespace);
    let text = format!(
        "{} in {namespace}: a person does. Look at each of these, then say so in a file, and give it with --settings:",
        section.title
    );
    page.entry(2, &format!("{number}. "), PLAIN, &text);
    for item in checklist {
        page.entry(5, "[ ] ", PLAIN, item);
    }
    page.raw(5, "attestations:");
    let today = clean(report.now.get(..10).unwrap_or_default());
    let section = section.id.id();
    let line =
        format!("- {{ section: {section}, namespace: {namespace}, by: YOUR NAME, on: {today} }}");
    page.raw(7, &line);
}

fn counts(report: &Report<'_>, page: &mut Page) {
    let all = report.installations.iter().flat_map(|one| &one.results);
    let counted = |outcome: Outcome| all.clone().filter(|one| one.outcome == outcome).count();
    let words = [
        (Outcome::Fail, "failed"),
        (Outcome::Error, "could not be told"),
        (Outcome::Warn, "to consider"),
        (Outcome::Skip, "accepted"),
        (Outcome::Pass, "passed"),
    ];
    let parts: Vec<String> = words
        .into_iter()
        .map(|(outcome, word)| (counted(outcome), word))
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| format!("{count} {word}"))
        .collect();
    if !parts.is_empty() {
        page.entry(0, "Checks: ", PLAIN, &parts.join(", "));
    }
    if !report.ignored.is_empty() {
        let kinds: Vec<String> =
            report.ignored.iter().map(|(kind, count)| format!("{kind} {count}")).collect();
        page.entry(0, "Not looked at: ", FAINT, &kinds.join(", "));
    }
}
