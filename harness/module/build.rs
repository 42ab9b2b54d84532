//! Builds policy.wasm from this very tree, in a target folder of its own, so that what the harness
//! runs is never stale; and makes it small with wasm-opt.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

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
    // What is not there would be taken for changed each time.
    let added = root.join("policy/faces/web/node_modules/binaryen/package.json");
    let seen = added.ancestors().find(|path| path.exists()).unwrap_or(root);
    println!("cargo::rerun-if-changed={}", seen.display());
    let (policy, accept) = match modules(root, &out) {
        Ok(modules) => modules,
        Err(error) => {
            println!("cargo::error={error}");
            std::process::exit(1);
        }
    };
    let digest: String = Sha256::digest(&policy).iter().map(|byte| format!("{byte:02x}")).collect();
    fs::write(out.join("accept.wasm"), accept).expect("OUT_DIR can be written");
    fs::write(out.join("policy.wasm"), policy).expect("OUT_DIR can be written");
    println!("cargo::rustc-env=POLICY_WASM_SHA256={digest}");
}

/// The policy, and the module that accepts everything.
fn modules(root: &Path, out: &Path) -> io::Result<(Vec<u8>, Vec<u8>)> {
    let folder = wasm::build(root, &out.join("wasm"), "wasm", &["policy-wapc", "accept"])?;
    let optimizer = wasm::optimizer(root);
    if optimizer.is_none() {
        println!(
            "cargo::warning=policy.wasm is 14 KB larger than the one that is given away: `make` adds wasm-opt"
        );
    }
    let read = |name: &str| {
        let built = folder.join(name);
        let Some(optimizer) = &optimizer else { return fs::read(built) };
        let optimized = out.join(name).with_extension("optimized.wasm");
        wasm::optimize(optimizer, &built, &optimized)?;
        fs::read(optimized)
    };
    Ok((read("policy_wapc.wasm")?, read("accept.wasm")?))
}
