//! The commands and Roles that `collect` prints: they run, gather what rules read, and allow what is asked.

use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Output};

use serde_json::{Value, json};

use crate::live::server::{Served, Server};
use crate::live::{assert_same, kubeconfig, objects, run as run_live};
use crate::support::{NOW, folder, run, stderr, stdout, write};

/// A kubectl that gives the objects of a file: kinds, Secrets by name, and what a script asks by JSONPath.
const KUBECTL: &str = r#"#!/bin/sh
echo "$*" >> "$FAKE/asked"
case "$*" in
*api-resources*) cat "$FAKE/served" ;;
*jsonpath=*envFrom*) printf own-env ;;
*jsonpath=*tls\[*) printf 'own-tls own-tls --all-namespaces ../x' ;;
*jsonpath=*router*) printf 'a.example.com:one, b.example.com:two' ;;
*jsonpath=*certificateRefs*) printf own-gateway ;;
*'get secrets'*) cat "$FAKE/secrets.json" ;;
*clusterrolebindings*) cat "$FAKE/bindings.json" ;;
*) cat "$FAKE/cluster.json" ;;
esac
"#;

/// Runs a script of `collect` in a folder with that kubectl, and gives what it asked.
fn collect(test: &str, words: &[&str], all: &[Value]) -> (String, Vec<String>) {
    let script = run(&[&["collect"][..], words].concat());
    assert_eq!(script.status.code(), Some(0), "{}", stderr(&script));
    let folder = folder(&format!("collect-{test}"));
    let path = write(&folder, "kubectl", KUBECTL);
    std::fs::set_permissions(path, PermissionsExt::from_mode(0o755)).expect("a mode");
    let of = |fits: &dyn Fn(&Value) -> bool| {
        let items: Vec<&Value> = all.iter().filter(|one| fits(one)).collect();
        json!({ "apiVersion": "v1", "kind": "List", "items": items }).to_string()
    };
    write(&folder, "secrets.json", of(&|one| one["kind"] == "Secret"));
    write(&folder, "bindings.json", of(&|one| one["kind"] == "ClusterRoleBinding"));
    write(
        &folder,
        "cluster.json",
        of(&|one| one["kind"] != "Secret" && one["kind"] != "ClusterRoleBinding"),
    );
    write(&folder, "served", "certificates.cert-manager.io\ngateways.gateway.networking.k8s.io\n");
    write(&folder, "asked", "");
    let path = std::env::var("PATH").unwrap_or_default();
    let output: Output = Command::new("sh")
        .arg(write(&folder, "collect.sh", &script.stdout))
        .current_dir(&folder)
        .env("FAKE", &folder)
        .env("PATH", format!("{}:{path}", folder.display()))
        .output()
        .expect("sh runs");
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!((stdout(&output).as_str(), stderr(&output).as_str()), ("", ""));
    let mode = std::fs::metadata(folder.join("secrets.yaml")).expect("written").permissions();
    assert_eq!(mode.mode() & 0o077, 0, "nobody else reads Secrets");
    let asked = std::fs::read_to_string(folder.join("asked")).expect("kept");
    (folder.display().to_string(), asked.lines().map(str::to_owned).collect())
}

#[test]
fn what_the_commands_gather_has_the_verdicts_of_the_cluster() {
    for (distribution, name) in [("deis", "deis-production-s3"), ("drycc", "drycc-default")] {
        let mut all = objects(name);
        all.retain(|one| {
            let namespace = &one["metadata"]["namespace"];
            *namespace == distribution || one["kind"] == "ClusterRoleBinding"
        });
        let (folder, _) =
            collect(&format!("verdicts-{name}"), &["--distribution", distribution], &all);
        let files = ["cluster", "secrets", "bindings"].map(|name| format!("{folder}/{name}.yaml"));
        let fixed = ["review", "--format", "json", "--now", NOW];
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        let gathered = stdout(&run(&[&fixed[..], &files].concat()));
        let gathered: Value = serde_json::from_str(&gathered).expect("a report");
        let server = Server::start(Served::of(objects(name)));
        let live = run_live(
            &kubeconfig(&format!("collect-{name}"), &server),
            &[&fixed[..], &["--cluster"]].concat(),
        );
        let live: Value = serde_json::from_str(&stdout(&live)).expect("a report");
        assert_same(&gathered, &live, name);
    }
}

#[test]
fn kinds_are_asked_for_where_they_are_served_and_secrets_by_name() {
    let (_, asked) = collect("asked", &["--distribution", "drycc", "--namespace", "live"], &[]);
    let of = |part: &str| asked.iter().find(|one| one.contains(part)).expect(part).as_str();
    let kinds = of("get deployments");
    assert!(kinds.contains("certificates.cert-manager.io") && kinds.contains("cronjobs"));
    assert!(kinds.contains("gateways.gateway") && !kinds.contains("httproutes"), "{kinds}");
    assert!(!kinds.contains("secrets") && !kinds.contains("pods"));
    let secrets = of("get secrets");
    let (options, names) = secrets.split_once(" -- ").expect("names behind the options");
    assert!(options.starts_with("--namespace=live get secrets --ignore-not-found"), "{options}");
    let names: BTreeSet<&str> = names.split(' ').collect();
    for name in ["builder-secret", "own-tls", "own-env", "own-gateway", "one-cert", "two-cert"] {
        assert!(names.contains(name), "{name}: {names:?}");
    }
    assert!(names.iter().all(|name| !name.starts_with('-') && !name.contains('/')), "{names:?}");
    for one in &asked {
        assert!(one.contains("get ") || one.starts_with("api-resources"), "{one}");
    }
}

#[test]
fn a_namespace_that_a_shell_would_take_for_something_else_is_refused() {
    for name in ["", "deis; id", "$(id)", "Deis", "-n"] {
        let output = run(&["collect", &format!("--namespace={name}")]);
        assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(2), ""), "{name}");
    }
}

#[test]
fn the_roles_allow_what_the_live_cluster_is_asked_and_no_more() {
    for (distribution, name) in [("deis", "deis-production-s3"), ("drycc", "drycc-default")] {
        let text = stdout(&run(&["collect", "--role", "--distribution", distribution]));
        let documents: Vec<Value> = source::read(&text)
            .documents
            .iter()
            .map(|one| serde_json::from_str(&one.json).expect("JSON"))
            .collect();
        let rules = |kind: &str| -> Vec<Value> {
            let found = documents.iter().find(|one| one["kind"] == kind).expect(kind);
            found["rules"].as_array().expect("rules").clone()
        };
        let (inside, everywhere) = (rules("Role"), rules("ClusterRole"));
        for rule in inside.iter().chain(&everywhere) {
            let of_secrets = rule["resources"] == json!(["secrets"]);
            assert_eq!(rule["verbs"], json!([if of_secrets { "get" } else { "list" }]), "{rule}");
            assert_eq!(rule["resourceNames"].is_array(), of_secrets, "{rule}");
            assert!(of_secrets || !rule.to_string().contains("\"secrets\""), "{rule}");
        }
        let server = Server::start(Served::of(objects(name)));
        run_live(&kubeconfig(&format!("role-{name}"), &server), &["review", "--cluster"]);
        let own = Own { name, secrets: ["drycc-cluster-certificate"].map(str::to_owned).into() };
        for request in server.asked() {
            assert!(is_allowed(&request, &inside, &everywhere, &own), "{name}: {request}");
        }
    }
}

/// Secrets of the fixture's own that its objects refer to.
struct Own<'a> {
    name: &'a str,
    secrets: BTreeSet<String>,
}

fn is_allowed(request: &str, inside: &[Value], everywhere: &[Value], own: &Own<'_>) -> bool {
    let path = request.trim_start_matches("GET /").split('?').next().expect("a path");
    let steps: Vec<&str> = path.split('/').collect();
    let (group, rest) = match steps.as_slice() {
        ["api", _, rest @ ..] => ("", rest),
        ["apis", group, _, rest @ ..] => (*group, rest),
        _ => return true,
    };
    let has = |rules: &[Value], plural: &str, name: Option<&str>| {
        rules.iter().any(|rule| {
            let named = name.is_none_or(|name| {
                rule["resourceNames"].as_array().is_some_and(|all| all.contains(&json!(name)))
                    || own.secrets.contains(name)
            });
            rule["apiGroups"] == json!([group])
                && rule["resources"].as_array().is_some_and(|all| all.contains(&json!(plural)))
                && named
        })
    };
    match rest {
        [] => true,
        [plural] => has(everywhere, plural, None),
        ["namespaces", _, plural] => has(inside, plural, None),
        ["namespaces", _, plural, name] => has(inside, plural, Some(name)),
        _ => panic!("{}: {request}", own.name),
    }
}
