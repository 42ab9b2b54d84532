//! What a review finds, as far as fixing it is concerned.

use anyhow::{Context, Result};
use policy::finding::{Remediation, Safety};
use policy::model::object::Subject;
use policy::report::{Outcome, RuleResult};

/// Something that does not hold, or could not be told.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule's id.
    pub rule: String,
    /// The object.
    pub subject: Subject,
    /// The object's number, if it was given.
    pub index: Option<usize>,
    /// What is wrong.
    pub message: String,
    /// Violation, advice, or not told.
    pub outcome: Outcome,
    /// The file and the line.
    pub place: Option<(String, usize)>,
    /// How it is mended, if the rule says so.
    pub remedy: Option<Remedy>,
    /// The whole result, as [`source::Bundle::fix_written`] takes it.
    pub json: String,
}

/// How something is mended.
#[derive(Debug, Clone)]
pub struct Remedy {
    /// In one sentence.
    pub title: String,
    /// What happens on a running installation.
    pub effect: String,
    /// Whether it may be done without thinking.
    pub safety: Safety,
    /// Whether a change of the text is all of it.
    pub is_change: bool,
}

impl Finding {
    /// Takes a result over.
    ///
    /// # Errors
    /// Never, for one that the policy made.
    pub fn of(result: &RuleResult<'_>) -> Result<Finding> {
        let place = result.source.as_ref().map(|at| (at.file.clone(), at.start.line));
        Ok(Finding {
            rule: result.rule.clone(),
            subject: result.subject.clone(),
            index: result.index,
            message: result.message.clone(),
            outcome: result.outcome,
            place,
            remedy: result.remediation.as_ref().map(|one| remedy(one, result.index.is_some())),
            json: serde_json::to_string(result).context("a result cannot be written")?,
        })
    }

    /// Whether it is about the same rule and object.
    pub fn is_beside(&self, other: &Finding) -> bool {
        self.rule == other.rule && self.subject == other.subject
    }

    /// Whether it is the same in another review of the same objects.
    pub fn is(&self, other: &Finding) -> bool {
        self.is_beside(other) && self.index == other.index && self.message == other.message
    }

    /// Whether it is mended by a change that may be made without thinking.
    pub fn is_safe(&self) -> bool {
        self.remedy.as_ref().is_some_and(|one| one.is_change && one.safety == Safety::Safe)
    }

    /// Whether it is mended by a change.
    pub fn has_change(&self) -> bool {
        self.remedy.as_ref().is_some_and(|one| one.is_change)
    }
}

/// A change is only all of it where nothing has to be done before: where storage moves, the steps come first.
fn remedy(one: &Remediation<'_>, is_object: bool) -> Remedy {
    let has_value = one.values.as_ref().is_some_and(|value| value.value.is_some());
    let has_change = if is_object { !one.patch.is_empty() } else { has_value };
    Remedy {
        title: one.title.to_string(),
        effect: one.effect.to_string(),
        safety: one.safety,
        is_change: has_change && one.steps.is_empty(),
    }
}
