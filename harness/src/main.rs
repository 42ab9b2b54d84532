//! `workflow-readiness`: the command.

use std::process::ExitCode;

use clap::ArgMatches;
use harness::cli::{Cli, called, parse};
use harness::command::{WRONG, run};
use harness::{config, progress, terminal};

/// The built-in module, compiled ahead of time; empty where the build did not do that.
static COMPILED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/policy.cwasm"));

fn main() -> ExitCode {
    let words: Vec<_> = std::env::args_os().collect();
    let name = words.first().map_or("", |program| called(program));
    let status = match parse(words) {
        Ok((cli, matches)) => act(cli, &matches),
        Err(error) => {
            terminal::print_call(&error).map(|()| u8::try_from(error.exit_code()).unwrap_or(WRONG))
        }
    };
    progress::end();
    let status = status.unwrap_or_else(|error| {
        for line in format!("{error:#}").lines() {
            terminal::tell(&format!("{name}: {line}"));
        }
        WRONG
    });
    ExitCode::from(status)
}

fn act(mut cli: Cli, matches: &ArgMatches) -> anyhow::Result<u8> {
    terminal::set_up(cli.terminal);
    if !terminal::is_quiet() {
        progress::start();
    }
    config::apply(&mut cli, matches)?;
    run(&cli, COMPILED)
}
