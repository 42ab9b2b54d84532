//! What the policy asks for: nothing of it is missing in its metadata, and in what it asks to be granted.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use harness::engine::native::Native;
use harness::engine::wasm::Wasm;
use harness::engine::{Callback, Engine};
use harness::kubewarden::{Grants, of_objects};
use kit::annotate::{SECTION, annotate};
use kit::metadata::Metadata;
use kubewarden_policy_sdk::host_capabilities::kubernetes::{
    GetResourceRequest, ListResourcesByNamespaceRequest,
};
use kubewarden_policy_sdk::metadata::ProtocolVersion;
use serde_json::{Value, json};
use wasmparser::{Parser, Payload, Validator};

use crate::admission::{all_lists, everything};
use crate::kubewarden::{payload, request, wasm};
use crate::requests::{Case, documents};
use crate::support::root;

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
        for settings in [json!({}), all_lists()] {
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
