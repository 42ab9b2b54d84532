//! Looks for host ports, and for the node's network, in the router's pod template; off by default since
//! router v2.11.0, always on before v2.8.0 (deis+router: 84753d2); a DaemonSet has one router on each
//! node anyway.

use words::words;

use crate::context::Context;
use crate::finding::{Finding, Remediation};
use crate::guide::Section;
use crate::json::Json;
use crate::model::component::Component;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::model::workload::Workload;
use crate::rule::{Rule, Target};
use crate::settings::Severity;
use crate::unknown::Unknown;
use crate::verdict::Verdict;
use crate::workflow::routing::{self, Routing, routing};

pub static RULE: Rule = Rule {
    id: "routers-host-ports",
    section: Section::Routers,
    severity: Severity::Low,
    advice: true,
    title: words!("routers can share a node"),
    why: words!(
        "with host ports each router needs a node of its own: on too few nodes the second one never starts, and an upgrade waits for a node that is free"
    ),
    fix: words!(
        "set `router.host_port.enabled` to false and let the Service's load balancer reach the routers, or keep more nodes than routers"
    ),
    target: Target::Components(&[Component::Router]),
    reads: routing::READS,
    check,
};

fn check<'a>(router: &'a Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    if router.kind == Kind::DaemonSet || routing(context)? != Routing::Router {
        return Ok(Verdict::not_applicable());
    }
    let workload = Workload::of(router);
    let mut ports = workload.every_container().flat_map(|container| container.ports());
    let taken =
        ports.find(|port| port.body.get("hostPort").as_integer().is_some_and(|number| number != 0));
    let first = taken.map(|port| port.host_port_pointer());
    if first.is_none() && !workload.host_network()? {
        return Ok(Verdict::pass());
    }
    let message = words!("the routers take ports of their node: two of them cannot share one");
    let remediation = Remediation::risky(
        words!("take the host ports away"),
        words!(
            "the router's pods are replaced, and whoever uses the nodes' ports directly is cut off"
        ),
    )
    .value("router.host_port.enabled", Json::Bool(false));
    let finding = Finding::warn(message).fixed_by(remediation);
    Ok(match first {
        Some(pointer) => finding.at(pointer),
        None => finding,
    }
    .into())
}
