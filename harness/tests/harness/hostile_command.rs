//! The command on what nobody should hand in: told on inert lines, the rest is judged, no Secret is shown.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use harness::engine::wasm::{Limits, Wasm};
use harness::engine::{Engine, Failure};
use serde_json::Value;

use crate::hostile_texts::texts;
use crate::support::{FORMATS, NOW, folder, root, run, stderr, stdout, write};

/// A file whose platform is to be judged, and whose Secrets are not to be shown.
pub fn planted(folder: &Path) -> String {
    write(folder, "planted.yaml", hostile::PLANTED)
}

fn is_kept(name: &str, output: &Output) {
    let (out, told) = (stdout(output), stderr(output));
    assert!(matches!(output.status.code(), Some(1 | 2)), "{name}: {told}");
    assert_eq!(output.status.code() == Some(2), !told.is_empty(), "{name}: {told}");
    for text in [&out, &told] {
        assert!(hostile::is_inert(text), "{name}");
        assert!(!hostile::holds_secret(text.as_bytes()), "{name}");
    }
    assert!(told.lines().all(|line| line.contains("hostile.yaml:")), "{name}: {told}");
}

#[test]
fn the_command_tells_of_hostile_files_and_judges_the_good_ones() {
    let folder = folder("hostile-command");
    let planted = planted(&folder);
    for (name, bytes) in texts() {
        let path = write(&folder, "hostile.yaml", bytes);
        let output = run(&["review", &path, &planted, "--now", NOW]);
        is_kept(&name, &output);
        assert!(stdout(&output).contains("deis-router"), "{name}");
    }
}

#[test]
fn no_format_shows_what_a_hostile_file_holds_as_it_is() {
    let folder = folder("hostile-formats");
    let planted = planted(&folder);
    let text = "apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: deis-router\n  namespace: \"\\e[31m\\u202e\\0\\x7f\"\n  annotations: { component.deis.io/version: v2.13.3 }\nspec: { template: { spec: { containers: [{ name: deis-router }] } } }\n";
    let path = write(&folder, "hostile.yaml", text);
    for format in FORMATS {
        let output = run(&["review", &path, &planted, "--now", NOW, "--format", format]);
        assert!(stdout(&output).contains("planted"), "{format}");
        is_kept(format, &output);
    }
}

/// Runs the command with so many MiB for its data.
pub fn within(mebibytes: usize, words: &[&str]) -> Output {
    let script = format!("ulimit -d {}; exec \"$0\" \"$@\"", mebibytes << 10);
    let mut command = Command::new("bash");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_workflow-readiness")]).args(words);
    command.current_dir(root()).stdin(Stdio::null()).output().expect("the command runs")
}

pub fn report(output: &Output) -> Value {
    serde_json::from_str(&stdout(output)).unwrap_or_else(|_| panic!("{}", stderr(output)))
}

pub fn judges_the_planted(report: &Value) -> bool {
    let installations = report["installations"].as_array().expect("a list");
    installations.iter().any(|one| one["namespace"] == hostile::NAMESPACE)
}

/// How long the large inputs are.
const LARGE: usize = 50 << 20;

#[test]
fn an_object_of_50_mb_is_told_and_the_others_are_judged() {
    let folder = folder("hostile-object");
    let planted = planted(&folder);
    let long = "x".repeat(LARGE);
    let json = format!(
        r#"{{"apiVersion":"v1","kind":"Secret","metadata":{{"name":"a"}},"data":{{"a":"{long}"}}}}"#
    );
    let yaml = format!("apiVersion: v1\nkind: Secret\ndata: {{{}}}\n", "a,".repeat(LARGE / 2));
    for text in [json, yaml] {
        let path = write(&folder, "hostile.yaml", text);
        let words = ["review", &path, &planted, "--now", NOW, "--format", "json"];
        let output = within(1024, &words);
        assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
        let report = report(&output);
        assert_eq!(report["unreadable"].as_array().map(Vec::len), Some(1));
        assert!(judges_the_planted(&report));
    }
}

#[test]
fn fifty_mb_of_documents_good_and_broken_are_judged_within_bounds() {
    let folder = folder("hostile-documents");
    let some =
        "---\napiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: b }\ndata:\n  a: |\n";
    let some =
        format!("{some}{}---\n{{a: [}}\n---\nwords\n", "    some words of a file\n".repeat(100));
    let text = format!("{}---\n{}", some.repeat(LARGE / some.len()), hostile::PLANTED);
    let path = write(&folder, "hostile.yaml", text);
    let output = within(1024, &["review", &path, "--now", NOW, "--format", "json"]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    let report = report(&output);
    assert_eq!(report["unreadable"].as_array().map(Vec::len), Some(10_000));
    assert!(report["ignored"]["Pod"].as_u64() > Some(15_000));
    assert!(judges_the_planted(&report));
}

/// A payload of objects that take up much more in memory than as text.
fn payload(bytes: usize) -> Vec<u8> {
    let object =
        format!(r#"{{"apiVersion":"v1","kind":"Service","spec":[{}0]}}"#, "[0],".repeat(100_000));
    let objects = vec![object.as_str(); bytes / object.len()].join(",");
    format!(r#"{{"objects":[{objects}],"now":"{NOW}"}}"#).into_bytes()
}

fn is_out_of_memory(answer: &Result<Vec<u8>, Failure>, mebibytes: usize) {
    let failure = answer.as_ref().expect_err("too much");
    let words = failure.to_string();
    let told = format!("needs more than the {mebibytes} MiB of memory");
    assert!(words.contains(&told) && words.contains("give it less"), "{words}");
}

#[test]
fn what_needs_more_memory_than_the_module_may_have_is_told_and_the_next_call_is_answered() {
    let module = Wasm::built_in(&[]).expect("the module");
    assert_eq!(Limits::default().memory, 2 << 30);
    let answer = module.call("review", &payload(20 << 20));
    assert!(answer.is_ok());
    is_out_of_memory(&module.call("review", &payload(120 << 20)), 2048);
    assert!(module.call("review", &payload(1 << 20)).is_ok());
}

#[test]
fn a_payload_that_does_not_fit_into_the_module_is_told() {
    let limits = Limits { memory: 4 << 20, ..Limits::default() };
    let module = Wasm::load_with(module::POLICY_WASM, "0", limits).expect("the module");
    for operation in ["review", "validate", "validate_settings"] {
        is_out_of_memory(&module.call(operation, &payload(5 << 20)), 4);
        assert!(module.call("rules", b"").is_ok());
    }
}
