//! Ctrl-C and its like leave nothing half-written.

use std::io::Read;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use rustix::process::{Pid, Signal, kill_process};

use crate::pty;
use crate::support::{command, folder, read, write};

const QUICKSTART: &str = "fixtures/clusters/deis-quickstart";

pub fn send(child: &Child, signal: Signal) {
    let id = i32::try_from(child.id()).expect("an id");
    kill_process(Pid::from_raw(id).expect("an id"), signal).expect("sent");
}

fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).expect("a folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name().into_string());
    let mut names: Vec<String> = names.map(|name| name.expect("UTF-8")).collect();
    names.sort();
    names
}

#[test]
fn an_interrupt_while_input_is_awaited_leaves_the_old_report() {
    for (signal, number) in [(Signal::INT, 2), (Signal::TERM, 15)] {
        let folder = folder(&format!("interrupt-input-{number}"));
        let report = write(&folder, "report.json", "the old one");
        let output = format!("json={report}");
        let mut session = pty::start(&["review", "-", "--output", &output], 80, &[]);
        session.until("Ctrl-D ends it");
        send(&session.child, signal);
        let status = session.child.wait().expect("a status");
        assert_eq!(status.signal(), Some(number), "a shell shows {}", 128 + number);
        assert_eq!(read(report.as_ref()), "the old one");
        assert_eq!(names(&folder), ["report.json"]);
    }
}

#[test]
fn an_interrupt_between_two_reports_leaves_each_whole_or_old() {
    let folder = folder("interrupt-between");
    for name in ["read", "never-read"] {
        let made = Command::new("mkfifo").arg(folder.join(name)).status();
        assert!(made.expect("mkfifo runs").success());
    }
    write(&folder, "before.json", "the old one");
    write(&folder, "after.json", "the old one");
    let files = ["before.json", "read", "never-read", "after.json"];
    let outputs = files.map(|name| format!("json={}", folder.join(name).display()));
    let mut words = vec!["review", QUICKSTART];
    outputs.iter().for_each(|output| words.extend(["--output", output]));
    let mut command = command(&words);
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it runs");
    // Once this one is read, the command waits for a reader of the next one.
    read(&folder.join("read"));
    send(&child, Signal::INT);
    assert_eq!(child.wait().expect("a status").signal(), Some(2));
    serde_json::from_str::<serde_json::Value>(&read(&folder.join("before.json"))).expect("whole");
    assert_eq!(read(&folder.join("after.json")), "the old one");
    assert_eq!(names(&folder), ["after.json", "before.json", "never-read", "read"]);
}

#[test]
fn an_interrupt_waits_for_nobody_who_does_not_read() {
    let folder = folder("interrupt-unread");
    // More lines of errors than a pipe holds.
    let broken: String = (0..2000).map(|_| "kind: Pod\n---\n").collect();
    let path = write(&folder, "broken.yaml", broken);
    let mut command = command(&["review", &path, "--format", "json"]);
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it runs");
    // The report is printed first: once it is read, the errors fill their pipe.
    let mut report = String::new();
    let mut stdout = child.stdout.take().expect("piped");
    let mut byte = [0];
    while !report.ends_with("\n}\n") && stdout.read(&mut byte).expect("read") == 1 {
        report.push(char::from(byte[0]));
    }
    send(&child, Signal::TERM);
    assert_eq!(child.wait().expect("a status").signal(), Some(15));
}
