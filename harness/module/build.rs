//! Builds policy.wasm from this very tree, in a target folder of its own, so that what the harness
//! runs is never stale.

use std::path::PathBuf;
use std::{env, fs};

use sha2::{Digest, Sha256};

fn main() {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let package = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let root = package.ancestors().nth(2).expect("harness/module lies two folders deep");
    for input in [
        "policy/src",
        "policy/json",
        "policy/certificate",
        "policy/words",
        "policy/build.rs",
        "docs/settings.schema.json",
        "docs/report.schema.json",
        "policy/Cargo.toml",
        "policy/faces/shim",
        "policy/faces/wapc",
        "harness/accept",
        "Cargo.toml",
        "Cargo.lock",
    ] {
        println!("cargo::rerun-if-changed={}", root.join(input).display());
    }
    let built = wasm::build(root, &out.join("wasm"), "wasm", &["policy-wapc", "accept"]);
    let folder = match built {
        Ok(folder) => folder,
        Err(error) => {
            println!("cargo::error={error}");
            std::process::exit(1);
        }
    };
    let read = |name: &str| fs::read(folder.join(name)).expect("cargo has just written the module");
    let bytes = read("policy_wapc.wasm");
    fs::write(out.join("accept.wasm"), read("accept.wasm")).expect("OUT_DIR can be written");
    let digest: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    fs::write(out.join("policy.wasm"), &bytes).expect("OUT_DIR can be written");
    println!("cargo::rustc-env=POLICY_WASM_SHA256={digest}");
}
