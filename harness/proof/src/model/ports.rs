//! What nodes and load balancers offer.

use super::{Outcome, Said};
use crate::plan::{Exposure, Routing, Workflow};

const RULE: &str = "security-ports";

pub fn all(plan: &Workflow, said: &mut Said) {
    use Exposure as E;
    let exposed = plan.exposure;
    let fails = |is: bool| if is { Outcome::Fail } else { Outcome::Pass };
    // Workload and Service of one name; what is said of them stands side by side.
    let mut both = |name: &str, workload: Outcome, service: Option<Outcome>| {
        said.say(RULE, name, workload);
        if let Some(service) = service {
            said.say(RULE, name, service);
        }
    };
    let pass = Outcome::Pass;
    both("deis-controller", pass, Some(fails(exposed == E::ControllerBalancer)));
    both("deis-builder", pass, Some(pass));
    let logger = fails(matches!(exposed, E::LoggerHostPort | E::LoggerHostNetwork));
    let service = fails(matches!(exposed, E::LoggerNodePort | E::LoggerExternalIp));
    both("deis-logger", logger, Some(service));
    both("deis-workflow-manager", pass, None);
    if plan.storage.registry.is_some() {
        both("deis-registry", pass, Some(pass));
        // On the node's network it is to listen on loopback; its host port is the chart's own.
        let open = plan.proxy_on_node.is_some_and(|address| !address.starts_with("127."));
        both("deis-registry-proxy", if open { Outcome::Warn } else { pass }, None);
    }
    if plan.storage.database.is_some() {
        both("deis-database", pass, Some(pass));
    }
    if plan.storage.minio {
        both("deis-minio", pass, Some(pass));
    }
    if plan.grafana.is_some() {
        both("deis-monitor-grafana", pass, Some(pass));
        both("deis-monitor-influxdb", pass, None);
        both("deis-monitor-influxapi", pass, None);
    }
    if let Routing::Router(router) = &plan.routing {
        let service = match (exposed, router.node_port) {
            (E::RouterExtraPort, _) => Outcome::Fail,
            (_, true) => Outcome::Warn,
            _ => pass,
        };
        both("deis-router", pass, Some(service));
    }
}
