//! Results, as a scanner of code reports them.

use std::collections::BTreeMap;

use policy::finding::{Remediation, Safety};
use policy::place::Edit;
use policy::report::{Age, Outcome, RuleResult};

use super::log::{
    ArtifactChange, Finding, FindingProperties, Fix, Level, Message, Replacement, Suppression,
};
use super::{place, rule};
use crate::baseline::known_as;
use crate::prose::sentence;
use crate::{Catalogue, clean, group};

/// One result. Passes are none here: a scanner of code takes every result for an alert.
pub(super) fn one(result: &RuleResult<'_>, catalogue: &Catalogue) -> Finding {
    let accepted = result.outcome == Outcome::Skip;
    Finding {
        rule_id: clean(&result.rule).into_owned(),
        rule_index: catalogue.rules.iter().position(|rule| rule.id == result.rule),
        level: level(result),
        message: Message { text: message(result) },
        locations: [place::of(result)],
        partial_fingerprints: BTreeMap::from([("ruleSubjectField/v1", known_as(result))]),
        baseline_state: result.baseline.map(|age| match age {
            Age::New => "new",
            Age::Known => "unchanged",
        }),
        suppressions: accepted.then(|| suppression(result)).into_iter().collect(),
        fixes: result.remediation.as_ref().and_then(fix).into_iter().collect(),
        properties: FindingProperties {
            outcome: result.outcome,
            severity: result.severity.word(),
            section: result.section.id(),
            pointer: result.pointer.as_deref().map(|pointer| clean(pointer).into_owned()),
            value: result.value.as_deref().map(|path| clean(path).into_owned()),
        },
    }
}

/// One that was found before and is no more.
pub(super) fn gone(result: &RuleResult<'_>, catalogue: &Catalogue) -> Finding {
    Finding { baseline_state: Some("absent"), fixes: Vec::new(), ..one(result, catalogue) }
}

/// SARIF would call what could not be told `open`, and then every viewer hides it (its level has to be
/// `none`). Here it is a warning; a note where only values were given, which do not decide it.
fn level(result: &RuleResult<'_>) -> Level {
    match result.outcome {
        Outcome::Fail | Outcome::Skip => rule::level(result.severity.word()),
        Outcome::Error if !group::is_left_open(result) => Level::Warning,
        Outcome::Error | Outcome::Warn | Outcome::Pass => Level::Note,
    }
}

/// The object, what is wrong, and what is done about it.
fn message(result: &RuleResult<'_>) -> String {
    let subject = &result.subject;
    let label = group::label(result.outcome);
    let found = clean(&result.message);
    let found = found.trim_end_matches('.');
    let mut text = format!("{} {}: {label}{found}.", clean(&subject.kind), clean(&subject.name));
    if let Some(fix) = &result.remediation {
        text.push_str(&format!(" Fix: {}.", clean(&fix.title)));
    }
    // `[text](target)` would be a link in a message.
    text.replace("](", "] (")
}

fn suppression(result: &RuleResult<'_>) -> Suppression {
    let justification = clean(&result.message).into_owned();
    Suppression { kind: "external", status: "accepted", justification }
}

/// The change of the text, where it can be mended there.
fn fix(remediation: &Remediation<'_>) -> Option<Fix> {
    if remediation.edits.is_empty() {
        return None;
    }
    let mut files: Vec<(&str, Vec<Replacement>)> = Vec::new();
    for edit in &remediation.edits {
        match files.iter_mut().find(|(file, _)| *file == edit.file) {
            Some((_, replacements)) => replacements.push(replacement(edit)),
            None => files.push((&edit.file, vec![replacement(edit)])),
        }
    }
    let changes = files.into_iter().map(|(file, replacements)| ArtifactChange {
        artifact_location: place::artifact(file),
        replacements,
    });
    let careful = if remediation.safety == Safety::Unsafe { "Careful: " } else { "Then " };
    let title = sentence(&clean(&remediation.title));
    let text = format!("{title} {careful}{}.", clean(&remediation.effect));
    Some(Fix { description: Message { text }, artifact_changes: changes.collect() })
}

fn replacement(edit: &Edit) -> Replacement {
    Replacement {
        deleted_region: place::range(&edit.start, &edit.end),
        inserted_content: Some(Message { text: edit.text.clone() })
            .filter(|content| !content.text.is_empty()),
    }
}
