//! Every fixture request, decided by the module and by the native core behind the same host.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use expect_test::expect_file;
use harness::engine::native::Native;
use harness::engine::wasm::Wasm;
use harness::engine::{Callback, Engine, nobody};
use harness::kubewarden::review::{Request, Response};
use harness::kubewarden::{Grants, of_objects};
use serde_json::{Value, json};

use crate::support::{NOW, read, root};

/// A fixture request and its surroundings.
pub struct Case {
    pub name: String,
    pub folder: PathBuf,
    pub request: Value,
    pub settings: Value,
    objects: Option<Vec<Value>>,
    forbidden: Vec<String>,
}

/// A decision, and what was asked for it.
pub struct Decided {
    pub response: Response,
    pub raw: Value,
    pub lookups: Vec<String>,
}

pub fn documents(path: &Path) -> Vec<Value> {
    let text = read(path);
    let documents = source::read(&text).documents;
    documents.iter().map(|one| serde_json::from_str(&one.json).expect("JSON")).collect()
}

pub fn cluster(name: &str) -> Vec<Value> {
    let path = root().join("fixtures/clusters").join(name).join("cluster.yaml");
    let mut objects = Vec::new();
    for document in documents(&path) {
        match document["items"].as_array() {
            Some(items) => objects.extend(items.iter().cloned()),
            None => objects.push(document),
        }
    }
    objects
}

fn key(object: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    format!("{}/{}", text(&object["kind"]), text(&object["metadata"]["name"]))
}

impl Case {
    pub fn of(folder: PathBuf) -> Case {
        let given = documents(&folder.join("given.yaml")).pop().expect("a document");
        let review: Value =
            serde_json::from_str(&read(&folder.join("request.json"))).expect("JSON");
        let strings = |name: &str| -> Vec<String> {
            let list = given[name].as_array().expect("a list");
            list.iter().map(|one| one.as_str().expect("a text").to_owned()).collect()
        };
        let objects = match given["cluster"].as_str().expect("a text") {
            "nobody" => None,
            "empty" => Some(Vec::new()),
            name => Some(cluster(name)),
        };
        let own = given["objects"].as_array().expect("a list");
        let without = strings("without");
        let objects = objects.map(|mut objects| {
            let gone = |object: &Value| {
                without.contains(&key(object)) || own.iter().any(|one| key(one) == key(object))
            };
            objects.retain(|object| !gone(object));
            objects.extend(own.iter().cloned());
            objects
        });
        Case {
            name: folder.file_name().expect("a name").to_string_lossy().into_owned(),
            request: review,
            settings: given["settings"].clone(),
            forbidden: strings("forbidden"),
            objects,
            folder,
        }
    }

    pub fn named(name: &str) -> Case {
        Case::of(root().join("fixtures/requests").join(name))
    }

    pub fn all() -> Vec<Case> {
        let folders = fs::read_dir(root().join("fixtures/requests")).expect("a folder");
        let mut folders: Vec<PathBuf> =
            folders.map(|entry| entry.expect("an entry").path()).collect();
        folders.retain(|folder| folder.join("given.yaml").exists());
        folders.sort();
        assert!(folders.len() > 60);
        folders.into_iter().map(Case::of).collect()
    }

    pub fn host(&self) -> Callback {
        let grants = Grants { forbidden: self.forbidden.clone(), ..Grants::default() };
        match &self.objects {
            None => nobody(),
            Some(objects) => of_objects(objects.clone(), grants),
        }
    }

    pub fn decide(&self, engine: &dyn Engine) -> Decided {
        decide(engine, &self.request, &self.settings, self.host())
    }
}

/// A host that notes what it is asked.
pub fn noting(host: Callback) -> (Callback, Arc<Mutex<Vec<String>>>) {
    let asked = Arc::new(Mutex::new(Vec::new()));
    let notes = Arc::clone(&asked);
    let noting: Callback = Arc::new(move |namespace, operation, payload| {
        let payload_json: Value = serde_json::from_slice(payload).expect("JSON");
        let text = |name: &str| payload_json[name].as_str().unwrap_or_default().to_owned();
        let fresh = if payload_json["disable_cache"] == true { " afresh" } else { "" };
        let note = format!(
            "{namespace}/{operation} {}/{} {}{fresh}",
            text("api_version"),
            text("kind"),
            text("name")
        );
        notes.lock().expect("no panic in here").push(note);
        host(namespace, operation, payload)
    });
    (noting, asked)
}

pub fn decide(engine: &dyn Engine, review: &Value, settings: &Value, host: Callback) -> Decided {
    let request = Request::of(review.clone()).expect("a request");
    let payload = request.payload(&settings.to_string(), NOW).expect("a payload");
    let (host, asked) = noting(host);
    let answer = engine.ask("validate", &payload, &host).expect("an answer, never an error");
    let raw: Value = serde_json::from_slice(&answer).expect("JSON");
    let response = serde_json::from_slice(&answer).expect("a response");
    let lookups = asked.lock().expect("no panic in here").clone();
    Decided { response, raw, lookups }
}

#[test]
fn every_fixture_request_is_decided_as_before_and_alike_by_both_engines() {
    let wasm = Wasm::built_in(&[]).expect("the module");
    for case in Case::all() {
        let by_module = case.decide(&wasm);
        let by_native = case.decide(&Native);
        assert_eq!(by_module.raw, by_native.raw, "{}", case.name);
        assert_eq!(by_module.lookups, by_native.lookups, "{}", case.name);
        let mut shown = by_module.raw;
        if let Some(object) = shown.get_mut("mutated_object") {
            let patch = json_patch::diff(&case.request["request"]["object"], object);
            *object = serde_json::to_value(patch).expect("a patch");
        }
        let shown = json!({ "response": shown, "lookups": by_module.lookups });
        let text = serde_json::to_string_pretty(&shown).expect("JSON") + "\n";
        expect_file![case.folder.join("decision.snap")].assert_eq(&text);
    }
}
