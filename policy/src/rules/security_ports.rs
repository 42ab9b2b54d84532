//! Looks at the type of every Service, at host ports and at the node's network; the router's ports and
//! those of the page are allowed (deis+workflow:src/managing-workflow/security-considerations.md); the
//! registry proxy's host port, which the chart sets for good, is on the reviewer's checklist.

use words::words;

use crate::context::Context;
use crate::finding::{Finding, Remediation, Remedy};
use crate::gather::{Gather as _, TakeIn as _};
use crate::guide::Section;
use crate::joined::joined;
use crate::json::{Json, Pointer};
use crate::model::component::Component;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::model::service::Service;
use crate::model::workload::{Container, ContainerPort, Workload};
use crate::patch::Patch;
use crate::rule::{Rule, Target};
use crate::settings::Severity;
use crate::unknown::Unknown;
use crate::verdict::Verdict;
use crate::workflow::routing::{self, Routing, routing};

pub static RULE: Rule = Rule {
    id: "security-ports",
    section: Section::Security,
    severity: Severity::Medium,
    advice: false,
    title: words!("nodes and load balancers offer only the ports that the platform needs"),
    why: words!(
        "the guide allows 22, 80, 443, 2222 and 9090 at most; behind others stand services without a login, such as the registry and InfluxDB"
    ),
    fix: words!(
        "make the Service a ClusterIP, or take the host port away; what has to stay open is firewalled and excepted in the settings"
    ),
    target: Target::Kinds(&[
        Kind::Service,
        Kind::Deployment,
        Kind::StatefulSet,
        Kind::DaemonSet,
        Kind::ReplicationController,
    ]),
    reads: routing::READS,
    check,
};

/// What nodes may offer to the outside (deis+workflow:src/managing-workflow/security-considerations.md).
const PUBLIC: [i64; 5] = [22, 80, 443, 2222, 9090];

/// What a chart puts on the node's network without a value to change it; it stands in the reviewer's
/// checklist (drycc+victoriametrics:charts/victoriametrics, port 9100 of every node).
const HARD_WIRED: [&str; 1] = ["drycc-node-exporter"];

fn check<'a>(object: &'a Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    match object.kind {
        Kind::Service => service(&Service::of(object), context),
        _ => workload(object, context),
    }
}

fn service<'a>(service: &Service<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    let kind = service.service_type()?;
    let addresses = service.object.body.at(&["spec", "externalIPs"]);
    if !matches!(addresses, Json::Null | Json::Array(_)) {
        return Err(Unknown::malformed(words!("`externalIPs` is no list")));
    }
    if !service.external_ips().is_empty() {
        let all = addresses.items();
        let listed: Vec<&str> = all.iter().filter_map(Json::as_str).take(8).gathered();
        let message = words!(
            "the Service has `externalIPs` ({}): it answers on addresses outside of the cluster",
            joined(&listed, ", ")
        );
        let finding = Finding::fail(message).at(Pointer::to(&["spec", "externalIPs"]));
        return Ok(finding.too_many(all.len()).into());
    }
    match kind {
        "ClusterIP" | "ExternalName" => Ok(Verdict::pass()),
        "NodePort" | "LoadBalancer" => published(service, kind, context),
        _ => {
            Err(Unknown::malformed(words!("`spec.type` is `{kind}`, which is no type of Service")))
        }
    }
}

fn published<'a>(
    service: &Service<'a>,
    kind: &str,
    context: &Context<'a>,
) -> Result<Verdict, Unknown> {
    if listed(service.object.body.get("spec"), "ports")?.is_empty() {
        return Err(Unknown::malformed(words!("the Service has no ports to look at")));
    }
    let is_router = service.object.name == context.name(Component::Router);
    let is_builder = service.object.name == context.name(Component::Builder);
    let native = (is_router || is_builder) && routing(context)? != Routing::Router;
    let pointer = Pointer::to(&["spec", "type"]);
    if !(is_router || is_builder && native) {
        let message = words!(
            "the Service is of type `{kind}`, which the platform does not expect: outside can reach its {}",
            numbers(service)
        );
        let mut finding = Finding::fail(message).at(pointer).too_many(service.ports().count());
        if is_builder {
            // Native ingress makes it right, and Helm changes Services before the controller says so.
            finding = finding.elsewhere();
        }
        return Ok(finding.fixed_by(close(service.object)).into());
    }
    if service.ports().any(|port| port.number().is_none()) {
        return Err(Unknown::malformed(words!("a port of the Service has no number")));
    }
    let numbers = service.ports().filter_map(|port| port.number());
    let others: Vec<i64> = numbers.filter(|number| !PUBLIC.contains(number)).gathered();
    if let Some(number) = others.iter().min() {
        let message =
            words!("the Service publishes port {number}, which the platform does not need");
        let finding = Finding::fail(message).at(Pointer::to(&["spec", "ports"]));
        return Ok(finding.too_many(others.len()).into());
    }
    if is_router && native {
        let message = words!(
            "the Service is left over from before native ingress, and still answers from outside"
        );
        return Ok(Finding::warn(message).at(pointer).into());
    }
    if kind == "NodePort" {
        let message = words!(
            "the Service is of type `NodePort`: every node offers its node ports; let only the load balancer in front of them reach these"
        );
        return Ok(Finding::warn(message).at(pointer).into());
    }
    Ok(Verdict::pass())
}

fn numbers(service: &Service<'_>) -> String {
    let numbers: Vec<String> = service
        .ports()
        .filter_map(|port| port.number())
        .map(|number| number.to_string())
        .gathered();
    let word = if numbers.len() == 1 { "port" } else { "ports" };
    format!("{word} {}", joined(&numbers, ", "))
}

fn close(service: &Object<'_>) -> Remedy {
    let line = "{\"spec\":{\"type\":\"ClusterIP\"}}";
    Remediation::risky(
        words!("make it a ClusterIP"),
        words!("whoever uses it from outside is cut off"),
    )
    .kubectl(service, &["patch", &service.argument(), "--patch", line])
}

fn workload<'a>(object: &'a Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    let workload = Workload::of(object);
    if workload.host_network()? {
        return host_network(&workload, object, context);
    }
    if workload.containers().next().is_none() {
        return Err(Unknown::malformed(words!("its pod template has no containers to look at")));
    }
    let pod = object.body.at(workload.pod_path());
    listed(pod, "containers")?;
    listed(pod, "initContainers")?;
    let mut findings = Vec::new();
    for container in workload.every_container() {
        listed(container.body, "ports")?;
        for port in container.ports() {
            findings.take_in(host_port(&container, object, &port)?);
        }
    }
    Ok(findings.into())
}

/// A list of objects, as the API server demands; absent means none.
fn listed<'a>(owner: &'a Json<'a>, name: &str) -> Result<&'a [Json<'a>], Unknown> {
    let list = owner.get(name);
    let is_list = list.is_null() || matches!(list, Json::Array(_));
    if is_list && list.items().iter().all(|item| matches!(item, Json::Object(_))) {
        return Ok(list.items());
    }
    Err(Unknown::malformed(words!("`{name}` is no list of objects")))
}

fn host_network<'a>(
    workload: &Workload<'a>,
    object: &'a Object<'a>,
    context: &Context<'a>,
) -> Result<Verdict, Unknown> {
    let pointer = Pointer::to(&["spec", "template", "spec", "hostNetwork"]);
    let is_proxy = object.component() == Some(Component::RegistryProxy)
        && workload.containers().all(|one| one.name() == object.name);
    if is_proxy && listens_on_loopback(object, context)? {
        return Ok(Verdict::pass());
    }
    if HARD_WIRED.contains(&object.name) {
        return Ok(Verdict::pass());
    }
    let message = words!(
        "its pods use the node's network: every port that they listen on is open on every node"
    );
    let finding = match is_proxy {
        true => Finding::warn(message).fixed_by(on_loopback()),
        false => Finding::fail(message),
    };
    Ok(finding.at(pointer).into())
}

/// With CNI the proxy uses the node's network, and listens on what BIND_ADDR says
/// (deis+registry-proxy:charts/registry-proxy/templates/registry-proxy-daemon.yaml).
fn listens_on_loopback<'a>(proxy: &'a Object<'a>, context: &Context<'a>) -> Result<bool, Unknown> {
    let container = context.container(proxy)?;
    let address = context.variable(container, "BIND_ADDR")?;
    Ok(address.text().is_some_and(is_loopback))
}

fn is_loopback(address: &str) -> bool {
    ["127.", "localhost:", "[::1]:"].iter().any(|start| address.starts_with(start))
}

/// The proxy is the only door of the nodes to the registry; on loopback it serves the node alone.
fn on_loopback() -> Remedy {
    Remediation::risky(
        words!("let the proxy listen on the node's loopback only (the chart's CNI form), or keep the port behind a firewall"),
        words!("the proxy's pods are replaced; until they are back, nodes pull no image"),
    )
    .value("global.use_cni", Json::Bool(true))
}

fn take_away(object: &Object<'_>, port: &Pointer) -> Remedy {
    Remediation::risky(
        words!("take the host port away"),
        words!("its pods are replaced, and whoever uses the port on a node is cut off"),
    )
    .patched(object, Patch::remove(port))
}

fn host_port(
    container: &Container<'_>,
    object: &Object<'_>,
    port: &ContainerPort<'_>,
) -> Result<Option<Finding>, Unknown> {
    let number = match port.body.get("hostPort") {
        Json::Null => return Ok(None),
        other => other
            .as_integer()
            .ok_or_else(|| Unknown::malformed(words!("a `hostPort` is no number")))?,
    };
    let address = port.body.get("hostIP").as_str().unwrap_or_default();
    if number == 0 || address.starts_with("127.") || address == "::1" {
        return Ok(None);
    }
    let pointer = port.host_port_pointer();
    let is = |component: Component| {
        object.component() == Some(component) && container.name() == object.name
    };
    // 5555 by default, another number by `global.host_port`; never one that the router needs. The
    // chart sets it for good: to firewall it stands in the reviewer's checklist.
    if is(Component::RegistryProxy) && !PUBLIC.contains(&number) {
        return Ok(None);
    }
    if is(Component::Router) && PUBLIC.contains(&number) {
        return Ok(None);
    }
    let message = words!(
        "container `{}` has host port {number}: every node that it runs on offers it",
        container.name()
    );
    let fix = take_away(object, &pointer);
    Ok(Some(Finding::fail(message).at(pointer).fixed_by(fix)))
}
