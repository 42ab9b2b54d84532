//! The live cluster, by a real API over HTTP: the same verdicts as from a file of the same objects, and what is
//! said where the API does not answer as it should.

#[path = "live/server.rs"]
pub mod server;

use std::process::Output;

use policy::model::kind::Kind;
use serde_json::{Value, json};

use crate::support::{NOW, command, folder, read, root, stderr, stdout, write};
use server::{Fault, Served, Server};

pub const ATTESTED: &str = "fixtures/settings/attested.yaml";

/// The objects of a fixture cluster, in the versions that clusters serve today, and those that every cluster has.
pub fn objects(name: &str) -> Vec<Value> {
    let text = read(&root().join("fixtures/clusters").join(name).join("cluster.yaml"));
    let mut objects: Vec<Value> = source::read(&text)
        .documents
        .iter()
        .map(|one| serde_json::from_str(&one.json).expect("JSON"))
        .collect();
    for object in &mut objects {
        let of = |name: &str| object[name].as_str().expect("a text").to_owned();
        if let Some(kind) = Kind::of(&of("apiVersion"), &of("kind")) {
            object["apiVersion"] = json!(kind.api_version());
        }
    }
    let mut of = |kind: &str, version: &str, metadata: Value| {
        objects.push(json!({ "apiVersion": version, "kind": kind, "metadata": metadata }));
    };
    of("ClusterRoleBinding", "rbac.authorization.k8s.io/v1", json!({ "name": "cluster-admin" }));
    for namespace in ["deis", "drycc"] {
        let metadata = json!({ "name": "kube-root-ca.crt", "namespace": namespace });
        of("ConfigMap", "v1", metadata);
    }
    objects
}

pub fn clusters() -> Vec<String> {
    let entries = std::fs::read_dir(root().join("fixtures/clusters")).expect("a folder");
    let names = entries.map(|entry| entry.expect("an entry").file_name().into_string());
    let mut names: Vec<String> = names.map(|name| name.expect("UTF-8")).collect();
    names.sort();
    names
}

/// A kubeconfig for that server, with a context that leads nowhere, and the one of the examples.
pub fn kubeconfig(test: &str, server: &Server) -> String {
    let config = json!({
        "apiVersion": "v1", "kind": "Config", "current-context": "here",
        "clusters": [
            { "name": "here", "cluster": { "server": format!("http://{}", server.address) } },
            { "name": "nowhere", "cluster": { "server": "http://127.0.0.1:1" } },
        ],
        "users": [{ "name": "ada", "user": { "token": "TOKEN-WORDS" } }],
        "contexts": [
            { "name": "here", "context": { "cluster": "here", "user": "ada" } },
            { "name": "nowhere", "context": { "cluster": "nowhere", "user": "ada" } },
            { "name": "production", "context": { "cluster": "here", "user": "ada" } },
        ],
    });
    write(&folder(&format!("live-{test}")), "config", config.to_string())
}

/// Runs the command with that kubeconfig.
#[track_caller]
pub fn run(kubeconfig: &str, words: &[&str]) -> Output {
    let output = command(words).env("KUBECONFIG", kubeconfig).output().expect("it runs");
    for text in [stdout(&output), stderr(&output)] {
        assert!(!text.contains("SERVER-WORDS") && !text.contains("TOKEN-WORDS"), "{text}");
    }
    output
}

/// The report of `review --cluster` on that server.
#[track_caller]
pub fn review(test: &str, server: &Server, words: &[&str]) -> Value {
    let fixed = ["review", "--cluster", "--format", "json", "--now", NOW];
    let output = run(&kubeconfig(test, server), &[&fixed[..], words].concat());
    server.assert_read_only();
    let text = stdout(&output);
    serde_json::from_str(&text).unwrap_or_else(|_| panic!("{text}{}", stderr(&output)))
}

/// What a report says, but for where the objects stand.
pub fn verdicts(report: &Value) -> Value {
    let mut installations = report["installations"].clone();
    for one in installations.as_array_mut().expect("a list") {
        let results = one["results"].as_array_mut().expect("a list");
        for result in results.iter_mut() {
            for place in ["index", "source"] {
                result.as_object_mut().expect("a result").remove(place);
            }
            if let Some(remediation) = result.get_mut("remediation") {
                remediation.as_object_mut().expect("a remediation").remove("edits");
            }
        }
    }
    json!([installations, report["ready"], report["summary"]])
}

/// That two reports say the same; else the first lines in which they differ.
#[track_caller]
pub fn assert_same(one: &Value, other: &Value, what: &str) {
    let lines = |report| format!("{:#}", verdicts(report)).lines().map(str::to_owned).collect();
    let (one, other): (Vec<String>, Vec<String>) = (lines(one), lines(other));
    if let Some(place) = (0..one.len().max(other.len())).find(|at| one.get(*at) != other.get(*at)) {
        let near = |lines: &[String]| {
            lines[place.saturating_sub(8).min(lines.len())..(place + 8).min(lines.len())].join("\n")
        };
        panic!("{what}:\n{}\n--- and ---\n{}", near(&one), near(&other));
    }
}

/// The report on the same objects in a file.
pub fn from_file(test: &str, objects: &[Value], words: &[&str]) -> Value {
    let list = json!({ "apiVersion": "v1", "kind": "List", "items": objects });
    let path = write(&folder(&format!("live-file-{test}")), "cluster.json", list.to_string());
    let fixed = ["review", &path, "--format", "json", "--now", NOW];
    let output = command(&[&fixed[..], words].concat()).output().expect("it runs");
    serde_json::from_str(&stdout(&output)).expect("a report")
}

#[track_caller]
pub fn section<'r>(report: &'r Value, id: &str) -> (&'r str, &'r str) {
    let sections = report["installations"][0]["sections"].as_array().expect("sections");
    let found = sections.iter().find(|one| one["id"] == id).expect(id);
    (found["standing"].as_str().expect("a text"), found["reason"].as_str().expect("a text"))
}

pub fn s3() -> Vec<Value> {
    objects("deis-production-s3")
}

#[test]
fn every_fixture_cluster_has_the_verdicts_live_that_it_has_from_a_file() {
    for name in clusters() {
        let objects = objects(&name);
        let server = Server::start(Served { page: 4, ..Served::of(objects.clone()) });
        let live = review(&name, &server, &[]);
        let file = from_file(&name, &objects, &[]);
        assert_same(&live, &file, &name);
        assert!(live["installations"].as_array().is_some_and(|all| !all.is_empty()), "{name}");
    }
}

#[test]
fn only_the_secrets_that_rules_need_are_got_and_each_of_them_once() {
    let server = Server::start(Served::of(s3()));
    review("secrets", &server, &[]);
    let got = server.secrets();
    let needed = ["deis-router-dhparam", "deis-router-platform-cert", "objectstorage-keyfile"];
    assert_eq!(got.iter().map(String::as_str).collect::<Vec<_>>(), needed);
    let asked = server.asked();
    let of_secrets = asked.iter().filter(|request| request.contains("/secrets/"));
    assert_eq!(of_secrets.count(), needed.len());
}

#[test]
fn nothing_is_read_outside_of_the_installations_but_the_names_of_workloads() {
    let server = Server::start(Served::of(objects("deis-two-installations")));
    review("outside", &server, &[]);
    let workloads = ["deployments", "statefulsets", "daemonsets", "replicationcontrollers"];
    for request in server.asked() {
        let path = request.split('?').next().expect("a path");
        let last = path.rsplit('/').next().expect("a step");
        let everywhere = workloads.contains(&last) || last == "clusterrolebindings";
        let inside =
            ["/namespaces/deis/", "/namespaces/deis-staging/"].iter().any(|one| path.contains(one));
        let discovery = path.starts_with("GET /apis") && path.split('/').count() <= 4;
        assert!(inside || everywhere || discovery, "{request}");
    }
}

#[test]
fn a_forbidden_secret_is_unknown_and_the_report_names_the_permission() {
    let faults = |path: &str, _| path.contains("/secrets/").then_some(Fault::Status(403));
    let server = Server::start(Served::failing(s3(), faults));
    let report = review("secret-403", &server, &["--settings", ATTESTED]);
    assert_eq!(report["ready"], false);
    for id in ["object-storage", "tls"] {
        let (standing, reason) = section(&report, id);
        assert_eq!(standing, "unknown", "{id}: {reason}");
        assert!(reason.contains("the account lacks the permission `get` on `secrets`"), "{reason}");
    }
    assert_eq!(section(&report, "routers").0, "met");
}

#[test]
fn a_forbidden_kind_makes_its_sections_unknown() {
    let faults = |path: &str, _| path.contains("deis/ingresses").then_some(Fault::Status(403));
    let server = Server::start(Served::failing(s3(), faults));
    let report = review("ingress-403", &server, &["--settings", ATTESTED]);
    let (standing, reason) = section(&report, "tls");
    assert_eq!(standing, "unknown");
    let words = "`ingresses.networking.k8s.io` in namespace `deis` may not be listed: the account lacks the permission `list`";
    assert!(reason.contains(words), "{reason}");
}

/// Nothing may be listed but in one namespace.
pub fn within(namespace: &'static str) -> impl Fn(&str, usize) -> Option<Fault> {
    move |path, _| {
        let is_discovery = path.split('/').count() <= 4 && path.starts_with("/apis");
        let here = path.contains(&format!("/namespaces/{namespace}/"));
        let bindings = path.contains("/clusterrolebindings");
        (!is_discovery && !here && !bindings).then_some(Fault::Status(403))
    }
}

#[test]
fn without_the_right_to_list_everywhere_the_documented_namespaces_are_looked_at() {
    let server = Server::start(Served::failing(s3(), within("deis")));
    let words = ["review", "--cluster", "--now", NOW, "--settings", ATTESTED, "--format", "json"];
    let output = run(&kubeconfig("everywhere-403", &server), &words);
    server.assert_read_only();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let report: Value = serde_json::from_str(&stdout(&output)).expect("a report");
    let file = from_file("everywhere-403", &s3(), &["--settings", ATTESTED]);
    assert_same(&report, &file, "as from a file");
    assert!(stderr(&output).contains("may not be listed in all namespaces"));
    assert!(stderr(&output).contains("namespace `drycc` is left out"), "{}", stderr(&output));
    let output =
        run(&kubeconfig("named-403", &server), &[&words[..], &["--namespace", "deis"]].concat());
    assert_eq!((output.status.code(), stderr(&output).as_str()), (Some(0), ""));
}

/// The single line of an error, and that nothing else was printed.
#[track_caller]
pub fn refused(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(2), "{}{}", stdout(output), stderr(output));
    assert_eq!(stdout(output), "");
    let words = stderr(output);
    assert_eq!(words.lines().count(), 1, "{words}");
    words
}

#[test]
fn a_large_cluster_is_read_in_pages() {
    let mut objects = s3();
    for number in 0..1_700 {
        let metadata =
            json!({ "name": format!("web-{number}"), "namespace": format!("mall-{number}") });
        objects
            .push(json!({ "apiVersion": "apps/v1", "kind": "Deployment", "metadata": metadata }));
    }
    let server = Server::start(Served::of(objects));
    let report = review("large", &server, &[]);
    assert_same(&report, &from_file("large", &s3(), &[]), "large");
    let everywhere = |one: &&String| one.starts_with("GET /apis/apps/v1/deployments?");
    assert_eq!(server.asked().iter().filter(everywhere).count(), 4);
    assert!(!server.asked().iter().any(|one| one.contains("mall")));
}

#[test]
fn names_that_no_object_can_have_are_not_asked_for() {
    let mut objects = s3();
    let tls: Vec<Value> = ["", "..", "../configmaps", "a?b", "A", "a/b", "a%2fb", "x y"]
        .iter()
        .map(|name| json!({ "hosts": ["deis.example.com"], "secretName": name }))
        .collect();
    let backend = json!({ "service": { "name": "deis-router", "port": { "number": 80 } } });
    for (number, entry) in tls.iter().enumerate() {
        objects.push(json!({
            "apiVersion": "networking.k8s.io/v1", "kind": "Ingress",
            "metadata": { "name": format!("odd-{number}"), "namespace": "deis" },
            "spec": { "tls": [entry], "rules": [{
                "host": "deis.example.com", "http": { "paths": [{ "path": "/", "backend": backend }] } }] },
        }));
    }
    let server = Server::start(Served::of(objects.clone()));
    let live = review("odd-names", &server, &[]);
    assert_same(&live, &from_file("odd-names", &objects, &[]), "odd names");
    let plain = |name: &String| name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    assert!(server.secrets().iter().all(plain), "{:?}", server.secrets());
    let words = ["review", "--cluster", "--namespace", "../pods"];
    assert!(refused(&run(&kubeconfig("odd-namespace", &server), &words)).contains("no name"));
}

#[test]
fn a_cluster_without_a_workflow_has_none() {
    let server = Server::start(Served::of(Vec::new()));
    for words in [&["review", "--cluster"][..], &["review", "--cluster", "--namespace", "shop"]] {
        let output = run(&kubeconfig("empty", &server), words);
        assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
        assert!(stdout(&output).starts_with("No Workflow installation found: not ready"));
    }
}
