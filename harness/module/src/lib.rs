//! `policy.wasm`, built from this very tree.

/// The module.
pub static POLICY_WASM: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/policy.wasm"));

/// The module's SHA-256, in hexadecimal.
pub const POLICY_WASM_SHA256: &str = env!("POLICY_WASM_SHA256");

/// A guest that accepts everything, on the same shim and built the same way: what the bench compares
/// the module with.
pub static ACCEPT_WASM: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/accept.wasm"));
