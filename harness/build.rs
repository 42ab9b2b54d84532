//! Takes in the module compiled ahead of time, where `make` made one, and the digest of what a policy server loads.
//! Without them, the command compiles the module and works out the digest at its start: the same answers, later.

use std::path::PathBuf;
use std::{env, fs};

/// How long a SHA-256 is in hexadecimal.
const DIGEST: usize = 64;

fn main() {
    let target = env::var("TARGET").expect("cargo sets TARGET");
    println!("cargo::rustc-env=HARNESS_TARGET={target}");
    println!("cargo::rerun-if-env-changed=POLICY_CWASM");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let compiled = env::var_os("POLICY_CWASM").map(PathBuf::from).unwrap_or_default();
    let digest = compiled.with_extension("cwasm.sha256");
    println!("cargo::rerun-if-changed={}", compiled.display());
    println!("cargo::rerun-if-changed={}", digest.display());
    let bytes = fs::read(compiled).unwrap_or_default();
    let from = String::from_utf8_lossy(bytes.get(..DIGEST).unwrap_or_default());
    println!("cargo::rustc-env=POLICY_COMPILED_FROM={from}");
    let digest = fs::read_to_string(digest).unwrap_or_default();
    println!("cargo::rustc-env=POLICY_ENFORCED_SHA256={}", digest.trim());
    fs::write(out.join("policy.cwasm"), bytes).expect("OUT_DIR can be written");
}
