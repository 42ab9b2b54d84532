//! The report as JSON, for programs.

use policy::report::Report;
use serde::Serialize;

use crate::Tool;

#[derive(Serialize)]
struct Printed<'a> {
    #[serde(flatten)]
    report: &'a Report<'a>,
    tool: &'a Tool<'a>,
}

/// The whole report, indented, with the member `tool` beside the report's own; ends with a line feed.
/// Names and messages are as they were given: programs read them.
///
/// # Errors
/// Never, for a report that the policy made.
pub fn json(report: &Report<'_>, tool: &Tool<'_>) -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(&Printed { report, tool }).map(|text| text + "\n")
}
