//! The module as a policy server loads it: the built-in one with Kubewarden's metadata, `dist/policy.wasm`. Reports
//! name it by its digest, so that what a review was made with can be compared with what a cluster enforces.

use std::sync::LazyLock;

use kit::annotate::annotate;
use kit::metadata::Metadata;
use sha2::{Digest, Sha256};

/// Of the build: the digest of the module that was compiled ahead of time, and the one of what a policy server loads.
const AHEAD: (&str, &str) = (env!("POLICY_COMPILED_FROM"), env!("POLICY_ENFORCED_SHA256"));

/// A module with Kubewarden's metadata; `mutating` says that it may change objects.
///
/// # Errors
/// The metadata cannot be written as JSON.
pub fn enforced(module: &[u8], mutating: bool) -> serde_json::Result<Vec<u8>> {
    annotate(module, &Metadata::of_this_build(mutating).with_protocol())
}

/// A SHA-256, in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The SHA-256 of the built-in module as a policy server loads it; worked out now where the build did not do that.
pub fn digest() -> &'static str {
    static NOW: LazyLock<String> = LazyLock::new(|| {
        enforced(module::POLICY_WASM, false).map(|bytes| sha256(&bytes)).unwrap_or_default()
    });
    match AHEAD {
        (module::POLICY_WASM_SHA256, digest) if !digest.is_empty() => digest,
        _ => &NOW,
    }
}

/// What `--version` says: the version, and the module's digest as `sha256sum` prints it.
pub fn version() -> &'static str {
    static WORDS: LazyLock<String> =
        LazyLock::new(|| format!("{}\n{}  policy.wasm", env!("CARGO_PKG_VERSION"), digest()));
    &WORDS
}
