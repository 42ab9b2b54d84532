//! Properties over generated clusters, of the module: the files of `harness/proof/tests` once more with
//! another engine, and what takes Kubewarden's host.

#[path = "generated/admission.rs"]
mod admission;
#[path = "generated/differential.rs"]
mod differential;
#[path = "generated/engine.rs"]
mod engine;
#[path = "../../proof/tests/proof/fixes.rs"]
mod fixes;
#[path = "../../proof/tests/proof/forms.rs"]
mod forms;
#[path = "../../proof/tests/proof/model.rs"]
mod model;
#[path = "../../proof/tests/proof/neighbours.rs"]
mod neighbours;
#[path = "../../proof/tests/proof/settings.rs"]
mod settings;
#[path = "../../proof/tests/proof/support.rs"]
mod support;
#[path = "../../proof/tests/proof/worse.rs"]
mod worse;
