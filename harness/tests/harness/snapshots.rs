//! Snapshots: the same verdicts as what they were made from, and nothing that is secret.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Output;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::live::server::{Fault, Served, Server};
use crate::live::{assert_same, clusters, kubeconfig, objects, run as run_live};
use crate::support::{NOW, folder, manifests, read, root, run, stderr, stdout, write};

fn report(path: &str) -> Value {
    let output = run(&["review", path, "--format", "json", "--now", NOW]);
    serde_json::from_str(&stdout(&output)).unwrap_or_else(|_| panic!("{path}: {}", stderr(&output)))
}

/// Writes a snapshot of that file into the test's folder.
#[track_caller]
fn snapshot(test: &str, path: &str) -> String {
    let file = folder(&format!("snapshot-{test}")).join("snapshot.yaml").display().to_string();
    let output = run(&["snapshot", path, "--output", &file]);
    assert_eq!(output.status.code(), Some(0), "{path}: {}", stderr(&output));
    file
}

/// What is there to be found of a Secret's values in a text: each value, and its longer lines.
fn secrets_of(text: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for document in source::read(text).documents {
        let object: Value = serde_json::from_str(&document.json).expect("JSON");
        if object["kind"] != "Secret" {
            continue;
        }
        for (key, value) in object["data"].as_object().into_iter().flatten() {
            let Some(encoded) = value.as_str().filter(|_| key != "namespace") else { continue };
            let decoded = STANDARD.decode(encoded).unwrap_or_default();
            let decoded = String::from_utf8_lossy(&decoded).into_owned();
            if decoded.contains("BEGIN CERTIFICATE") {
                continue;
            }
            let lines = decoded.lines().map(str::to_owned);
            all.extend(lines.chain([encoded.to_owned(), decoded.clone()]));
        }
    }
    // Words such as `deis` or a region are no secret by themselves.
    all.retain(|one| one.len() >= 12 && !one.starts_with("-----"));
    all
}

/// What the charts publish, and so is no secret.
fn is_published(value: &str) -> bool {
    let words = ["8TZRY2JRWMPT6UMXR6I5", "gbstrOvotMMcg2sMfGUhA5a6Et/EI5ALtIHsobYk", "your-"];
    words.iter().any(|word| value.contains(word)) || value.contains("BEGIN DH PARAMETERS")
}

#[test]
fn every_fixture_cluster_has_the_verdicts_of_its_snapshot_and_no_value_of_a_secret_is_in_that() {
    for name in clusters() {
        let path = format!("fixtures/clusters/{name}/cluster.yaml");
        let file = snapshot(&name, &path);
        assert_same(&report(&file), &report(&path), &name);
        let by = |engine| run(&["review", &file, "--now", NOW, "--engine", engine]).stdout;
        assert_eq!(by("wasm"), by("native"), "{name}");
        let text = read(Path::new(&file));
        let published: BTreeSet<String> = published_parameters();
        for value in secrets_of(&read(&root().join(&path))) {
            let known = is_published(&value) || published.contains(&value);
            assert!(known || !text.contains(&value), "{name}: {value}");
        }
        for word in ["managedFields", "last-applied", "resourceVersion", "PRIVATE KEY"] {
            assert!(!text.contains(word), "{name}: {word}");
        }
    }
}

/// The lines of the parameters that the charts publish.
fn published_parameters() -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for object in ["deis-quickstart", "hephy-quickstart"].into_iter().flat_map(objects) {
        if object["metadata"]["name"] == "deis-router-dhparam" {
            let encoded = object["data"]["dhparam"].as_str().expect("a text");
            let decoded = STANDARD.decode(encoded).expect("base64");
            all.extend(String::from_utf8_lossy(&decoded).lines().map(str::to_owned));
        }
    }
    all
}

#[test]
fn every_fixture_of_a_rule_has_the_verdicts_of_its_snapshot() {
    let is_rules = |path: &PathBuf| path.iter().any(|step| step == "rules");
    let fixtures = manifests().into_iter().filter(is_rules);
    let mut kept = 0;
    for path in fixtures.filter(|path| !path.ends_with("values.yaml")) {
        let path = path.display().to_string();
        let before = report(&path);
        if before["installations"].as_array().is_none_or(Vec::is_empty) {
            continue;
        }
        kept += 1;
        assert_same(&report(&snapshot("rule", &path)), &before, &path);
    }
    assert!(kept > 50, "{kept}");
}

#[test]
fn a_snapshot_of_a_snapshot_is_the_same() {
    let first = snapshot("first", "fixtures/clusters/drycc-default/cluster.yaml");
    let second = snapshot("second", &first);
    let (first, second) = (read(Path::new(&first)), read(Path::new(&second)));
    assert_eq!(first.matches("kind: Snapshot").count(), 1);
    assert_eq!(first, second);
}

#[test]
fn yaml_and_json_hold_the_same() {
    let path = "fixtures/clusters/drycc-default/cluster.yaml";
    let yaml = stdout(&run(&["snapshot", path]));
    let json = stdout(&run(&["snapshot", path, "--format", "json"]));
    let of = |text: &str| -> Vec<Value> {
        let read = source::read(text);
        assert_eq!(read.problems, []);
        read.documents.iter().map(|one| serde_json::from_str(&one.json).expect("JSON")).collect()
    };
    assert_eq!(of(&yaml), of(&json));
    assert!(yaml.starts_with("# A snapshot") && json.starts_with('{'));
}

/// Snapshots of a server, twice.
fn live(test: &str, server: &Server) -> Output {
    let config = kubeconfig(test, server);
    let first = run_live(&config, &["snapshot"]);
    let second = run_live(&config, &["snapshot"]);
    assert_eq!(first.stdout, second.stdout, "the same bytes each time");
    server.assert_read_only();
    first
}

#[test]
fn a_snapshot_of_the_live_cluster_has_its_verdicts_unknown_ones_too() {
    type Faulty = fn(&str, usize) -> Option<Fault>;
    let faults: [(&str, Faulty); 5] = [
        ("none", |_, _| None),
        ("secrets", |path, _| path.contains("/secrets/").then_some(Fault::Status(403))),
        ("ingresses", |path, _| path.contains("deis/ingresses").then_some(Fault::Status(403))),
        ("services", |path, _| path.contains("deis/services").then_some(Fault::Status(500))),
        ("bindings", |path, _| path.contains("rolebindings").then_some(Fault::Status(403))),
    ];
    for (fault, faulty) in faults {
        for name in ["deis-production-s3", "drycc-default"] {
            let test = format!("snapshot-live-{fault}-{name}");
            let server = Server::start(Served::failing(objects(name), faulty));
            let output = live(&test, &server);
            let path = write(&folder(&format!("{test}-file")), "snapshot.yaml", &output.stdout);
            let words = ["review", "--cluster", "--format", "json", "--now", NOW];
            let live = stdout(&run_live(&kubeconfig(&test, &server), &words));
            let live: Value = serde_json::from_str(&live).expect("a report");
            assert_same(&report(&path), &live, &test);
        }
    }
}

#[test]
fn credentials_outside_of_secrets_are_left_out() {
    let mut all = objects("deis-production-s3");
    let word = "HUSH-WORDS-nobody-may-read";
    for object in &mut all {
        let last = "kubectl.kubernetes.io/last-applied-configuration";
        object["metadata"]["annotations"][last] = json!(word);
        if !object["spec"]["template"]["spec"]["containers"].is_array() {
            continue;
        }
        object["spec"]["template"]["metadata"]["annotations"] = json!({ "token": word });
        for container in
            object["spec"]["template"]["spec"]["containers"].as_array_mut().expect("some")
        {
            container["args"] = json!([format!("--password={word}")]);
            container["command"] = json!(["sh", "-c", word]);
            let headers = json!([{ "name": "Authorization", "value": word }]);
            container["livenessProbe"] = json!({ "httpGet": { "httpHeaders": headers } });
            if !container["env"].is_array() {
                container["env"] = json!([]);
            }
            let env = container["env"].as_array_mut().expect("a list");
            for name in ["SOME_TOKEN", "DEFAULT_USER_PASSWORD", "DEIS_SECRET_KEY", "PGPASSWORD"] {
                env.push(json!({ "name": name, "value": word }));
            }
            let address = format!("https://ada:{word}@db.example.com/x?y#z");
            env.push(json!({ "name": "VERSIONS_API_URL", "value": address }));
        }
    }
    all.push(json!({
        "apiVersion": "v1", "kind": "ConfigMap", "metadata": { "name": "app", "namespace": "deis" },
        "data": { "password": word, "grafana.ini": word }, "binaryData": { "key": word },
    }));
    all.push(json!({
        "apiVersion": "bitnami.com/v1alpha1", "kind": "SealedSecret",
        "metadata": { "name": "sealed", "namespace": "deis" },
        "spec": { "encryptedData": { "a": word }, "template": { "metadata": { "name": "made" }, "data": { "b": word } } },
    }));
    all.push(json!({ "apiVersion": "v1", "kind": "Pod", "metadata": { "name": "x", "namespace": "deis" }, "spec": word }));
    let list = json!({ "apiVersion": "v1", "kind": "List", "items": all });
    let path = write(&folder("snapshot-hush-in"), "cluster.json", list.to_string());
    assert!(read(Path::new(&path)).contains(word));
    let file = snapshot("hush", &path);
    let text = read(Path::new(&file));
    assert!(!text.contains(word));
    assert!(text.contains("https://reduced@db.example.com/x?y#z"));
    assert_same(&report(&file), &report(&path), "without credentials");
}

#[test]
fn a_typed_list_is_taken_apart() {
    let mut all = objects("deis-quickstart");
    all.retain(|one| one["kind"] == "Deployment");
    for one in &mut all {
        let members = one.as_object_mut().expect("an object");
        members.retain(|name, _| name != "kind" && name != "apiVersion");
    }
    let list = json!({ "apiVersion": "apps/v1", "kind": "DeploymentList", "items": all });
    let path = write(&folder("snapshot-typed-in"), "list.json", list.to_string());
    assert_same(&report(&snapshot("typed", &path)), &report(&path), "a typed list");
}

#[test]
fn what_cannot_be_read_is_no_part_of_a_snapshot() {
    let folder = folder("snapshot-broken");
    let broken = write(&folder, "broken.yaml", "kind: [\n");
    let output = run(&["snapshot", &broken, "fixtures/clusters/deis-quickstart/cluster.yaml"]);
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(2), ""));
    assert!(stderr(&output).contains("broken.yaml:"), "{}", stderr(&output));
    let empty =
        write(&folder, "empty.yaml", "apiVersion: v1\nkind: Service\nmetadata: {name: web}\n");
    let target = folder.join("snapshot.yaml");
    let output = run(&["snapshot", &empty, "--output", &target.display().to_string()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("no Workflow installation found") && !target.exists());
}

#[test]
fn admission_does_not_take_a_snapshot_for_the_cluster() {
    let file = snapshot("admit", "fixtures/clusters/deis-production-s3/cluster.yaml");
    let request = "fixtures/requests/scale-to-one/request.json";
    let output = run(&["admit", request, "--objects", &file]);
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(2), ""));
    assert!(stderr(&output).contains("it is a snapshot"), "{}", stderr(&output));
}

/// A word in capitals that stands by itself in a string of the rules' sources is a variable, or one of these.
const OTHERS: [&str; 13] = [
    "CHANGEME_",
    "CREATE",
    "DELETE",
    "FALSE",
    "HTTPS",
    "TRUE",
    "UPDATE",
    "YOUR_ACCOUNT_KEY",
    "YOUR_ACCOUNT_NAME",
    "YOUR_AZURE_STORAGE_CONNECTION_STRING",
    // What admission alone looks at, where something is deleted.
    "DEIS_DATABASE_SERVICE_HOST",
    "DEIS_REGISTRY_LOCATION",
    "DRYCC_REGISTRY_LOCATION",
];

#[test]
fn a_snapshot_keeps_every_variable_that_rules_look_at() {
    let known = [&kit::snapshot::VARIABLES[..], &kit::snapshot::CREDENTIALS, &OTHERS].concat();
    let mut found = BTreeSet::new();
    for entry in walkdir::WalkDir::new(root().join("policy/src")) {
        let path = entry.expect("an entry").into_path();
        let is_code = path.extension().is_some_and(|extension| extension == "rs")
            && !path.iter().any(|step| step == "coverage" || step == "packed.rs");
        if !is_code {
            continue;
        }
        for word in read(&path).split('"') {
            let is_word = word.len() > 3
                && word.starts_with(|first: char| first.is_ascii_uppercase())
                && word
                    .bytes()
                    .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
            // The database's address has its password in it, and is only looked for where the database goes.
            if is_word && word != "DRYCC_DATABASE_URL" {
                assert!(known.contains(&word), "{}: {word}", path.display());
                found.insert(word.to_owned());
            }
        }
    }
    for word in kit::snapshot::VARIABLES.iter().chain(&kit::snapshot::CREDENTIALS) {
        assert!(found.contains(*word), "no rule looks at {word}");
    }
}
