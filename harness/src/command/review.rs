//! `review`: the manifests of an installation against the guide.

use anyhow::{Context, Result, bail};
use policy::report::{Age, Outcome, Report, RuleResult};
use policy::settings::Severity;
use source::{Counting, Question};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use super::{FINE, FOUND, WRONG, engine, live, output};
use crate::cli::{self, Review};
use crate::input::{Input, unread};
use crate::terminal::{note, tell};
use crate::{baseline, progress, settings, unmatched};

/// What to do where nothing is named that could be reviewed.
const NOTHING: &str = "nothing to review: name files or folders of manifests, - for standard input, \
                       or values with --values";

/// Reviews what the options name, prints the report, and says how it went.
///
/// # Errors
/// The call is wrong: a path, the settings, the moment.
pub fn run(options: &Review, compiled: &[u8]) -> Result<u8> {
    output::check(&options.outputs)?;
    live::check(options)?;
    if options.paths.is_empty() && options.values.is_empty() && !options.cluster {
        bail!(NOTHING);
    }
    if options.fail_on_new && options.baseline.is_none() {
        bail!("--fail-on-new needs a report to hold this one against: --baseline FILE");
    }
    let engine = engine(&options.judging.runner, compiled)?;
    let settings = settings::read(options.judging.settings.as_ref(), engine.as_ref())?;
    let now = moment(options.judging.now.as_deref())?;
    let known = options.baseline.as_deref().map(baseline::read).transpose()?;
    let input = input(options, &settings, &now)?;
    let question = Question {
        now: Some(now),
        namespace: options.namespace.clone(),
        distribution: options.distribution.map(|one| format!("{one:?}").to_lowercase()),
        workflow_version: options.workflow_version.clone(),
    };
    let payload = input.bundle.payload(&settings, &question);
    progress::doing("judging");
    let answer = engine.call("review", payload.as_bytes())?;
    let mut report: Report<'_> =
        serde_json::from_slice(&answer).context("the policy's report cannot be read")?;
    if options.paths.is_empty() && !options.cluster && options.distribution.is_none() {
        for one in &report.installations {
            let title = one.distribution.title();
            note(&format!("the values are taken for {title}'s; say otherwise with --distribution"));
        }
    }
    if let (true, Some(namespace)) = (report.installations.is_empty(), &options.namespace) {
        note(&format!("only namespace {namespace} was looked at, as --namespace asks"));
    }
    unmatched::notes(&settings, &report).iter().for_each(|words| note(words));
    input.bundle.locate(&mut report, Counting::Bytes);
    baseline::mark(&mut report, &input.bundle);
    if let Some(known) = &known {
        baseline::compare(&mut report, known)?;
    }
    if options.cluster {
        live::unplace(&mut report);
    }
    output::show(&report, options.format, &options.outputs, engine.as_ref())?;
    report.unreadable.iter().for_each(|one| tell(&unread(one)));
    Ok(status(&report, options))
}

fn input(options: &Review, settings: &str, now: &str) -> Result<Input> {
    let mut input = match options.cluster {
        true => live::input(options, settings, now)?,
        false => Input::read(&options.paths, options.namespace.as_deref())?,
    };
    input.values(&options.values)?;
    input.notes.iter().for_each(|words| note(words));
    Ok(input)
}

fn status(report: &Report<'_>, options: &Review) -> u8 {
    let threshold = match options.fail_on {
        cli::Severity::Info => Severity::Info,
        cli::Severity::Low => Severity::Low,
        cli::Severity::Medium => Severity::Medium,
        cli::Severity::High => Severity::High,
        cli::Severity::Critical => Severity::Critical,
    };
    // What values cannot decide is no reason to fail; what they decide wrongly is.
    let counts = |one: &RuleResult<'_>| match one.outcome {
        Outcome::Fail => true,
        Outcome::Error => one.index.is_some(),
        _ => false,
    };
    let is_asked = |one: &&RuleResult<'_>| !options.fail_on_new || one.baseline == Some(Age::New);
    let mut results = report.installations.iter().flat_map(|one| &one.results).filter(is_asked);
    if !report.unreadable.is_empty() {
        WRONG
    } else if report.installations.is_empty()
        || results.any(|one| counts(one) && one.severity >= threshold)
        || options.require_ready && !report.ready
    {
        FOUND
    } else {
        FINE
    }
}

/// The moment to judge for: the clock's, if none is given.
///
/// # Errors
/// It is none.
pub fn moment(given: Option<&str>) -> Result<String> {
    match given {
        Some(text) if OffsetDateTime::parse(text, &Rfc3339).is_ok() => Ok(text.to_owned()),
        Some(text) => bail!("--now is `{text}`; write it as 2026-11-01T12:00:00Z"),
        None => {
            let now = OffsetDateTime::now_utc().replace_nanosecond(0)?;
            Ok(now.format(&Rfc3339)?)
        }
    }
}
