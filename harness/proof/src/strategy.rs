//! What proptest puts together.

mod drycc;
mod ready;
mod setting;
mod workflow;

use proptest::prelude::*;

use crate::plan::{Decoy, Plan, World};

pub use drycc::drycc;
pub use workflow::workflow;

/// One installation, Deis' or Hephy's twice as often as Drycc's.
pub fn plan() -> BoxedStrategy<Plan> {
    prop_oneof![
        2 => workflow().prop_map(|plan| Plan::Workflow(Box::new(plan))).boxed(),
        1 => drycc().prop_map(|plan| Plan::Drycc(Box::new(plan))).boxed(),
    ]
    .boxed()
}

/// One installation that follows the guide.
pub fn ready() -> BoxedStrategy<Plan> {
    plan()
        .prop_map(|plan| match plan {
            Plan::Workflow(plan) => Plan::Workflow(Box::new(ready::workflow(*plan))),
            Plan::Drycc(plan) => Plan::Drycc(Box::new(ready::drycc(*plan))),
        })
        .boxed()
}

/// One installation in most clusters, two in some, and what applications have beside it.
pub fn world() -> impl Strategy<Value = World> {
    let installations = prop_oneof![
        4 => plan().prop_map(|one| vec![one]),
        1 => (plan(), plan()).prop_map(apart),
    ];
    let decoys = prop::collection::vec(decoy(), 0..3);
    (installations, decoys).prop_map(|(installations, mut decoys)| {
        let mut seen = Vec::new();
        decoys.retain(|decoy| {
            let new = !seen.contains(decoy);
            seen.push(*decoy);
            new
        });
        World { installations, decoys }
    })
}

/// The second one moves to a namespace of its own.
fn apart((one, mut other): (Plan, Plan)) -> Vec<Plan> {
    let namespace = match &mut other {
        Plan::Workflow(plan) => &mut plan.namespace,
        Plan::Drycc(plan) => &mut plan.namespace,
    };
    "staging".clone_into(namespace);
    vec![one, other]
}

pub fn decoy() -> impl Strategy<Value = Decoy> {
    prop::sample::select(vec![
        Decoy::RouterByName,
        Decoy::OpenMinio,
        Decoy::KeyFile,
        Decoy::RoutableService,
        Decoy::Autoscaler,
        Decoy::Ingress,
    ])
}
