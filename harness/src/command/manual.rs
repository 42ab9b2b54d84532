//! `man`: manual pages, made of the help.

use std::path::Path;

use anyhow::{Context, Result, anyhow, bail};
use clap::{Command, CommandFactory};
use clap_mangen::Man as Page;
use roff::{Roff, roman};

use super::FINE;
use crate::cli::{Cli, Man};
use crate::file::{self, reason};
use crate::terminal::print_bytes;
use crate::{draft, suggest};

/// Prints a page, or writes all of them.
///
/// # Errors
/// There is no such command, or a page cannot be written.
pub fn run(options: &Man) -> Result<u8> {
    let mut whole = Cli::command().disable_help_subcommand(true);
    whole.build();
    if let Some(folder) = &options.dir {
        write_all(&whole, folder)?;
        return Ok(FINE);
    }
    let command = match &options.command {
        None => &whole,
        Some(name) => {
            let names = whole.get_subcommands().map(Command::get_name);
            let meant = suggest::did_you_mean(suggest::closest(name, names));
            let found = whole.find_subcommand(name);
            found.with_context(|| format!("there is no command `{name}`{meant}"))?
        }
    };
    print_bytes(&page(command)?)?;
    Ok(FINE)
}

fn write_all(whole: &Command, folder: &Path) -> Result<()> {
    if folder.exists() && !folder.is_dir() {
        bail!("{} is no folder", file::name(folder));
    }
    std::fs::create_dir_all(folder)
        .map_err(|error| anyhow!("{} cannot be made: {}", file::name(folder), reason(&error)))?;
    for command in std::iter::once(whole).chain(whole.get_subcommands()) {
        let name = Page::new(command.clone()).get_filename();
        draft::replace(&folder.join(name), &page(command)?)?;
    }
    Ok(())
}

fn page(command: &Command) -> Result<Vec<u8>> {
    let version = concat!("workflow-readiness ", env!("CARGO_PKG_VERSION"));
    let page = Page::new(command.clone()).source(version).manual("Workflow Readiness");
    let mut text = Vec::new();
    page.render_title(&mut text)?;
    page.render_name_section(&mut text)?;
    page.render_synopsis_section(&mut text)?;
    page.render_description_section(&mut text)?;
    page.render_options_section(&mut text)?;
    if command.has_subcommands() {
        page.render_subcommands_section(&mut text)?;
    }
    let rest = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    sections(&rest).to_writer(&mut text)?;
    Ok(text)
}

/// What stands behind the options in the help: a paragraph under a heading of its own is a section.
fn sections(help: &str) -> Roff {
    let mut roff = Roff::new();
    for paragraph in help.split("\n\n") {
        let (heading, body) = paragraph.split_once(":\n").unwrap_or(("", paragraph));
        match heading {
            "" => roff.control("PP", []),
            heading if heading.contains(' ') && heading != "Exit status" => {
                roff.control("PP", []);
                roff.text([roman(format!("{heading}:"))])
            }
            heading => roff.control("SH", [heading.to_uppercase().as_str()]),
        };
        // Lines of examples and of a table stay lines.
        roff.control("nf", []);
        for line in body.lines() {
            roff.text([roman(line)]);
        }
        roff.control("fi", []);
    }
    roff
}
