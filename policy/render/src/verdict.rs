//! The report in one line, and in numbers.

use policy::report::{InstallationReport, Report};

use crate::clean;

/// The report in one line, without a full stop; names stand in backticks.
pub(crate) fn headline(report: &Report<'_>) -> String {
    match report.installations.as_slice() {
        [] => "No Workflow installation found: not ready".to_owned(),
        [one] => {
            let not = if one.ready { "ready" } else { "not ready" };
            format!("{} is {not}", name(one))
        }
        all => {
            let ready = all.iter().filter(|one| one.ready).count();
            let verb = if ready == 1 { "is" } else { "are" };
            format!("{ready} of {} Workflow installations {verb} ready", all.len())
        }
    }
}

/// An installation's name; its namespace stands in backticks.
pub(crate) fn name(installation: &InstallationReport<'_>) -> String {
    let InstallationReport { distribution, namespace, .. } = installation;
    format!("{} in namespace `{}`", distribution.title(), clean(namespace))
}

/// How many checks ended how; empty where there are none.
pub(crate) fn counts(report: &Report<'_>) -> String {
    let summary = &report.summary;
    let words = [
        (summary.fail, "failed"),
        (summary.error, "could not be told"),
        (summary.warn, "to consider"),
        (summary.skip, "accepted"),
        (summary.pass, "passed"),
    ];
    let some = words.into_iter().filter(|(count, _)| *count > 0);
    some.map(|(count, word)| format!("{count} {word}")).collect::<Vec<_>>().join(", ")
}

/// How many objects of which kind no rule looked at; empty where there are none.
pub(crate) fn not_looked_at(report: &Report<'_>) -> String {
    let kinds = report.ignored.iter().map(|(kind, count)| format!("{} {count}", clean(kind)));
    kinds.collect::<Vec<_>>().join(", ")
}
