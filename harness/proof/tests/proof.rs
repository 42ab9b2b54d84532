//! Properties of the policy over generated clusters, on the native core. That the module answers the
//! same is proved in the harness, over the same clusters.
#![allow(missing_docs)]

#[path = "proof/model.rs"]
mod model;
#[path = "proof/support.rs"]
mod support;
