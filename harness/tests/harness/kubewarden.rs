//! Kubewarden's side: what it sends is understood, what it is sent it understands, and nothing that the
//! policy asks for is missing in what it asks to be granted.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use harness::engine::native::Native;
use harness::engine::wasm::Wasm;
use harness::engine::{Callback, Engine, nobody};
use harness::kubewarden::{Grants, of_objects, replay};
use kit::annotate::{SECTION, annotate};
use kit::metadata::Metadata;
use kubewarden_policy_sdk::host_capabilities::kubernetes::{
    GetResourceRequest, ListResourcesByNamespaceRequest,
};
use kubewarden_policy_sdk::metadata::ProtocolVersion;
use kubewarden_policy_sdk::request::ValidationRequest;
use kubewarden_policy_sdk::response::ValidationResponse;
use kubewarden_policy_sdk::settings::SettingsValidationResponse;
use serde_json::{Value, json};
use wasmparser::{Parser, Payload, Validator};

use crate::requests::{Case, cluster, decide, documents};
use crate::support::{NOW, read, root};

pub const CLUSTERS: [&str; 15] = [
    "deis-quickstart",
    "deis-production-s3",
    "deis-production-gcs",
    "deis-production-azure",
    "deis-production-swift",
    "deis-native-ingress",
    "deis-two-installations",
    "hephy-quickstart",
    "hephy-production-s3",
    "hephy-production-azure",
    "hephy-production-gcs",
    "hephy-production-swift",
    "drycc-default",
    "drycc-production",
    "drycc-v1.0",
];

pub fn wasm() -> Wasm {
    Wasm::built_in(&[]).expect("the module")
}

/// A request about an object, as an API server sends it.
pub fn request(operation: &str, object: &Value, old: &Value) -> Value {
    let version = object["apiVersion"].as_str().expect("a version");
    let (group, version) = version.split_once('/').unwrap_or(("", version));
    let kind = object["kind"].as_str().expect("a kind");
    json!({
        "uid": "1", "operation": operation, "name": object["metadata"]["name"],
        "namespace": object["metadata"]["namespace"], "object": object, "oldObject": old,
        "kind": { "group": group, "version": version, "kind": kind },
        "resource": { "group": group, "version": version, "resource": format!("{}s", kind.to_lowercase()) },
        "userInfo": { "username": "ada", "groups": [] },
    })
}

/// Operations and payloads, in their order.
type Kept = Arc<Mutex<Vec<(String, Vec<u8>)>>>;

/// A host that keeps what it is asked.
fn keeping(host: Callback) -> (Callback, Kept) {
    let kept = Arc::new(Mutex::new(Vec::new()));
    let keep = Arc::clone(&kept);
    let host: Callback = Arc::new(move |namespace, operation, payload| {
        let entry = (format!("{namespace}/{operation}"), payload.to_vec());
        keep.lock().expect("no panic in here").push(entry);
        host(namespace, operation, payload)
    });
    (host, kept)
}

fn payload(request: &Value, settings: &Value) -> Vec<u8> {
    json!({ "request": request, "settings": settings, "now": NOW }).to_string().into_bytes()
}

/// Every object of every fixture cluster in a namespace that is judged, and its cluster.
fn everything() -> Vec<(Arc<Vec<Value>>, Value)> {
    let mut all = Vec::new();
    for name in CLUSTERS {
        let objects = Arc::new(cluster(name));
        for object in objects.iter() {
            let namespace = &object["metadata"]["namespace"];
            if namespace == "deis" || namespace == "drycc" {
                all.push((Arc::clone(&objects), object.clone()));
            }
        }
    }
    all
}

fn lists() -> Value {
    json!({ "lists": ["HorizontalPodAutoscaler", "PodDisruptionBudget", "Ingress", "Service", "Gateway",
        "ListenerSet", "HTTPRoute", "Certificate", "ExternalSecret", "SealedSecret", "ClusterRoleBinding"] })
}

#[test]
fn the_module_with_its_metadata_is_valid_and_holds_what_the_rules_say() {
    for mutating in [false, true] {
        let metadata = Metadata::of_this_build(mutating).with_protocol();
        let bytes = annotate(module::POLICY_WASM, &metadata).expect("annotated");
        Validator::new().validate_all(&bytes).expect("a valid module");
        let mut found = None;
        for payload in Parser::new(0).parse_all(&bytes) {
            if let Payload::CustomSection(section) = payload.expect("a module")
                && section.name() == SECTION
            {
                found = Some(section.data().to_vec());
            }
        }
        let found: Value = serde_json::from_slice(&found.expect("the section")).expect("JSON");
        assert_eq!(found["mutating"], mutating);
        assert_eq!(found["executionMode"], "kubewarden-wapc");
        let version: ProtocolVersion =
            serde_json::from_value(found["protocolVersion"].clone()).expect("a version");
        assert_eq!(version, ProtocolVersion::V1);
        let own = wasm().call("protocol_version", b"").expect("a version");
        assert_eq!(found["protocolVersion"], serde_json::from_slice::<Value>(&own).expect("JSON"));
        let annotations = found["annotations"].as_object().expect("annotations");
        assert!(annotations.values().all(Value::is_string));
        let loaded = Wasm::load(&bytes, "0").expect("the engine takes it");
        assert!(loaded.call("rules", b"").is_ok());
    }
}

#[test]
fn metadata_names_exact_resources_and_operations() {
    let metadata = serde_json::to_value(Metadata::of_this_build(false)).expect("JSON");
    let rules = metadata["rules"].as_array().expect("a list");
    let mut resources = BTreeMap::new();
    for rule in rules {
        for (name, least) in
            [("apiGroups", 1), ("apiVersions", 1), ("resources", 1), ("operations", 1)]
        {
            let list = rule[name].as_array().expect("a list");
            assert!(list.len() >= least && !list.contains(&json!("*")), "{rule}");
        }
        for resource in rule["resources"].as_array().expect("a list") {
            let key = (rule["apiGroups"][0].to_string(), resource.to_string());
            assert!(
                resources.insert(key, rule["operations"].clone()).is_none(),
                "{resource} twice"
            );
        }
    }
    let of = |group: &str, resource: &str| {
        resources[&(format!("\"{group}\""), format!("\"{resource}\""))].clone()
    };
    assert_eq!(of("apps", "deployments"), json!(["CREATE", "UPDATE", "DELETE"]));
    assert_eq!(of("apps", "deployments/scale"), json!(["UPDATE"]));
    assert_eq!(of("", "secrets"), json!(["CREATE", "UPDATE", "DELETE"]));
    assert_eq!(of("", "namespaces"), json!(["DELETE"]));
    assert_eq!(of("autoscaling", "horizontalpodautoscalers"), json!(["CREATE", "UPDATE"]));
}

#[test]
fn every_request_that_is_decided_is_one_that_the_metadata_asks_for() {
    let metadata = serde_json::to_value(Metadata::of_this_build(false)).expect("JSON");
    let rules = metadata["rules"].as_array().expect("a list").clone();
    for case in Case::all() {
        let request = &case.request["request"];
        // Older API servers had groups of their own, which an engine asks for in today's.
        if request["resource"]["group"] == "extensions" || request["namespace"] == "shop" {
            continue;
        }
        let plain = case.decide(&Native).raw == json!({ "accepted": true });
        let sub = request["subResource"].as_str().map(|sub| format!("/{sub}")).unwrap_or_default();
        let resource =
            format!("{}{sub}", request["resource"]["resource"].as_str().expect("a text"));
        let asked = rules.iter().any(|rule| {
            let has = |name: &str, value: &Value| {
                rule[name].as_array().is_some_and(|all| all.contains(value))
            };
            has("apiGroups", &request["resource"]["group"])
                && has("resources", &json!(resource))
                && has("operations", &request["operation"])
        });
        let is_audit = request["userInfo"].is_null();
        assert!(asked || plain || is_audit, "{}: {resource}", case.name);
    }
}

#[test]
fn all_that_is_asked_is_in_the_metadata_and_in_the_role_and_asked_once() {
    let metadata = serde_json::to_value(Metadata::of_this_build(false)).expect("JSON");
    let role: Vec<Value> = documents(&root().join("docs/deploy/rbac.yaml"));
    let granted = |namespace: &str, kind: &str, name: &str| {
        let plural =
            format!("{}{}", kind.to_lowercase(), if kind.ends_with('s') { "es" } else { "s" });
        let of_namespace = role
            .iter()
            .filter(|one| one["kind"] == "Role" && one["metadata"]["namespace"] == *namespace);
        of_namespace.flat_map(|one| one["rules"].as_array().expect("a list")).any(|rule| {
            rule["resources"][0] == *plural
                && rule["resourceNames"]
                    .as_array()
                    .is_some_and(|names| names.contains(&json!(name)))
        })
    };
    let mut seen = BTreeSet::new();
    for (objects, object) in everything() {
        for settings in [json!({}), lists()] {
            let host = of_objects(objects.as_ref().clone(), Grants::default());
            let (host, kept) = keeping(host);
            let request = request("CREATE", &object, &Value::Null);
            Native.ask("validate", &payload(&request, &settings), &host).expect("an answer");
            let mut asked = BTreeSet::new();
            for (operation, payload) in kept.lock().expect("no panic in here").iter() {
                assert!(
                    asked.insert((operation.clone(), payload.clone())),
                    "asked twice: {operation}"
                );
                seen.insert((
                    operation.clone(),
                    String::from_utf8(payload.clone()).expect("UTF-8"),
                ));
            }
        }
    }
    assert!(seen.len() > 40, "{}", seen.len());
    for (operation, payload) in seen {
        assert!(
            metadata["hostCapabilities"].as_array().expect("a list").contains(&json!(operation))
        );
        let asked: Value = serde_json::from_str(&payload).expect("JSON");
        let resource = json!({ "apiVersion": asked["api_version"], "kind": asked["kind"] });
        let resources = metadata["contextAwareResources"].as_array().expect("a list");
        assert!(resources.contains(&resource), "{resource}");
        let masks = asked["field_masks"].as_array().expect("a list");
        assert!(!masks.is_empty());
        if operation.ends_with("get_resource") {
            let get: GetResourceRequest = serde_json::from_str(&payload).expect("the SDK's type");
            let namespace = get.namespace.expect("a namespace");
            assert!(
                granted(&namespace, &get.kind, &get.name),
                "{} {} {namespace}",
                get.kind,
                get.name
            );
        } else if operation.ends_with("by_namespace") {
            let list: ListResourcesByNamespaceRequest =
                serde_json::from_str(&payload).expect("the SDK's type");
            assert_ne!(list.kind, "Secret");
        }
    }
}

#[test]
fn the_policys_answers_are_kubewardens_types() {
    let wasm = wasm();
    for case in Case::all() {
        let request = &case.request["request"];
        let bytes = payload(request, &json!({}));
        let own: ValidationRequest<BTreeMap<String, Value>> = ValidationRequest::new(&bytes)
            .unwrap_or_else(|_| {
                ValidationRequest::new(&payload(&json!({}), &json!({}))).expect("a request")
            });
        assert!(own.settings.is_empty());
        let raw = case.decide(&wasm).raw;
        let response: ValidationResponse =
            serde_json::from_value(raw.clone()).expect("the SDK's type");
        let again = serde_json::to_value(&response).expect("JSON");
        for (name, value) in raw.as_object().expect("an object") {
            assert_eq!(again[name], *value, "{}: {name}", case.name);
        }
        match (response.accepted, response.code) {
            (true, None) => assert_eq!(response.message, None),
            (false, Some(400 | 500)) => {
                assert!(response.message.is_some_and(|words| !words.is_empty()))
            }
            other => panic!("{}: {other:?}", case.name),
        }
    }
    for settings in ["{}", r#"{"denyAt":"x","y":1}"#, "null", "[]"] {
        let answer = wasm.call("validate_settings", settings.as_bytes()).expect("an answer");
        let answer: SettingsValidationResponse =
            serde_json::from_slice(&answer).expect("the SDK's type");
        assert_eq!(answer.valid, matches!(settings, "{}" | "null"));
    }
}

#[test]
fn warnings_fit_an_http_header_whatever_a_name_holds() {
    let wasm = wasm();
    let mut longest = 0;
    for case in Case::all() {
        let response = case.decide(&wasm).response;
        let warnings = response.warnings.unwrap_or_default();
        assert!(warnings.iter().map(String::len).sum::<usize>() <= 4096, "{}", case.name);
        for warning in &warnings {
            assert!(warning.len() < 256, "{}: {warning}", case.name);
            assert!(warning.bytes().all(|byte| matches!(byte, b' '..=b'~')), "{}", case.name);
            longest = longest.max(warning.len());
        }
        let message = response.message.unwrap_or_default();
        assert!(message.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n')), "{}", case.name);
    }
    assert_eq!(longest, 255, "a case with a long name is cut");
}

#[test]
fn a_grant_that_is_missing_is_named() {
    let case = Case::named("router-audit-forbidden");
    let objects = cluster("deis-production-s3");
    let told = |grants: Grants| {
        let host = of_objects(objects.clone(), grants);
        decide(&wasm(), &case.request, &json!({}), host).response
    };
    let not_granted = Grants { not_granted: vec!["v1/Secret".to_owned()], ..Grants::default() };
    let response = told(not_granted);
    assert_eq!(response.code, Some(500));
    let message = response.message.expect("words");
    assert!(
        message.contains("may not read v1 Secret: add it to `contextAwareResources`"),
        "{message}"
    );
    let forbidden = Grants { forbidden: vec!["v1/Secret".to_owned()], ..Grants::default() };
    let message = told(forbidden).message.expect("words");
    assert!(message.contains("account may not get secrets"), "{message}");
    let no_capability: Callback = Arc::new(|_, _, _| {
        Err("Policy has not been granted access to the 'kubernetes/get_resource' host capability. The violation has been reported.".to_owned())
    });
    let response = decide(&wasm(), &case.request, &json!({}), no_capability).response;
    let message = response.message.expect("words");
    assert!(message.contains("add it to `hostCapabilities`"), "{message}");
}

#[test]
fn a_session_that_kwctl_recorded_is_played_back() {
    let folder = root().join("fixtures/requests/delete-database-off-cluster");
    let case = Case::of(folder);
    let session = read(&root().join("fixtures/sessions/delete-database-off-cluster.yml"));
    let decided = decide(
        &wasm(),
        &case.request,
        &json!({}),
        replay::of_session(&session).expect("a session"),
    );
    assert!(decided.response.accepted);
    let absent = read(&root().join("fixtures/sessions/delete-database-no-controller.yml"));
    let decided =
        decide(&wasm(), &case.request, &json!({}), replay::of_session(&absent).expect("a session"));
    assert_eq!(decided.response.code, Some(400));
    assert_eq!(decided.lookups.len(), 4, "{:?}", decided.lookups);
    assert!(replay::of_session("a: [").is_err());
}

#[test]
fn a_host_that_answers_nonsense_is_no_reason_to_stop() {
    let case = Case::named("router-audit");
    for words in ["", "null", "[]", "{", "\u{0}", "{\"items\":7}", "{\"kind\":\"Secret\"}"] {
        let host: Callback = Arc::new(move |_, _, _| Ok(words.as_bytes().to_vec()));
        let response = decide(&wasm(), &case.request, &lists(), host).response;
        assert!(!response.accepted, "{words}");
    }
    let host: Callback = Arc::new(|_, _, _| Ok(vec![0xff, 0xfe]));
    assert!(!decide(&wasm(), &case.request, &json!({}), host).response.accepted);
    assert!(!decide(&wasm(), &case.request, &json!({}), nobody()).response.accepted);
}
