//! What holds for admission whatever the request: properties of the module behind Kubewarden's host.

use std::sync::Arc;

use harness::engine::native::Native;
use harness::engine::wasm::{Wasm, call};
use harness::engine::{Callback, Engine, nobody};
use harness::kubewarden::{Grants, of_objects};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use crate::kubewarden::{CLUSTERS, request, wasm};
use crate::requests::{Case, Decided, cluster, decide};
use crate::support::NOW;

/// The fixture clusters whose guide is followed, but for what a person attests.
const READY: [&str; 11] = [
    "deis-production-s3",
    "deis-production-gcs",
    "deis-production-azure",
    "deis-production-swift",
    "deis-native-ingress",
    "hephy-production-s3",
    "hephy-production-azure",
    "hephy-production-gcs",
    "hephy-production-swift",
    "drycc-production",
    "drycc-v1.0",
];

/// The order in which Helm creates kinds; others come last.
const HELM: [&str; 20] = [
    "Namespace",
    "PodDisruptionBudget",
    "ServiceAccount",
    "Secret",
    "ConfigMap",
    "PersistentVolumeClaim",
    "ClusterRole",
    "ClusterRoleBinding",
    "Role",
    "RoleBinding",
    "Service",
    "DaemonSet",
    "ReplicationController",
    "Deployment",
    "HorizontalPodAutoscaler",
    "StatefulSet",
    "Job",
    "CronJob",
    "Ingress",
    "Gateway",
];

fn is_platforms(object: &Value) -> bool {
    let namespace = &object["metadata"]["namespace"];
    let made = ["Pod", "ReplicaSet", "Endpoints", "Event"];
    (namespace == "deis" || namespace == "drycc") && made.iter().all(|kind| object["kind"] != *kind)
}

/// Objects that no chart renders: somebody makes them once the chart is installed.
fn by_hand(object: &Value) -> bool {
    let name = object["metadata"]["name"].as_str().expect("a name");
    let certificates = ["deis-router-platform-cert", "drycc-router-platform-cert", "deis-api-tls"];
    let kinds = ["HorizontalPodAutoscaler", "PodDisruptionBudget"];
    certificates.contains(&name) || kinds.iter().any(|kind| object["kind"] == *kind)
}

/// What Helm sends: nothing that an API server adds.
fn sent(mut object: Value) -> Value {
    object.as_object_mut().expect("an object").remove("status");
    let metadata = object["metadata"].as_object_mut().expect("metadata");
    for name in ["managedFields", "uid", "resourceVersion", "generation", "selfLink"] {
        metadata.remove(name);
    }
    object
}

fn in_helms_order(mut objects: Vec<Value>) -> Vec<Value> {
    let place = |object: &Value| HELM.iter().position(|kind| object["kind"] == *kind);
    objects.sort_by_key(|object| {
        let name = object["metadata"]["name"].as_str().expect("a name").to_owned();
        (by_hand(object), place(object).unwrap_or(HELM.len()), name)
    });
    objects
}

/// Creates the objects one after the other, and tells what was said of each that was kept out.
fn install(wasm: &Wasm, objects: Vec<Value>, settings: &Value) -> Vec<String> {
    let mut there: Vec<Value> = Vec::new();
    let mut refused = Vec::new();
    for object in in_helms_order(objects) {
        let object = sent(object);
        let host = of_objects(there.clone(), Grants::default());
        let decided = decide(wasm, &request("CREATE", &object, &Value::Null), settings, host);
        if !decided.response.accepted {
            let name = &object["metadata"]["name"];
            refused.push(format!("{} {name}: {:?}", object["kind"], decided.response.message));
        }
        there.push(object);
    }
    refused
}

fn all_lists() -> Value {
    json!({ "lists": ["HorizontalPodAutoscaler", "PodDisruptionBudget", "Ingress", "Service", "Gateway",
        "ListenerSet", "HTTPRoute", "Certificate", "ExternalSecret", "SealedSecret"] })
}

#[test]
fn a_production_ready_install_is_let_in_in_helms_order() {
    let wasm = wasm();
    for name in READY {
        let mut objects = cluster(name);
        objects.retain(is_platforms);
        assert!(objects.len() > 20, "{name}");
        for settings in [json!({}), all_lists()] {
            assert_eq!(install(&wasm, objects.clone(), &settings), [""; 0], "{name}");
        }
        // As the charts have it: one router, whatever the values.
        for object in &mut objects {
            let name = object["metadata"]["name"].as_str().expect("a name");
            if object["kind"] == "Deployment" && name.ends_with("-router") {
                object["spec"]["replicas"] = json!(1);
            }
        }
        assert_eq!(install(&wasm, objects, &json!({})), [""; 0], "{name} with one router");
    }
}

#[test]
fn a_quick_start_is_kept_out_where_it_stores_on_the_cluster() {
    let mut objects = cluster("deis-quickstart");
    objects.retain(is_platforms);
    let refused = install(&wasm(), objects, &json!({})).join("\n");
    for name in ["deis-registry", "deis-database", "deis-builder", "deis-controller"] {
        assert!(refused.contains(name), "{name}: {refused}");
    }
    assert!(!refused.contains("deis-router"), "{refused}");
}

/// Every object of every fixture cluster that is in a judged namespace, with its cluster.
fn everything() -> impl Iterator<Item = (Arc<Vec<Value>>, Value)> {
    CLUSTERS.iter().flat_map(|name| {
        let objects = Arc::new(cluster(name));
        let own: Vec<Value> =
            objects.iter().filter(|object| is_platforms(object)).cloned().collect();
        own.into_iter().map(move |object| (Arc::clone(&objects), object))
    })
}

#[test]
fn nothing_that_runs_today_becomes_uneditable() {
    let wasm = wasm();
    let mut count = 0;
    for (objects, object) in everything() {
        let mut changed = object.clone();
        changed["metadata"]["labels"]["team"] = json!("platform");
        let review = request("UPDATE", &changed, &object);
        for settings in [json!({}), json!({ "onUnknown": "deny", "denyAt": "info" })] {
            let host = of_objects(objects.as_ref().clone(), Grants::default());
            let decided = decide(&wasm, &review, &settings, host);
            assert!(decided.response.accepted, "{} {:?}", object["metadata"]["name"], decided.raw);
            let decided = decide(&wasm, &review, &settings, nobody());
            assert!(decided.response.accepted, "{} {:?}", object["metadata"]["name"], decided.raw);
            count += 1;
        }
    }
    assert!(count > 700, "{count}");
}

#[test]
fn a_dry_run_is_decided_as_the_change_itself() {
    for case in Case::all() {
        let mut dry = case.request.clone();
        dry["request"]["dryRun"] = json!(true);
        let decided = decide(&Native, &dry, &case.settings, nobody());
        let wet = decide(&Native, &case.request, &case.settings, nobody());
        assert_eq!(decided.raw, wet.raw, "{}", case.name);
    }
}

#[test]
fn the_same_request_twice_gets_the_same_bytes_from_one_instance() {
    let wasm = wasm();
    let used = wasm.instance().expect("an instance");
    for case in Case::all() {
        let payload =
            json!({ "request": case.request["request"], "settings": case.settings, "now": NOW });
        let payload = payload.to_string().into_bytes();
        let first = call(&used, "validate", &payload).expect("an answer");
        assert_eq!(call(&used, "validate", &payload).expect("an answer"), first, "{}", case.name);
        assert_eq!(wasm.call("validate", &payload).expect("an answer"), first, "{}", case.name);
    }
}

fn scaled(from: i64, to: i64) -> Decided {
    let mut case = Case::named("scale-to-one");
    let spec = |count: i64| if count == 0 { json!({}) } else { json!({ "replicas": count }) };
    case.request["request"]["object"]["spec"] = spec(to);
    case.request["request"]["oldObject"]["spec"] = spec(from);
    decide(&Native, &case.request, &json!({}), nobody())
}

#[test]
fn a_scale_is_denied_where_it_leaves_fewer_routers_than_enough_and_than_before() {
    for from in 0..5 {
        for to in 0..5 {
            let decided = scaled(from, to);
            let wanted = to >= 2 || to >= from;
            assert_eq!(decided.response.accepted, wanted, "{from} to {to}: {:?}", decided.raw);
        }
    }
}

#[test]
fn an_update_that_starts_more_routers_is_let_in_even_if_they_are_too_few() {
    let mut case = Case::named("router-upgrade");
    for (from, to, wanted) in
        [(0, 1, true), (1, 1, true), (1, 0, false), (2, 1, false), (3, 2, true)]
    {
        case.request["request"]["object"]["spec"]["replicas"] = json!(to);
        case.request["request"]["oldObject"]["spec"]["replicas"] = json!(from);
        let decided = decide(&Native, &case.request, &json!({}), nobody());
        assert_eq!(decided.response.accepted, wanted, "{from} to {to}");
    }
}

#[test]
fn the_three_ways_out_of_helms_one_router_are_named_and_lead_out() {
    let refused = Case::named("router-upgrade").decide(&wasm()).response;
    let message = refused.message.expect("words");
    for way in
        ["`workflow-readiness fix -`", "HorizontalPodAutoscaler", "`remediate: [routers-replicas]`"]
    {
        assert!(message.contains(way), "{message}");
    }
    // What a post-renderer makes of the manifest: the safe patch is in it.
    let mut case = Case::named("router-upgrade");
    case.request["request"]["object"]["spec"]["replicas"] = json!(2);
    assert!(case.decide(&wasm()).response.accepted);
    assert!(Case::named("router-upgrade-autoscaled").decide(&wasm()).response.accepted);
    let mended = Case::named("router-upgrade-remediated").decide(&wasm()).response;
    assert!(mended.accepted);
    let object = mended.mutated_object.expect("an object");
    assert_eq!(object["spec"]["replicas"], 3, "the stored number is kept");
}

#[test]
fn a_label_of_another_distribution_does_not_hide_a_violation() {
    let mut case = Case::named("controller-open");
    for name in ["object", "oldObject"] {
        case.request["request"][name]["metadata"]["labels"]["heritage"] = json!("drycc");
    }
    assert_eq!(case.decide(&wasm()).response.code, Some(400));
}

#[test]
fn what_is_mended_is_otherwise_as_it_came() {
    let case = Case::named("router-upgrade-remediated");
    let odd = r#"{"zeta":1.50,"alpha":[1e3,12345678901234567890,-0.0],"é\n\u0001\"":null}"#;
    let text = case.request["request"].to_string();
    let text = text.replacen(
        r#""kind":"Deployment","metadata":{"#,
        &format!(r#""kind":"Deployment","unknown":{odd},"metadata":{{"#),
        1,
    );
    let payload = format!(
        r#"{{"request":{text},"settings":{{"remediate":["routers-replicas"]}},"now":"{NOW}"}}"#
    );
    let wasm = wasm();
    let answer = wasm.call("validate", payload.as_bytes()).expect("an answer");
    let answer = String::from_utf8(answer).expect("UTF-8");
    assert!(answer.contains(r#""zeta":1.50,"alpha":[1e3,12345678901234567890,-0.0],"#), "{answer}");
    let parsed: Value = serde_json::from_str(&answer).expect("JSON");
    let asked: Value = serde_json::from_str(&text).expect("JSON");
    let mut wanted = asked["object"].clone();
    wanted["spec"]["replicas"] = json!(3);
    assert_eq!(parsed["mutated_object"], wanted);
}

#[test]
fn an_audit_never_passes_what_was_not_seen() {
    let wasm = wasm();
    let seen = |grants: Grants, objects: &[Value]| of_objects(objects.to_vec(), grants);
    for (objects, object) in everything() {
        let mut review = request("CREATE", &object, &Value::Null);
        review["resource"]["resource"] = object["kind"].clone();
        review.as_object_mut().expect("an object").remove("userInfo");
        let told = decide(&wasm, &review, &json!({}), seen(Grants::default(), &objects)).response;
        let blind = decide(&wasm, &review, &json!({}), nobody()).response;
        if !told.accepted && told.code == Some(400) {
            assert!(!blind.accepted, "{}: {blind:?}", object["metadata"]["name"]);
        }
    }
}

fn leaf() -> impl Strategy<Value = Value> {
    let words = [
        "deis",
        "drycc",
        "CREATE",
        "UPDATE",
        "DELETE",
        "CONNECT",
        "Deployment",
        "Secret",
        "Service",
        "Namespace",
        "Scale",
        "Ingress",
        "apps",
        "deployments",
        "scale",
        "status",
        "deis-router",
        "deis-controller",
        "objectstorage-keyfile",
        "deis-minio",
        "apps/v1",
        "v1",
        "",
        "\u{1b}[31m",
        "\u{202e}",
        "é",
    ];
    prop_oneof![
        6 => prop::sample::select(words.to_vec()).prop_map(Value::from),
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => any::<f64>().prop_map(|number| json!(number)),
        1 => any::<String>().prop_map(Value::from),
    ]
}

fn name() -> impl Strategy<Value = String> {
    let names = [
        "metadata",
        "name",
        "namespace",
        "labels",
        "annotations",
        "spec",
        "replicas",
        "template",
        "containers",
        "env",
        "value",
        "valueFrom",
        "kind",
        "group",
        "version",
        "resource",
        "username",
        "groups",
        "data",
        "tls.crt",
        "tls.key",
        "type",
        "ports",
        "hostPort",
        "minReplicas",
        "apiVersion",
        "items",
    ];
    prop_oneof![
        9 => prop::sample::select(names.to_vec()).prop_map(str::to_owned),
        1 => any::<String>(),
    ]
}

fn tree() -> impl Strategy<Value = Value> {
    leaf().prop_recursive(6, 48, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(name(), inner, 0..6)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// A request that is one in parts only.
fn arbitrary() -> impl Strategy<Value = Value> {
    let fields = [
        "uid",
        "kind",
        "resource",
        "subResource",
        "requestKind",
        "name",
        "namespace",
        "operation",
        "userInfo",
        "object",
        "oldObject",
        "dryRun",
        "options",
    ];
    let base = prop::sample::select(vec![
        "router-upgrade",
        "scale-to-one",
        "delete-collection",
        "certificate-broken",
        "router-audit",
    ]);
    let changes = prop::collection::vec((prop::sample::select(fields.to_vec()), tree()), 0..4);
    (base, changes, any::<bool>()).prop_map(|(base, changes, keep)| {
        let mut request = if keep {
            Case::named(base).request["request"].clone()
        } else {
            json!({ "namespace": "deis" })
        };
        for (field, value) in changes {
            request[field] = value;
        }
        request
    })
}

#[test]
fn no_request_ends_in_a_trap_or_an_error_whatever_its_json() {
    let wasm = wasm();
    let odd: Callback = Arc::new(|_, operation, payload| match payload.len() % 4 {
        0 => Err("Cannot find v1/Secret named 'x' inside of namespace 'None'".to_owned()),
        1 => Ok(br#"{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":7},"spec":[]}"#
            .to_vec()),
        2 => Err(operation.to_owned()),
        _ => Ok(b"{\"items\":[1,{}]}".to_vec()),
    });
    let config = Config { cases: 1500, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(
        config,
        proptest::test_runner::TestRng::deterministic_rng(
            proptest::test_runner::RngAlgorithm::ChaCha,
        ),
    );
    let settings = prop_oneof![3 => Just(json!({})), 1 => Just(all_lists()), 1 => tree()];
    runner
        .run(&(arbitrary(), settings), |(request, settings)| {
            let payload =
                json!({ "request": request, "settings": settings, "now": NOW }).to_string();
            let module = wasm.ask("validate", payload.as_bytes(), &odd);
            let native = Native.ask("validate", payload.as_bytes(), &odd);
            prop_assert_eq!(&module, &native);
            let answer = module.map_err(|failure| TestCaseError::fail(failure.to_string()))?;
            let answer: Value = serde_json::from_slice(&answer)
                .map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert!(answer["accepted"].is_boolean());
            for warning in answer["warnings"].as_array().into_iter().flatten() {
                let warning = warning.as_str().unwrap_or_default();
                prop_assert!(
                    warning.len() < 256 && warning.bytes().all(|byte| matches!(byte, b' '..=b'~'))
                );
            }
            Ok(())
        })
        .expect("every request is answered");
}

#[test]
fn no_payload_ends_in_a_trap_or_an_error_whatever_its_bytes() {
    let wasm = wasm();
    let deep = format!(
        r#"{{"request":{{"namespace":"deis","operation":"CREATE","kind":{{"group":"apps","kind":"Deployment"}},"object":{}{}}},"settings":{{}},"now":"{NOW}"}}"#,
        "[".repeat(5000),
        "]".repeat(5000)
    );
    let wide = format!(
        r#"{{"request":{{"namespace":"deis","operation":"UPDATE","kind":{{"group":"","kind":"Secret"}},"object":{{"metadata":{{"name":"objectstorage-keyfile"}},"data":{{{}"z":"eg=="}}}}}},"settings":{{}},"now":"{NOW}"}}"#,
        r#""k":"eA==","#.repeat(50_000)
    );
    let payloads: [&[u8]; 9] = [
        b"",
        b"{",
        b"null",
        b"[]",
        b"\xff\xfe",
        b"{\"request\":{}}",
        b"{\"request\":7,\"now\":7}",
        deep.as_bytes(),
        wide.as_bytes(),
    ];
    for payload in payloads {
        let answer = wasm.call("validate", payload).expect("an answer");
        let answer: Value = serde_json::from_slice(&answer).expect("JSON");
        assert!(answer["accepted"].is_boolean(), "{answer}");
    }
}
