//! What a bundle keeps of objects that no rule needs: what single changes of the reader showed that no test held.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, missing_docs)]

use policy::host::NoHost;
use serde_json::{Value, json};
use source::{Bundle, Counting};

/// A workload as an application or a component has it.
fn workload(namespace: &str, name: &str, kind: &str) -> String {
    format!(
        "apiVersion: apps/v1\nkind: {kind}\nmetadata: {{name: {name}, namespace: {namespace}}}\nspec: {{replicas: 7}}\n"
    )
}

/// The objects that are kept, and how many of each kind are counted beside them.
fn kept(texts: &[String], namespace: Option<&str>) -> (Vec<Value>, Value) {
    let read = |bundle: &mut Bundle| {
        texts.iter().try_for_each(|text| bundle.read("a.yaml", &mut text.as_bytes()))
    };
    let bundle = Bundle::gather(namespace, false, read).expect("texts in memory");
    let objects = bundle.objects().map(|json| serde_json::from_str(json).expect("JSON")).collect();
    let nothing = r#"{"objects":[],"now":"2026-11-01T00:00:00Z"}"#;
    let mut report = policy::api::report(nothing.as_bytes(), &NoHost).expect("a report");
    bundle.locate(&mut report, Counting::Bytes);
    (objects, serde_json::to_value(report.ignored).expect("JSON"))
}

#[test]
fn objects_that_no_rule_needs_are_counted_and_not_kept() {
    let app = workload("shop", "web", "Deployment");
    let secret = |name: &str, namespace: &str| {
        format!(
            "apiVersion: v1\nkind: Secret\nmetadata: {{name: {name}, namespace: {namespace}}}\ndata: {{a: eA==}}\n"
        )
    };
    let texts = [
        app.clone(),
        app.replace(": 7", ":   7"),
        workload("shop", "api", "Deployment"),
        workload("deis", "web", "Deployment"),
        workload("own", "deis-controller", "Deployment"),
        workload("own", "web", "Deployment"),
        secret("a", "shop"),
        secret("deis-router-platform-cert", "elsewhere"),
        "apiVersion: example.com/v1\nkind: Odd\nmetadata: {name: a, namespace: deis}\n".to_owned(),
        "apiVersion: ''\nkind: Deployment\nmetadata: {name: a, namespace: shop}\n".to_owned(),
    ];
    let names = |(objects, counted): (Vec<Value>, Value)| {
        let place = |one: &Value| {
            let text = |name: &str| one["metadata"][name].as_str().expect("a name").to_owned();
            format!("{}/{}", text("namespace"), text("name"))
        };
        (objects.iter().map(place).collect::<Vec<_>>().join(" "), counted)
    };
    // What does not say what it is stays, for the policy to tell.
    let usual = "deis/web own/deis-controller own/web elsewhere/deis-router-platform-cert shop/a";
    let counted = json!({ "Deployment": 2, "Odd": 1, "Secret": 1 });
    assert_eq!(names(kept(&texts, None)), (usual.to_owned(), counted));
    let asked = "shop/web shop/web shop/api deis/web own/deis-controller own/web shop/a elsewhere/deis-router-platform-cert shop/a";
    assert_eq!(names(kept(&texts, Some("shop"))), (asked.to_owned(), json!({ "Odd": 1 })));
}
