//! Every fixture request, decided by the core alone, behind a host that answers from the fixtures.

use std::fs;
use std::path::{Path, PathBuf};

use policy::api;
use policy::host::Host;
use serde_json::{Value, json};

use crate::support::{NOW, cluster, find, fixtures, objects};

/// A host that knows these objects; without any, it has nothing to say.
struct Known {
    objects: Option<Vec<Value>>,
    forbidden: Value,
}

impl Host for Known {
    fn now(&self) -> Option<i64> {
        None
    }

    fn call(&self, _: &str, operation: &str, payload: &[u8]) -> Result<Vec<u8>, String> {
        let asked: Value = serde_json::from_slice(payload).expect("JSON");
        let objects = self.objects.as_ref().ok_or("nobody is there")?;
        let resource = format!("{}/{}", text(&asked["api_version"]), text(&asked["kind"]));
        if self.forbidden.as_array().expect("a list").iter().any(|one| *one == resource) {
            return Err(format!("{resource} is forbidden: Forbidden"));
        }
        let mut found = objects.iter().filter(|object| {
            let namespace = &asked["namespace"];
            object["kind"] == asked["kind"]
                && serves(text(&object["apiVersion"]), text(&asked["api_version"]))
                && (namespace.is_null() || object["metadata"]["namespace"] == *namespace)
        });
        let answer = match operation {
            "get_resource" => found
                .find(|object| object["metadata"]["name"] == asked["name"])
                .ok_or_else(|| format!("Cannot find {resource} named"))?
                .clone(),
            _ => json!({ "items": found.collect::<Vec<_>>() }),
        };
        Ok(answer.to_string().into_bytes())
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// Whether an API server gives out under `asked` what is stored as `stored`: the old group held what others hold now.
fn serves(stored: &str, asked: &str) -> bool {
    let group = |version: &str| version.rsplit_once('/').map(|(group, _)| group.to_owned());
    group(stored) == group(asked) || group(stored).as_deref() == Some("extensions")
}

fn key(object: &Value) -> String {
    format!("{}/{}", text(&object["kind"]), text(&object["metadata"]["name"]))
}

/// What the cluster holds: the fixture's own objects over those of the fixture cluster that it names.
fn held(given: &Value) -> Option<Vec<Value>> {
    let mut held = match text(&given["cluster"]) {
        "nobody" => return None,
        "empty" => Vec::new(),
        name => cluster(name),
    };
    let own = given["objects"].as_array().expect("a list");
    let without = given["without"].as_array().expect("a list");
    held.retain(|object| {
        let key_of_it = key(object);
        !without.iter().any(|one| *one == key_of_it) && !own.iter().any(|one| key(one) == key_of_it)
    });
    held.extend(own.iter().cloned());
    Some(held)
}

fn json_of(path: &Path) -> Value {
    let text = fs::read_to_string(path).expect("a file");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The fixtures of requests, as folders.
fn folders() -> Vec<PathBuf> {
    let entries = fs::read_dir(fixtures().join("requests")).expect("a folder");
    let folders = entries.map(|entry| entry.expect("an entry").path());
    folders.filter(|folder| folder.join("given.yaml").exists()).collect()
}

#[test]
fn every_fixture_request_is_decided_by_the_core_alone_as_recorded() {
    let folders = folders();
    assert!(folders.len() > 60);
    for folder in folders {
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        let given = objects(&format!("requests/{name}/given.yaml")).pop().expect("a document");
        let request = json_of(&folder.join("request.json"))["request"].take();
        let host = Known { objects: held(&given), forbidden: given["forbidden"].clone() };
        let payload = json!({ "request": request, "settings": given["settings"], "now": NOW });
        let answer = api::call("validate", payload.to_string().as_bytes(), &host);
        let mut answer: Value =
            serde_json::from_slice(&answer.expect("an answer, never an error")).expect("JSON");
        let mut recorded = json_of(&folder.join("decision.snap"))["response"].take();
        // It is recorded as the patch that leads to it.
        for response in [&mut answer, &mut recorded] {
            if let Some(object) = response.get_mut("mutated_object") {
                *object = json!("changed");
            }
        }
        assert_eq!(answer, recorded, "{name}");
    }
}

/// Whether somebody may delete a Secret of Drycc's, in a fixture cluster that was changed.
fn may_go(name: &str, fixture: &str, change: impl FnOnce(&mut [Value])) -> bool {
    let mut objects = cluster(fixture);
    change(&mut objects);
    let host = Known { objects: Some(objects), forbidden: json!([]) };
    let secret = json!({
        "apiVersion": "v1", "kind": "Secret", "data": {},
        "metadata": { "name": name, "namespace": "drycc" },
    });
    let request = json!({
        "uid": "1", "operation": "DELETE", "name": name, "namespace": "drycc",
        "kind": { "group": "", "version": "v1", "kind": "Secret" },
        "userInfo": { "username": "ada" }, "oldObject": secret,
    });
    let payload = json!({ "request": request, "settings": {}, "now": NOW }).to_string();
    let answer = api::call("validate", payload.as_bytes(), &host).expect("an answer");
    let answer: Value = serde_json::from_slice(&answer).expect("JSON");
    answer["accepted"] == true
}

#[test]
fn a_secret_that_drycc_uses_no_more_may_go() {
    for name in ["django-secret-key", "builder-key-auth", "objectstorage-keyfile"] {
        assert!(may_go(name, "drycc-production", |_| {}), "{name}");
        assert!(!may_go(name, "drycc-v1.0", |_| {}), "{name}");
    }
}

#[test]
fn a_secret_that_drycc_refers_to_stays() {
    let from_key = json!({ "name": "KEY", "valueFrom": { "secretKeyRef": { "name": "django-secret-key", "key": "secret-key" } } });
    let from_all = json!({ "secretRef": { "name": "django-secret-key" } });
    for (list, entry) in [("env", from_key), ("envFrom", from_all)] {
        let refer = |objects: &mut [Value]| {
            let controller = find(objects, "Deployment", "drycc-controller-api");
            let container = &mut controller["spec"]["template"]["spec"]["containers"][0];
            match container[list].as_array_mut() {
                Some(entries) => entries.push(entry),
                None => container[list] = json!([entry]),
            }
        };
        assert!(!may_go("django-secret-key", "drycc-production", refer), "{list}");
    }
}

#[test]
fn drycc_without_its_controller_or_builder_shows_no_way_off() {
    let without = |name: &'static str| {
        move |objects: &mut [Value]| {
            find(objects, "Deployment", name)["metadata"]["name"] = json!("gone");
        }
    };
    assert!(!may_go("django-secret-key", "drycc-production", without("drycc-controller-api")));
    assert!(!may_go("objectstorage-keyfile", "drycc-production", without("drycc-builder")));
}
