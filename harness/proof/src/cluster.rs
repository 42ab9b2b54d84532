//! Typed Kubernetes objects for a plan, as an API server would hand them out in their shortest form.

mod decoy;
mod drycc;
mod gateway;
mod home;
mod keys;
mod network;
mod pod;
mod router;
mod workflow;

use serde_json::Value;

pub use home::encoded;

use crate::plan::{Plan, World};

/// Everything in the cluster.
#[must_use]
pub fn objects(world: &World) -> Vec<Value> {
    let mut all: Vec<Value> = world.installations.iter().flat_map(of).collect();
    all.push(network::unrelated_binding());
    all.extend(world.decoys.iter().flat_map(|decoy| decoy::objects(*decoy)));
    all
}

/// What belongs to one installation.
#[must_use]
pub fn of(plan: &Plan) -> Vec<Value> {
    match plan {
        Plan::Workflow(plan) => workflow::objects(plan),
        Plan::Drycc(plan) => drycc::objects(plan),
    }
}
