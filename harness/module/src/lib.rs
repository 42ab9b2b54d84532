//! `policy.wasm`, built from this very tree.

/// The module.
pub static POLICY_WASM: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/policy.wasm"));

/// The module's SHA-256, in hexadecimal.
pub const POLICY_WASM_SHA256: &str = env!("POLICY_WASM_SHA256");
