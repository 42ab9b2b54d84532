//! The live cluster as the input of a review.

use anyhow::{Result, anyhow, bail};
use kit::needs::Question;
use policy::model::distribution::Distribution;
use policy::report::Report;
use serde_json::json;

use crate::cli::{self, Review};
use crate::cluster::gather;
use crate::input::Input;

/// What the cluster of the options holds, as far as rules read it.
///
/// # Errors
/// The cluster cannot be reached, or gives nothing that could be reviewed.
pub fn input(options: &Review, settings: &str, now: &str) -> Result<Input> {
    let namespace = options.namespace.as_deref();
    let distribution = options.distribution.map(of);
    let question = Question::of(namespace, distribution, settings, now);
    let question = question.map_err(|words| anyhow!(words))?;
    let gathered = gather(&options.connection, namespace, &question)?;
    let list = json!({ "apiVersion": "v1", "kind": "List", "items": gathered.objects });
    let mut input = Input { notes: gathered.notes, ..Input::default() };
    input.bundle.add("the cluster", list.to_string().into_bytes());
    Ok(input)
}

/// Refuses options that are for the live cluster, where files are reviewed.
///
/// # Errors
/// There are some.
pub fn check(options: &Review) -> Result<()> {
    let connection = &options.connection;
    if !options.cluster && (connection.context.is_some() || connection.kubeconfig.is_some()) {
        bail!("--context and --kubeconfig are for the live cluster: give --cluster too");
    }
    Ok(())
}

/// Takes the places of objects out of a report: they came from no file.
pub fn unplace(report: &mut Report<'_>) {
    let results = report.installations.iter_mut().flat_map(|one| &mut one.results);
    for result in results.filter(|one| one.index.is_some()) {
        result.source = None;
        if let Some(remediation) = &mut result.remediation {
            remediation.edits.clear();
        }
    }
}

/// The policy's own word for a distribution.
pub fn of(distribution: cli::Distribution) -> Distribution {
    match distribution {
        cli::Distribution::Deis => Distribution::Deis,
        cli::Distribution::Hephy => Distribution::Hephy,
        cli::Distribution::Drycc => Distribution::Drycc,
    }
}
