//! Admission judges an object as a review does once it is in the cluster.

use policy::clock::Clock;
use policy::cluster::{Inventory, Item, View, unpack};
use policy::context::Installation;
use policy::engine::{Config, admit};
use policy::json::Json;
use policy::model::distribution::Distribution;
use policy::moment::Moment;
use proof::certificate::NOW;
use proof::{cluster, strategy};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::support::{holds, review};

fn distribution(word: &str) -> Distribution {
    let mut all = Distribution::ALL.into_iter();
    all.find(|one| one.word() == word).expect("one of the three")
}

/// Rule, object's place, outcome and words.
type Said = (String, u64, String, String);

fn reviewed(objects: &[Value]) -> Vec<Said> {
    let report = review(objects, &json!({}));
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let installations = report["installations"].as_array().into_iter().flatten();
    let results = installations.flat_map(|one| one["results"].as_array().into_iter().flatten());
    let mut said: Vec<Said> = results
        .map(|one| {
            let place = one["index"].as_u64().expect("a place");
            (text(&one["rule"]), place, text(&one["outcome"]), text(&one["message"]))
        })
        .collect();
    said.sort();
    said
}

#[test]
fn admission_agrees_with_review() {
    holds(400, strategy::world(), |world| {
        let objects = cluster::objects(&world);
        let texts: Vec<String> = objects.iter().map(Value::to_string).collect();
        let documents: Vec<_> =
            texts.iter().map(|text| Ok(Json::parse(text).expect("JSON"))).collect();
        let known = |item| if let Item::Known(object) = item { Some(object) } else { None };
        let inventory = Inventory::of(unpack(&documents).into_iter().filter_map(known).collect());
        let now = Moment::parse(NOW).expect("a moment");
        let config = Config { settings: Box::default(), clock: Clock::at(now) };
        let mut admitted: Vec<Said> = Vec::new();
        for plan in &world.installations {
            let namespace = plan.namespace().to_owned();
            let distribution = distribution(plan.distribution());
            let installation = Installation { distribution, namespace };
            for object in inventory.objects() {
                if object.namespace != installation.namespace {
                    continue;
                }
                let judgements = admit(object, &installation, View::of(&inventory), &config);
                admitted.extend(judgements.into_iter().map(|one| {
                    let place = u64::try_from(object.index).expect("a small number");
                    let outcome = format!("{:?}", one.outcome).to_lowercase();
                    let message = one.said().into_owned();
                    (one.rule.id.to_owned(), place, outcome, message)
                }));
            }
        }
        admitted.sort();
        prop_assert_eq!(admitted, reviewed(&objects));
        Ok(())
    });
}
