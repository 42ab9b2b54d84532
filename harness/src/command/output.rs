//! A report in the formats that are asked for: one on standard output, others in files.

use anyhow::{Result, bail};
use policy::report::Report;
use render::{Catalogue, Style, Tool};

use super::catalogue;
use crate::cli::{Format, Output};
use crate::engine::Engine;
use crate::terminal::{is_quiet, print, print_bytes, style};
use crate::{draft, file};

/// The columns of a text in a file.
const FILE_WIDTH: usize = 100;

/// What every format is made from.
struct Forms<'a> {
    report: &'a Report<'a>,
    catalogue: Catalogue,
    tool: Tool<'a>,
}

impl Forms<'_> {
    fn text(&self, style: Style) -> String {
        render::report(self.report, &self.catalogue, style)
    }

    fn of(&self, format: Format) -> Result<String> {
        let Forms { report, catalogue, tool } = self;
        Ok(match format {
            Format::Text => self.text(Style { width: FILE_WIDTH, color: false, links: None }),
            Format::Json => render::json(report, tool)?,
            Format::Sarif => render::sarif(report, catalogue, tool)?,
            Format::Junit => render::junit(report, tool)?,
            Format::Markdown => render::markdown(report, catalogue, tool),
            Format::Html => render::html(report, catalogue, tool),
        })
    }
}

/// Prints the report in one format, and writes it in others into files.
///
/// # Errors
/// Standard output or a file cannot be written; every file that can be is written all the same.
pub fn show(
    report: &Report<'_>,
    format: Format,
    outputs: &[Output],
    engine: &dyn Engine,
) -> Result<()> {
    let tool =
        Tool { version: env!("CARGO_PKG_VERSION"), module: engine.digest(), engine: engine.name() };
    let forms = Forms { report, catalogue: catalogue::ask(engine)?, tool };
    let mut written = Ok(());
    for output in outputs {
        let one = draft::replace(&output.file, forms.of(output.format)?.as_bytes());
        written = written.and(one);
    }
    match format {
        _ if is_quiet() => {}
        Format::Text => print(&forms.text(style()))?,
        other => print_bytes(forms.of(other)?.as_bytes())?,
    }
    written
}

/// Refuses outputs that would overwrite each other.
///
/// # Errors
/// Two of them go to the same file.
pub fn check(outputs: &[Output]) -> Result<()> {
    for (place, output) in outputs.iter().enumerate() {
        if outputs.iter().take(place).any(|other| other.file == output.file) {
            bail!("--output: two formats go to {}", file::name(&output.file));
        }
    }
    Ok(())
}
