//! What of the settings is about nothing that was given: a mistyped name excuses nothing, and nobody would hear of it.

use policy::report::Report;
use serde_json::Value;

/// Each exception and attestation that nothing in the report is about, in words.
pub fn notes(settings: &str, report: &Report<'_>) -> Vec<String> {
    let settings: Value = serde_json::from_str(settings).unwrap_or_default();
    let list = |name: &str| settings[name].as_array().cloned().unwrap_or_default();
    let exceptions = list("exceptions").into_iter().enumerate().filter_map(|(place, one)| {
        let rule = one["rule"].as_str()?;
        let subject = one["subject"].as_object().filter(|subject| !subject.is_empty())?;
        let mut results = report.installations.iter().flat_map(|one| &one.results);
        let is_about = results.any(|result| {
            let own = &result.subject;
            // As the policy reads it: `null` is left out.
            let fits = |(field, wanted): (&String, &Value)| match field.as_str() {
                _ if wanted.is_null() => true,
                "kind" => wanted == own.kind.as_str(),
                "namespace" => wanted == own.namespace.as_str(),
                _ => wanted == own.name.as_str(),
            };
            result.rule == rule && subject.iter().all(fits)
        });
        (!is_about).then(|| {
            format!("settings: exceptions[{place}] ({rule}) is about nothing in this report")
        })
    });
    let attestations = list("attestations").into_iter().enumerate().filter_map(|(place, one)| {
        let section = one["section"].as_str()?;
        let namespace = one["namespace"].as_str()?;
        let is_there = report.installations.iter().any(|one| one.namespace == namespace);
        (!is_there).then(|| {
            format!(
                "settings: attestations[{place}] ({section}) is for namespace {namespace}, where no installation was given"
            )
        })
    });
    exceptions.chain(attestations).collect()
}
