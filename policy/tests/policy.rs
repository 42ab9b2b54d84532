//! The policy's specification: the native core on whole fixture clusters. Nothing here links wasmtime;
//! that the module answers the same is proved in the harness.
#![allow(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    clippy::arithmetic_side_effects,
    clippy::string_slice,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

#[path = "policy/admission.rs"]
mod admission;
#[path = "policy/catalogue.rs"]
mod catalogue;
#[path = "policy/certificates.rs"]
mod certificates;
#[path = "policy/certificates_elsewhere.rs"]
mod certificates_elsewhere;
#[path = "policy/clusters.rs"]
mod clusters;
#[path = "policy/coverage.rs"]
mod coverage;
#[path = "policy/deletions.rs"]
mod deletions;
#[path = "policy/forms.rs"]
mod forms;
#[path = "policy/found.rs"]
mod found;
#[path = "policy/found_branches.rs"]
mod found_branches;
#[path = "policy/found_env.rs"]
mod found_env;
#[path = "policy/found_grafana.rs"]
mod found_grafana;
#[path = "policy/found_model.rs"]
mod found_model;
#[path = "policy/found_mutants.rs"]
mod found_mutants;
#[path = "policy/found_mutants_admission.rs"]
mod found_mutants_admission;
#[path = "policy/found_mutants_deletions.rs"]
mod found_mutants_deletions;
#[path = "policy/found_mutants_rest.rs"]
mod found_mutants_rest;
#[path = "policy/found_mutants_rules.rs"]
mod found_mutants_rules;
#[path = "policy/found_mutants_storage.rs"]
mod found_mutants_storage;
#[path = "policy/found_platforms.rs"]
mod found_platforms;
#[path = "policy/found_rest.rs"]
mod found_rest;
#[path = "policy/found_routes.rs"]
mod found_routes;
#[path = "policy/found_storage.rs"]
mod found_storage;
#[path = "policy/found_tls.rs"]
mod found_tls;
#[path = "policy/host.rs"]
mod host;
#[path = "policy/input.rs"]
mod input;
#[path = "policy/moments.rs"]
mod moments;
#[path = "policy/mutations.rs"]
mod mutations;
#[path = "policy/odd_json.rs"]
mod odd_json;
#[path = "policy/partial.rs"]
mod partial;
#[path = "policy/patches.rs"]
mod patches;
#[path = "policy/reference.rs"]
mod reference;
#[path = "policy/remedies.rs"]
mod remedies;
#[path = "policy/requests.rs"]
mod requests;
#[path = "policy/rules.rs"]
mod rules;
#[path = "policy/secrecy.rs"]
mod secrecy;
#[path = "policy/settings.rs"]
mod settings;
#[path = "policy/snapshots.rs"]
mod snapshots;
#[path = "policy/support.rs"]
mod support;
#[path = "policy/trap_16.rs"]
mod trap_16;
#[path = "policy/traps.rs"]
mod traps;
#[path = "policy/traps_drycc.rs"]
mod traps_drycc;
#[path = "policy/traps_forms.rs"]
mod traps_forms;
#[path = "policy/traps_routers.rs"]
mod traps_routers;
#[path = "policy/traps_tls.rs"]
mod traps_tls;
#[path = "policy/traps_words.rs"]
mod traps_words;
#[path = "policy/truth_table.rs"]
mod truth_table;
#[path = "policy/values.rs"]
mod values;
#[path = "policy/values_open.rs"]
mod values_open;
#[path = "policy/words.rs"]
mod words;
