//! Lists as long as a large cluster's: from a file, redirected and through a pipe.

use std::fs::File;
use std::process::{Output, Stdio};

use crate::hostile_command::{judges_the_planted, planted, report, within};
use crate::support::{NOW, command, folder, piped, stderr, write};

/// How long they are, in bytes: three times what is set aside.
const LONG: usize = 50 << 20;

/// An application's object, some 600 bytes of it.
fn application(number: usize) -> String {
    let words = "some words of an application's settings ".repeat(12);
    format!(
        r#"{{"apiVersion":"v1","kind":"ConfigMap","metadata":{{"name":"a","namespace":"shop-{number}"}},"data":{{"a":"{words}"}}}}"#
    )
}

fn list(items: &[String]) -> String {
    format!(r#"{{"apiVersion":"v1","items":[{}],"kind":"List"}}"#, items.join(",\n"))
}

#[test]
fn what_memory_a_long_list_takes_does_not_depend_on_how_long_it_is() {
    let folder = folder("long-list");
    let planted = planted(&folder);
    let objects: Vec<String> = (0..LONG / 600).map(application).collect();
    let some = &objects[..objects.len() / 2];
    let yaml: String = some.iter().map(|one| format!("- {one}\n")).collect();
    let yaml = format!("apiVersion: v1\nitems:\n{yaml}kind: List\n");
    for (text, count) in [(list(&objects), objects.len()), (yaml, some.len())] {
        let path = write(&folder, "list.yaml", text);
        let output = within(64, &["review", &path, &planted, "--now", NOW, "--format", "json"]);
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        let report = report(&output);
        assert_eq!(report["ignored"]["ConfigMap"], count);
        assert!(judges_the_planted(&report));
    }
}

fn redirected(words: &[&str], path: &str) -> Output {
    let file = File::open(path).expect("the file");
    command(words).stdin(Stdio::from(file)).output().expect("the command runs")
}

#[test]
fn a_platform_at_the_end_of_a_long_list_is_found_or_a_pipe_is_told_to_be_a_file() {
    let folder = folder("long-list-late");
    let mut objects: Vec<String> = (0..LONG / 600).map(application).collect();
    let own = r#"{"apiVersion":"v1","kind":"Service","metadata":{"name":"a","namespace":"own"},"spec":{"type":"NodePort","ports":[{"port":80,"nodePort":30080}]}}"#;
    objects[0] = own.to_owned();
    let controller = r#"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"deis-controller","namespace":"own","annotations":{"component.deis.io/version":"v2.20.0"}},"spec":{"template":{"spec":{"containers":[{"name":"deis-controller"}]}}}}"#;
    objects.push(controller.to_owned());
    let text = list(&objects);
    let path = write(&folder, "list.json", &text);
    let words = |input| ["review", input, "--now", NOW, "--format", "json"];
    let of_file = command(&words(&path)).output().expect("the command runs");
    let of_file = report(&of_file);
    assert_eq!(of_file["installations"][0]["namespace"], "own");
    assert_eq!(of_file["ignored"]["ConfigMap"], objects.len() - 2);
    let of_stdin = report(&redirected(&words("-"), &path));
    assert_eq!(of_stdin["installations"][0]["sections"], of_file["installations"][0]["sections"]);
    assert_eq!(of_stdin["unreadable"], of_file["unreadable"]);
    let output = piped(&words("-"), &text);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("save the input in a file"), "{}", stderr(&output));
    assert_eq!(report(&output)["ready"], false);
}
