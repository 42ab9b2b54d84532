//! The harness: everything native. It runs the policy through an [`engine::Engine`]: the module in
//! wasmtime by default, the native core as the oracle.

pub mod baseline;
pub mod cli;
pub mod cluster;
pub mod command;
pub mod config;
pub mod draft;
pub mod enforced;
pub mod engine;
pub mod file;
pub mod input;
pub mod interrupt;
pub mod kubewarden;
pub mod progress;
pub mod settings;
pub mod suggest;
pub mod terminal;
pub mod unmatched;
