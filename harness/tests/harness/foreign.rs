//! Texts of other systems, and names that nobody expects.

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::process::{Output, Stdio};

use serde_json::Value;

use crate::pty;
use crate::support::{NOW, command, folder, read, root, run, stderr, stdout, write};

const S3: &str = "fixtures/clusters/deis-production-s3/cluster.yaml";

/// The text as Windows' editors save it.
fn windows(text: &str) -> String {
    format!("\u{feff}{}", text.replace('\n', "\r\n"))
}

/// A copy of a fixture as Windows' editors save it.
fn saved(folder: &std::path::Path, fixture: &str) -> String {
    let name = fixture.rsplit('/').next().expect("a name");
    write(folder, name, windows(&read(&root().join(fixture))))
}

/// The report without what says where bytes stand, which every line's end moves.
fn report(words: &[&str]) -> Value {
    let output = run(&[words, &["--format", "json", "--now", NOW]].concat());
    let mut report: Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    let installations = report["installations"].as_array_mut().expect("a list");
    for result in installations.iter_mut().flat_map(|one| one["results"].as_array_mut()).flatten() {
        result["source"]["file"] = Value::Null;
        for end in ["start", "end"] {
            result["source"][end]["offset"] = Value::Null;
        }
        result["remediation"]["edits"] = Value::Null;
    }
    report
}

#[test]
fn manifests_values_and_settings_mean_the_same_with_line_ends_of_windows() {
    let folder = folder("foreign-windows");
    let settings = "fixtures/settings/attested.yaml";
    let values = "fixtures/clusters/deis-production-s3/values.yaml";
    let copies = [S3, settings, values].map(|fixture| saved(&folder, fixture));
    let [cluster, attested, chart] = copies.each_ref().map(String::as_str);
    let ours = report(&["review", S3, "--settings", settings]);
    assert_eq!(ours["ready"], true);
    assert_eq!(report(&["review", cluster, "--settings", attested]), ours);
    let ours = report(&["review", "--values", values]);
    assert!(ours["installations"][0]["results"].as_array().expect("a list").len() > 3);
    assert_eq!(report(&["review", "--values", chart]), ours);
}

#[test]
fn requests_and_sessions_mean_the_same_with_line_ends_of_windows() {
    let folder = folder("foreign-request");
    let fixture = "fixtures/requests/delete-database-off-cluster/request.json";
    let session = "fixtures/sessions/delete-database-off-cluster.yml";
    let answer = |words: &[&str]| stdout(&run(&[&["admit"], words, &["--now", NOW]].concat()));
    let ours = answer(&[fixture, "--replay", session]);
    assert!(ours.contains("\"allowed\": true"), "{ours}");
    let copy = write(&folder, "session.yml", format!("\u{feff}{}", read(&root().join(session))));
    assert_eq!(answer(&[&saved(&folder, fixture), "--replay", &copy]), ours);
    assert_eq!(
        answer(&[fixture, "--objects", S3]),
        answer(&[fixture, "--objects", &saved(&folder, S3)])
    );
}

#[test]
fn a_text_of_windows_is_fixed_once_and_for_all() {
    let bad = windows(&read(&root().join("fixtures/rules/routers-replicas/bad.yaml")));
    let folder = folder("foreign-fix");
    let path = write(&folder, "bad.yaml", &bad);
    let fix = |path: &str| -> Output {
        let file = std::fs::File::open(path).expect("the file");
        command(&["fix", "-", "--now", NOW]).stdin(Stdio::from(file)).output().expect("it runs")
    };
    let mended = stdout(&fix(&path));
    assert_ne!(mended, bad);
    let again = fix(&write(&folder, "mended.yaml", &mended));
    assert!(stdout(&again) == mended, "{}", stderr(&again));
    assert!(!stderr(&again).contains("routers-replicas"), "{}", stderr(&again));
}

#[test]
fn names_that_are_no_text_or_look_like_more_are_shown_and_not_obeyed() {
    let folder = folder("foreign-names");
    let names: [&[u8]; 4] =
        [b"a b.yaml", b"red\x1b[31m.yaml", b"latin\xe9.yaml", b"two\nlines.yaml"];
    for name in names {
        let path = folder.join(OsStr::from_bytes(name));
        std::fs::write(&path, read(&root().join("fixtures/rules/routers-replicas/bad.yaml")))
            .expect("written");
        for words in [&["review"][..], &["review", "--format", "sarif"], &["review", "--verbose"]] {
            let output = command(words).arg(&path).output().expect("it runs");
            assert_eq!(output.status.code(), Some(1), "{name:?}");
            let shown = stdout(&output) + &stderr(&output);
            assert!(!shown.contains('\u{1b}') && !shown.contains("two\nlines"), "{shown}");
        }
        std::fs::write(&path, "kind: [\n").expect("written");
        let output = command(&["review"]).arg(&path).output().expect("it runs");
        assert_eq!((output.status.code(), stderr(&output).lines().count()), (Some(2), 1));
        std::fs::remove_file(&path).expect("removed");
        for option in ["--settings", "--values", "--config", "--module"] {
            let output = command(&["review", S3, option]).arg(&path).output().expect("it runs");
            assert_eq!(output.status.code(), Some(2), "{option} {name:?}");
            assert_eq!(stderr(&output).lines().count(), 1, "{}", stderr(&output));
            assert!(!stderr(&output).contains('\u{1b}'), "{}", stderr(&output));
        }
    }
}

#[test]
fn what_a_wrong_call_holds_is_inert_in_a_terminal() {
    for words in [
        &["review", "x", "--format", "\u{1b}]0;title\u{7}"][..],
        &["\u{1b}[2J"],
        &["explain", "\u{1b}[2J"],
        &["review", "\u{1b}[2J.yaml"],
        &["man", "\u{1b}[2J"],
    ] {
        let (shown, code) = pty::run(words, 80, &[]);
        assert_eq!(code, Some(2), "{words:?}");
        assert!(!shown.contains("\u{1b}]0") && !shown.contains("\u{1b}[2J"), "{shown:?}");
        assert!(!shown.contains('\u{7}'), "{shown:?}");
    }
}

#[test]
fn thousands_of_files_are_read_in_the_order_of_their_names() {
    let folder = folder("foreign-many");
    for number in (0..3000).rev() {
        write(&folder, &format!("{number:04}.yaml"), "kind: Pod\n");
    }
    let output = run(&["review", &folder.display().to_string()]);
    assert_eq!(output.status.code(), Some(2));
    let errors = stderr(&output);
    let names: Vec<&str> =
        errors.lines().filter_map(|line| line.split(".yaml:").next()?.rsplit('/').next()).collect();
    let expected: Vec<String> = (0..3000).map(|number| format!("{number:04}")).collect();
    assert_eq!(names, expected, "a line for each that could not be read");
}

#[test]
fn each_way_to_end_has_the_status_of_the_contract() {
    let folder = folder("foreign-status");
    let nothing = write(&folder, "nothing.yaml", "");
    let broken = write(&folder, "broken.yaml", "a: [\n");
    let full = format!("json={}/no-such/report.json", folder.display());
    let request = "fixtures/requests/scale-up/request.json";
    let denied = "fixtures/requests/scale-to-one/request.json";
    let cases: [(&[&str], i32); 24] = [
        (&["--help"], 0),
        (&["help"], 0),
        (&["-V"], 0),
        (&["rules"], 0),
        (&["explain", "tls"], 0),
        (&["explain", "nothing"], 2),
        (&["schema", "report"], 0),
        (&["schema", "nothing"], 2),
        (&["completions", "nothing"], 2),
        (&["man", "--dir", "Makefile"], 2),
        (&["review", S3], 0),
        (&["review", S3, "--require-ready"], 1),
        (&["review", &nothing], 1),
        (&["review", &broken], 2),
        (&["review", S3, &broken], 2),
        (&["review", S3, "--output", &full], 2),
        (&["review", S3, "--settings", &broken], 2),
        (&["review", S3, "--config", &broken], 2),
        (&["review", S3, "--colour", "never"], 2),
        (&["admit", request], 0),
        (&["admit", denied, "--objects", S3], 1),
        (&["admit", &nothing], 2),
        (&["admit", request, "--objects", &broken], 2),
        (&["fix", &broken], 2),
    ];
    for (words, status) in cases {
        let output = run(words);
        assert_eq!(output.status.code(), Some(status), "{words:?}: {}", stderr(&output));
        assert_eq!(stderr(&output).is_empty(), status != 2, "{words:?}: {}", stderr(&output));
    }
}
