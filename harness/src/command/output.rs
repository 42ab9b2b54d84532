//! A report in the formats that are asked for: one on standard output, others in files.

use std::fs::Permissions;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use policy::report::Report;
use render::{Catalogue, Style, Tool};

use super::{catalogue, print, style};
use crate::cli::{Format, Output};
use crate::engine::Engine;

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
            Format::Text => self.text(Style { width: FILE_WIDTH, color: false }),
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
        let one = write(&output.file, &forms.of(output.format)?);
        written = written.and(one);
    }
    match format {
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
            bail!("--output: two formats go to {}", output.file.display());
        }
    }
    Ok(())
}

/// Writes a file whole or not at all: whoever reads it meanwhile sees the old one. What is no file, such
/// as a pipe, is written as it is.
fn write(path: &Path, text: &str) -> Result<()> {
    let name = path.display();
    let failed = || format!("{name} cannot be written");
    // A link stays one, and what it leads to is replaced.
    let path = &path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let old = std::fs::metadata(path).ok();
    if old.as_ref().is_some_and(|old| !old.is_file()) {
        return std::fs::write(path, text).with_context(failed);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file = tempfile::Builder::new()
        .prefix(".workflow-readiness-")
        .permissions(old.map_or_else(common, |old| old.permissions()))
        .tempfile_in(folder.unwrap_or(Path::new(".")))
        .with_context(failed)?;
    file.write_all(text.as_bytes()).with_context(failed)?;
    file.persist(path).map_err(|error| error.error).with_context(failed)?;
    Ok(())
}

/// What everybody's mask leaves of a new file's permissions, as for any other file.
fn common() -> Permissions {
    std::os::unix::fs::PermissionsExt::from_mode(0o666)
}

/// Prints what is not for terminals, byte for byte. Whoever reads it may stop reading.
fn print_bytes(bytes: &[u8]) -> Result<()> {
    let mut out = std::io::stdout().lock();
    super::told(out.write_all(bytes).and_then(|()| out.flush()))
}
