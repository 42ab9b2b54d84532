//! Builds policy.wasm from this very tree, in a target folder of its own, so that what the harness
//! runs is never stale. The same target folder would hang on cargo's lock.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use sha2::{Digest, Sha256};

const TARGET: &str = "wasm32-unknown-unknown";

fn main() {
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let package = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let root = package.ancestors().nth(2).expect("harness/module lies two folders deep");
    for input in [
        "policy/src",
        "policy/json",
        "policy/Cargo.toml",
        "policy/faces/shim",
        "policy/faces/wapc",
        "harness/accept",
        "Cargo.toml",
        "Cargo.lock",
    ] {
        println!("cargo::rerun-if-changed={}", root.join(input).display());
    }
    let folder = build(root, &out.join("wasm"));
    let read = |name: &str| fs::read(folder.join(name)).expect("cargo has just written the module");
    let bytes = read("policy_wapc.wasm");
    fs::write(out.join("accept.wasm"), read("accept.wasm")).expect("OUT_DIR can be written");
    let digest: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    fs::write(out.join("policy.wasm"), &bytes).expect("OUT_DIR can be written");
    println!("cargo::rustc-env=POLICY_WASM_SHA256={digest}");
}

fn build(root: &Path, target: &Path) -> PathBuf {
    let cargo = env::var_os("CARGO").expect("cargo sets CARGO");
    let mut command = Command::new(cargo);
    // What wraps or instruments the harness's own build has no business in the module.
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        let inherited = name.starts_with("CARGO_") && name != "CARGO_HOME";
        if inherited || name.starts_with("RUSTC") || name == "RUSTFLAGS" || name == "RUSTDOCFLAGS" {
            command.env_remove(name);
        }
    }
    let status = command
        .current_dir(root)
        .env("CARGO_ENCODED_RUSTFLAGS", flags(root).join("\u{1f}"))
        .args(["build", "--locked", "--quiet", "--profile", "wasm", "--target", TARGET])
        .args(["--package", "policy-wapc", "--package", "accept", "--target-dir"])
        .arg(target)
        .status()
        .expect("cargo can be run");
    if !status.success() {
        println!(
            "cargo::error=policy.wasm was not built; if the target is missing: rustup target add {TARGET}"
        );
        std::process::exit(1);
    }
    target.join(TARGET).join("wasm")
}

/// The linker pads every index and address that it fills in to five bytes unless it is told not to:
/// a sixteenth of the module.
fn flags(root: &Path) -> Vec<String> {
    let mut flags = remaps(root);
    flags.push("-Clink-arg=--compress-relocations".to_owned());
    flags
}

/// Takes the paths of this machine out of the module, so that every machine builds the same bytes.
fn remaps(root: &Path) -> Vec<String> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let sysroot = Command::new(rustc).args(["--print", "sysroot"]).output().ok();
    let sysroot = sysroot.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    let home = env::var("CARGO_HOME").ok().or_else(|| Some(env::var("HOME").ok()? + "/.cargo"));
    let std = sysroot.map(|path| path + "/lib/rustlib/src/rust");
    let workspace = Some(root.display().to_string());
    [(workspace, "/workspace"), (home, "/cargo"), (std, "/rust")]
        .into_iter()
        .filter_map(|(path, name)| Some(format!("--remap-path-prefix={}={name}", path?)))
        .collect()
}
