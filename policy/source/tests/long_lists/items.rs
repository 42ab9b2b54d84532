//! Files, which can be read once more.

use serde_json::{Value, json};
use source::{Bundle, Counting};

use crate::lists::{application, as_it_comes, at_once, forms, json_list, review, yaml_list};

#[test]
fn a_long_list_is_judged_and_placed_as_it_is_at_once_in_whatever_form() {
    for (number, (text, is_good)) in forms().into_iter().enumerate() {
        let (bundle, times) = as_it_comes(&text);
        assert!(times == 1 || !is_good && times == 2, "form {number} was read {times} times");
        let (one, other) = (review(&bundle), review(&at_once(&text)));
        assert!(one == other, "form {number}: {}", difference(&one, &other));
        if is_good {
            assert!(bundle.objects().count() < 200, "form {number} keeps applications");
        }
    }
}

/// The first member of two reports that differs.
fn difference(one: &Value, other: &Value) -> String {
    let names = ["installations", "unreadable", "ignored"];
    let differs = names.iter().find(|name| one[**name] != other[**name]).unwrap_or(&"");
    let brief = |value: &Value| value[*differs].to_string().chars().take(600).collect::<String>();
    format!("{differs}: {} instead of {}", brief(one), brief(other))
}

#[test]
fn what_is_fixed_in_a_long_list_is_fixed_as_it_is_at_once() {
    for (text, _) in forms().into_iter().filter(|(_, is_good)| *is_good) {
        let fixed = |bundle: &Bundle| {
            let report = review(bundle);
            let installations = report["installations"].as_array().expect("a list").iter();
            let results = installations.flat_map(|one| one["results"].as_array().expect("a list"));
            let results = Value::Array(results.cloned().collect()).to_string();
            bundle.fix_written(&results, Counting::Bytes).expect("edits")
        };
        let (edits, wanted) = (fixed(&as_it_comes(&text).0), fixed(&at_once(&text)));
        assert_eq!(edits, wanted);
    }
}

#[test]
fn a_platform_that_is_known_only_after_its_objects_were_let_go_is_judged_all_the_same() {
    let mut objects: Vec<Value> = (0..60_000).map(application).collect();
    let padded = |object: &mut Value| object["spec"]["x"] = "x".repeat(200).into();
    objects.iter_mut().for_each(padded);
    let router = json!({
        "apiVersion": "v1", "kind": "Service",
        "metadata": { "name": "extra", "namespace": "own", "annotations": { "a": "b" } },
        "spec": { "type": "NodePort", "ports": [{ "port": 80, "nodePort": 30080 }] },
    });
    let controller = json!({
        "apiVersion": "apps/v1", "kind": "Deployment",
        "metadata": { "name": "deis-controller", "namespace": "own",
            "labels": { "heritage": "deis" }, "annotations": { "component.deis.io/version": "v2.20.0" } },
        "spec": { "template": { "spec": { "containers": [{ "name": "deis-controller", "image": "c" }] } } },
    });
    objects.insert(0, router);
    objects.push(controller);
    let text = json_list(&objects).to_string();
    let (bundle, times) = as_it_comes(&text);
    assert_eq!((times, bundle.objects().count()), (2, 2));
    let (one, other) = (review(&bundle), review(&at_once(&text)));
    assert!(one == other, "{}", difference(&one, &other));
    let once = Bundle::gather(None, true, |bundle| bundle.read_once("a", &mut text.as_bytes()));
    let told = once.expect("a text in memory");
    let told = told.unreadable().iter().map(|one| one.message.as_str()).collect::<Vec<_>>();
    assert_eq!(
        told,
        [
            "objects of namespace `own` came long before those that show it to hold a platform, and were let go: ask for that namespace alone, or save the input in a file, and review that"
        ]
    );
}

#[test]
fn lists_within_an_item_are_as_deep_as_at_once() {
    let nested = |levels: usize| {
        let open = r#"{"apiVersion":"v1","kind":"List","items":["#.repeat(levels);
        format!("{open}{}", "]}".repeat(levels))
    };
    for levels in [31, 32, 33] {
        let objects: Vec<Value> = (0..1500).map(application).collect();
        let text = yaml_list(&objects, 0).replacen(
            "items:\n",
            &format!("items:\n- {}\n", nested(levels)),
            1,
        );
        assert_eq!(review(&as_it_comes(&text).0), review(&at_once(&text)), "{levels}");
    }
}
