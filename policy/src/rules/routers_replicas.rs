use crate::context::Context;
use crate::finding::{Finding, Remediation};
use crate::guide::Section;
use crate::json::{Json, Pointer};
use crate::model::component::Component;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::model::workload::Workload;
use crate::patch::Patch;
use crate::rule::{Rule, Target};
use crate::settings::Severity;
use crate::unknown::Unknown;
use crate::verdict::Verdict;
use crate::workflow::autoscaler::Autoscaler;
use crate::workflow::ingress;

pub static RULE: Rule = Rule {
    id: "routers-replicas",
    section: Section::Routers,
    severity: Severity::High,
    title: "at least two routers run",
    why: "every request goes through the router: with one, each restart, upgrade or lost node is an outage of every application",
    fix: "scale Deployment `deis-router` to two or more, or give it a HorizontalPodAutoscaler with a minimum of two",
    target: Target::Components(&[Component::Router]),
    reads: &[
        Kind::HorizontalPodAutoscaler,
        Kind::Ingress,
        Kind::ConfigMap,
        Kind::Secret,
        Kind::Deployment,
        Kind::StatefulSet,
        Kind::DaemonSet,
        Kind::ReplicationController,
    ],
    check,
};

fn check<'a>(router: &Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    if ingress::is_native(context)? {
        return Ok(Verdict::not_applicable());
    }
    if router.kind == Kind::DaemonSet {
        return Err(Unknown::not_followed(
            "a DaemonSet runs one router on each node, and how many nodes there are is not visible",
        ));
    }
    let minimum = context.settings.minimum_routers;
    let replicas = Workload::of(*router).replicas()?;
    let autoscalers = Autoscaler::of(router, context)?;
    if !autoscalers.is_empty() && replicas.value != 0 {
        return floor(&autoscalers, minimum);
    }
    if replicas.value >= minimum {
        return Ok(Verdict::pass());
    }
    let count = match replicas.given {
        false => "is not set, which means 1".to_owned(),
        true => format!("is {}", replicas.value),
    };
    let message = format!("`replicas` {count}; {}", wanted(minimum));
    let finding = Finding::fail(message).at(replicas.pointer);
    Ok(finding.fixed_by(scale(router, minimum)).into())
}

fn wanted(minimum: i64) -> String {
    let who = if minimum == 2 { "the guide asks" } else { "the settings ask" };
    format!("{who} for at least {minimum}")
}

/// With an autoscaler its minimum is what holds; the Deployment's number is a snapshot.
fn floor(autoscalers: &[Autoscaler<'_>], minimum: i64) -> Result<Verdict, Unknown> {
    let mut findings = Vec::new();
    for autoscaler in autoscalers {
        let lowest = autoscaler.minimum()?;
        if lowest < minimum {
            findings.push(too_low(autoscaler, lowest, minimum));
        }
    }
    Ok(findings.into())
}

fn too_low(autoscaler: &Autoscaler<'_>, lowest: i64, minimum: i64) -> Finding {
    let name = autoscaler.object.name;
    let message = format!(
        "HorizontalPodAutoscaler `{name}` lets the routers go down to {lowest}; {}",
        wanted(minimum)
    );
    let line = format!("{{\"spec\":{{\"minReplicas\":{minimum}}}}}");
    let object = &autoscaler.object;
    let remediation = Remediation::safe(
        "raise the autoscaler's minimum",
        "more router pods are started where there are fewer",
    )
    .kubectl(object, &["patch", &object.argument(), "--patch", &line]);
    Finding::fail(message).at(Pointer::to(&["spec", "replicas"])).fixed_by(remediation)
}

fn scale(router: &Object<'_>, minimum: i64) -> Remediation<'static> {
    let count = format!("--replicas={minimum}");
    Remediation::safe(
        "start more routers",
        "more router pods are started; no chart value holds the number, so the next Helm 3 upgrade sets it back to 1",
    )
    .patch(Patch::add(Pointer::to(&["spec", "replicas"]), Json::integer(minimum)))
    .kubectl(router, &["scale", &router.argument(), &count])
}
