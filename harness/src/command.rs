//! The commands. Each answers with its exit status.

pub mod admit;
pub mod catalogue;
pub mod collect;
pub mod completions;
pub mod fix;
pub mod live;
pub mod manual;
pub mod output;
pub mod review;
pub mod snapshot;

use anyhow::{Context, Result};

use crate::cli::{Cli, Command, EngineName, Runner, Schema};
use crate::enforced::sha256;
use crate::engine::Engine;
use crate::engine::native::Native;
use crate::engine::wasm::Wasm;
use crate::terminal::{detail, print, style};
use crate::{config, file};

/// The command did what it was asked, and found nothing wrong.
pub const FINE: u8 = 0;
/// Something is wrong with what it looked at.
pub const FOUND: u8 = 1;
/// The call is wrong, or a part of the input could not be read.
pub const WRONG: u8 = 2;

/// Runs a command; `compiled` is the built-in module, compiled ahead of time, or empty.
///
/// # Errors
/// What is wrong with the call.
pub fn run(cli: &Cli, compiled: &[u8]) -> Result<u8> {
    match &cli.command {
        Command::Review(options) => review::run(options, compiled),
        Command::Admit(options) => admit::run(options, compiled),
        Command::Fix(options) => fix::run(options, compiled),
        Command::Snapshot(options) => snapshot::run(options),
        Command::Collect(options) => collect::run(options),
        Command::Rules(runner) => catalogue::rules(runner, compiled),
        Command::Explain(options) => catalogue::explain(options, compiled),
        Command::Guide(runner) => catalogue::guide(runner, compiled),
        Command::Schema { of } => {
            let schema = match of {
                Schema::Settings => kit::schema::settings(),
                Schema::Config => config::schema(),
                Schema::Report => kit::schema::report(),
            };
            print(&(serde_json::to_string_pretty(&schema)? + "\n"))?;
            Ok(FINE)
        }
        Command::Completions(options) => completions::run(options, compiled),
        Command::Man(options) => manual::run(options),
    }
}

/// The engine that the options name.
///
/// # Errors
/// The module cannot be read or used.
pub fn engine(runner: &Runner, compiled: &[u8]) -> Result<Box<dyn Engine>> {
    let engine = chosen(runner, compiled)?;
    let module = engine.digest().map_or(String::new(), |digest| format!(", module {digest}"));
    detail(&format!("engine: {}{module}", engine.name()));
    Ok(engine)
}

fn chosen(runner: &Runner, compiled: &[u8]) -> Result<Box<dyn Engine>> {
    if let Some(path) = &runner.module {
        let name = file::name(path);
        let bytes = file::read(path)?;
        let module =
            Wasm::load(&bytes, &sha256(&bytes)).with_context(|| format!("{name} is no policy"))?;
        return Ok(Box::new(module));
    }
    Ok(match runner.engine {
        EngineName::Wasm => Box::new(Wasm::built_in(compiled)?),
        EngineName::Native => Box::new(Native),
    })
}
