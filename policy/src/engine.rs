//! Judging one object by every rule.

use std::borrow::Cow;

use words::words;

use crate::clock::Clock;
use crate::cluster::View;
use crate::context::{Context, Installation};
use crate::finding::{Cause, Found, Lack, Remediation, Remedy, Weight};
use crate::gather::Gather as _;
use crate::json::Pointer;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::report::{Outcome, RuleResult};
use crate::rule::Rule;
use crate::rules::{self, Place};
use crate::settings::{Action, Exception, Settings, Severity};
use crate::unknown::Unknown;
use crate::verdict::Verdict;

/// What every decision depends on beside the objects.
pub struct Config<'h> {
    /// The settings.
    pub settings: Box<Settings>,
    /// Tells the moment that is judged for.
    pub clock: Clock<'h>,
}

/// What one rule says of one object; the object itself is known to whoever asked.
#[derive(Debug)]
pub struct Judgement {
    /// The rule.
    pub rule: &'static Rule,
    /// How bad that is: the rule's own severity, or what the settings make of it.
    pub severity: Severity,
    /// What it says.
    pub outcome: Outcome,
    /// Whether what the guide demands holds: it passes, or there is only advice to give.
    pub holds: bool,
    /// What it says of the object.
    pub message: Message,
    /// The field that it is about.
    pub pointer: Option<Pointer>,
    /// Where its cause lies.
    pub cause: Cause,
    /// How much is lacking, where that can be counted.
    pub lack: Option<Lack>,
    /// How to mend it.
    pub remediation: Option<Remedy>,
}

/// What a judgement says. Most are heard by nobody: their words are found when somebody asks.
#[derive(Debug)]
pub enum Message {
    /// What the rule's title says holds.
    Holds,
    /// What is wrong here.
    Wrong(String),
    /// It could not be told.
    Untold(Unknown),
}

impl Judgement {
    /// What is wrong here, or why that cannot be told; for a pass, what holds.
    pub fn said(&self) -> Cow<'_, str> {
        match &self.message {
            Message::Holds => Cow::Owned(self.rule.title.text()),
            Message::Wrong(text) => Cow::Borrowed(text),
            Message::Untold(unknown) => Cow::Owned(unknown.text()),
        }
    }
}

/// What every rule says of one object.
pub fn judge<'a>(object: &'a Object<'a>, context: &Context<'a>) -> Vec<Judgement> {
    judge_by(rules::looking_at(object), object, context)
}

fn judge_by<'a>(
    rules: impl Iterator<Item = Place>,
    object: &'a Object<'a>,
    context: &Context<'a>,
) -> Vec<Judgement> {
    let mut judgements = Vec::new();
    for rule in rules {
        apply(rule, object, context, &mut judgements);
    }
    judgements
}

/// What one rule says of one object that it looks at.
pub fn apply<'a>(
    place: Place,
    object: &'a Object<'a>,
    context: &Context<'a>,
    judgements: &mut Vec<Judgement>,
) {
    let rule = place.rule();
    let action = context.settings.action(rule.id);
    if action == Some(Action::Off) || is_deprecated(object, context) {
        return;
    }
    let verdict = place.check(object, context).unwrap_or_else(Verdict::unknown);
    if !verdict.applies {
        return;
    }
    let holds = verdict.unknown.is_none()
        && verdict.findings.iter().all(|finding| finding.weight() == Weight::Warn);
    let base = |outcome, message| Judgement {
        rule,
        severity: context.settings.severity(rule.id).unwrap_or(rule.severity),
        outcome,
        holds,
        message,
        pointer: None,
        cause: Cause::Here,
        lack: None,
        remediation: None,
    };
    if verdict.findings.is_empty() && verdict.unknown.is_none() {
        return judgements.push(base(Outcome::Pass, Message::Holds));
    }
    let exceptions = context.settings.exceptions.iter();
    let own: Vec<&Exception> = exceptions.filter(|one| one.is_about(rule.id, object)).gathered();
    let mut push = |mut judgement| {
        except(&mut judgement, &own, context.clock);
        judgements.push(judgement);
    };
    for finding in verdict.findings {
        let Found { weight, message, pointer, cause, lack, remediation } = finding.found();
        let mut judgement = base(outcome(weight, action), Message::Wrong(message));
        (judgement.pointer, judgement.cause) = (pointer, cause);
        (judgement.lack, judgement.remediation) = (lack, remediation);
        push(judgement);
    }
    if let Some(unknown) = verdict.unknown {
        push(base(Outcome::Error, Message::Untold(unknown)));
    }
}

/// A judgement under the exceptions that are about it: the first that counts excuses it.
fn except(judgement: &mut Judgement, own: &[&Exception], clock: &Clock<'_>) {
    match (own.iter().find(|exception| exception.counts(clock)), own.last()) {
        (Some(exception), _) => excuse(judgement, exception),
        (None, Some(exception)) => lapse(judgement, exception),
        (None, None) => {}
    }
}

fn outcome(weight: Weight, action: Option<Action>) -> Outcome {
    match (weight, action) {
        (_, Some(Action::Deny)) | (Weight::Fail, None) => Outcome::Fail,
        _ => Outcome::Warn,
    }
}

fn excuse(judgement: &mut Judgement, exception: &Exception) {
    let until = exception.until.map(|until| format!(" until {until}")).unwrap_or_default();
    let message = words!("{}; accepted{until}: {}", judgement.said(), exception.reason);
    judgement.message = Message::Wrong(message);
    (judgement.outcome, judgement.remediation) = (Outcome::Skip, None);
}

/// An exception that counts no longer says so: whoever relied on it hears why the finding is back.
fn lapse(judgement: &mut Judgement, exception: &Exception) {
    let Some(until) = exception.until else { return };
    let message = words!("{}; its exception ended on {until}", judgement.said());
    judgement.message = Message::Wrong(message);
}

/// A judgement as reports have it. Of an object that was drawn from values it names the value instead
/// of the field, and mends that one.
pub fn result(judgement: Judgement, object: &Object<'_>) -> RuleResult<'static> {
    let message = judgement.said().into_owned();
    let Judgement { rule, severity, outcome, pointer, mut remediation, .. } = judgement;
    let drawn = object.drawn.filter(|_| outcome != Outcome::Error);
    let own = drawn.and_then(|drawn| drawn.path(pointer.as_ref()));
    let named = remediation.as_ref().filter(|_| drawn.is_some());
    let named = named.and_then(|remediation| remediation.values.as_ref());
    let value = own.map(str::to_owned).or(named.map(|value| value.path.clone()));
    let value = value.as_deref();
    if object.drawn.is_some() {
        remediation = remediation.map(|remediation| remediation.of_values(value));
    }
    let pointer = match object.drawn {
        Some(_) => value.map(|path| path.split('.').fold(Pointer::to(&[]), Pointer::key)),
        None => pointer,
    };
    RuleResult {
        rule: rule.id.to_owned(),
        section: rule.section,
        severity,
        outcome,
        subject: object.subject(),
        index: object.drawn.is_none().then_some(object.index),
        value: value.map(str::to_owned),
        message,
        pointer: pointer.map(|pointer| pointer.as_str().to_owned()),
        source: None,
        fingerprint: None,
        baseline: None,
        remediation: remediation.map(Remediation::from),
    }
}

/// Workflow v2.3 to v2.9 left a ReplicationController without pods beside each Deployment of the
/// same name (deis+charts:workflow-v2.3.0, selector `app: deis-router-deprecated`).
fn is_deprecated(object: &Object<'_>, context: &Context<'_>) -> bool {
    object.kind == Kind::ReplicationController
        && object.body.at(&["spec", "replicas"]).as_integer() == Some(0)
        && matches!(context.get(Kind::Deployment, object.name), Ok(Some(_)))
}

/// Judges one object as if it were already in the cluster.
pub fn admit(
    object: &Object<'_>,
    installation: &Installation,
    cluster: View<'_>,
    config: &Config<'_>,
) -> Vec<Judgement> {
    admit_by(rules::looking_at(object), object, installation, cluster, config)
}

/// As [`admit`], by these rules alone, which look at the object.
pub fn admit_by(
    rules: impl Iterator<Item = Place>,
    object: &Object<'_>,
    installation: &Installation,
    cluster: View<'_>,
    config: &Config<'_>,
) -> Vec<Judgement> {
    let context = Context {
        cluster: cluster.with(object),
        installation,
        settings: &config.settings,
        clock: &config.clock,
    };
    judge_by(rules, object, &context)
}

/// Whether a judgement speaks for its section: what the guide demands holds. Advice that is followed
/// is none of its demands, so it counts where the section itself is advice.
pub fn speaks(judgement: &Judgement) -> bool {
    let passes = matches!(judgement.outcome, Outcome::Pass | Outcome::Warn);
    let advice = judgement.rule.advice;
    let counts =
        !advice || judgement.rule.section.is_advice() && judgement.outcome == Outcome::Pass;
    judgement.holds && passes && counts
}
