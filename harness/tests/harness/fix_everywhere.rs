//! What `fix` fixes is gone, nothing new comes, and everything else is as it was: on every fixture, however it
//! is written.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::cli::json;
use crate::fix::fix;
use crate::support::{NOW, folder, manifests, read, stderr, stdout, write};

/// How many results of a rule on an object are in a report that fail, or could not be told.
type Counts = BTreeMap<(String, String), usize>;

fn counts(path: &str) -> Counts {
    let report = json(&["review", path, "--format", "json", "--now", NOW]);
    let installations = report["installations"].as_array().expect("a list");
    let mut counts = Counts::new();
    for result in installations.iter().flat_map(|one| one["results"].as_array().expect("a list")) {
        if result["outcome"] == "fail" || result["outcome"] == "error" {
            let rule = result["rule"].as_str().expect("an id").to_owned();
            *counts.entry((rule, result["subject"].to_string())).or_default() += 1;
        }
    }
    counts
}

/// A text in every form in which people have it.
fn forms(text: &str) -> Vec<(&'static str, String)> {
    let items: Vec<Value> = source::read(text)
        .documents
        .iter()
        .map(|one| serde_json::from_str(&one.json).expect("JSON"))
        .collect();
    let list = serde_json::json!({ "apiVersion": "v1", "kind": "List", "items": items });
    vec![
        ("as it is", text.to_owned()),
        ("of Windows", format!("\u{feff}{}", text.replace('\n', "\r\n"))),
        ("without an end", text.trim_end().to_owned()),
        ("as JSON", serde_json::to_string_pretty(&list).expect("JSON")),
    ]
}

/// The objects of a text that differ, by number.
fn changed(old: &str, new: &str) -> Vec<usize> {
    let (old, new) = (source::read(old).documents, source::read(new).documents);
    assert_eq!(old.len(), new.len());
    let pairs = old.iter().zip(&new).enumerate();
    pairs.filter(|(_, (old, new))| old.json != new.json).map(|(place, _)| place).collect()
}

/// Every line that went or came stands in an object that changed.
fn only_these_changed(old: &str, new: &str, objects: &[usize]) {
    let documents = source::read(old).documents;
    let prefix = old.bytes().zip(new.bytes()).take_while(|(old, new)| old == new).count();
    let (rest_old, rest_new) = (&old.as_bytes()[prefix..], &new.as_bytes()[prefix..]);
    let ends = rest_old.iter().rev().zip(rest_new.iter().rev());
    let suffix = ends.take_while(|(old, new)| old == new).count();
    let first = objects.iter().map(|place| documents[*place].range.start).min();
    let last = objects.iter().map(|place| documents[*place].range.end).max();
    let (Some(first), Some(last)) = (first, last) else {
        assert_eq!(old, new, "no object changed");
        return;
    };
    assert!(first <= prefix && old.len() - suffix <= last.max(prefix) + 1);
    let comments = |text: &str| text.lines().filter(|line| line.contains('#')).count();
    assert_eq!(comments(old), comments(new));
}

/// Whether a program that takes diffs is on this machine.
fn is_there(program: &str) -> bool {
    let quiet = || Stdio::null();
    let command = Command::new(program).arg("--version").stdout(quiet()).stderr(quiet()).status();
    command.is_ok_and(|status| status.success())
}

/// What a program makes of a text with a diff.
fn patched(folder: &Path, program: &[&str], diff: &str) -> String {
    write(folder, "x.diff", diff);
    let mut command = Command::new(program[0]);
    let command = command.args(&program[1..]).arg("x.diff").current_dir(folder);
    let output = command.env("GIT_CEILING_DIRECTORIES", folder).output().expect("it runs");
    assert!(output.status.success(), "{program:?}: {}{diff}", stderr(&output));
    assert!(!stdout(&output).contains("fuzz"), "{}{diff}", stdout(&output));
    read(&folder.join("x.yaml"))
}

/// Fixes a text in every way, and returns how much was fixed.
fn check(folder: &Path, text: &str, words: &[&str], programs: &[&[&str]]) -> usize {
    let path = write(folder, "x.yaml", text);
    let before = counts(&path);
    let output = fix(&[words, &[path.as_str()]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let (diff, told) = (stdout(&output), stderr(&output));
    let done: Vec<&str> = told
        .lines()
        .filter(|line| line.contains("; then ") || line.contains(": unsafe: "))
        .collect();
    let written = fix(&[words, &[&path, "--write"]].concat());
    assert_eq!(written.status.code(), Some(0), "{}", stderr(&written));
    let new = read(Path::new(&path));
    assert_eq!(done.is_empty(), new == text, "{told}");
    // What it fixed is gone, and nothing new is there.
    let after = counts(&path);
    let total = |counts: &Counts| counts.values().sum::<usize>();
    assert!(total(&after) + done.len() <= total(&before), "{told}");
    for (key, count) in &after {
        assert!(before.get(key).is_some_and(|before| count <= before), "{key:?} came up");
    }
    only_these_changed(text, &new, &changed(text, &new));
    // Once more, there is nothing to fix.
    let again = fix(&[words, &[&path, "--write"]].concat());
    assert!(!stderr(&again).contains("written"), "{}", stderr(&again));
    assert_eq!(read(Path::new(&path)), new);
    // The diff says the same.
    assert!(!told.contains("not shown") || diff.is_empty());
    if !diff.is_empty() {
        let patch = diffy::Patch::from_str(&diff).expect("a diff");
        assert_eq!(diffy::apply(text, &patch).expect("it fits"), new);
        let relative = diff.replace(&path, "x.yaml");
        let name = relative.lines().next().expect("a line").to_owned();
        let relative = relative.replace(name.trim_start_matches("--- "), "x.yaml");
        for program in programs {
            write(folder, "x.yaml", text);
            assert_eq!(patched(folder, program, &relative), new, "{program:?}");
        }
    }
    done.len()
}

#[test]
fn what_is_fixed_is_gone_nothing_new_comes_and_the_rest_is_as_it_was() {
    let all: [&[&str]; 2] = [&["patch", "--binary", "-p0", "-i"], &["git", "apply", "-p0"]];
    let programs: Vec<&[&str]> = all.into_iter().filter(|one| is_there(one[0])).collect();
    let folder = folder("fix-everywhere");
    let mut fixed: BTreeMap<&str, usize> = BTreeMap::new();
    for path in manifests() {
        let name = path.display().to_string();
        if !name.ends_with("bad.yaml") && !name.ends_with("cluster.yaml") {
            continue;
        }
        let text = read(&path);
        let safe = check(&folder, &text, &[], &programs);
        *fixed.entry("by safe fixes").or_default() += safe;
        for (form, text) in forms(&text) {
            let count = check(&folder, &text, &["--unsafe"], &programs);
            *fixed.entry(form).or_default() += count;
            if count == 0 {
                break;
            }
        }
    }
    assert_eq!(fixed.len(), 5);
    assert!(fixed.values().all(|count| *count >= 18), "{fixed:?}");
}
