//! Properties of the policy over generated clusters, on the native core. That the module answers the
//! same is proved in the harness, over the same clusters.
#![allow(missing_docs)]

#[path = "proof/admission.rs"]
mod admission;
#[path = "proof/engine.rs"]
mod engine;
#[path = "proof/fixes.rs"]
mod fixes;
#[path = "proof/forms.rs"]
mod forms;
#[path = "proof/model.rs"]
mod model;
#[path = "proof/neighbours.rs"]
mod neighbours;
#[path = "proof/oracle.rs"]
mod oracle;
#[path = "proof/settings.rs"]
mod settings;
#[path = "proof/support.rs"]
mod support;
#[path = "proof/worse.rs"]
mod worse;
