//! The report as JUnit's XML, for CI systems: each check is a test.

mod case;
mod xml;

use policy::report::{
    InstallationReport, Outcome, Report, RuleResult, SectionReport, Standing, Unreadable,
};

use crate::baseline::is_known;
use crate::next::{self, NOT_FOUND};
use crate::{Tool, clean, place};
use case::{Case, Ending};

/// A suite: a section of an installation, or what could not be judged.
struct Suite {
    name: String,
    cases: Vec<Case>,
}

/// The report as JUnit's XML; ends with a line feed. A suite is a section of an installation, a test a
/// rule on an object. Violations fail; what could not be told, what could not be read and an input
/// without an installation are errors; what is accepted, what waits for a person and what a baseline has
/// already is skipped; advice passes, and says so on its output. There are no times in it.
///
/// # Errors
/// Never: nothing is written but memory.
pub fn junit(report: &Report<'_>, tool: &Tool<'_>) -> std::io::Result<String> {
    let mut suites = Vec::new();
    if !report.unreadable.is_empty() {
        let cases = report.unreadable.iter().map(unread).collect();
        suites.push(Suite { name: "input".to_owned(), cases });
    }
    if report.installations.is_empty() {
        let case = Case {
            class: "input".to_owned(),
            name: "a Workflow installation is there".to_owned(),
            place: None,
            ending: Ending::Error {
                message: "no Workflow installation found".to_owned(),
                text: format!("{NOT_FOUND}\n{}", next::EXPORT),
            },
        };
        suites.push(Suite { name: "installation".to_owned(), cases: vec![case] });
    }
    for installation in &report.installations {
        suites.extend(installation.sections.iter().map(|one| section(one, installation)));
    }
    xml::document(&suites, tool)
}

fn unread(one: &Unreadable) -> Case {
    Case {
        class: "input".to_owned(),
        name: place::of_unreadable(one),
        place: one.file.as_deref().map(|file| (place::file(file).into_owned(), one.line)),
        ending: Ending::Error {
            message: format!("not read: {}", clean(&one.message)),
            text: "Nothing is ready while a part of it is unseen.".to_owned(),
        },
    }
}

fn section(section: &SectionReport, installation: &InstallationReport<'_>) -> Suite {
    let namespace = clean(&installation.namespace);
    let class = format!("{namespace}.{}", section.id.id());
    let results: Vec<&RuleResult<'_>> =
        installation.results.iter().filter(|one| one.section == section.id).collect();
    let same = |left: &&RuleResult<'_>, right: &&RuleResult<'_>| {
        left.rule == right.rule && left.subject == right.subject
    };
    let mut cases: Vec<Case> =
        results.chunk_by(same).filter_map(|chunk| case::of(chunk, &class)).collect();
    let is_known = |one: &&&RuleResult<'_>| one.outcome == Outcome::Error && is_known(one);
    let is_told = cases.iter().any(|case| matches!(case.ending, Ending::Error { .. }))
        || results.iter().any(|one| is_known(&one));
    let whole = as_a_whole(section, installation, is_told);
    let whole = whole.or_else(|| cases.is_empty().then(|| met(section)));
    cases.extend(whole.map(|ending| Case {
        name: clean(&section.title).into_owned(),
        place: None,
        ending,
        class,
    }));
    let name = format!("{} in {namespace}: {}", installation.distribution.title(), section.title);
    Suite { name: clean(&name).into_owned(), cases }
}

/// A section that holds without a rule: somebody attested it.
fn met(section: &SectionReport) -> Ending {
    Ending::Passed { output: clean(&section.reason).into_owned() }
}

/// What no rule says of a section, so that none passes by not being looked at.
fn as_a_whole(
    section: &SectionReport,
    installation: &InstallationReport<'_>,
    is_told: bool,
) -> Option<Ending> {
    let reason = clean(&section.reason);
    let word = section.standing.word();
    let message = format!("{word}: {reason}");
    // Advice makes nothing ready or unready, and values alone do not decide everything.
    let is_open =
        section.id.is_advice() || installation.results.iter().all(|result| result.index.is_none());
    match section.standing {
        Standing::NeedsReview => {
            let items = section.checklist.iter().map(|item| format!("- {}", clean(item)));
            let text = items.collect::<Vec<_>>().join("\n");
            Some(Ending::Skipped { message, text })
        }
        Standing::NotApplicable => Some(Ending::Skipped { message, text: String::new() }),
        Standing::Unknown if is_told => None,
        Standing::Unknown if is_open => Some(Ending::Skipped { message, text: String::new() }),
        Standing::Unknown => Some(Ending::Error { message, text: String::new() }),
        Standing::Met | Standing::NotMet => None,
    }
}
