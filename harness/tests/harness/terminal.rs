//! What people see in a terminal, and what arrives where there is none.

use std::fs::File;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use harness::enforced;
use rustix::process::Signal;

use crate::interrupt::send;
use crate::pty;
use crate::support::{NOW, command, folder, read, run, stderr, stdout};

const QUICKSTART: &str = "fixtures/clusters/deis-quickstart";
const REVIEW: [&str; 4] = ["review", QUICKSTART, "--now", NOW];
const LINK: &str = "\u{1b}]8;;";

/// Everything that prints, and how it ends.
const PRINTING: [(&[&str], i32); 12] = [
    (&["--help"], 0),
    (&["help", "review"], 0),
    (&["--version"], 0),
    (&REVIEW, 1),
    (&["review", QUICKSTART, "--format", "html"], 1),
    (&["admit", "fixtures/requests/scale-up/request.json"], 0),
    (&["rules"], 0),
    (&["explain", "tls"], 0),
    (&["guide"], 0),
    (&["schema", "settings"], 0),
    (&["completions", "bash"], 0),
    (&["man"], 0),
];

fn with(more: &[&'static str]) -> Vec<&'static str> {
    [&REVIEW[..], more].concat()
}

/// The text without what is only for the terminal.
fn stripped(text: &str) -> String {
    anstream::adapter::strip_str(text).to_string()
}

#[test]
fn a_terminal_shows_the_same_words_as_a_file() {
    for words in
        [&REVIEW[..], &["rules"], &["explain", "tls"], &["explain", "tls-dhparam"], &["guide"]]
    {
        let (shown, code) = pty::run(words, 80, &[("VTE_VERSION", "7000")]);
        let plain = run(words);
        assert_eq!(code, plain.status.code());
        assert_eq!(stripped(&shown), stderr(&plain) + &stdout(&plain));
        assert!(shown.contains("\u{1b}[1m") && shown.contains(LINK), "with colours and links");
    }
}

#[test]
fn rules_and_places_are_links_where_the_terminal_knows_links() {
    let guide = format!(
        "{LINK}https://github.com/deis/workflow/blob/v2.18.0/src/managing-workflow/production-deployments.md#scale-routers\u{1b}\\"
    );
    let (shown, _) = pty::run(&REVIEW, 80, &[("VTE_VERSION", "7000")]);
    assert!(shown.contains(&guide), "{shown:?}");
    assert!(shown.contains(&format!("{LINK}file://")) && shown.contains("/cluster.yaml\u{1b}\\"));
    let (shown, _) = pty::run(&["explain", "routers-replicas"], 80, &[("TERM_PROGRAM", "vscode")]);
    assert!(shown.contains(&guide), "{shown:?}");
    for environment in [&[][..], &[("VTE_VERSION", "7000"), ("TERM", "dumb")]] {
        assert!(!pty::run(&REVIEW, 80, environment).0.contains(LINK), "{environment:?}");
    }
}

#[test]
fn colours_and_links_can_be_asked_for_and_refused() {
    let escapes = |words: &[&str], environment: &[(&str, &str)]| {
        let output = command(words).envs(environment.iter().copied()).output().expect("it runs");
        let text = stdout(&output);
        (text.contains("\u{1b}["), text.contains(LINK))
    };
    assert_eq!(escapes(&REVIEW, &[]), (false, false));
    assert_eq!(escapes(&with(&["--color", "always"]), &[("NO_COLOR", "1")]), (true, false));
    assert_eq!(escapes(&with(&["--hyperlinks", "always"]), &[]), (false, true));
    assert_eq!(escapes(&REVIEW, &[("FORCE_HYPERLINK", "1")]), (false, true));
    let forced = [("FORCE_HYPERLINK", "1"), ("CLICOLOR_FORCE", "1")];
    let refused = with(&["--hyperlinks", "never", "--color", "never"]);
    assert_eq!(escapes(&refused, &forced), (false, false));
    let (shown, _) = pty::run(&REVIEW, 80, &[("VTE_VERSION", "7000"), ("NO_COLOR", "1")]);
    assert!(!shown.contains("\u{1b}[") && shown.contains(LINK), "a link is no colour");
    let file = folder("terminal-file").join("report.txt").display().to_string();
    let output = format!("text={file}");
    run(&with(&["--color", "always", "--output", output.leak()]));
    assert!(!read(file.as_ref()).contains('\u{1b}'), "a file is no terminal");
}

#[test]
fn lines_fit_narrow_and_wide_terminals() {
    for columns in [60, 80, 200] {
        for words in [&REVIEW[..], &["rules"], &["explain", "tls"], &["guide"], &["review", "-h"]] {
            let (shown, _) = pty::run(words, columns, &[]);
            let is_to_copy = |line: &&str| {
                ["kubectl ", "cluster.yaml:", "Helm value  ", "https://", "- { ", "values.yaml: "]
                    .iter()
                    .all(|word| !line.contains(word))
            };
            let text = stripped(&shown);
            for line in text.lines().filter(is_to_copy) {
                assert!(line.chars().count() <= usize::from(columns), "{columns}: {line}");
            }
            assert!(text.lines().count() > 5, "{words:?}");
        }
    }
}

#[test]
fn quiet_leaves_the_exit_status_and_errors() {
    let file = folder("terminal-quiet").join("report.json");
    let output = format!("json={}", file.display());
    let quiet = run(&with(&["--quiet", "--output", output.leak()]));
    assert_eq!(quiet.status.code(), Some(1));
    assert_eq!((stdout(&quiet), stderr(&quiet)), (String::new(), String::new()));
    assert!(read(&file).contains("\"schemaVersion\""), "what goes into files is written");
    let request = "fixtures/requests/scale-to-one/request.json";
    let denied = run(&["admit", request, "-q"]);
    assert_eq!((denied.status.code(), stdout(&denied)), (Some(1), String::new()));
    let wrong = run(&["review", "no-such.yaml", "-q"]);
    assert_eq!(wrong.status.code(), Some(2));
    assert!(stderr(&wrong).contains("no-such.yaml cannot be read"));
}

#[test]
fn a_broken_pipe_is_no_failure() {
    for (words, status) in PRINTING {
        let mut command = command(words);
        let command = command.stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("it runs");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("a status");
        assert_eq!(output.status.code(), Some(status), "{words:?}: {}", stderr(&output));
        assert!(!stderr(&output).contains("panicked"), "{words:?}");
    }
}

#[test]
fn nobody_listening_to_errors_is_no_failure() {
    for words in [&["explain", "x"][..], &["review", "no-such.yaml"], &["reviw"], &[]] {
        for stream in [Stdio::piped(), File::create("/dev/full").expect("a device").into()] {
            let mut child = command(words).stderr(stream).spawn().expect("it runs");
            drop(child.stderr.take());
            assert_eq!(child.wait().expect("a status").code(), Some(2), "{words:?}");
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    for (words, _) in PRINTING {
        let full = File::create("/dev/full").expect("a device");
        let output = command(words).stdout(full).output().expect("it runs");
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        let errors = stderr(&output);
        let last = errors.lines().last().unwrap_or_default();
        let expected =
            "workflow-readiness: standard output cannot be written: no space left on device";
        assert_eq!(last, expected, "{words:?}");
    }
}

#[test]
fn standard_input_is_asked_for_where_a_person_types_it() {
    for words in [&["review", "-"][..], &["fix", "-"], &["admit", "-"]] {
        let mut session = pty::start(words, 80, &[]);
        session.until("from standard input; Ctrl-D ends it");
        session.child.kill().expect("it ends");
        session.child.wait().expect("it ended");
    }
    let output = command(&["review", "-"]).stdin(Stdio::null()).output().expect("it runs");
    assert_eq!(stderr(&output), "", "a pipe asks nobody");
}

#[test]
fn verbose_says_what_is_used_and_read() {
    let settings = "fixtures/settings/attested.yaml";
    let told = stderr(&run(&with(&["--settings", settings, "--verbose"])));
    for line in [
        &format!("engine: wasm, module {}", enforced::digest()),
        "settings: fixtures/settings/attested.yaml",
        "reading fixtures/clusters/deis-quickstart/cluster.yaml",
    ] {
        assert!(told.lines().any(|one| one == line), "{told}");
    }
    assert_eq!(stdout(&run(&with(&["-v"]))), stdout(&run(&REVIEW)), "the report is the same");
    assert_eq!(run(&with(&["-v", "-q"])).status.code(), Some(2));
}

/// The command, while it waits for what a pipe holds.
fn waiting(test: &str) -> (pty::Session, PathBuf) {
    let pipe = folder(test).join("pipe");
    let made = Command::new("mkfifo").arg(&pipe).status().expect("mkfifo runs");
    assert!(made.success());
    let mut session = pty::start(&["review", &pipe.display().to_string()], 80, &[]);
    session.until("| reading ");
    (session, pipe)
}

const CLEAR: &str = "\r\u{1b}[2K";

#[test]
fn what_takes_long_is_told_and_taken_away_again() {
    let (session, pipe) = waiting("terminal-progress");
    std::fs::write(pipe, "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\n").expect("written");
    let (shown, code) = session.rest();
    assert_eq!(code, Some(1));
    let (progress, report) = shown.rsplit_once(CLEAR).expect("cleared");
    assert!(!progress.contains('\n'), "one line: {progress:?}");
    assert!(stripped(report).starts_with("No Workflow installation found"), "{report:?}");
}

#[test]
fn an_interrupt_takes_the_line_away() {
    let (session, _) = waiting("terminal-interrupt");
    send(&session.child, Signal::INT);
    let (shown, code) = session.rest();
    assert_eq!(code, None, "a signal ended it");
    assert!(shown.ends_with(CLEAR), "{shown:?}");
}
