//! What the command is called: by its own name, or by kubectl as a plug-in of it.

use std::ffi::{OsStr, OsString};
use std::path::Path;

use clap::{ArgMatches, Command, CommandFactory, FromArgMatches};

use super::Cli;

/// Its own name.
const OWN: &str = "workflow-readiness";
/// How kubectl calls a plug-in, by the name of the program (kubectl-readiness in the PATH).
const PLUG_IN: (&str, &str) = ("kubectl-readiness", "kubectl readiness");

/// What somebody types who starts a program of that name.
pub fn called(program: &OsStr) -> &'static str {
    let stem = Path::new(program).file_stem();
    if stem == Some(OsStr::new(PLUG_IN.0)) { PLUG_IN.1 } else { OWN }
}

/// Takes the words of the command line apart, the program's name first, and tells where each comes from. Usage
/// and help name what was typed.
///
/// # Errors
/// The call is wrong, or asks for help or the version.
pub fn parse(words: impl IntoIterator<Item = OsString>) -> clap::error::Result<(Cli, ArgMatches)> {
    let words: Vec<OsString> = words.into_iter().collect();
    let name = called(words.first().map_or(OsStr::new(""), |word| word.as_os_str()));
    let command = named(Cli::command(), name);
    let matches = command.try_get_matches_from(words)?;
    Ok((Cli::from_arg_matches(&matches)?, matches))
}

fn named(command: Command, name: &'static str) -> Command {
    if name == OWN {
        return command;
    }
    let command = command.bin_name(name).display_name(name);
    command.mut_subcommands(|sub| match sub.get_after_help() {
        Some(words) => {
            let words = words.to_string().replace(&format!("{OWN} "), &format!("{name} "));
            sub.after_help(words)
        }
        None => sub,
    })
}
