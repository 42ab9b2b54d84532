//! Every fixture request, decided by the native core behind a host that knows the request's cluster.
//! That the module decides alike, behind Kubewarden's own host, is proved in the harness.

use std::fs;
use std::path::Path;

use policy::json::Json;
use policy::patch::Patch;
use serde_json::{Value, json};

use crate::host::Kubewarden;
use crate::support::{cluster, fixtures, objects};

fn words(list: &Value) -> Vec<String> {
    let list = list.as_array().expect("a list");
    list.iter().map(|one| one.as_str().expect("a text").to_owned()).collect()
}

fn json_file(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).expect("a file")).expect("JSON")
}

fn host(given: &Value) -> Kubewarden {
    let key = |object: &Value| {
        let name = object["metadata"]["name"].as_str().unwrap_or_default();
        format!("{}/{name}", object["kind"].as_str().unwrap_or_default())
    };
    let mut objects = match given["cluster"].as_str().expect("a text") {
        "nobody" => return Kubewarden::default(),
        "empty" => Vec::new(),
        name => cluster(name),
    };
    let own = given["objects"].as_array().expect("a list");
    let mut gone = words(&given["without"]);
    gone.extend(own.iter().map(key));
    objects.retain(|object| !gone.contains(&key(object)));
    objects.extend(own.iter().cloned());
    let forbidden = words(&given["forbidden"]);
    Kubewarden { forbidden, ..Kubewarden::of(objects) }
}

/// What a recorded difference makes of the object that was requested.
fn mended(object: &Value, difference: &Value) -> Value {
    let (object, difference) = (object.to_string(), difference.to_string());
    let patch: Patch<'_> = serde_json::from_str(&difference).expect("a patch");
    let mut tree = Json::parse(&object).expect("JSON");
    patch.apply(&mut tree).expect("a place");
    serde_json::from_str(&tree.to_string()).expect("JSON")
}

#[test]
fn every_fixture_request_is_decided_as_recorded() {
    let folders = fs::read_dir(fixtures().join("requests")).expect("a folder");
    let mut count = 0;
    for folder in folders.map(|entry| entry.expect("an entry").path()) {
        let name = folder.file_name().expect("a name").to_string_lossy().into_owned();
        if !folder.join("given.yaml").exists() {
            continue;
        }
        let given = objects(&format!("requests/{name}/given.yaml")).pop().expect("a document");
        let review = json_file(&folder.join("request.json"));
        let mut recorded = json_file(&folder.join("decision.snap"));
        if let Some(object) = recorded["response"].get_mut("mutated_object") {
            *object = mended(&review["request"]["object"], object);
        }
        let host = host(&given);
        let response = host.decide(&review["request"], &given["settings"]);
        let lookups = host.asked.into_inner();
        assert_eq!(json!({ "response": response, "lookups": lookups }), recorded, "{name}");
        count += 1;
    }
    assert!(count > 60, "{count}");
}
