//! Native and wasm answer byte for byte the same.

use harness::engine::Engine;
use harness::engine::native::Native;
use harness::kubewarden::{Grants, of_objects};
use proof::{cluster, strategy};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::engine::{engine, module};
use super::support::{holds, settings};
use crate::admission::all_lists;
use crate::kubewarden::{payload, request};

#[test]
fn both_engines_review_a_generated_cluster_alike() {
    holds(5000, strategy::world(), |world| {
        let payload = json!({ "objects": cluster::objects(&world), "now": proof::certificate::NOW,
            "settings": settings(&world.installations) });
        let payload = payload.to_string();
        let native =
            Native.call("review", payload.as_bytes()).map_err(|failure| failure.to_string());
        prop_assert_eq!(engine("review", payload.as_bytes()), native);
        Ok(())
    });
}

#[test]
fn both_engines_decide_generated_requests_alike_and_twice_the_same() {
    let operation = prop::sample::select(vec!["CREATE", "UPDATE", "DELETE"]);
    let picks = (any::<prop::sample::Index>(), any::<prop::sample::Index>());
    let inputs = (strategy::world(), operation, picks, any::<bool>());
    holds(15_000, inputs, |(world, operation, (one, other), listed)| {
        let objects = cluster::objects(&world);
        let object = &objects[one.index(objects.len())];
        // Stored is the same kind of object in another state, or nothing.
        let stored = &objects[other.index(objects.len())];
        let stored = if stored["kind"] == object["kind"] { stored } else { &Value::Null };
        let mut settings = if listed { all_lists() } else { json!({}) };
        settings["namespaces"] = json!(["deis", "drycc", "platform", "paas", "staging"]);
        let payload = match operation {
            "DELETE" => payload(&request(operation, &Value::Null, object), &settings),
            _ => payload(&request(operation, object, stored), &settings),
        };
        let ask = |engine: &dyn Engine| {
            let host = of_objects(objects.clone(), Grants::default());
            engine.ask("validate", &payload, &host).map_err(|failure| failure.to_string())
        };
        let first = ask(module());
        prop_assert_eq!(&first, &ask(&Native));
        prop_assert_eq!(&first, &ask(module()));
        Ok(())
    });
}
