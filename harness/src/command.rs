//! The commands. Each answers with its exit status.

pub mod admit;
pub mod catalogue;
pub mod fix;
pub mod output;
pub mod review;

use std::io::Write;

use anyhow::{Context, Result};
use render::Style;
use sha2::{Digest, Sha256};

use crate::cli::{Cli, Command, EngineName, Runner, Schema};
use crate::engine::Engine;
use crate::engine::native::Native;
use crate::engine::wasm::Wasm;

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
        Command::Rules(runner) => catalogue::rules(runner, compiled),
        Command::Explain { rule, runner } => catalogue::explain(rule, runner, compiled),
        Command::Guide(runner) => catalogue::guide(runner, compiled),
        Command::Schema { of } => {
            let schema = match of {
                Schema::Settings => kit::schema::settings(),
                Schema::Report => kit::schema::report(),
            };
            print(&(serde_json::to_string_pretty(&schema)? + "\n"))?;
            Ok(FINE)
        }
    }
}

/// The engine that the options name.
///
/// # Errors
/// The module cannot be read or used.
pub fn engine(runner: &Runner, compiled: &[u8]) -> Result<Box<dyn Engine>> {
    if let Some(path) = &runner.module {
        let name = path.display();
        let bytes = std::fs::read(path).with_context(|| format!("{name} cannot be read"))?;
        let digest: String =
            Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        let module = Wasm::load(&bytes, &digest).with_context(|| format!("{name} is no policy"))?;
        return Ok(Box::new(module));
    }
    Ok(match runner.engine {
        EngineName::Wasm => Box::new(Wasm::built_in(compiled)?),
        EngineName::Native => Box::new(Native),
    })
}

/// How text is laid out on this terminal.
fn style() -> Style {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    Style { width: columns.or_else(terminal).unwrap_or(80), color: true }
}

/// Prints to standard output, without colours where it is no terminal or `NO_COLOR` is set. Whoever
/// reads it may stop reading.
///
/// # Errors
/// It cannot be written.
fn print(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    let plain = anstream::AutoStream::choice(&out) == anstream::ColorChoice::Never;
    let stripped = plain.then(|| anstream::adapter::strip_str(text).to_string());
    let text = stripped.as_deref().unwrap_or(text);
    told(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// Prints what is not for terminals, byte for byte. Whoever reads it may stop reading.
///
/// # Errors
/// It cannot be written.
fn print_bytes(bytes: &[u8]) -> Result<()> {
    let mut out = std::io::stdout().lock();
    told(out.write_all(bytes).and_then(|()| out.flush()))
}

/// How writing to standard output went; that nobody reads on is no failure.
fn told(written: std::io::Result<()>) -> Result<()> {
    match written {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        written => written.context("standard output cannot be written"),
    }
}
