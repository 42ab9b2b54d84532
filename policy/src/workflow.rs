//! Workflow as a whole: how its components play together in one installation.

pub mod autoscaler;
pub mod detect;
pub mod dhparam;
pub mod disruption;
pub mod endpoint;
pub mod gateway;
pub mod grafana;
pub mod ingress;
pub mod keys;
pub mod losses;
pub mod registration;
pub mod router;
pub mod routing;
pub mod storage;
pub mod tls;
