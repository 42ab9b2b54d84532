//! In whatever form a cluster comes, its report is the same.

use policy::report::Report;
use proof::plan::World;
use proof::{cluster, forms, strategy};
use proptest::prelude::*;
use serde_json::{Value, json};
use source::{Bundle, Counting, Question};

use super::support::{ask, holds, review, same, settings, verdicts, without_places, yaml};
use proof::certificate::NOW;

/// The report of texts, as every face makes it.
fn report_of(texts: &[(String, String)], world: &World, frugal: bool) -> Value {
    let read = |bundle: &mut Bundle| {
        texts.iter().try_for_each(|(name, text)| bundle.read(name, &mut text.as_bytes()))
    };
    let mut bundle = Bundle::default();
    let bundle = match frugal {
        true => Bundle::gather(None, false, read),
        false => read(&mut bundle).map(|()| bundle),
    };
    let bundle = bundle.expect("texts in memory");
    let question = Question { now: Some(NOW.to_owned()), ..Question::default() };
    let payload = bundle.payload(&settings(&world.installations).to_string(), &question);
    let answer = ask("review", &payload);
    let mut report: Report<'_> = serde_json::from_slice(&answer).expect("a report");
    bundle.locate(&mut report, Counting::Bytes);
    serde_json::to_value(&report).expect("a report is JSON")
}

fn reviewed(objects: &[Value], world: &World) -> Value {
    review(objects, &settings(&world.installations))
}

#[test]
fn the_order_of_objects_is_nothing() {
    let shuffled = strategy::world().prop_flat_map(|world| {
        let objects = cluster::objects(&world);
        (Just(world), Just(objects.clone()).prop_shuffle(), Just(objects))
    });
    holds(500, shuffled, |(world, shuffled, objects)| {
        let (one, other) = (reviewed(&objects, &world), reviewed(&shuffled, &world));
        same(&without_places(one), &without_places(other))?;
        Ok(())
    });
}

#[test]
fn lists_are_what_is_in_them() {
    holds(300, (strategy::world(), any::<prop::sample::Index>()), |(world, cut)| {
        let objects = cluster::objects(&world);
        let (first, rest) = objects.split_at(cut.index(objects.len()));
        let nested = forms::listed(&[forms::listed(first), forms::listed(rest)]);
        let (one, other) = (reviewed(&objects, &world), reviewed(&[nested], &world));
        same(&one, &other)?;
        Ok(())
    });
}

#[test]
fn yaml_and_json_files_and_one_stream_give_the_same_report() {
    holds(200, strategy::world(), |world| {
        let objects = cluster::objects(&world);
        let wanted = without_places(reviewed(&objects, &world));
        let file = |name: String, text: String| (name, text);
        let stream = vec![file("all.yaml".to_owned(), yaml(&objects))];
        let list = vec![file("all.json".to_owned(), forms::listed(&objects).to_string())];
        let named = |(place, object): (usize, &Value)| {
            let text = if place % 2 == 0 {
                yaml(std::slice::from_ref(object))
            } else {
                object.to_string()
            };
            file(format!("{place}.yaml"), text)
        };
        let files: Vec<_> = objects.iter().enumerate().map(named).collect();
        for texts in [stream, list, files] {
            for frugal in [false, true] {
                let report = without_places(report_of(&texts, &world, frugal));
                same(&report, &wanted)?;
            }
        }
        Ok(())
    });
}

#[test]
fn the_order_of_keys_is_nothing() {
    holds(300, strategy::world(), |world| {
        let objects = cluster::objects(&world);
        let backwards: Vec<String> = objects.iter().map(forms::backwards).collect();
        let settings = settings(&world.installations);
        let payload = format!(
            r#"{{"objects":[{}],"settings":{settings},"now":"{NOW}"}}"#,
            backwards.join(",")
        );
        let report: Value = serde_json::from_slice(&ask("review", &payload)).expect("JSON");
        same(&report, &reviewed(&objects, &world))?;
        Ok(())
    });
}

#[test]
fn what_an_api_server_adds_is_nothing() {
    holds(500, strategy::world(), |world| {
        let objects = cluster::objects(&world);
        let served: Vec<Value> = objects.iter().map(forms::served).collect();
        let (one, other) = (reviewed(&objects, &world), reviewed(&served, &world));
        same(&verdicts(&one), &verdicts(&other))?;
        Ok(())
    });
}

#[test]
fn what_helm_renders_is_judged_as_what_the_cluster_has() {
    // Without a namespace an object is taken to be in the documented one.
    let documented = strategy::plan().prop_filter("in the documented namespace", |plan| {
        plan.namespace() == if plan.distribution() == "drycc" { "drycc" } else { "deis" }
    });
    holds(500, documented, |plan| {
        let world = World { installations: vec![plan], decoys: Vec::new() };
        let objects = cluster::objects(&world);
        let rendered: Vec<Value> = objects.iter().map(forms::rendered).collect();
        let (one, other) = (reviewed(&objects, &world), reviewed(&rendered, &world));
        same(&verdicts(&one), &verdicts(&other))?;
        Ok(())
    });
}

#[test]
fn what_the_official_schema_does_not_know_is_not_judged() {
    holds(500, strategy::world(), |world| {
        let objects = cluster::objects(&world);
        let served: Vec<Value> = objects.iter().map(forms::served).collect();
        let typed: Vec<Value> = served.iter().map(forms::typed).collect();
        let (one, other) = (reviewed(&served, &world), reviewed(&typed, &world));
        same(&verdicts(&one), &verdicts(&other))?;
        Ok(())
    });
}

#[test]
fn the_same_input_twice_gives_the_same_bytes() {
    holds(200, strategy::world(), |world| {
        let payload = json!({ "objects": cluster::objects(&world), "now": NOW,
            "settings": settings(&world.installations) });
        let payload = payload.to_string();
        prop_assert_eq!(ask("review", &payload), ask("review", &payload));
        Ok(())
    });
}
