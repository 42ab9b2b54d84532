//! Workflow as a whole: how its components play together in one installation.

pub mod autoscaler;
pub mod detect;
pub mod ingress;
pub mod storage;
pub mod tls;
