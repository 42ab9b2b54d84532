//! Admission of generated clusters, behind Kubewarden's host.

use std::collections::BTreeMap;

use harness::kubewarden::{Grants, of_objects};
use proof::plan::World;
use proof::{cluster, expected, forms, strategy};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use serde_json::{Value, json};

use super::engine::module;
use super::support::{holds, review, settings};
use crate::admission::all_lists;
use crate::install::install;
use crate::kubewarden::request;
use crate::requests::decide;

fn judging(world: &World) -> Value {
    let mut settings = settings(&world.installations);
    settings["lists"] = all_lists()["lists"].clone();
    settings["namespaces"] = world.installations.iter().map(|plan| plan.namespace()).collect();
    settings
}

/// What an audit has to say of each object, by its place: 400 where the guide is violated, 500 where
/// something could not be told.
fn codes(report: &Value) -> BTreeMap<u64, u64> {
    let advice = [
        "security-whitelist",
        "security-default-credentials",
        "security-influx-api",
        "registration-mode-ignored",
        "tls-enforced",
        "tls-protocols",
        "tls-dhparam",
        "routers-spread",
        "routers-host-ports",
        "cni-registry-proxy",
        "rbac-enabled",
    ];
    let mut codes = BTreeMap::new();
    let installations = report["installations"].as_array().into_iter().flatten();
    for result in installations.flat_map(|one| one["results"].as_array().into_iter().flatten()) {
        let place = result["index"].as_u64().expect("a place");
        let is_advice = advice.iter().any(|rule| result["rule"] == **rule);
        match result["outcome"].as_str().unwrap_or_default() {
            "fail" => drop(codes.insert(place, 400)),
            "error" if !is_advice => drop(codes.entry(place).or_insert(500)),
            _ => {}
        }
    }
    codes
}

fn audited(world: &World) -> Result<(), TestCaseError> {
    let objects: Vec<Value> = cluster::objects(world).iter().map(forms::served).collect();
    let settings = judging(world);
    let wanted = codes(&review(&objects, &settings));
    for (place, object) in objects.iter().enumerate() {
        let mut audit = request("CREATE", object, &Value::Null);
        audit["resource"]["resource"] = object["kind"].clone();
        audit.as_object_mut().expect("an object").remove("userInfo");
        let host = of_objects(objects.clone(), Grants::default());
        let told = decide(module(), &audit, &settings, host).response;
        let code = wanted.get(&(place as u64)).copied();
        let name = &object["metadata"]["name"];
        prop_assert_eq!(
            told.code.map(u64::from),
            code,
            "{} {}: {:?}",
            object["kind"],
            name,
            told.message
        );
        prop_assert_eq!(told.accepted, code.is_none());
    }
    Ok(())
}

#[test]
fn an_audit_of_every_object_says_what_a_review_says() {
    holds(500, strategy::world(), |world| audited(&world));
}

#[test]
fn what_the_model_calls_ready_is_let_in_in_helms_order_and_reviewed_as_ready() {
    holds(500, strategy::ready(), |plan| {
        prop_assert!(expected(&plan).ready, "the strategy's own claim");
        let world = World { installations: vec![plan], decoys: Vec::new() };
        let objects = cluster::objects(&world);
        let report = review(&objects, &settings(&world.installations));
        prop_assert_eq!(&report["ready"], true);
        let mut settings = judging(&world);
        for lists in [true, false] {
            if !lists {
                settings.as_object_mut().expect("an object").remove("lists");
            }
            prop_assert_eq!(install(module(), objects.clone(), &settings), [""; 0]);
        }
        Ok(())
    });
}

#[test]
fn a_change_that_a_person_does_not_make_worse_is_let_in() {
    holds(500, strategy::world(), |world| {
        let objects = cluster::objects(&world);
        let settings = judging(&world);
        for object in &objects {
            let mut changed = object.clone();
            changed["metadata"]["labels"]["team"] = json!("platform");
            let host = of_objects(objects.clone(), Grants::default());
            let told =
                decide(module(), &request("UPDATE", &changed, object), &settings, host).response;
            prop_assert!(told.accepted, "{}: {:?}", object["metadata"]["name"], told.message);
        }
        Ok(())
    });
}
