//! Fixes made and reviewed again, until there is nothing more to fix. What mends nothing, or brings something
//! new, is not made.

use anyhow::{Context, Result};
use policy::place::Edit;
use policy::report::{Outcome, Report, Unreadable};
use source::{Bundle, Counting, Question};

use super::finding::Finding;
use super::texts::Texts;
use crate::engine::Engine;

/// Which findings are to be fixed.
#[derive(Debug)]
pub struct Scope {
    /// Also by what may do harm.
    pub is_unsafe: bool,
    /// Only those of these rules; all, if there are none.
    pub rules: Vec<String>,
}

impl Scope {
    /// Whether what a rule finds is to be fixed.
    pub fn asks_for(&self, rule: &str) -> bool {
        self.rules.is_empty() || self.rules.iter().any(|one| one == rule)
    }

    /// Whether it is to be fixed: a violation, or advice that is asked for by name.
    pub fn wants(&self, finding: &Finding) -> bool {
        let is_wanted = match finding.outcome {
            Outcome::Fail => true,
            Outcome::Warn => !self.rules.is_empty(),
            Outcome::Pass | Outcome::Error | Outcome::Skip => false,
        };
        is_wanted && self.asks_for(&finding.rule)
    }
}

/// What reviews.
pub struct Reviewer<'e> {
    /// What runs the policy.
    pub engine: &'e dyn Engine,
    /// As JSON.
    pub settings: String,
    /// What is asked beside the texts.
    pub question: Question,
}

/// Texts, and what a review says of them.
#[derive(Debug)]
pub struct State {
    /// The texts.
    pub texts: Texts,
    bundle: Bundle,
    /// All that fails, could not be told, or is advice.
    pub findings: Vec<Finding>,
    /// Each installation's distribution and namespace.
    pub installations: Vec<String>,
    /// What could not be read.
    pub unreadable: Vec<Unreadable>,
}

impl Reviewer<'_> {
    /// Reviews texts.
    ///
    /// # Errors
    /// The policy cannot be run, or values are none.
    pub fn review(&self, texts: Texts) -> Result<State> {
        let bundle = texts.bundle(self.question.namespace.as_deref())?;
        let payload = bundle.payload(&self.settings, &self.question);
        let answer = self.engine.call("review", payload.as_bytes())?;
        let mut report: Report<'_> =
            serde_json::from_slice(&answer).context("the policy's report cannot be read")?;
        bundle.locate(&mut report, Counting::Bytes);
        let results = report.installations.iter().flat_map(|one| &one.results);
        let is_open = |outcome| matches!(outcome, Outcome::Fail | Outcome::Error | Outcome::Warn);
        let open = results.filter(|one| is_open(one.outcome));
        let findings = open.map(Finding::of).collect::<Result<_>>()?;
        let installations = report.installations.iter();
        let installations =
            installations.map(|one| format!("{} {}", one.distribution.title(), one.namespace));
        let (installations, unreadable) = (installations.collect(), report.unreadable);
        Ok(State { texts, bundle, findings, installations, unreadable })
    }
}

/// Why a fix is not made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// The text cannot be changed so that only that changes.
    NoEdit,
    /// Something could not be read afterwards.
    Unread,
    /// An installation is none any more, or another one.
    Lost,
    /// The finding is still there.
    Stays,
    /// A rule finds something that it did not find before.
    Brings(String),
}

/// Texts under repair.
pub struct Repair<'e> {
    reviewer: Reviewer<'e>,
    /// What is to be fixed.
    pub scope: Scope,
    /// What was found at first.
    before: Vec<Finding>,
    /// How it stands by now.
    pub state: State,
    /// What was fixed, in order.
    pub done: Vec<Finding>,
    refused: Vec<(Finding, Refusal)>,
}

impl<'e> Repair<'e> {
    /// Begins with texts that are reviewed.
    pub fn new(reviewer: Reviewer<'e>, scope: Scope, state: State) -> Repair<'e> {
        let before = state.findings.clone();
        Repair { reviewer, scope, before, state, done: Vec::new(), refused: Vec::new() }
    }

    /// Where a finding stood before anything was changed.
    pub fn place_before(&self, finding: &Finding) -> Option<&(String, usize)> {
        let same = self.before.iter().find(|one| one.is(finding));
        let beside =
            || self.before.iter().find(|one| one.is_beside(finding) && one.index == finding.index);
        same.or_else(beside)?.place.as_ref()
    }

    /// Why a finding was not fixed, if that was tried.
    pub fn refusal(&self, finding: &Finding) -> Option<&Refusal> {
        let tried = self.refused.iter().find(|(one, _)| one.is(finding));
        tried.map(|(_, refusal)| refusal)
    }

    /// Fixes all that can be, safe fixes first.
    ///
    /// # Errors
    /// The policy cannot be run.
    pub fn run(&mut self) -> Result<()> {
        // Each turn makes findings fewer or refuses one.
        for _ in 0..=2 * self.state.findings.len() {
            let open = self.open();
            if open.is_empty() {
                break;
            }
            self.attempt(&open)?;
        }
        Ok(())
    }

    /// What is to be fixed next.
    fn open(&self) -> Vec<Finding> {
        let is_refused = |one: &Finding| self.refusal(one).is_some();
        let wanted = self.state.findings.iter().filter(|one| self.scope.wants(one));
        let open = wanted.filter(|one| one.has_change() && !is_refused(one));
        let (safe, other): (Vec<&Finding>, Vec<_>) = open.partition(|one| one.is_safe());
        let next = if safe.is_empty() && self.scope.is_unsafe { other } else { safe };
        next.into_iter().cloned().collect()
    }

    /// Makes fixes, all at once if that goes well, else half of them after the other half.
    fn attempt(&mut self, wanted: &[Finding]) -> Result<()> {
        let is_wanted = |one: &&Finding| wanted.iter().any(|other| one.is(other));
        let tried: Vec<Finding> = self.state.findings.iter().filter(is_wanted).cloned().collect();
        if tried.is_empty() {
            return Ok(());
        }
        let refusal = match self.state.texts.edited(&self.edits(&tried)?) {
            Some(texts) if texts.differ_from(&self.state.texts) => {
                let next = self.reviewer.review(texts)?;
                match what_is_wrong(&self.state, &next, &tried) {
                    None => {
                        self.state = next;
                        self.done.extend(tried);
                        return Ok(());
                    }
                    Some(refusal) => refusal,
                }
            }
            _ => Refusal::NoEdit,
        };
        match tried.as_slice() {
            [one] => self.refused.push((one.clone(), refusal)),
            several => {
                let (left, right) = several.split_at(several.len() / 2);
                self.attempt(left)?;
                self.attempt(right)?;
            }
        }
        Ok(())
    }

    fn edits(&self, findings: &[Finding]) -> Result<Vec<Edit>> {
        let results: Vec<&str> = findings.iter().map(|one| one.json.as_str()).collect();
        let results = format!("[{}]", results.join(","));
        let edits = self.state.bundle.fix_written(&results, Counting::Bytes);
        let edits = edits.map_err(|words| anyhow::anyhow!("a fix cannot be made: {words}"))?;
        serde_json::from_str(&edits).context("an edit cannot be read")
    }
}

/// Why one state is no better than another: what was tried has to be gone, and nothing new there. Findings are
/// counted by rule and object, since their fields and words may change with what was fixed.
fn what_is_wrong(before: &State, after: &State, tried: &[Finding]) -> Option<Refusal> {
    if !after.unreadable.is_empty() {
        return Some(Refusal::Unread);
    }
    if before.installations != after.installations {
        return Some(Refusal::Lost);
    }
    let is_advice = |one: &&Finding| one.outcome == Outcome::Warn;
    let count = |findings: &[Finding], of: &Finding| {
        let same = findings.iter().filter(|one| one.is_beside(of));
        same.filter(|one| is_advice(one) == is_advice(&of)).count()
    };
    for one in tried {
        let wanted = count(&before.findings, one).saturating_sub(count(tried, one));
        if count(&after.findings, one) > wanted {
            return Some(Refusal::Stays);
        }
    }
    let demanded = after.findings.iter().filter(|one| !is_advice(one));
    let mut new = demanded.filter(|one| count(&after.findings, one) > count(&before.findings, one));
    new.next().map(|one| {
        let (kind, name) = (&one.subject.kind, &one.subject.name);
        Refusal::Brings(format!("{} on {kind} {name}", one.rule))
    })
}
