//! With `global.use_cni` DaemonSet `deis-registry-proxy` uses the node's network and listens on
//! `BIND_ADDR` 127.0.0.1:5555
//! (deis+registry-proxy:charts/registry-proxy/templates/registry-proxy-daemon.yaml); whether the
//! cluster uses CNI cannot be seen, so the other form is advice.

use words::words;

use crate::context::Context;
use crate::finding::{Finding, Remediation, Remedy};
use crate::guide::Section;
use crate::json::{Json, Pointer};
use crate::model::component::Component;
use crate::model::distribution::Distribution;
use crate::model::object::Object;
use crate::model::workload::Workload;
use crate::rule::{Rule, Target};
use crate::settings::Severity;
use crate::unknown::Unknown;
use crate::verdict::Verdict;
use crate::workflow::storage;

pub static RULE: Rule = Rule {
    id: "cni-registry-proxy",
    section: Section::Cni,
    severity: Severity::Info,
    advice: true,
    title: words!("the registry's proxy works with a CNI network plugin"),
    why: words!(
        "some CNI plugins open no host ports (kubernetes issue 23920): nodes then cannot pull the images that Workflow built"
    ),
    fix: words!(
        "on a cluster with CNI set `global.use_cni` to true; on one without, or whose plugin has portmap, leave it and except this rule"
    ),
    target: Target::Components(&[Component::RegistryProxy]),
    reads: storage::READS,
    check,
};

fn check<'a>(proxy: &'a Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    let drycc = context.installation.distribution == Distribution::Drycc;
    if drycc && context.component(Component::Passport)?.is_some() {
        // Drycc's page dropped the advice with v1.6, and its chart the switch.
        return Ok(Verdict::not_applicable());
    }
    let workload = Workload::of(proxy);
    if workload.host_network()? {
        let container = context.container(proxy)?;
        let address = context.variable(container, "BIND_ADDR")?;
        // Without CNI the variable is a port alone, and the proxy would listen on it on the node.
        if address.text().is_some_and(|address| address.contains([':'])) {
            return Ok(Verdict::pass());
        }
        let message = words!(
            "the proxy uses the node's network, and `BIND_ADDR` has no address and port of the node to listen on"
        );
        return Ok(Finding::warn(message).at(address.pointer()).fixed_by(with_cni()).into());
    }
    let message = words!("the proxy is reached by a host port, which some CNI plugins do not open");
    let pointer = Pointer::to(&["spec", "template", "spec", "hostNetwork"]);
    Ok(Finding::warn(message).at(pointer).fixed_by(with_cni()).into())
}

fn with_cni() -> Remedy {
    Remediation::risky(
        words!("let the proxy use the node's network"),
        words!("the proxy's pods are replaced; until they are back, nodes pull no image"),
    )
    .value("global.use_cni", Json::Bool(true))
}
