//! The tree keeps the shape that the design gives it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::support::{read, root};

fn sources(folder: &str) -> BTreeMap<PathBuf, String> {
    let sources: BTreeMap<PathBuf, String> = walkdir::WalkDir::new(root().join(folder))
        .into_iter()
        .map(|entry| entry.expect("an entry").into_path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rs"))
        .map(|path| (path.strip_prefix(root()).expect("inside").to_owned(), read(&path)))
        .collect();
    assert!(!sources.is_empty(), "{folder}");
    sources
}

/// The modules of the core in order of dependence, as its overview lists them.
const ORDER: [&str; 32] = [
    "json",
    "packed",
    "gather",
    "joined",
    "patch",
    "moment",
    "place",
    "model::kind",
    "unknown",
    "missing",
    "model",
    "chart",
    "guide",
    "checklist",
    "finding",
    "verdict",
    "cluster",
    "host",
    "clock",
    "settings",
    "context",
    "workflow",
    "rule",
    "rules",
    "coverage",
    "report",
    "standing",
    "engine",
    "review",
    "lookup",
    "wire",
    "admission",
];

fn rank(module: &str) -> usize {
    let of = |name: &str| ORDER.iter().position(|one| *one == name);
    let two: Vec<&str> = module.split("::").take(2).collect();
    of(&two.join("::")).or_else(|| of(two[0])).unwrap_or(ORDER.len())
}

/// The module that a file of the core holds.
fn module(path: &Path) -> String {
    let inside = path.strip_prefix("policy/src").expect("of the core").with_extension("");
    inside.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("::")
}

/// What a file uses of its own crate: the paths behind `crate::`.
fn uses(text: &str) -> Vec<&str> {
    let paths = text.split("crate::").skip(1);
    let end =
        |character: char| !(character.is_alphanumeric() || character == '_' || character == ':');
    paths.map(|rest| rest.split(end).next().unwrap_or_default().trim_end_matches(':')).collect()
}

#[test]
fn each_module_of_the_core_uses_only_those_before_it() {
    for (path, text) in sources("policy/src") {
        let own = module(&path);
        if own == "lib" {
            continue;
        }
        for used in uses(&text) {
            let inside = used.split("::").next() == own.split("::").next();
            assert!(inside || rank(used) < rank(&own), "{own} uses {used}");
        }
    }
}

#[test]
fn a_rule_speaks_workflow_and_nothing_below_it() {
    for (path, text) in sources("policy/src/rules") {
        for word in [
            "serde",
            "wire",
            "host::",
            "crate::rules",
            "super::",
            "apiVersion",
            "api_version",
            "unsafe",
        ] {
            assert!(!text.contains(word), "{}: {word}", path.display());
        }
    }
}

#[test]
fn faces_use_only_the_operations_and_the_host() {
    for (path, text) in sources("policy/faces") {
        for used in text.split("policy::").skip(1) {
            let allowed = used.starts_with("api")
                || used.starts_with("host")
                || used.starts_with("{api, host");
            assert!(allowed, "{}: policy::{}", path.display(), &used[..20.min(used.len())]);
        }
        let shim = path.starts_with("policy/faces/shim");
        assert!(shim || text.lines().count() <= 60, "{}", path.display());
    }
}

#[test]
fn the_wasm_engine_knows_nothing_of_the_core() {
    let text = read(&root().join("harness/src/engine/wasm.rs"));
    assert!(!text.contains("policy::"), "else the differential test compares a thing with itself");
}

#[test]
fn the_command_runs_rules_through_an_engine_only() {
    for (path, text) in sources("harness/src") {
        let native = path.ends_with("engine/native.rs");
        for word in ["policy::rules", "policy::engine", "policy::api", "policy::rule"] {
            assert!(native || !text.contains(word), "{}: {word}", path.display());
        }
    }
}

#[test]
fn the_core_depends_on_little() {
    let manifest = read(&root().join("policy/Cargo.toml"));
    let from = manifest.find("\n[dependencies]").expect("dependencies") + 1;
    let until = manifest[from..].find("\n[build-dependencies]").expect("build-dependencies") + from;
    let names: Vec<&str> = manifest[from..until]
        .lines()
        .skip(1)
        .filter_map(|line| line.split(['.', ' ', '=']).next())
        .filter(|name| !name.is_empty())
        .collect();
    let allowed =
        ["base64", "certificate", "json", "schemars", "serde", "serde_json", "time", "words"];
    assert_eq!(names, allowed);
}

#[test]
fn nothing_asks_for_what_is_left_unread() {
    for (path, text) in sources("policy/src") {
        let text = text.split_once("pub static UNREAD").map_or(&*text, |(before, behind)| {
            assert!(path.ends_with("model/object.rs"));
            let behind = behind.split_once("]);").expect("the end of the list").1;
            assert!(!before.contains("UNREAD"));
            behind
        });
        for name in policy::model::object::UNREAD.names() {
            assert!(!text.contains(&format!("\"{name}\"")), "{}: {name}", path.display());
        }
    }
}

#[test]
fn files_are_small() {
    for folder in ["policy", "harness", "fixtures/generator"] {
        for (path, text) in sources(folder) {
            let lines = text.lines().count();
            let is_test = path.iter().any(|part| part == "tests");
            assert!(lines <= if is_test { 500 } else { 300 }, "{}: {lines} lines", path.display());
        }
    }
}

#[test]
fn nothing_committed_holds_a_path_of_this_machine() {
    let home = std::env::var("HOME").expect("a home") + "/";
    let workspace = root().display().to_string();
    for folder in ["policy", "harness", "fixtures/generator"] {
        for (path, text) in sources(folder) {
            for word in [&home, &workspace] {
                assert!(!text.contains(word.as_str()), "{}", path.display());
            }
        }
    }
}
