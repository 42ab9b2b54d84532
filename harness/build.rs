//! Takes in the module compiled ahead of time, where `make` made one. Without it, the command compiles
//! the module at its start: the same answers, later.

use std::path::PathBuf;
use std::{env, fs};

fn main() {
    let target = env::var("TARGET").expect("cargo sets TARGET");
    println!("cargo::rustc-env=HARNESS_TARGET={target}");
    println!("cargo::rerun-if-env-changed=POLICY_CWASM");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let compiled = env::var_os("POLICY_CWASM").map(PathBuf::from).unwrap_or_default();
    println!("cargo::rerun-if-changed={}", compiled.display());
    let bytes = fs::read(compiled).unwrap_or_default();
    fs::write(out.join("policy.cwasm"), bytes).expect("OUT_DIR can be written");
}
