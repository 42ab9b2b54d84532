//! `workflow-readiness`: the command.

use std::process::ExitCode;

use clap::{ArgMatches, CommandFactory, FromArgMatches};
use harness::cli::Cli;
use harness::command::{WRONG, run};
use harness::{config, progress, terminal};

/// The built-in module, compiled ahead of time; empty where the build did not do that.
static COMPILED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/policy.cwasm"));

fn main() -> ExitCode {
    let matches = Cli::command().try_get_matches();
    let call = matches.and_then(|matches| Ok((Cli::from_arg_matches(&matches)?, matches)));
    let status = match call {
        Ok((cli, matches)) => called(cli, &matches),
        Err(error) => {
            terminal::print_call(&error).map(|()| u8::try_from(error.exit_code()).unwrap_or(WRONG))
        }
    };
    progress::end();
    let status = status.unwrap_or_else(|error| {
        for line in format!("{error:#}").lines() {
            terminal::tell(&format!("workflow-readiness: {line}"));
        }
        WRONG
    });
    ExitCode::from(status)
}

fn called(mut cli: Cli, matches: &ArgMatches) -> anyhow::Result<u8> {
    terminal::set_up(cli.terminal);
    if !terminal::is_quiet() {
        progress::start();
    }
    config::apply(&mut cli, matches)?;
    run(&cli, COMPILED)
}
