//! Reads `spec.replicas` of the router, 1 where it is absent; the chart fixes it to 1 without a value
//! (deis+router:charts/router). Under a HorizontalPodAutoscaler its minimum is what holds, and rule
//! `routers-autoscaler` says what is too low, unless the Deployment is at 0, which switches the
//! autoscaler off.

use words::words;

use crate::context::Context;
use crate::finding::{Finding, Remediation, Remedy};
use crate::gather::Gather as _;
use crate::guide::Section;
use crate::json::{Json, Pointer};
use crate::model::component::Component;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::model::workload::{Effective, Workload};
use crate::patch::Patch;
use crate::rule::{Rule, Target};
use crate::settings::Severity;
use crate::unknown::Unknown;
use crate::verdict::Verdict;
use crate::workflow::autoscaler::{Autoscaler, wanted};
use crate::workflow::routing::{Routing, answers_beside_ingress, routing};

pub static RULE: Rule = Rule {
    id: "routers-replicas",
    section: Section::Routers,
    severity: Severity::High,
    advice: false,
    title: words!("at least two routers run"),
    why: words!(
        "every request goes through the router: with one, each restart, upgrade or lost node is an outage of every application"
    ),
    fix: words!(
        "scale Deployment `deis-router` to two or more (to `minimumRouters`, where the settings ask for more), or give it a HorizontalPodAutoscaler with that minimum"
    ),
    target: Target::Components(&[Component::Router]),
    reads: &[
        Kind::HorizontalPodAutoscaler,
        Kind::Service,
        Kind::Ingress,
        Kind::Gateway,
        Kind::ConfigMap,
        Kind::Secret,
        Kind::Deployment,
        Kind::StatefulSet,
        Kind::DaemonSet,
        Kind::ReplicationController,
    ],
    check,
};

fn check<'a>(router: &'a Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    let enough = |count: Effective<i64>| count.value >= context.settings.minimum_routers;
    if router.kind != Kind::DaemonSet && Workload::of(router).replicas().is_ok_and(enough) {
        return Ok(Verdict::pass());
    }
    if routing(context)? == Routing::Router {
        return count(router, context);
    }
    if context.is_attested(Section::Routers) || !answers_beside_ingress(router, context)? {
        return Ok(Verdict::not_applicable());
    }
    let verdict = count(router, context)?;
    if verdict.applies && verdict.findings.is_empty() {
        return Ok(verdict);
    }
    Err(Unknown::not_followed(words!(
        "native ingress is on, and fewer routers than enough answer all the same: whether a name still leads to them cannot be told; scale them up, or to 0"
    )))
}

fn count<'a>(router: &'a Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    if router.kind == Kind::DaemonSet {
        return Err(Unknown::not_followed(words!(
            "a DaemonSet runs one router on each node, and how many nodes there are is not visible"
        )));
    }
    let minimum = context.settings.minimum_routers;
    let replicas = Workload::of(router).replicas()?;
    let autoscalers = Autoscaler::of(router, context)?;
    if !autoscalers.is_empty() && replicas.value != 0 {
        // The Deployment's number is a snapshot. What is too low is `routers-autoscaler`'s to say.
        let lowest = autoscalers.iter().map(Autoscaler::minimum).gathered_or()?;
        let holds = lowest.iter().all(|lowest| *lowest >= minimum);
        return Ok(if holds { Verdict::pass() } else { Verdict::not_applicable() });
    }
    let state = match replicas.given {
        false => "is not set, which means 1".to_owned(),
        true => format!("is {}", replicas.value),
    };
    let message = words!("`replicas` {state}; {}", wanted(minimum));
    let finding = Finding::fail(message).at(replicas.pointer).as_charted();
    let finding = finding.lacking(minimum.saturating_sub(replicas.value));
    Ok(finding.fixed_by(scale(router, minimum)).into())
}

fn scale(router: &Object<'_>, minimum: i64) -> Remedy {
    let count = format!("--replicas={minimum}");
    Remediation::safe(
        words!("start more routers"),
        words!("more router pods are started; no chart value holds the number, so the next Helm 3 upgrade sets it back to 1"),
    )
    .patch(Patch::add(Pointer::to(&["spec", "replicas"]), Json::integer(minimum)))
    .kubectl(router, &["scale", &router.argument(), &count])
}
