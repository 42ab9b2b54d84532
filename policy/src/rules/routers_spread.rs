//! Looks for `podAntiAffinity` or `topologySpreadConstraints` in the router's pod template, and for a
//! PodDisruptionBudget whose selector fits its labels; the chart has neither
//! (deis+router:charts/router); a DaemonSet spreads by itself.

use words::words;

use crate::context::Context;
use crate::finding::{Finding, Remediation, Remedy};
use crate::gather::Gather as _;
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
use crate::workflow::disruption;
use crate::workflow::routing::{Routing, routing};

pub static RULE: Rule = Rule {
    id: "routers-spread",
    section: Section::Routers,
    severity: Severity::Low,
    advice: true,
    title: words!("the routers run on different nodes and leave them one by one"),
    why: words!(
        "two routers on one node go down with it, and a drain of nodes may take both at once"
    ),
    fix: words!(
        "give the router's pods an anti-affinity on `kubernetes.io/hostname` and a PodDisruptionBudget with `minAvailable: 1`"
    ),
    target: Target::Components(&[Component::Router]),
    reads: &[
        Kind::PodDisruptionBudget,
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
    if routing(context)? != Routing::Router {
        return Ok(Verdict::not_applicable());
    }
    let mut findings = Vec::new();
    if router.kind != Kind::DaemonSet && !is_spread(router)? {
        let message = words!("nothing keeps two routers from running on one node");
        let pointer = Pointer::to(&["spec", "template", "spec", "affinity"]);
        findings.push(Finding::warn(message).at(pointer).fixed_by(spread(router)));
    }
    match disruption::is_guarded(router, context) {
        Ok(true) => {}
        Ok(false) => {
            let message =
                words!("no PodDisruptionBudget keeps a router running while nodes are drained");
            findings.push(Finding::warn(message).fixed_by(guard(router)));
        }
        Err(unknown) => return Ok(Verdict { unknown: Some(unknown), ..findings.into() }),
    }
    Ok(findings.into())
}

fn is_spread(router: &Object<'_>) -> Result<bool, Unknown> {
    let path = Workload::of(router).pod_path();
    let constraints = router.look(&[path, &["topologySpreadConstraints"]].concat())?;
    let affinity = router.look(&[path, &["affinity"]].concat())?.get("podAntiAffinity");
    let lists = [
        "preferredDuringSchedulingIgnoredDuringExecution",
        "requiredDuringSchedulingIgnoredDuringExecution",
    ];
    let apart = lists.iter().any(|list| !affinity.get(list).items().is_empty());
    Ok(apart || !constraints.items().is_empty())
}

fn spread(router: &Object<'_>) -> Remedy {
    let remediation = Remediation::safe(
        words!("prefer different nodes for the routers"),
        words!(
            "the router's pods are replaced one by one, none goes before its successor is ready; no chart value holds it, so the next Helm 3 upgrade takes it away"
        ),
    );
    let labels = router.body.at(&["spec", "template", "metadata", "labels"]);
    let Some(app) = labels.get("app").as_str() else { return remediation };
    let object = |members: Vec<(&'static str, Json<'static>)>| {
        Json::Object(members.into_iter().map(|(name, value)| (name.into(), value)).gathered())
    };
    let selector = object(vec![("matchLabels", object(vec![("app", Json::text(app))]))]);
    let term = object(vec![
        ("labelSelector", selector),
        ("topologyKey", Json::text("kubernetes.io/hostname")),
    ]);
    let weighted = object(vec![("podAffinityTerm", term), ("weight", Json::integer(100))]);
    let list = "preferredDuringSchedulingIgnoredDuringExecution";
    let apart = object(vec![(list, Json::Array(vec![weighted]))]);
    let place = Pointer::to(&["spec", "template", "spec", "affinity"]);
    let patch = match router.body.at(&["spec", "template", "spec", "affinity"]) {
        Json::Object(_) => Patch::add(place.key("podAntiAffinity"), apart),
        _ => Patch::add(place, object(vec![("podAntiAffinity", apart)])),
    };
    remediation.patched(router, patch)
}

fn guard(router: &Object<'_>) -> Remedy {
    let remediation = Remediation::safe(
        words!("give the routers a PodDisruptionBudget"),
        words!(
            "nothing restarts; with one router alone, a drain of its node waits until there is another"
        ),
    );
    let labels = router.body.at(&["spec", "template", "metadata", "labels"]);
    let Some(app) = labels.get("app").as_str() else { return remediation };
    let selector = format!("--selector=app={app}");
    let words = ["create", "poddisruptionbudget", router.name, &selector, "--min-available=1"];
    remediation.kubectl(router, &words)
}
