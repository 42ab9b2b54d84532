//! Formats of a report, and where it goes.

use std::path::PathBuf;

use clap::ValueEnum;

use crate::suggest::{closest, did_you_mean};

/// Formats of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// For programs
    Json,
    /// For code scanning and editors: SARIF 2.1.0
    Sarif,
    /// For CI systems: each check is a test
    Junit,
    /// For a comment on a pull request: GitHub's Markdown
    Markdown,
    /// One page to read, print and hand on
    Html,
}

/// A file to write the report into.
#[derive(Debug, Clone)]
pub struct Output {
    /// How.
    pub format: Format,
    /// Where.
    pub file: PathBuf,
}

impl Output {
    /// Takes `sarif=report.sarif` apart.
    pub(super) fn parse(text: &str) -> Result<Output, String> {
        let (format, file) = text.split_once('=').ok_or("write it as sarif=report.sarif")?;
        let format = Format::from_str(format, true).map_err(|_| {
            let known = Format::value_variants().iter().filter_map(ValueEnum::to_possible_value);
            let known: Vec<String> = known.map(|one| one.get_name().to_owned()).collect();
            let meant = did_you_mean(closest(format, known.iter().map(String::as_str)));
            format!("there is no such format; there are {}{meant}", known.join(", "))
        })?;
        match file {
            "" => Err("the file has no name".to_owned()),
            "-" => Err("for standard output there is --format".to_owned()),
            file => Ok(Output { format, file: file.into() }),
        }
    }
}
