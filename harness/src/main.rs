//! `workflow-readiness`: the command.

use std::process::ExitCode;

use clap::Parser;
use harness::cli::Cli;
use harness::command::{WRONG, run};

/// The built-in module, compiled ahead of time; empty where the build did not do that.
static COMPILED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/policy.cwasm"));

fn main() -> ExitCode {
    match run(&Cli::parse(), COMPILED) {
        Ok(status) => ExitCode::from(status),
        Err(error) => {
            let words = format!("{error:#}");
            for line in words.lines() {
                eprintln!("workflow-readiness: {}", render::clean(line));
            }
            ExitCode::from(WRONG)
        }
    }
}
