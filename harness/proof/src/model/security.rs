//! The security considerations of Deis and Hephy, but for ports.

use super::{Said, passes_or_warns};
use crate::plan::{Effective, Router, Routing, Workflow};

pub fn all(plan: &Workflow, said: &mut Said) {
    let own_key = match plan.secret_key.effective() {
        Effective::Hidden => true,
        Effective::Unset => false,
        Effective::Text(text) => !text.starts_with("CHANGEME_"),
    };
    said.say("security-default-credentials", "deis-controller", passes_or_warns(own_key));
    let Routing::Router(router) = &plan.routing else { return };
    said.say("security-whitelist", "deis-router", passes_or_warns(is_closed(router)));
    if plan.grafana.is_some() {
        let closed = !plan.influx_is_routable || closes(router) || router.enforce_whitelists;
        said.say("security-influx-api", "deis-monitor-influxapi", passes_or_warns(closed));
    }
}

/// A list that keeps somebody out; or none, and every Service that has none refuses everybody.
fn is_closed(router: &Router) -> bool {
    closes(router) || router.whitelist.is_none() && router.enforce_whitelists
}

/// The documentation's own example lets everybody in, and what is no list is not taken.
fn closes(router: &Router) -> bool {
    router.whitelist.is_some_and(|list| !list.contains("/0") && !list.contains(':'))
}
