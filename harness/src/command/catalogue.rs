//! `rules`, `explain`, `guide`: what the policy itself says of its rules.

use anyhow::{Context, Result, bail};
use render::{Catalogue, Facts, RuleEntry, SectionEntry};
use serde::Serialize;

use super::{FINE, engine, print, style};
use crate::cli::{Explain, ExplainFormat, Runner};
use crate::engine::Engine;
use crate::suggest;

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

/// A rule, as programs read it.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ExplainedRule<'a> {
    #[serde(flatten)]
    rule: &'a RuleEntry,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    facts: Option<&'a Facts>,
    guide: Option<&'a str>,
}

/// A section, as programs read it.
#[derive(Serialize)]
struct ExplainedSection<'a> {
    #[serde(flatten)]
    section: &'a SectionEntry,
    rules: Vec<&'a RuleEntry>,
}

/// Says more of one rule, or of a section.
///
/// # Errors
/// There is no such rule.
pub fn explain(options: &Explain, compiled: &[u8]) -> Result<u8> {
    let Explain { id, format, runner } = options;
    let catalogue = ask(engine(runner, compiled)?.as_ref())?;
    let text = if let Some(rule) = catalogue.rule(id) {
        // Another module may decide otherwise.
        let facts = kit::facts(id).filter(|_| runner.module.is_none()).map(facts);
        let section = catalogue.section(&rule.section);
        let guide = section.map(|section| section.url.as_str());
        match format {
            ExplainFormat::Text => render::explain(rule, facts.as_ref(), &catalogue, style()),
            ExplainFormat::Json => json(&ExplainedRule { rule, facts: facts.as_ref(), guide })?,
        }
    } else if let Some(section) = catalogue.section(id) {
        let rules = catalogue.rules_of(id).collect();
        match format {
            ExplainFormat::Text => render::section(section, &catalogue, style()),
            ExplainFormat::Json => json(&ExplainedSection { section, rules })?,
        }
    } else {
        let sections = catalogue.sections.iter().map(|section| section.id.as_str());
        let ids = catalogue.rules.iter().map(|rule| rule.id.as_str()).chain(sections);
        bail!("there is no rule or section `{id}`{}", hint(id, ids));
    };
    print(&text)?;
    Ok(FINE)
}

fn facts(known: kit::Facts) -> Facts {
    let kit::Facts { advice, looks_at, reads } = known;
    Facts { advice, looks_at, reads }
}

fn json(value: &impl Serialize) -> Result<String> {
    Ok(serde_json::to_string_pretty(value)? + "\n")
}

/// Refuses an id that no rule has.
///
/// # Errors
/// There is no such rule.
pub fn known(id: &str, catalogue: &Catalogue) -> Result<()> {
    if catalogue.rule(id).is_some() {
        return Ok(());
    }
    let ids = catalogue.rules.iter().map(|rule| rule.id.as_str());
    bail!("there is no rule `{id}`{}", hint(id, ids));
}

fn hint<'a>(id: &str, known: impl Iterator<Item = &'a str>) -> String {
    match suggest::closest(id, known) {
        Some(word) => suggest::did_you_mean(Some(word)),
        None => "; `workflow-readiness rules` lists the rules".to_owned(),
    }
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
