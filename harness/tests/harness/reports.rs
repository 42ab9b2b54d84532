//! The report in every format, on standard output and in files.

use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;

use serde_json::Value;

use crate::support::{FORMATS, NOW, folder, read, run, stderr, stdout, write};

const QUICKSTART: &str = "fixtures/clusters/deis-quickstart";

fn review(words: &[&str]) -> std::process::Output {
    run(&[&["review", QUICKSTART, "--now", NOW], words].concat())
}

/// How a report begins.
fn begins(format: &str) -> &'static str {
    match format {
        "text" => "Deis Workflow in namespace deis: not ready\n",
        "json" => "{\n  \"schemaVersion\": 1,",
        "sarif" => "{\n  \"$schema\": ",
        "junit" => "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites ",
        "markdown" => "## ❌ Deis Workflow in namespace `deis` is not ready\n",
        _ => "<!DOCTYPE html>",
    }
}

#[test]
fn every_format_is_printed_and_changes_no_exit_status() {
    for format in FORMATS {
        let output = review(&["--format", format]);
        assert_eq!(output.status.code(), Some(1), "{format}: {}", stderr(&output));
        let text = stdout(&output);
        assert!(text.starts_with(begins(format)) && text.ends_with('\n'), "{format}");
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    for format in FORMATS {
        let words = ["--format", format];
        assert_eq!(stdout(&review(&words)), stdout(&review(&words)), "{format}");
    }
}

#[test]
fn files_are_written_beside_what_is_printed() {
    let folder = folder("reports-files");
    let path = |format: &str| folder.join(format).display().to_string();
    let outputs: Vec<String> =
        FORMATS.iter().map(|format| format!("{format}={}", path(format))).collect();
    let words: Vec<&str> = outputs.iter().flat_map(|one| ["--output", one]).collect();
    let output = review(&words);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert_eq!(stdout(&output), stdout(&review(&[])), "it is printed all the same");
    for format in FORMATS {
        let written = read(Path::new(&path(format)));
        assert!(written.starts_with(begins(format)), "{format}");
        if format != "text" {
            assert_eq!(written, stdout(&review(&["--format", format])), "{format}");
        }
    }
    let left = std::fs::read_dir(&folder).expect("the folder").count();
    assert_eq!(left, FORMATS.len(), "nothing else is left there");
}

#[test]
fn a_file_is_replaced_and_keeps_its_permissions() {
    let folder = folder("reports-replaced");
    let path = write(&folder, "report.sarif", "old");
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o640)).expect("permissions");
    let link = folder.join("link.sarif");
    symlink("report.sarif", &link).expect("a link");
    let output = review(&["--output", &format!("sarif={}", link.display())]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let log: Value = serde_json::from_str(&read(Path::new(&path))).expect("JSON");
    assert_eq!(log["version"], "2.1.0");
    let mode = std::fs::metadata(&path).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
    assert!(link.is_symlink());
}

#[test]
fn a_new_file_is_as_readable_as_any_other() {
    let folder = folder("reports-new");
    let other = write(&folder, "other", "");
    let mode = |path: &Path| std::fs::metadata(path).expect("a file").permissions().mode();
    let path = folder.join("report.xml");
    review(&["--output", &format!("junit={}", path.display())]);
    assert_eq!(mode(&path), mode(Path::new(&other)));
}

#[test]
fn what_is_no_file_is_written_as_it_is() {
    let output = review(&["--format", "json", "--output", "sarif=/dev/null"]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    assert!(!Path::new("/dev/null").is_file());
}

#[test]
fn a_wrong_output_is_a_wrong_call() {
    let wrong = [
        ("sarif", "write it as sarif=report.sarif"),
        ("pdf=x.pdf", "there are text, json, sarif, junit, markdown, html"),
        ("sarif=", "the file has no name"),
        ("sarif=-", "there is --format"),
        ("sarif=/nowhere/at/all/x", "/nowhere/at/all/x cannot be written"),
    ];
    for (words, told) in wrong {
        let output = review(&["--output", words]);
        assert_eq!(output.status.code(), Some(2), "{words}");
        assert!(stderr(&output).contains(told), "{words}: {}", stderr(&output));
    }
    let folder = folder("reports-twice");
    let (one, other) = (folder.join("x").display().to_string(), "json");
    let words = [format!("sarif={one}"), format!("{other}={one}")];
    let output = review(&["--output", &words[0], "--output", &words[1]]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("two formats go to"), "{}", stderr(&output));
}

#[test]
fn one_output_that_fails_loses_no_other() {
    let folder = folder("reports-partly");
    let good = folder.join("good.html");
    let words = ["sarif=/nowhere/x".to_owned(), format!("html={}", good.display())];
    let output = review(&["--output", &words[0], "--output", &words[1]]);
    assert_eq!(output.status.code(), Some(2));
    assert!(read(&good).starts_with(begins("html")));
    assert!(stdout(&output).starts_with(begins("text")), "the report is printed all the same");
}

#[test]
fn an_unreadable_file_is_told_in_every_format() {
    let folder = folder("reports-unreadable");
    let path = write(&folder, "broken.yaml", "kind: [\n");
    for format in FORMATS {
        let output = run(&["review", QUICKSTART, &path, "--now", NOW, "--format", format]);
        assert_eq!(output.status.code(), Some(2), "{format}");
        assert!(stdout(&output).contains("broken.yaml"), "{format}");
    }
}
