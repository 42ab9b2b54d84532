//! Every command of the documentation is run, in the order in which it stands. What is not a part of this
//! project, such as kubectl and Helm, is played by scripts that answer as the real ones do.

use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use serde_json::Value;

use crate::live::server::{Served, Server};
use crate::live::{kubeconfig, objects};
use crate::support::{command, folder, read, root, run, stdout};

/// Each page, the README first.
fn pages() -> Vec<PathBuf> {
    let mut pages: Vec<PathBuf> = walkdir::WalkDir::new(root().join("docs"))
        .into_iter()
        .map(|entry| entry.expect("an entry").into_path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    pages.sort();
    pages.insert(0, root().join("README.md"));
    pages
}

/// The blocks of code in one language.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut open: Option<(usize, String)> = None;
    for line in page.lines() {
        let indent = line.len() - line.trim_start().len();
        open = match open {
            None if line.trim() == format!("```{language}") => Some((indent, String::new())),
            None => None,
            Some((_, block)) if line.trim() == "```" => {
                blocks.push(block);
                None
            }
            Some((indent, block)) => {
                Some((indent, block + line.get(indent..).unwrap_or_default() + "\n"))
            }
        };
    }
    blocks
}

/// The scripts of CI jobs in a block of YAML.
fn scripts(yaml: &str) -> Vec<String> {
    let read = source::read(yaml);
    let mut found = Vec::new();
    for document in &read.documents {
        gather(&serde_json::from_str(&document.json).expect("JSON"), &mut found);
    }
    found
}

fn gather(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                match value {
                    Value::String(script) if name == "run" || name == "script" => {
                        found.push(script.clone());
                    }
                    Value::Array(lines) if name == "script" => {
                        found.extend(lines.iter().filter_map(Value::as_str).map(str::to_owned));
                    }
                    other => gather(other, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| gather(item, found)),
        _ => {}
    }
}

/// A place to work in as the pages take it for granted: the files that they name, a `PATH` with the command, and a
/// cluster.
struct Place {
    folder: PathBuf,
    kubeconfig: String,
    _cluster: Server,
}

const COMMAND: &str =
    "#!/bin/sh\n# A finding is no failure of a page.\nCOMMAND \"$@\" || test $? -eq 1\n";
const KUBECTL: &str = "#!/bin/sh\ncase \"$*\" in *get*) cat \"$ROOT/fixtures/clusters/deis-quickstart/cluster.yaml\" ;; *logs*) echo 'policy evaluation (monitor mode)' ;; esac\n";
/// As Helm 3 calls a post-renderer.
const HELM: &str = r#"#!/bin/sh
case "$1" in
template) cat "$ROOT/fixtures/rules/routers-replicas/bad.yaml" ;;
upgrade)
    renderer= words=
    while test $# -gt 0; do
        case "$1" in
        --post-renderer) renderer=$2; shift ;;
        --post-renderer-args) words="$words $2"; shift ;;
        esac
        shift
    done
    helm template | "$renderer" $words | grep -q 'replicas: 2' ;;
esac
"#;
const MAKE: &str = "#!/bin/sh\nexec /usr/bin/env -u MAKEFLAGS -u MAKELEVEL REAL_MAKE -C \"$ROOT\" --dry-run \"$@\" >/dev/null\n";
/// Records a session in which nothing was asked.
const KWCTL: &str = "#!/bin/sh\ncase \"$*\" in *interactions*) echo '[]' > session.yml ;; esac\n";
const NOTHING: &str = "#!/bin/sh\nexit 0\n";

impl Place {
    fn new(test: &str) -> Place {
        let cluster = Server::start(Served::of(objects("hephy-production-s3")));
        let kubeconfig = kubeconfig(test, &cluster);
        let place = Place { folder: folder(test), kubeconfig, _cluster: cluster };
        let real = env!("CARGO_BIN_EXE_workflow-readiness");
        place.program("workflow-readiness", &COMMAND.replace("COMMAND", real));
        place.program("kubectl", KUBECTL);
        place.program("helm", HELM);
        place.program("make", &MAKE.replace("REAL_MAKE", "/usr/bin/make"));
        place.program("kwctl", KWCTL);
        for name in ["gh", "jq", "python3", "cargo", "git", "cosign", "crane"] {
            place.program(name, NOTHING);
        }
        let fixtures = root().join("fixtures");
        symlink(&fixtures, place.folder.join("fixtures")).expect("a link");
        let home = [
            ".local/share/bash-completion/completions",
            ".local/share/man/man1",
            ".zfunc",
            ".config/fish/completions",
        ];
        for name in home.iter().chain(&["target/release"]) {
            fs::create_dir_all(place.folder.join(name)).expect("a folder");
        }
        symlink(
            place.folder.join("bin/workflow-readiness"),
            place.folder.join("target/release/workflow-readiness"),
        )
        .expect("a link");
        place.files(&fixtures);
        place
    }

    fn program(&self, name: &str, script: &str) {
        let path = self.folder.join("bin").join(name);
        fs::create_dir_all(self.folder.join("bin")).expect("a folder");
        fs::write(&path, script).expect("written");
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("a program");
    }

    fn files(&self, fixtures: &Path) {
        let cluster = fixtures.join("clusters/hephy-production-s3");
        let copy = |from: PathBuf, to: &str| {
            let to = self.folder.join(to);
            fs::create_dir_all(to.parent().expect("a folder")).expect("a folder");
            fs::copy(&from, to).unwrap_or_else(|error| panic!("{}: {error}", from.display()));
        };
        copy(cluster.join("cluster.yaml"), "cluster.yaml");
        copy(cluster.join("values.yaml"), "values.yaml");
        for name in ["manifests.yaml", "manifests/router.yaml"] {
            copy(fixtures.join("rules/routers-replicas/bad.yaml"), name);
        }
        copy(fixtures.join("settings/attested.yaml"), "settings.yaml");
        copy(fixtures.join("requests/scale-to-one/request.json"), "request.json");
        fs::write(self.folder.join("settings.json"), "{}").expect("written");
        fs::write(self.folder.join("policy.wasm"), module::POLICY_WASM).expect("written");
        let report =
            run(&["review", "fixtures/rules/routers-replicas/bad.yaml", "--format", "json"]);
        fs::write(self.folder.join("report.json"), report.stdout).expect("written");
    }

    fn run(&self, page: &str, script: &str) {
        let path = env::var("PATH").unwrap_or_default();
        let output = Command::new("sh")
            .args(["-euc", script])
            .current_dir(&self.folder)
            .env("PATH", format!("{}:{path}", self.folder.join("bin").display()))
            .env("ROOT", root())
            .env("KUBECONFIG", &self.kubeconfig)
            .env("HOME", &self.folder)
            .env("REGISTRY", "registry.example")
            .env("GITHUB_STEP_SUMMARY", self.folder.join("summary.md"))
            .output()
            .expect("a shell");
        let words = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{page}:\n{script}\n{words}");
    }
}

#[test]
fn every_command_of_the_documentation_works_as_it_stands_there() {
    let mut count = 0;
    for path in pages() {
        let page = read(&path);
        let name = path.strip_prefix(root()).expect("inside").display().to_string();
        let place = Place::new(&format!("docs-{}", name.replace(['/', '.'], "-")));
        let shell = blocks(&page, "sh").into_iter().chain(blocks(&page, "console"));
        let jobs =
            blocks(&page, "yaml").iter().flat_map(|block| scripts(block)).collect::<Vec<_>>();
        for script in shell.chain(jobs) {
            place.run(&name, &script);
            count += script.matches("workflow-readiness").count();
        }
    }
    assert!(count > 30, "{count} calls of the command");
}

/// The commands of a help's examples.
fn examples(help: &str) -> impl Iterator<Item = &str> {
    let behind = help.lines().skip_while(|line| !line.starts_with("Examples:")).skip(1);
    behind.take_while(|line| line.starts_with("  ")).map(str::trim)
}

#[test]
fn every_example_of_the_help_works_as_it_stands_there() {
    // So wide that nothing is wrapped.
    let help = |words: &[&str]| {
        let output = command(words).env("COLUMNS", "400").output();
        stdout(&output.expect("the command runs"))
    };
    let all = help(&["--help"]);
    let commands = all.lines().skip_while(|line| !line.starts_with("Commands:")).skip(1);
    let commands: Vec<&str> = commands
        .take_while(|line| line.starts_with("  "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert!(commands.len() > 8, "{all}");
    for name in commands {
        let help = help(&[name, "--help"]);
        let place = Place::new(&format!("docs-help-{name}"));
        let examples: Vec<&str> = examples(&help).collect();
        assert!(!examples.is_empty(), "`{name} --help` has no example");
        for example in examples {
            place.run(name, example);
        }
    }
}
