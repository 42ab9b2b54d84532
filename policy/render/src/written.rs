//! A report that is text already, in every format.

use policy::report::Report;

use crate::{Catalogue, Style, Tool, html, json, junit, markdown, report, sarif};

/// A report (JSON, as the operation `review` answers it) in a format: `text` (80 columns, no colours), `json`,
/// `sarif`, `junit`, `markdown` or `html`. `catalogue` is what the operation `rules` answers.
///
/// # Errors
/// The report or the catalogue is none, or there is no such format; in words.
pub fn written(format: &str, text: &str, catalogue: &str, version: &str) -> Result<String, String> {
    let read: Report<'_> = serde_json::from_str(text)
        .map_err(|error| format!("the report cannot be read: {error}"))?;
    let catalogue: Catalogue = serde_json::from_str(catalogue)
        .map_err(|error| format!("the catalogue cannot be read: {error}"))?;
    let tool = Tool { version, module: None, engine: "wasm" };
    let failed = |error: &dyn std::fmt::Display| format!("the report cannot be written: {error}");
    match format {
        "text" => Ok(report(&read, &catalogue, Style { width: 80, color: false, links: None })),
        "json" => json(&read, &tool).map_err(|error| failed(&error)),
        "sarif" => sarif(&read, &catalogue, &tool).map_err(|error| failed(&error)),
        "junit" => junit(&read, &tool).map_err(|error| failed(&error)),
        "markdown" => Ok(markdown(&read, &catalogue, &tool)),
        "html" => Ok(html(&read, &catalogue, &tool)),
        _ => Err(format!("there is no format `{format}`")),
    }
}
