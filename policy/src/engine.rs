//! Judging: one object by every rule, and a whole input.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::cluster::{Admitted, Cluster, Inventory, Item, unpack};
use crate::context::{Context, Installation};
use crate::finding::{Finding, Remediation, Weight};
use crate::guide::Section;
use crate::json::{Json, Pointer};
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::moment::Moment;
use crate::report::{
    InstallationReport, Outcome, Report, RuleResult, SCHEMA_VERSION, Standing, Summary, Unreadable,
};
use crate::rule::Rule;
use crate::rules::RULES;
use crate::settings::{Action, Exception, Settings};
use crate::standing;
use crate::verdict::Verdict;
use crate::workflow::detect::{self, Asked};

/// What every decision depends on beside the objects.
#[derive(Debug, Clone)]
pub struct Config {
    /// The settings.
    pub settings: Settings,
    /// The moment that is judged for.
    pub now: Moment,
}

/// What one rule says of one object; the object itself is known to whoever asked.
#[derive(Debug)]
pub struct Judgement {
    /// The rule.
    pub rule: &'static Rule,
    /// What it says.
    pub outcome: Outcome,
    /// Whether what the guide demands holds: it passes, or there is only advice to give.
    pub holds: bool,
    /// What is wrong here; for a pass, what holds.
    pub message: Cow<'static, str>,
    /// The field that it is about.
    pub pointer: Option<Pointer>,
    /// How to mend it.
    pub remediation: Option<Remediation<'static>>,
}

/// What every rule says of one object.
pub fn judge<'a>(object: &Object<'a>, context: &Context<'a>) -> Vec<Judgement> {
    let mut judgements = Vec::new();
    let component = object.component();
    for rule in RULES.iter().filter(|rule| rule.target.is(object, component)) {
        apply(rule, object, context, &mut judgements);
    }
    judgements
}

fn apply<'a>(
    rule: &'static Rule,
    object: &Object<'a>,
    context: &Context<'a>,
    judgements: &mut Vec<Judgement>,
) {
    let action = context.settings.action(rule.id);
    if action == Some(Action::Off) || is_deprecated(object, context) {
        return;
    }
    let verdict = (rule.check)(object, context).unwrap_or_else(Verdict::unknown);
    if !verdict.applies {
        return;
    }
    let holds = verdict.unknown.is_none()
        && verdict.findings.iter().all(|finding| finding.weight == Weight::Warn);
    let base = |outcome, message| Judgement {
        rule,
        outcome,
        holds,
        message,
        pointer: None,
        remediation: None,
    };
    if verdict.findings.is_empty() && verdict.unknown.is_none() {
        return judgements.push(base(Outcome::Pass, Cow::Borrowed(rule.title)));
    }
    let excuse = excuse(rule, object, context);
    let mut push = |judgement: Judgement| {
        judgements.push(match excuse {
            Some(exception) => excused(judgement, exception),
            None => judgement,
        });
    };
    for Finding { weight, message, pointer, remediation } in verdict.findings {
        let judgement = base(outcome(weight, action), Cow::Owned(message));
        push(Judgement { pointer, remediation, ..judgement });
    }
    if let Some(unknown) = verdict.unknown {
        push(base(Outcome::Error, Cow::Owned(unknown.to_string())));
    }
}

fn outcome(weight: Weight, action: Option<Action>) -> Outcome {
    match (weight, action) {
        (_, Some(Action::Deny)) | (Weight::Fail, None) => Outcome::Fail,
        _ => Outcome::Warn,
    }
}

fn excuse<'s>(rule: &Rule, object: &Object<'_>, context: &Context<'s>) -> Option<&'s Exception> {
    let exceptions = &context.settings.exceptions;
    exceptions.iter().find(|exception| exception.excuses(rule.id, object, context.now))
}

fn excused(judgement: Judgement, exception: &Exception) -> Judgement {
    let until = exception.until.map(|until| format!(" until {until}")).unwrap_or_default();
    let message = format!("{}; accepted{until}: {}", judgement.message, exception.reason);
    let message = Cow::Owned(message);
    Judgement { outcome: Outcome::Skip, message, remediation: None, ..judgement }
}

fn result(judgement: Judgement, object: &Object<'_>) -> RuleResult<'static> {
    let Judgement { rule, outcome, message, pointer, remediation, .. } = judgement;
    RuleResult {
        rule: rule.id.to_owned(),
        section: rule.section,
        severity: rule.severity,
        outcome,
        subject: object.subject(),
        index: object.index,
        message: message.into_owned(),
        pointer: pointer.map(|pointer| pointer.as_str().to_owned()),
        source: None,
        remediation,
    }
}

/// Workflow v2.3 to v2.9 left a ReplicationController without pods beside each Deployment of the
/// same name (deis+charts:workflow-v2.3.0, selector `app: deis-router-deprecated`).
fn is_deprecated(object: &Object<'_>, context: &Context<'_>) -> bool {
    object.kind == Kind::ReplicationController
        && matches!(context.get(Kind::Deployment, object.name), Ok(Some(_)))
}

/// Judges one object as if it were already in the cluster.
pub fn admit(
    object: Object<'_>,
    installation: &Installation,
    cluster: &dyn Cluster,
    config: &Config,
) -> Vec<Judgement> {
    let cluster = Admitted { object, cluster };
    let context =
        Context { cluster: &cluster, installation, settings: &config.settings, now: &config.now };
    judge(&object, &context)
}

/// What a review starts from: the documents, or why one is none; and what the reader could not read.
#[derive(Debug, Default)]
pub struct Input<'a> {
    /// The documents, Lists not unpacked.
    pub documents: Vec<Result<Json<'a>, String>>,
    /// What the reader could not read.
    pub unreadable: Vec<Unreadable>,
    /// What the caller says of the installation.
    pub asked: Asked,
}

/// Judges every object of an input.
pub fn review(input: &Input<'_>, config: &Config) -> Report<'static> {
    let mut unreadable = input.unreadable.clone();
    let mut ignored = BTreeMap::new();
    let mut objects = Vec::new();
    for item in unpack(&input.documents) {
        match item {
            Item::Known(object) => objects.push(object),
            Item::Other(kind) => count(&mut ignored, &kind),
            Item::Unreadable { index, reason } => unreadable.push(Unreadable {
                file: None,
                line: None,
                column: None,
                index: Some(index),
                message: reason,
            }),
        }
    }
    detect::settle_namespaces(&mut objects, &input.asked);
    let found = detect::installations(&objects, &input.asked);
    let inventory = Inventory::of(objects);
    for object in inventory.objects() {
        let inside = found.iter().any(|one| one.namespace == object.namespace)
            || object.kind.is_cluster_scoped() && !found.is_empty();
        if !inside || !is_looked_at(object.kind) {
            count(&mut ignored, object.kind.name());
        }
    }
    let readable = unreadable.is_empty();
    let installations: Vec<_> =
        found.iter().map(|one| review_one(one, &inventory, config, readable)).collect();
    let outcomes = installations.iter().flat_map(|one| &one.results).map(|one| &one.outcome);
    Report {
        schema_version: SCHEMA_VERSION,
        now: config.now.as_str().to_owned(),
        ready: !installations.is_empty() && installations.iter().all(|one| one.ready) && readable,
        summary: Summary::of(outcomes),
        installations,
        unreadable,
        ignored,
    }
}

fn count(counts: &mut BTreeMap<String, usize>, kind: &str) {
    let count = counts.entry(kind.to_owned()).or_insert(0);
    *count = count.saturating_add(1);
}

fn is_looked_at(kind: Kind) -> bool {
    RULES.iter().any(|rule| rule.target.kinds().contains(&kind) || rule.reads.contains(&kind))
}

/// Whether a judgement speaks for its section: what the guide demands holds. Advice that is followed
/// is none of its demands, so it counts where the section itself is advice.
fn speaks(judgement: &Judgement) -> bool {
    let passes = matches!(judgement.outcome, Outcome::Pass | Outcome::Warn);
    let advice = judgement.rule.advice;
    let counts =
        !advice || judgement.rule.section.is_advice() && judgement.outcome == Outcome::Pass;
    judgement.holds && passes && counts
}

fn review_one(
    installation: &Installation,
    inventory: &Inventory<'_>,
    config: &Config,
    readable: bool,
) -> InstallationReport<'static> {
    let context =
        Context { cluster: inventory, installation, settings: &config.settings, now: &config.now };
    let mut results = Vec::new();
    let mut judgements = Vec::new();
    let mut held = [0_usize; Section::ALL.len()];
    // Rule by rule over objects that are in order: so are the results, whatever the input's order.
    for rule in RULES {
        let inside = inventory.of_namespace(&installation.namespace);
        for object in inside.filter(|object| rule.target.is(object, object.component())) {
            apply(rule, object, &context, &mut judgements);
            if !judgements.is_empty()
                && judgements.iter().all(speaks)
                && let Some(held) = held.get_mut(rule.section as usize)
            {
                *held = held.saturating_add(1);
            }
            results.extend(judgements.drain(..).map(|judgement| result(judgement, object)));
        }
    }
    let sections: Vec<_> = Section::ALL
        .into_iter()
        .map(|section| {
            let held = held.get(section as usize).copied().unwrap_or_default();
            standing::assess(section, held, &results, &context)
        })
        .collect();
    let done = |standing| matches!(standing, Standing::Met | Standing::NotApplicable);
    let mut asked = sections.iter().filter(|section| !section.id.is_advice());
    let ready = readable
        && asked.clone().all(|section| done(section.standing))
        && asked.any(|section| section.standing == Standing::Met);
    InstallationReport {
        distribution: installation.distribution,
        namespace: installation.namespace.clone(),
        ready,
        sections,
        results,
    }
}
