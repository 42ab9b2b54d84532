//! `admit`, `fix -` and `schema` as somebody runs them.

use std::io::Write;
use std::process::{Output, Stdio};

use serde_json::{Value, json};

use crate::requests::{Case, decide};
use crate::support::{NOW, command, folder, read, root, run, stderr, stdout, write};

fn piped(words: &[&str], text: &str) -> Output {
    let mut command = command(words);
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command runs");
    let mut input = child.stdin.take().expect("a pipe");
    input.write_all(text.as_bytes()).expect("written");
    drop(input);
    child.wait_with_output().expect("it ends")
}

fn router(text: &str) -> Value {
    let documents = source::read(text).documents;
    let objects =
        documents.iter().map(|one| serde_json::from_str::<Value>(&one.json).expect("JSON"));
    let is_it = |object: &Value| {
        object["kind"] == "Deployment" && object["metadata"]["name"] == "deis-router"
    };
    objects.into_iter().find(is_it).expect("the router")
}

#[test]
fn the_post_renderer_leads_out_of_helms_one_router() {
    let rendered = read(&root().join("fixtures/rules/routers-replicas/bad.yaml"));
    let output = piped(&["fix", "-", "--now", NOW], &rendered);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stderr(&output), "routers-replicas: Deployment deis-router: start more routers\n");
    let mended = stdout(&output);
    assert_eq!(router(&mended)["spec"]["replicas"], 2);
    // Everything but the router's document comes out as it went in.
    let others = |text: &str| -> Vec<String> {
        let documents = text.split("---\n").filter(|one| {
            !one.contains("name: deis-router\n") && !one.contains("\"name\":\"deis-router\"")
        });
        documents.map(str::to_owned).collect()
    };
    assert_eq!(others(&mended), others(&rendered));
    assert!(others(&rendered).len() > 4);
    // Mended once, there is nothing left to mend.
    let again = piped(&["fix", "-", "--now", NOW], &mended);
    assert_eq!((stdout(&again), stderr(&again)), (mended.clone(), String::new()));
    // And the policy lets the upgrade in.
    let mut case = Case::named("router-upgrade");
    let mut old = router(&mended);
    old["metadata"]["namespace"] = json!("deis");
    case.request["request"]["object"] = old.clone();
    case.request["request"]["oldObject"] = old;
    let decided = decide(
        &harness::engine::native::Native,
        &case.request,
        &json!({}),
        harness::engine::nobody(),
    );
    assert!(decided.response.accepted);
}

#[test]
fn manifests_without_violations_come_out_of_fix_byte_for_byte() {
    let rendered = read(&root().join("fixtures/rules/routers-replicas/fixed.yaml"));
    let odd = format!(
        "# a comment\r\n{rendered}---\n# nothing\n---\nkind: Pod\napiVersion: v1\nmetadata: {{name: \"x\"}}   # here\n"
    );
    let output = piped(&["fix", "-", "--now", NOW], &odd);
    assert_eq!(stdout(&output), odd, "{}", stderr(&output));
}

#[test]
fn fix_prints_nothing_where_a_document_cannot_be_read() {
    let output = piped(&["fix", "-"], "kind: [\n---\nkind: Pod\n");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(stdout(&output), "");
    assert!(
        stderr(&output).contains("-:2:1:") || stderr(&output).contains("-:1:"),
        "{}",
        stderr(&output)
    );
    let output = run(&["fix", "fixtures/clusters"]);
    assert_eq!(output.status.code(), Some(2));
}

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
    let kept = read(&root().join("docs/settings.schema.json"));
    assert_eq!(stdout(&run(&["schema", "settings"])), kept);
}
