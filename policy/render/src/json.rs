//! The report as JSON, for programs.

use policy::model::distribution::Distribution;
use policy::report::{
    Age, Baseline, Counts, InstallationReport, Report, RuleResult, SectionReport, Summary,
    Unreadable,
};
use serde::Serialize;

use crate::{Tool, inert_json};

/// The report's members, with those that the policy itself does not write.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Printed<'a> {
    schema_version: u32,
    now: &'a str,
    ready: bool,
    installations: Vec<Installation<'a>>,
    summary: &'a Summary,
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<Compared<'a>>,
    unreadable: &'a [Unreadable],
    ignored: &'a Counts,
    tool: &'a Tool<'a>,
}

#[derive(Serialize)]
struct Installation<'a> {
    distribution: Distribution,
    namespace: &'a str,
    ready: bool,
    sections: &'a [SectionReport],
    results: Vec<Result<'a>>,
}

#[derive(Serialize)]
struct Result<'a> {
    #[serde(flatten)]
    result: &'a RuleResult<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fingerprint: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    baseline: Option<Age>,
}

#[derive(Serialize)]
struct Compared<'a> {
    known: usize,
    new: usize,
    gone: Vec<Result<'a>>,
}

/// The whole report, indented, with the member `tool` beside the report's own; ends with a line feed.
/// Names and messages are as they were given, since programs read them; what does something in a terminal is escaped.
///
/// # Errors
/// Never, for a report that the policy made.
pub fn json(
    report: &Report<'_>,
    tool: &Tool<'_>,
) -> std::result::Result<String, serde_json::Error> {
    let Report { schema_version, now, ready, installations, .. } = report;
    let Report { summary, baseline, unreadable, ignored, .. } = report;
    let printed = Printed {
        schema_version: *schema_version,
        now,
        ready: *ready,
        installations: installations.iter().map(installation).collect(),
        summary,
        baseline: baseline.as_ref().map(compared),
        unreadable,
        ignored,
        tool,
    };
    serde_json::to_string_pretty(&printed).map(|text| inert_json(text) + "\n")
}

fn installation<'r>(one: &'r InstallationReport<'_>) -> Installation<'r> {
    let InstallationReport { distribution, namespace, ready, sections, results } = one;
    Installation {
        distribution: *distribution,
        namespace,
        ready: *ready,
        sections,
        results: results.iter().map(result).collect(),
    }
}

fn result<'r>(result: &'r RuleResult<'_>) -> Result<'r> {
    Result { result, fingerprint: result.fingerprint.as_deref(), baseline: result.baseline }
}

fn compared<'r>(baseline: &'r Baseline<'_>) -> Compared<'r> {
    let Baseline { known, new, gone } = baseline;
    Compared { known: *known, new: *new, gone: gone.iter().map(result).collect() }
}
