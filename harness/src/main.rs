//! `workflow-readiness`: the command.

use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};
use harness::cli::Cli;
use harness::command::{WRONG, run};
use harness::{interrupt, progress, terminal};

/// The built-in module, compiled ahead of time; empty where the build did not do that.
static COMPILED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/policy.cwasm"));

fn main() -> ExitCode {
    let matches = Cli::command().try_get_matches();
    let status = match matches.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => called(&cli),
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

fn called(cli: &Cli) -> anyhow::Result<u8> {
    terminal::set_up(cli.terminal);
    interrupt::watch();
    if !terminal::is_quiet() {
        progress::start();
    }
    run(cli, COMPILED)
}
