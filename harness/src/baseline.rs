//! An earlier report, to hold a report against: what it has already is known.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, bail};
use policy::report::{Age, Baseline, Outcome, Report, RuleResult, SCHEMA_VERSION};
use serde::Deserialize;
use serde_json::Value;
use source::Bundle;

use crate::file;

/// What a report begins with.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Head {
    schema_version: u32,
}

/// Reads the text of a report, as `--format json` prints it.
///
/// # Errors
/// It cannot be read, is no report, or one of another version; nothing of it is repeated.
pub fn read(path: &Path) -> Result<String> {
    let name = file::name(path);
    let text = String::from_utf8(file::read(path)?).unwrap_or_default();
    let Ok(Head { schema_version }) = serde_json::from_str(&text) else {
        bail!("{name} is no report; write one with `review --output json={name}`");
    };
    if schema_version != SCHEMA_VERSION {
        bail!(
            "{name} is a report of schemaVersion {schema_version}, this is for {SCHEMA_VERSION}; write it anew with `review --output json={name}`"
        );
    }
    if serde_json::from_str::<Report<'_>>(&text).is_err() {
        bail!("{name} is no whole report; write it anew with `review --output json={name}`");
    }
    Ok(text)
}

/// Gives each result but passes its fingerprint; the report has its places.
pub fn mark(report: &mut Report<'_>, bundle: &Bundle) {
    for result in report.installations.iter_mut().flat_map(|one| &mut one.results) {
        if result.outcome != Outcome::Pass {
            let json = result.index.and_then(|index| bundle.object(index));
            result.fingerprint = Some(render::fingerprint(result, &field(result, json)));
        }
    }
}

/// The field that a result is about, with the names of lists' items in the place of their numbers: these
/// change with the order.
fn field(result: &RuleResult<'_>, object: Option<&str>) -> String {
    let pointer = result.pointer.as_deref().unwrap_or_default();
    if let Some(path) = &result.value {
        return path.clone();
    }
    let is_number = |step: &str| !step.is_empty() && step.bytes().all(|byte| byte.is_ascii_digit());
    if !pointer.split('/').any(is_number) {
        return pointer.to_owned();
    }
    let object: Value = object.and_then(|json| serde_json::from_str(json).ok()).unwrap_or_default();
    let mut field = String::new();
    let mut place = &object;
    for step in pointer.split('/').skip(1) {
        let inner = place.get(step.replace("~1", "/").replace("~0", "~"));
        let item = step.parse::<usize>().ok().and_then(|number| place.get(number));
        field.push('/');
        field.push_str(&item.map_or_else(|| step.to_owned(), |item| identity(item, step)));
        place = item.or(inner).unwrap_or(&Value::Null);
    }
    field
}

/// What tells an item of a list from others; its number, where nothing does.
fn identity(item: &Value, step: &str) -> String {
    let names = ["name", "containerPort", "hostPort", "port", "host", "hostname", "secretName"];
    let known =
        names.iter().filter_map(|name| item.get(name).map(|value| format!("{name}={value}")));
    let known: Vec<String> = known.collect();
    if known.is_empty() { step.to_owned() } else { known.join(",") }
}

/// Tells of each result but passes whether the baseline, a text that [`read`] gave, has it too, and counts.
///
/// # Errors
/// The text is no report.
pub fn compare<'a>(report: &mut Report<'a>, baseline: &'a str) -> Result<()> {
    let old: Report<'a> =
        serde_json::from_str(baseline).context("the baseline's report cannot be read")?;
    let old: Vec<RuleResult<'a>> =
        old.installations.into_iter().flat_map(|one| one.results).collect();
    let mut left = Left::of(&old);
    let mut counts = Baseline { known: 0, new: 0, gone: Vec::new() };
    let mut changed = Vec::new();
    for result in report.installations.iter_mut().flat_map(|one| &mut one.results) {
        if result.outcome == Outcome::Pass {
            continue;
        }
        let age = if left.take(result) { Age::Known } else { Age::New };
        result.baseline = Some(age);
        match age {
            _ if result.outcome == Outcome::Skip => {}
            Age::Known => counts.known += 1,
            Age::New => counts.new += 1,
        }
        if age == Age::New {
            changed.extend(names(result));
        }
    }
    // What ends otherwise now is new, and not gone.
    let is_gone = |one: &RuleResult<'_>| {
        !matches!(one.outcome, Outcome::Pass | Outcome::Skip)
            && !changed.contains(&render::known_as(one))
    };
    let old = old.into_iter().enumerate().filter(|(place, _)| left.has(*place));
    let gone = old.map(|(_, one)| one).filter(is_gone);
    counts.gone = gone.map(|one| RuleResult { remediation: None, baseline: None, ..one }).collect();
    report.baseline = Some(counts);
    Ok(())
}

/// What of a baseline was not met again yet.
struct Left {
    /// By fingerprint and outcome: the places in the baseline, the first one last.
    places: BTreeMap<(String, Outcome), Vec<usize>>,
}

impl Left {
    fn of(results: &[RuleResult<'_>]) -> Left {
        let mut places: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for (place, one) in results.iter().enumerate().rev() {
            places.entry((render::known_as(one), one.outcome)).or_default().push(place);
        }
        Left { places }
    }

    /// Whether the baseline has a result, once for each time that it has it. What is accepted now may have been
    /// anything.
    fn take(&mut self, result: &RuleResult<'_>) -> bool {
        let outcomes = match result.outcome {
            Outcome::Skip => vec![Outcome::Skip, Outcome::Fail, Outcome::Error, Outcome::Warn],
            other => vec![other],
        };
        let names = names(result);
        let keys = outcomes.iter().flat_map(|one| names.iter().map(move |name| (name, *one)));
        for (name, outcome) in keys {
            let places = self.places.get_mut(&(name.clone(), outcome));
            if places.is_some_and(|places| places.pop().is_some()) {
                return true;
            }
        }
        false
    }

    fn has(&self, place: usize) -> bool {
        self.places.values().any(|places| places.contains(&place))
    }
}

/// The fingerprints under which a baseline may know a result: also that of a report which has none of its own.
fn names(result: &RuleResult<'_>) -> [String; 2] {
    let bare = result.value.as_ref().or(result.pointer.as_ref()).map_or("", String::as_str);
    [render::known_as(result), render::fingerprint(result, bare)]
}
