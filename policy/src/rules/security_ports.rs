use crate::context::Context;
use crate::finding::{Finding, Remediation};
use crate::guide::Section;
use crate::json::Pointer;
use crate::model::component::Component;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::model::service::Service;
use crate::model::workload::{Container, Workload};
use crate::rule::{Rule, Target};
use crate::settings::Severity;
use crate::unknown::Unknown;
use crate::verdict::Verdict;
use crate::workflow::ingress;

pub static RULE: Rule = Rule {
    id: "security-ports",
    section: Section::Security,
    severity: Severity::Medium,
    title: "nodes and load balancers offer only the ports that the platform needs",
    why: "the guide allows 22, 80, 443, 2222 and 9090 at most; behind others stand services without a login, such as the registry and InfluxDB",
    fix: "make the Service a ClusterIP, or take the host port away; what has to stay open is firewalled and excepted in the settings",
    target: Target::Kinds(&[
        Kind::Service,
        Kind::Deployment,
        Kind::StatefulSet,
        Kind::DaemonSet,
        Kind::ReplicationController,
    ]),
    reads: &[
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

/// What nodes may offer to the outside (deis+workflow:src/managing-workflow/security-considerations.md).
const PUBLIC: [i64; 5] = [22, 80, 443, 2222, 9090];

fn check<'a>(object: &Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    match object.kind {
        Kind::Service => service(&Service::of(*object), context),
        _ => workload(object, context),
    }
}

fn service<'a>(service: &Service<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    let kind = service.service_type();
    match kind {
        "ClusterIP" | "ExternalName" if service.external_ips().is_empty() => Ok(Verdict::pass()),
        "ClusterIP" | "ExternalName" => {
            let message =
                "the Service has `externalIPs`: it answers on addresses outside of the cluster";
            Ok(Finding::fail(message).at(Pointer::to(&["spec", "externalIPs"])).into())
        }
        "NodePort" | "LoadBalancer" => published(service, kind, context),
        _ => {
            Err(Unknown::malformed(format!("`spec.type` is `{kind}`, which is no type of Service")))
        }
    }
}

fn published<'a>(
    service: &Service<'a>,
    kind: &str,
    context: &Context<'a>,
) -> Result<Verdict, Unknown> {
    let is_router = service.object.name == Component::Router.name();
    let is_builder = service.object.name == Component::Builder.name();
    let native = (is_router || is_builder) && ingress::is_native(context)?;
    let pointer = Pointer::to(&["spec", "type"]);
    if !(is_router || is_builder && native) {
        let message = format!(
            "the Service is of type `{kind}`, which the platform does not expect: its ports {} can be reached from outside",
            numbers(service)
        );
        return Ok(Finding::fail(message).at(pointer).fixed_by(close(&service.object)).into());
    }
    let extra =
        service.ports().find(|port| port.number().is_none_or(|number| !PUBLIC.contains(&number)));
    if let Some(port) = extra {
        let number =
            port.number().map_or("without a number".to_owned(), |number| number.to_string());
        let message =
            format!("the Service publishes port {number}, which the platform does not need");
        return Ok(Finding::fail(message).at(Pointer::to(&["spec", "ports"])).into());
    }
    if is_router && native {
        let message =
            "the Service is left over from before native ingress, and still answers from outside";
        return Ok(Finding::warn(message).at(pointer).into());
    }
    if kind == "NodePort" {
        let message = "the Service is of type `NodePort`: every node offers its node ports; let only the load balancer in front of them reach these";
        return Ok(Finding::warn(message).at(pointer).into());
    }
    Ok(Verdict::pass())
}

fn numbers(service: &Service<'_>) -> String {
    let numbers: Vec<String> =
        service.ports().filter_map(|port| port.number()).map(|number| number.to_string()).collect();
    numbers.join(", ")
}

fn close(service: &Object<'_>) -> Remediation<'static> {
    let line = "{\"spec\":{\"type\":\"ClusterIP\"}}";
    Remediation::risky("make it a ClusterIP", "whoever uses it from outside is cut off")
        .kubectl(service, &["patch", &service.argument(), "--patch", line])
}

fn workload<'a>(object: &Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    let workload = Workload::of(*object);
    let is_proxy = object.name == Component::RegistryProxy.name();
    if workload.host_network() {
        if is_proxy && listens_on_loopback(object, context)? {
            return Ok(Verdict::pass());
        }
        let pointer = Pointer::to(&["spec", "template", "spec", "hostNetwork"]);
        let message =
            "its pods use the node's network: every port that they listen on is open on every node";
        let finding = if is_proxy { Finding::warn(message) } else { Finding::fail(message) };
        return Ok(finding.at(pointer).into());
    }
    let findings: Vec<Finding> =
        workload.containers().flat_map(|container| host_ports(container, object)).collect();
    Ok(findings.into())
}

/// With CNI the proxy uses the node's network, and listens on what BIND_ADDR says
/// (deis+registry-proxy:charts/registry-proxy/templates/registry-proxy-daemon.yaml).
fn listens_on_loopback<'a>(proxy: &Object<'a>, context: &Context<'a>) -> Result<bool, Unknown> {
    let container = context.container(*proxy, Component::RegistryProxy)?;
    let address = context.variable(container, "BIND_ADDR")?;
    Ok(address.text().is_some_and(is_loopback))
}

fn is_loopback(address: &str) -> bool {
    ["127.", "localhost:", "[::1]:"].iter().any(|start| address.starts_with(start))
}

fn host_ports(container: Container<'_>, object: &Object<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (pointer, port) in container.ports() {
        let Some(number @ 1..) = port.get("hostPort").as_integer() else { continue };
        if port
            .get("hostIP")
            .as_str()
            .is_some_and(|address| address.starts_with("127.") || address == "::1")
        {
            continue;
        }
        let pointer = pointer.key("hostPort");
        let is = |component: Component| object.name == component.name();
        if is(Component::RegistryProxy) {
            let message = format!(
                "every node offers port {number}, and with it the registry, which has no login: keep it behind a firewall"
            );
            findings.push(Finding::warn(message).at(pointer));
        } else if !(is(Component::Router) && PUBLIC.contains(&number)) {
            let message = format!(
                "container `{}` has host port {number}: every node that it runs on offers it",
                container.name()
            );
            findings.push(Finding::fail(message).at(pointer));
        }
    }
    findings
}
