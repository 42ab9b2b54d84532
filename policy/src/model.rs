//! Kubernetes and Workflow as the rules see them.
//!
//! Every default of Kubernetes and of Workflow's components stands here, once, with its source.
//! `repo:path@tag` names a file of the component's public repository.

pub mod component;
pub mod distribution;
pub mod env;
pub mod kind;
pub mod object;
pub mod secret;
pub mod service;
pub mod workload;
