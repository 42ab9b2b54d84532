//! Results rule by rule, as people read them.

use policy::finding::Remediation;
use policy::report::{Outcome, RuleResult};

/// What one rule says, on every object.
#[derive(Debug)]
pub(crate) struct Group<'r> {
    /// The first of its results.
    pub first: &'r RuleResult<'r>,
    /// All of them.
    pub results: Vec<&'r RuleResult<'r>>,
}

/// Results by their rules: what fails comes first, advice last; within each in the guide's order.
pub(crate) fn groups<'r>(results: impl Iterator<Item = &'r RuleResult<'r>>) -> Vec<Group<'r>> {
    let results: Vec<_> = results.collect();
    let chunks = results.chunk_by(|left, right| left.rule == right.rule);
    let mut groups: Vec<Group<'r>> = chunks
        .filter_map(|chunk| Some(Group { first: chunk.first()?, results: chunk.to_vec() }))
        .collect();
    groups.sort_by_key(|group| rank(group.outcome()));
    groups
}

impl<'r> Group<'r> {
    /// The worst of its outcomes.
    pub(crate) fn outcome(&self) -> Outcome {
        let outcomes = self.results.iter().map(|result| result.outcome);
        outcomes.min_by_key(|outcome| rank(*outcome)).unwrap_or(self.first.outcome)
    }

    /// The fix, if it is one and the same for all but for what it changes in each one's text.
    pub(crate) fn shared_fix(&self) -> Option<&'r Remediation<'r>> {
        let first = self.first.remediation.as_ref()?;
        let is_shared =
            |one: &&RuleResult<'_>| one.remediation.as_ref().is_some_and(|fix| is_same(fix, first));
        self.results.iter().all(is_shared).then_some(first)
    }

    /// Whether no result says how it is mended.
    pub(crate) fn has_no_fix(&self) -> bool {
        self.results.iter().all(|result| result.remediation.is_none())
    }
}

fn is_same(left: &Remediation<'_>, right: &Remediation<'_>) -> bool {
    let Remediation { title, safety, effect, patch, command, values, steps, edits: _ } = left;
    *title == right.title
        && *safety == right.safety
        && *effect == right.effect
        && *patch == right.patch
        && *command == right.command
        && *values == right.values
        && *steps == right.steps
}

fn rank(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Fail => 0,
        Outcome::Error => 1,
        Outcome::Warn => 2,
        Outcome::Skip => 3,
        Outcome::Pass => 4,
    }
}

/// What stands before a message, so that it says what kind of result it is of.
pub(crate) fn label(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Error => "could not be told: ",
        Outcome::Skip => "accepted: ",
        Outcome::Warn => "advice: ",
        Outcome::Fail | Outcome::Pass => "",
    }
}

/// Whether it only could not be told because values do not decide it: no manifest was given that would.
pub(crate) fn is_left_open(result: &RuleResult<'_>) -> bool {
    result.outcome == Outcome::Error && result.index.is_none()
}
