//! Routers: how many, and how they are spread.

use super::{Outcome, Said, passes_or_warns};
use crate::plan::{Budget, Router};

pub fn all(router: &Router, said: &mut Said) {
    if let Some(outcome) = replicas(router) {
        said.say("routers-replicas", "deis-router", outcome);
    }
    if let Some(one) = router.autoscaler {
        // Absent means 1.
        let mut outcomes = Vec::new();
        if one.minimum.unwrap_or(1) < 2 {
            outcomes.push(Outcome::Fail);
        }
        if one.by_cpu_share && !one.cpu_requested {
            outcomes.push(Outcome::Warn);
        }
        said.say_all("routers-autoscaler", "routers", &outcomes);
    }
    let spread = router.spread && router.budget == Some(Budget::KeepsOne);
    said.say("routers-spread", "deis-router", passes_or_warns(spread));
    said.say("routers-host-ports", "deis-router", passes_or_warns(!router.host_ports));
}

/// Two are enough. Fewer are, where an autoscaler keeps two; where it does not, that is to be said of it.
/// A Deployment at 0 switches its autoscaler off.
fn replicas(router: &Router) -> Option<Outcome> {
    let replicas = router.replicas.unwrap_or(1);
    match router.autoscaler {
        _ if replicas >= 2 => Some(Outcome::Pass),
        Some(one) if replicas > 0 => (one.minimum.unwrap_or(1) >= 2).then_some(Outcome::Pass),
        _ => Some(Outcome::Fail),
    }
}
