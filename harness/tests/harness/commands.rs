//! `admit` and `schema` as somebody runs them.

use serde_json::{Value, json};

use crate::requests::Case;
use crate::support::{NOW, folder, piped, read, root, run, stderr, stdout, write};

#[test]
fn a_review_is_answered_by_a_review_and_a_request_by_a_response() {
    let path = "fixtures/requests/scale-to-one/request.json";
    let objects = "fixtures/clusters/deis-production-s3/cluster.yaml";
    let output = run(&["admit", path, "--objects", objects, "--now", NOW]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let review: Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    assert_eq!(review["kind"], "AdmissionReview");
    assert_eq!(review["apiVersion"], "admission.k8s.io/v1");
    let response = &review["response"];
    assert_eq!(response["uid"], "705ab4f5-6393-11e8-b7cc-42010a800002");
    assert_eq!(response["allowed"], false);
    assert_eq!(response["status"]["code"], 400);
    let bare = json!(Case::named("scale-up").request["request"]).to_string();
    let output = piped(&["admit", "-", "--now", NOW], &bare);
    assert_eq!(output.status.code(), Some(0));
    let response: Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    assert_eq!(response["allowed"], true);
    assert_eq!(response["kind"], Value::Null);
}

#[test]
fn a_mended_object_is_answered_as_a_json_patch() {
    let folder = folder("admit-patch");
    let settings = write(&folder, "settings.yaml", "remediate: [routers-replicas]\n");
    let path = "fixtures/requests/router-upgrade/request.json";
    let output = run(&["admit", path, "--settings", &settings, "--now", NOW]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let review: Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    assert_eq!(review["response"]["patchType"], "JSONPatch");
    use base64::Engine as _;
    let patch = review["response"]["patch"].as_str().expect("a text");
    let patch = base64::engine::general_purpose::STANDARD.decode(patch).expect("base64");
    let patch: Value = serde_json::from_slice(&patch).expect("JSON");
    assert_eq!(patch, json!([{ "op": "replace", "path": "/spec/replicas", "value": 3 }]));
}

#[test]
fn without_objects_lookups_fail_and_are_not_empty() {
    let path = "fixtures/requests/router-create-no-certificate/request.json";
    let told = |words: &[&str]| {
        let output = run(&[&["admit", path, "--now", NOW], words].concat());
        stdout(&output)
    };
    assert!(
        told(&[])
            .contains("tls-platform-cert: Deployment `deis-router`: the cluster cannot be asked")
    );
    let folder = folder("admit-empty");
    let empty = write(&folder, "empty.yaml", "apiVersion: v1\nkind: List\nitems: []\n");
    let answer = told(&["--objects", &empty]);
    assert!(answer.contains("Secret `deis-router-platform-cert` is not there"), "{answer}");
}

#[test]
fn a_session_of_kwctl_stands_in_for_the_cluster() {
    let path = "fixtures/requests/delete-database-off-cluster/request.json";
    let session = "fixtures/sessions/delete-database-off-cluster.yml";
    let output = run(&["admit", path, "--replay", session, "--now", NOW]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
}

#[test]
fn what_is_no_request_is_told_with_its_file() {
    let folder = folder("admit-wrong");
    for (text, words) in [
        ("{}", "has no `operation`"),
        ("{\"kind\":\"AdmissionReview\"}", "has no request"),
        ("a: [", "request.yaml:"),
        ("- a", "no Kubernetes object"),
        ("just text", "no Kubernetes object"),
        ("metadata: [1]", "no Kubernetes object"),
        ("", "is empty"),
    ] {
        let path = write(&folder, "request.yaml", text);
        let output = run(&["admit", &path]);
        assert_eq!(output.status.code(), Some(2), "{text}");
        assert!(stderr(&output).contains(words), "{text}: {}", stderr(&output));
        assert!(stderr(&output).contains("request.yaml"), "{text}: {}", stderr(&output));
    }
}

#[test]
fn the_schema_that_is_printed_is_the_one_that_is_kept() {
    for name in ["settings", "report"] {
        let kept = read(&root().join("docs").join(name).with_extension("schema.json"));
        assert_eq!(stdout(&run(&["schema", name])), kept);
    }
}
