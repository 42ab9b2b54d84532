//! The report as SARIF 2.1.0, for scanners of code: GitHub's code scanning, editors, dashboards.

mod finding;
mod log;
mod place;
mod rule;

use policy::report::{InstallationReport, Outcome, Report, Standing};

use crate::{Catalogue, Tool, clean, inert_json};
use log::{Driver, Installation, Invocation, Level, Log, Message, Notification, Run};
use log::{RunProperties, Section};

const SCHEMA: &str =
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The report as one SARIF log with one run, indented; ends with a line feed. It holds everything but
/// passes: GitHub takes every result for an alert. Columns count code points. What is accepted is
/// suppressed, with the reason. With a baseline each result has its state, and what is gone is `absent`. How each section stands is in the run's properties; what was not read,
/// and what waits for a person, among its notifications.
///
/// # Errors
/// Never, for a report that the policy made.
pub fn sarif(
    report: &Report<'_>,
    catalogue: &Catalogue,
    tool: &Tool<'_>,
) -> Result<String, serde_json::Error> {
    let results = report.installations.iter().flat_map(|one| &one.results);
    let shown = results.filter(|result| result.outcome != Outcome::Pass);
    let gone = report.baseline.iter().flat_map(|one| &one.gone);
    let driver =
        Driver { name: Tool::NAME, version: clean(tool.version), rules: rule::all(catalogue) };
    let run = Run {
        tool: log::Tool { driver },
        invocations: [invocation(report)],
        column_kind: "unicodeCodePoints",
        results: shown
            .map(|result| finding::one(result, catalogue))
            .chain(gone.map(|result| finding::gone(result, catalogue)))
            .collect(),
        properties: properties(report),
    };
    let log = Log { schema: SCHEMA, version: "2.1.0", runs: [run] };
    serde_json::to_string_pretty(&log).map(|text| inert_json(text) + "\n")
}

fn invocation(report: &Report<'_>) -> Invocation {
    let unreadable = report.unreadable.iter().map(|one| Notification {
        level: Level::Error,
        message: Message { text: format!("Not read: {}.", clean(&one.message)) },
        locations: place::of_unreadable(one).into_iter().collect(),
    });
    let nothing = report.installations.is_empty().then(|| Notification {
        level: Level::Error,
        message: Message { text: "No Workflow installation found: not ready.".to_owned() },
        locations: Vec::new(),
    });
    let sections = report.installations.iter().flat_map(sections_left);
    Invocation {
        execution_successful: report.unreadable.is_empty(),
        tool_execution_notifications: unreadable.chain(nothing).chain(sections).collect(),
    }
}

/// What no result tells of: sections that wait for a person, or could not be told.
fn sections_left<'r>(
    installation: &'r InstallationReport<'_>,
) -> impl Iterator<Item = Notification> + 'r {
    let is_left = |standing| matches!(standing, Standing::NeedsReview | Standing::Unknown);
    let left = installation.sections.iter().filter(move |section| is_left(section.standing));
    left.map(|section| {
        let place = clean(&installation.namespace);
        let title = clean(&section.title);
        let word = section.standing.word();
        let text = format!("{title} in {place}: {word}: {}.", clean(&section.reason));
        Notification { level: Level::Note, message: Message { text }, locations: Vec::new() }
    })
}

fn properties<'r>(report: &'r Report<'_>) -> RunProperties<'r> {
    let sections = |installation: &'r InstallationReport<'_>| {
        let all = installation.sections.iter().map(|section| Section {
            id: section.id.id(),
            standing: section.standing,
            reason: clean(&section.reason),
        });
        all.collect()
    };
    let installations = report.installations.iter().map(|one| Installation {
        distribution: one.distribution,
        namespace: clean(&one.namespace),
        ready: one.ready,
        sections: sections(one),
    });
    RunProperties {
        now: clean(&report.now),
        ready: report.ready,
        installations: installations.collect(),
    }
}
