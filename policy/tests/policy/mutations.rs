//! One wrong value anywhere: nothing panics, and nothing becomes good by it.
//!
//! The invariant: where one section of an installation is broken in one place, no junk in the place of
//! any one value of any object makes that section met or not applicable. Junk is what means nothing to
//! Workflow: null, numbers below 2, booleans, words that no component knows, and lists and objects of
//! these. The places where junk *is* an answer, because leaving a thing out is one, are listed with
//! each case.

use policy::report::Standing;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{RngSeed, TestRunner};
use serde_json::{Value, json};

use crate::certificates::{data, encoded};
use crate::support::{self, bare, env, find, namespace, set_env};

fn junk() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        prop_oneof![Just(0), Just(1), Just(-1), Just(i64::MIN)].prop_map(Value::from),
        Just(json!(1.5)),
        any::<bool>().prop_map(Value::from),
        prop_oneof![
            Just(""),
            Just(" "),
            Just("junk"),
            Just("\u{0}"),
            Just("$(X)"),
            Just("a/b:c,d")
        ]
        .prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::btree_map("junk|name|key", inner, 0..3)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Every place of a value in an object, outermost first.
fn places(object: &Value) -> Vec<String> {
    let mut all = vec![(String::new(), object)];
    let mut next = 0;
    while let Some((here, value)) = all.get(next).cloned() {
        let below: Vec<_> = match value {
            Value::Array(items) => items.iter().enumerate().map(inside(&here)).collect(),
            Value::Object(members) => members.iter().map(inside(&here)).collect(),
            _ => Vec::new(),
        };
        all.extend(below);
        next += 1;
    }
    all.into_iter().map(|(place, _)| place).collect()
}

fn inside<'v, K: ToString>(here: &str) -> impl Fn((K, &'v Value)) -> (String, &'v Value) {
    let here = here.to_owned();
    move |(key, value)| {
        let key = key.to_string().replace('~', "~0").replace('/', "~1");
        (format!("{here}/{key}"), value)
    }
}

/// An installation with one section broken.
struct Case {
    name: &'static str,
    section: &'static str,
    /// The name of the object that is broken, or that asks for what is not there.
    broken: &'static str,
    objects: Vec<Value>,
    /// The objects as JSON.
    texts: Vec<String>,
    /// Where leaving something out is an answer: an object, and the beginning of a place in it.
    answers: &'static [(&'static str, &'static str)],
}

fn case(
    name: &'static str,
    cluster: &str,
    [section, broken]: [&'static str; 2],
    answers: &'static [(&'static str, &'static str)],
    break_it: impl FnOnce(&mut Vec<Value>),
) -> Case {
    let mut objects = bare(cluster);
    let home = namespace(cluster);
    objects.retain(|object| object["metadata"]["namespace"] == home);
    break_it(&mut objects);
    assert_eq!(support::review(&objects).standing(section), "not-met", "{name}");
    let texts = objects.iter().map(Value::to_string).collect();
    Case { name, section, broken, objects, texts, answers }
}

fn gone(objects: &mut Vec<Value>, kind: &str, name: &str) {
    objects.retain(|object| object["kind"] != kind || object["metadata"]["name"] != name);
}

fn of_deis() -> Vec<Case> {
    let s3 = "deis-production-s3";
    vec![
        case("open registration", s3, ["registration", "deis-controller"], &[], |all| {
            set_env(all, "deis-controller", "REGISTRATION_MODE", Some("enabled"));
        }),
        case("sign-ups", s3, ["grafana", "deis-monitor-grafana"], &[], |all| {
            set_env(all, "deis-monitor-grafana", "ALLOW_SIGN_UP", Some("true"));
        }),
        case("a registry on Minio", s3, ["object-storage", "deis-registry"], &[], |all| {
            set_env(all, "deis-registry", "REGISTRY_STORAGE", Some("minio"));
        }),
        case(
            "a bucket left at its placeholder",
            "deis-production-azure",
            ["object-storage", "objectstorage-keyfile"],
            &[],
            |all| {
                let text = encoded(b"your-builder-container-name");
                find(all, "Secret", "objectstorage-keyfile")["data"]["builder-container"] =
                    json!(text);
            },
        ),
        case("no certificate", s3, ["tls", "deis-router"], &[], |all| {
            gone(all, "Secret", "deis-router-platform-cert");
        }),
        case(
            "the key of another certificate",
            s3,
            ["tls", "deis-router-platform-cert"],
            &[],
            |all| {
                let key = encoded(data!("other-key.pem"));
                find(all, "Secret", "deis-router-platform-cert")["data"]["tls.key"] = json!(key);
            },
        ),
        case(
            "an Ingress without TLS",
            "deis-native-ingress",
            ["tls", "controller-api-server-ingress-http"],
            &[],
            |all| {
                gone(all, "Secret", "deis-api-tls");
            },
        ),
        case("one router", s3, ["routers", "deis-router"], &[], |all| {
            find(all, "Deployment", "deis-router")["spec"]["replicas"] = json!(1);
        }),
    ]
}

fn of_drycc() -> Vec<Case> {
    let drycc = "drycc-production";
    vec![
        // A variable of another name, or in no list, leaves registration at its default: off.
        case(
            "an open passport",
            drycc,
            ["registration", "drycc-passport-api"],
            &[("drycc-passport-api", "/spec/template/spec/containers/0/env")],
            |all| set_env(all, "drycc-passport-api", "REGISTRATION_ENABLED", Some("true")),
        ),
        case(
            "a registry on the cluster",
            drycc,
            ["object-storage", "drycc-registry"],
            &[],
            |all| {
                for entry in env(all, "Deployment", "drycc-registry") {
                    if entry["name"] == "DRYCC_STORAGE_ENDPOINT" {
                        *entry =
                            json!({ "name": entry["name"], "value": "http://drycc-storage:9000" });
                    }
                }
            },
        ),
        case(
            "a Gateway without its certificate",
            drycc,
            ["tls", "drycc-listenerset"],
            &[],
            |all| {
                gone(all, "Secret", "drycc-auto-tls");
                gone(all, "Certificate", "drycc-auto-tls");
            },
        ),
    ]
}

/// The section's standings with that value in the place of one of an object.
fn standings(case: &Case, index: usize, place: &str, value: &Value) -> Vec<Standing> {
    let mut spoilt = case.objects[index].clone();
    *spoilt.pointer_mut(place).expect("a place") = value.clone();
    let spoilt = spoilt.to_string();
    let texts = case.texts.iter().enumerate();
    let texts = texts.map(|(other, text)| if other == index { &spoilt } else { text });
    support::standings(texts.map(String::as_str), case.section)
}

/// Whether junk there is an answer.
fn is_answer(case: &Case, index: usize, place: &str) -> bool {
    let name = &case.objects[index]["metadata"]["name"];
    case.answers.iter().any(|(owner, start)| name == owner && place.starts_with(start))
}

#[track_caller]
fn holds(case: &Case, index: usize, place: &str, value: &Value) {
    if !is_answer(case, index, place) {
        let told = standings(case, index, place, value);
        let good = |one: &Standing| matches!(one, Standing::Met | Standing::NotApplicable);
        let name = &case.objects[index]["metadata"]["name"];
        assert!(!told.iter().any(good), "{}: {name} {place} = {value}", case.name);
    }
}

fn hold(cases: &[Case]) {
    let config = proptest::test_runner::Config {
        cases: 80,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(2026),
        ..Default::default()
    };
    for case in cases {
        let inputs = (any::<Index>(), any::<Index>(), junk());
        let run = TestRunner::new(config.clone()).run(&inputs, |(object, place, junk)| {
            let index = object.index(case.objects.len());
            let all = places(&case.objects[index]);
            holds(case, index, &all[place.index(all.len())], &junk);
            Ok(())
        });
        assert_eq!(run.map_err(|error| error.to_string()), Ok(()), "{}", case.name);
    }
}

#[test]
fn one_wrong_value_anywhere_makes_no_section_of_deis_good() {
    hold(&of_deis());
}

#[test]
fn one_wrong_value_anywhere_makes_no_section_of_drycc_good() {
    hold(&of_drycc());
}

/// Every place in the object that is broken, not a few at random.
#[test]
fn no_value_that_is_missing_from_what_is_broken_makes_its_section_good() {
    for case in of_deis().iter().chain(&of_drycc()) {
        let names = case.objects.iter().map(|object| object["metadata"]["name"].as_str());
        for (index, _) in names.enumerate().filter(|(_, name)| *name == Some(case.broken)) {
            for place in places(&case.objects[index]) {
                holds(case, index, &place, &Value::Null);
            }
        }
    }
}
