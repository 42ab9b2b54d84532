//! The generated files are as the rules have them.
#![allow(missing_docs)]

use std::path::Path;

use expect_test::expect_file;
use policy::api;
use policy::host::NoHost;
use proptest::prelude::*;
use serde_json::{Value, json};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("the workspace")
}

#[test]
fn generated_files_are_fresh() {
    for file in kit::files() {
        expect_file![root().join(file.path)].assert_eq(&file.text);
    }
}

/// What the reader of settings says; `None` where they are valid.
fn mistakes(settings: &Value) -> Option<String> {
    let answer = api::call("validate_settings", settings.to_string().as_bytes(), &NoHost)
        .expect("an answer");
    let answer: Value = serde_json::from_slice(&answer).expect("JSON");
    (answer["valid"] == false).then(|| answer["message"].to_string())
}

#[test]
fn the_schema_allows_what_the_reader_allows() {
    let validator = jsonschema::validator_for(&kit::schema::settings()).expect("a schema");
    let cases = [
        json!({}),
        json!({ "namespaces": ["deis"], "denyAt": "high", "onUnknown": "deny", "minimumRouters": 3 }),
        json!({ "remediate": ["routers-replicas"], "deletions": "warn", "lists": ["Ingress"] }),
        json!({ "deletions": false, "rules": { "tls-enforced": { "action": false } } }),
        json!({ "rules": { "tls-enforced": { "action": "deny" } } }),
        json!({ "exceptions": [{ "rule": "storage-minio", "reason": "r", "subject": { "name": "x" }, "until": "2027-01-31" }] }),
        json!({ "attestations": [{ "section": "tls", "by": "Ada", "on": "2026-11-01", "note": "n" }] }),
        json!({ "attestations": [{ "section": "tls", "by": "Ada", "true": "2026-11-01" }] }),
        json!({ "exempt": { "users": ["a"], "groups": [] } }),
    ];
    for case in cases {
        assert_eq!(mistakes(&case), None, "{case}");
        assert!(validator.is_valid(&case), "{case}");
    }
}

fn word() -> impl Strategy<Value = Value> {
    let words = [
        "deis",
        "high",
        "warn",
        "deny",
        "off",
        "",
        " ",
        "routers-replicas",
        "no-rule",
        "Ingress",
        "Secret",
        "tls",
        "2026-11-01",
        "2026-13-01",
        "security",
    ];
    prop_oneof![
        4 => prop::sample::select(words.to_vec()).prop_map(Value::from),
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::from),
        1 => (-2i64..4).prop_map(Value::from),
    ]
}

fn key() -> impl Strategy<Value = String> {
    let keys = [
        "namespaces",
        "denyAt",
        "onUnknown",
        "remediate",
        "minimumRouters",
        "deletions",
        "lists",
        "rules",
        "exceptions",
        "attestations",
        "exempt",
        "users",
        "groups",
        "rule",
        "subject",
        "reason",
        "until",
        "section",
        "by",
        "on",
        "true",
        "note",
        "kind",
        "namespace",
        "name",
        "action",
        "routers-replicas",
        "other",
    ];
    prop::sample::select(keys.to_vec()).prop_map(str::to_owned)
}

fn settings() -> impl Strategy<Value = Value> {
    let tree = word().prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::btree_map(key(), inner, 0..4)
                .prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    });
    prop::collection::btree_map(key(), tree, 0..3)
        .prop_map(|map| Value::Object(map.into_iter().collect()))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, ..ProptestConfig::default() })]
    #[test]
    fn schema_and_reader_agree_on_arbitrary_settings(settings in settings()) {
        let validator = jsonschema::validator_for(&kit::schema::settings()).expect("a schema");
        let said = mistakes(&settings);
        let errors: Vec<String> = validator.iter_errors(&settings).map(|error| error.to_string()).collect();
        prop_assert_eq!(said.is_none(), errors.is_empty(), "{} {:?} {:?}", settings, said, errors);
    }
}
