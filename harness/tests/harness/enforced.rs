//! What a policy server loads, and by which digest it is told.

use std::path::PathBuf;
use std::process::Command;
use std::{env, fs};

use harness::enforced::enforced;
use sha2::{Digest, Sha256};

use crate::cli::json;
use crate::support::{NOW, folder, run, stdout};

const QUICKSTART: &str = "fixtures/clusters/deis-quickstart";

/// What the developers' tool writes.
fn written(verb: &str, test: &str) -> PathBuf {
    let path = folder(test).join("policy.cwasm");
    let status = Command::new(env!("CARGO_BIN_EXE_dev")).arg(verb).arg(&path).status();
    assert!(status.expect("the tool runs").success());
    path
}

/// The digest of what lies in `dist`.
fn given_away(test: &str) -> String {
    let bytes = fs::read(written("policy", test)).expect("the module");
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn a_report_tells_the_digest_of_what_a_policy_server_loads() {
    let digest = given_away("enforced-report");
    let review = ["review", QUICKSTART, "--now", NOW, "--format"];
    assert_eq!(json(&[&review[..], &["json"]].concat())["tool"]["module"], digest);
    let page = stdout(&run(&[&review[..], &["html"]].concat()));
    assert!(page.contains(&format!("policy.wasm <code>{digest}</code>")), "{digest}");
}

#[test]
fn the_same_file_as_another_module_has_the_same_digest() {
    let path = written("policy", "enforced-other").display().to_string();
    let review = ["review", QUICKSTART, "--now", NOW, "--format", "json"];
    let other = [&review[..], &["--module", &path]].concat();
    assert_eq!(stdout(&run(&other)), stdout(&run(&review)));
}

#[test]
fn the_version_ends_with_the_digest_as_a_list_of_checksums_has_it() {
    let version = env!("CARGO_PKG_VERSION");
    let digest = given_away("enforced-version");
    let long = format!("workflow-readiness {version}\n{digest}  policy.wasm\n");
    assert_eq!(stdout(&run(&["--version"])), long);
    assert_eq!(stdout(&run(&["-V"])), format!("workflow-readiness {version}\n"));
}

#[test]
fn the_digest_lies_beside_the_module_compiled_ahead_of_time() {
    let compiled = written("compile", "enforced-compile");
    let beside = fs::read_to_string(compiled.with_extension("cwasm.sha256")).expect("a digest");
    assert_eq!(beside, given_away("enforced-beside"));
}

#[test]
fn what_a_policy_server_loads_holds_no_path_of_the_machine_that_built_it() {
    let bytes = enforced(module::POLICY_WASM, false).expect("a module");
    let text = String::from_utf8_lossy(&bytes);
    let home = env::var("HOME").expect("a home");
    let cargo = env::var("CARGO_HOME").unwrap_or_else(|_| format!("{home}/.cargo"));
    // A mirror of the registry has a folder of its own name.
    let registries = fs::read_dir(PathBuf::from(&cargo).join("registry/src")).expect("a registry");
    let registries = registries.map(|entry| entry.expect("an entry").file_name());
    let names = registries.map(|name| name.to_string_lossy().into_owned());
    let words = [home, cargo, env!("CARGO_MANIFEST_DIR").to_owned()].into_iter().chain(names);
    for word in words.chain(["registry/src".to_owned(), "rustlib/src".to_owned()]) {
        assert!(!text.contains(&word), "{word}");
    }
}
