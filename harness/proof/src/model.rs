//! What a reviewer who knew how a cluster was put together would say of it.
//!
//! Written from the facts and the contract, section by section, without the policy: one statement for
//! each recommendation, on the plan and not on the objects.

mod drycc;
mod grafana;
mod ports;
mod routers;
mod security;
mod storage;
mod tables;
mod tls;

use std::collections::{BTreeMap, BTreeSet};

use crate::plan::{Effective, Plan, Routing, Setting, Workflow};

/// What one rule says of one object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    Pass,
    Warn,
    Fail,
    Error,
}

impl Outcome {
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Pass => "pass",
            Outcome::Warn => "warn",
            Outcome::Fail => "fail",
            Outcome::Error => "error",
        }
    }
}

/// How a section of the guide stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Met,
    NotMet,
    Unknown,
    NeedsReview,
    NotApplicable,
}

impl Standing {
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Standing::Met => "met",
            Standing::NotMet => "not-met",
            Standing::Unknown => "unknown",
            Standing::NeedsReview => "needs-review",
            Standing::NotApplicable => "not-applicable",
        }
    }
}

/// What a report has to say of an installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expected {
    pub ready: bool,
    /// The guide's six sections, by id.
    pub standings: BTreeMap<&'static str, Standing>,
    /// What each rule says of each object that it is about: rule, name of the object, outcome.
    pub outcomes: BTreeSet<(&'static str, String, Outcome)>,
}

/// What is said so far.
#[derive(Default)]
pub(crate) struct Said(BTreeSet<(&'static str, String, Outcome)>);

impl Said {
    fn say(&mut self, rule: &'static str, subject: &str, outcome: Outcome) {
        self.0.insert((rule, subject.to_owned(), outcome));
    }

    /// Nothing wrong is a pass.
    fn say_all(&mut self, rule: &'static str, subject: &str, outcomes: &[Outcome]) {
        match outcomes {
            [] => self.say(rule, subject, Outcome::Pass),
            some => some.iter().for_each(|outcome| self.say(rule, subject, *outcome)),
        }
    }
}

/// What a report has to say of an installation.
#[must_use]
pub fn expected(plan: &Plan) -> Expected {
    let mut said = Said::default();
    match plan {
        Plan::Workflow(plan) => workflow(plan, &mut said),
        Plan::Drycc(plan) => drycc::all(plan, &mut said),
    }
    let standings: BTreeMap<_, _> = tables::SECTIONS
        .iter()
        .map(|section| (*section, tables::standing(section, &said.0, plan)))
        .collect();
    let done = |standing: &Standing| matches!(standing, Standing::Met | Standing::NotApplicable);
    // Every plan has storage and registration, so that some section is always met where all are done.
    let ready = standings.values().all(done);
    Expected { ready, standings, outcomes: said.0 }
}

fn workflow(plan: &Workflow, said: &mut Said) {
    storage::all(plan, said);
    security::all(plan, said);
    ports::all(plan, said);
    said.say("registration-mode", "deis-controller", registration(&plan.registration));
    if let Some(one) = &plan.grafana {
        grafana::all(one, said);
    }
    tls::all(plan, said);
    if let Routing::Router(router) = &plan.routing {
        routers::all(router, said);
    }
    if plan.storage.registry.is_some() {
        // With CNI the proxy needs an address to listen on; without, a plugin may open no host port.
        let works = plan.proxy_on_node.is_some_and(|address| address.contains(':'));
        said.say("cni-registry-proxy", "deis-registry-proxy", passes_or_warns(works));
    }
    said.say("rbac-enabled", "deis-controller", passes_or_warns(plan.rbac));
}

/// Words are compared exactly; absent is the controller's own default, `enabled`.
fn registration(setting: &Setting) -> Outcome {
    match setting.effective() {
        Effective::Text("admin_only" | "disabled") => Outcome::Pass,
        Effective::Text(_) | Effective::Unset => Outcome::Fail,
        Effective::Hidden => Outcome::Error,
    }
}

fn passes_or_warns(passes: bool) -> Outcome {
    if passes { Outcome::Pass } else { Outcome::Warn }
}
