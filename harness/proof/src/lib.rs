//! Generated clusters, and a model of what holds in them, for the property tests.
//!
//! A *plan* says how an installation was put together; [`cluster`] makes typed Kubernetes objects of it, and
//! [`model`] says what a reviewer who knew the plan would say of each recommendation. The model knows
//! nothing of the rules: it reads the plan, and is held to `workflow-facts`, not to the policy.
#![allow(missing_docs)]

pub mod certificate;
pub mod cluster;
pub mod forms;
pub mod load;
pub mod model;

pub mod plan;
pub mod strategy;

pub use model::{Expected, Outcome, Standing, expected};
pub use plan::{Decoy, Plan, World};
