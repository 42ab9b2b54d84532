//! What the tests share.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

pub const NOW: &str = "2026-11-01T12:00:00Z";

/// Every format of a report.
pub const FORMATS: [&str; 6] = ["text", "json", "sarif", "junit", "markdown", "html"];

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace").to_owned()
}

/// Every file of fixtures that holds manifests.
pub fn manifests() -> Vec<PathBuf> {
    let folders = ["clusters", "rules"].map(|folder| root().join("fixtures").join(folder));
    let mut found: Vec<PathBuf> = folders
        .iter()
        .flat_map(walkdir::WalkDir::new)
        .map(|entry| entry.expect("an entry").into_path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .collect();
    found.sort();
    assert!(found.len() > 30);
    found
}

pub fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Runs the command in the workspace's folder, with a terminal's width of 80 and without colours.
pub fn run(words: &[&str]) -> Output {
    command(words).output().expect("the command runs")
}

pub fn command(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_workflow-readiness"));
    command.args(words).current_dir(root()).env("COLUMNS", "80").env_remove("NO_COLOR");
    command
}

/// Runs the command with a text on its standard input.
pub fn piped(words: &[&str], text: &str) -> Output {
    let mut command = command(words);
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command runs");
    let mut input = child.stdin.take().expect("a pipe");
    input.write_all(text.as_bytes()).expect("written");
    drop(input);
    child.wait_with_output().expect("it ends")
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// A folder for one test, empty at its start.
pub fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder");
    folder
}

pub fn write(folder: &Path, name: &str, text: impl AsRef<[u8]>) -> String {
    let path = folder.join(name);
    fs::write(&path, text).expect("written");
    path.display().to_string()
}
