//! `rules`, `explain`, `guide`: what the policy itself says of its rules.

use anyhow::{Context, Result, bail};
use render::Catalogue;

use super::{FINE, engine, print, style};
use crate::cli::Runner;
use crate::engine::Engine;

/// Asks the policy for its rules and the guide's sections.
///
/// # Errors
/// The module is none of ours.
pub fn ask(engine: &dyn Engine) -> Result<Catalogue> {
    let answer = engine.call("rules", b"")?;
    serde_json::from_slice(&answer).context("the policy's table of rules cannot be read")
}

/// Lists the rules.
///
/// # Errors
/// The policy cannot be run.
pub fn rules(runner: &Runner, compiled: &[u8]) -> Result<u8> {
    let catalogue = ask(engine(runner, compiled)?.as_ref())?;
    print(&render::rules(&catalogue, style()))?;
    Ok(FINE)
}

/// Says more of one rule.
///
/// # Errors
/// There is no such rule.
pub fn explain(id: &str, runner: &Runner, compiled: &[u8]) -> Result<u8> {
    let catalogue = ask(engine(runner, compiled)?.as_ref())?;
    let text = render::explain(id, &catalogue, style());
    print(&text.with_context(|| unknown(id, &catalogue))?)?;
    Ok(FINE)
}

/// Refuses an id that no rule has.
///
/// # Errors
/// There is no such rule.
pub fn known(id: &str, catalogue: &Catalogue) -> Result<()> {
    match catalogue.rule(id) {
        Some(_) => Ok(()),
        None => bail!(unknown(id, catalogue)),
    }
}

fn unknown(id: &str, catalogue: &Catalogue) -> String {
    let ids: Vec<&str> = catalogue.rules.iter().map(|rule| rule.id.as_str()).collect();
    format!("there is no rule `{}`; there are {}", render::clean(id), ids.join(", "))
}

/// Lists the guide's sections.
///
/// # Errors
/// The policy cannot be run.
pub fn guide(runner: &Runner, compiled: &[u8]) -> Result<u8> {
    let catalogue = ask(engine(runner, compiled)?.as_ref())?;
    print(&render::guide(&catalogue, style()))?;
    Ok(FINE)
}
