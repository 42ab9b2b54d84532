//! The harness: everything native. It runs the policy through an [`engine::Engine`]: the module in
//! wasmtime by default, the native core as the oracle.

pub mod cli;
pub mod command;
pub mod engine;
pub mod input;
pub mod kubewarden;
pub mod write;
