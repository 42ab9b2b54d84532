//! Reads `spec.minReplicas` of each HorizontalPodAutoscaler whose target is the router, 1 where it is
//! absent (Kubernetes' autoscaling, all versions). A target of CPU needs a request for CPU on the
//! router, which the chart does not make (deis+router:charts/router).

use words::words;

use crate::context::Context;
use crate::finding::{Finding, Remediation};
use crate::gather::TakeIn as _;
use crate::guide::Section;
use crate::json::{Json, Pointer};
use crate::model::component::Component;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::patch::Patch;
use crate::rule::{Rule, Target};
use crate::settings::Severity;
use crate::unknown::Unknown;
use crate::verdict::Verdict;
use crate::workflow::autoscaler::{Autoscaler, wanted};
use crate::workflow::routing::{self, Routing, routing};

pub static RULE: Rule = Rule {
    id: "routers-autoscaler",
    section: Section::Routers,
    severity: Severity::High,
    advice: false,
    title: words!("the routers' autoscaler keeps at least two of them"),
    why: words!(
        "at its quietest hour the autoscaler leaves as many routers as its minimum: with one, a lost node is an outage of every application"
    ),
    fix: words!(
        "set `minReplicas` of the HorizontalPodAutoscaler to two or more (to `minimumRouters`, where the settings ask for more)"
    ),
    target: Target::Kinds(&[Kind::HorizontalPodAutoscaler]),
    reads: routing::READS,
    check,
};

fn check<'a>(object: &'a Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    let names = Component::Router.names(context.installation.distribution);
    let autoscaler = Autoscaler { object };
    if !names.contains(&autoscaler.target_name()) || routing(context)? != Routing::Router {
        return Ok(Verdict::not_applicable());
    }
    let Some(router) = context.component(Component::Router)? else {
        return Err(Unknown::not_followed(words!("the router that it scales was not given")));
    };
    if !autoscaler.scales(router) {
        return Ok(Verdict::not_applicable());
    }
    let minimum = context.settings.minimum_routers;
    let lowest = autoscaler.minimum()?;
    let mut findings = Vec::new();
    if lowest < minimum {
        findings.push(too_low(object, lowest, minimum));
    }
    findings.take_in(no_request(&autoscaler, router, context)?);
    Ok(findings.into())
}

fn too_low(object: &Object<'_>, lowest: i64, minimum: i64) -> Finding {
    let given = !object.body.at(&["spec", "minReplicas"]).is_null();
    let state =
        if given { format!("is {lowest}") } else { words!("is not set, which means 1").text() };
    let message =
        words!("`minReplicas` {state}: the routers may go down to {lowest}; {}", wanted(minimum));
    let pointer = Pointer::to(&["spec", "minReplicas"]);
    let line = format!("{{\"spec\":{{\"minReplicas\":{minimum}}}}}");
    let remediation = Remediation::safe(
        words!("raise the autoscaler's minimum"),
        words!("more router pods are started where there are fewer"),
    )
    .patch(Patch::add(pointer.clone(), Json::integer(minimum)))
    .kubectl(object, &["patch", &object.argument(), "--patch", &line]);
    Finding::fail(message).at(pointer).lacking(minimum.saturating_sub(lowest)).fixed_by(remediation)
}

fn no_request<'a>(
    autoscaler: &Autoscaler<'a>,
    router: &'a Object<'a>,
    context: &Context<'a>,
) -> Result<Option<Finding>, Unknown> {
    if !autoscaler.needs_cpu_request() {
        return Ok(None);
    }
    let container = context.container(router)?;
    let resources = container.body.get("resources");
    let asks =
        ["requests", "limits"].iter().any(|part| resources.get(part).member("cpu").is_some());
    Ok((!asks).then(|| {
        let words = words!("it scales by a share of the requested CPU, and the router requests none: it never scales");
        Finding::warn(words).fixed_by(
            Remediation::risky(words!("request CPU for the router"), words!("the router's pods are replaced one by one"))
                .value("router.requests_cpu", Json::text("200m")),
        )
    }))
}
