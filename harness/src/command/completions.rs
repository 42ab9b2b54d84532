//! `completions`: scripts that complete commands, options and rules in a shell.

use anyhow::Result;
use clap::CommandFactory;
use clap::builder::{PossibleValue, PossibleValuesParser};
use clap_complete::Shell;
use render::Catalogue;

use super::{FINE, catalogue};
use crate::cli::{Cli, Completions};
use crate::engine::wasm::Wasm;
use crate::terminal::print_bytes;

/// Prints the script.
///
/// # Errors
/// Standard output cannot be written.
pub fn run(options: &Completions, compiled: &[u8]) -> Result<u8> {
    let catalogue = catalogue::ask(&Wasm::built_in(compiled)?)?;
    let mut command = with_rules(Cli::command(), catalogue);
    print_bytes(script(options.shell, &mut command)?.as_bytes())?;
    Ok(FINE)
}

fn script(shell: Shell, command: &mut clap::Command) -> Result<String> {
    let mut script = Vec::new();
    clap_complete::generate(shell, command, "workflow-readiness", &mut script);
    let mut script = String::from_utf8(script)?;
    match shell {
        // A name with a hyphen is written in two ways (clap-rs/clap#6421).
        Shell::Bash => {
            script = script.replace("workflow__subcmd__readiness", "workflow__readiness")
        }
        Shell::Fish => script.push_str(&fish(command)),
        _ => {}
    }
    Ok(script)
}

/// The rules for fish, to whose script clap_complete gives no words without an option before them.
fn fish(command: &clap::Command) -> String {
    let explain = command.find_subcommand("explain");
    let words = explain.into_iter().flat_map(clap::Command::get_positionals);
    let words = words.flat_map(clap::Arg::get_possible_values).map(|word| {
        let help = word.get_help().map(ToString::to_string).unwrap_or_default();
        format!("{}\\t'{}'\n", word.get_name(), help.replace('\'', "\\'"))
    });
    format!(
        "complete -c workflow-readiness -n \"__fish_workflow_readiness_using_subcommand explain\" -f -a \"{}\"\n",
        words.collect::<String>()
    )
}

/// The command with each rule and section as a word that `explain` takes.
fn with_rules(command: clap::Command, catalogue: Catalogue) -> clap::Command {
    // They are needed until the end.
    let word = |id: String, title: String| PossibleValue::new(&*id.leak()).help(&*title.leak());
    let rules = catalogue.rules.into_iter().map(|rule| word(rule.id, rule.title));
    let sections = catalogue.sections.into_iter().map(|section| word(section.id, section.title));
    let words = PossibleValuesParser::new(rules.chain(sections));
    command.mut_subcommand("explain", |explain| explain.mut_arg("id", |id| id.value_parser(words)))
}
