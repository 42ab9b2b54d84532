//! What a bundle keeps of objects that no rule needs: what single changes of the reader showed that no test held.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, missing_docs)]

use serde_json::{Value, json};
use source::{Bundle, Question};

fn question() -> Question {
    Question { now: Some("2026-11-01T00:00:00Z".to_owned()), ..Question::default() }
}

/// A workload as an application or a component has it.
fn workload(namespace: &str, name: &str, kind: &str) -> String {
    format!(
        "apiVersion: apps/v1\nkind: {kind}\nmetadata: {{name: {name}, namespace: {namespace}}}\nspec: {{replicas: 7}}\n"
    )
}

fn objects_of(texts: &[String], question: &Question) -> Vec<Value> {
    let mut bundle = Bundle::frugal();
    for text in texts {
        bundle.add("a.yaml", text.as_bytes().to_vec());
    }
    let payload = serde_json::from_str::<Value>(&bundle.payload("{}", question)).expect("JSON");
    payload["objects"].as_array().expect("a list").clone()
}

#[test]
fn of_objects_that_no_rule_needs_only_what_is_counted_is_kept() {
    let app = workload("shop", "web", "Deployment");
    let texts = [
        app.clone(),
        app.replace(": 7", ":   7"),
        workload("shop", "api", "Deployment"),
        workload("deis", "web", "Deployment"),
        workload("own", "deis-controller", "Deployment"),
        workload("own", "web", "Deployment"),
        "apiVersion: v1\nkind: Secret\nmetadata: {name: a, namespace: shop}\ndata: {a: eA==}\n"
            .to_owned(),
        "apiVersion: example.com/v1\nkind: Odd\nmetadata: {name: a, namespace: deis}\n".to_owned(),
        "apiVersion: ''\nkind: Deployment\nmetadata: {name: a, namespace: shop}\n".to_owned(),
    ];
    let all = objects_of(&texts, &question());
    let is_whole = |one: &Value| one["spec"]["replicas"] == 7;
    let whole: Vec<bool> = all.iter().map(is_whole).collect();
    assert_eq!(whole[..6], [false, false, false, true, true, true]);
    let outline = json!({ "name": "web", "namespace": "shop" });
    assert_eq!((&all[0]["kind"], &all[0]["metadata"]), (&json!("Deployment"), &outline));
    assert_eq!(all[0]["digest"], all[1]["digest"], "given twice");
    assert_ne!(all[0]["digest"], all[2]["digest"]);
    assert!(all[0]["digest"].as_str().is_some_and(|digest| digest.len() > 12));
    assert_eq!(all[6]["data"]["a"], "eA==", "a Secret may be asked for from anywhere");
    assert_eq!(all[7], json!({ "apiVersion": "example.com/v1", "kind": "Odd" }));
    assert_eq!(all[8]["metadata"]["name"], "a", "no object that anybody can judge");
    let asked = Question { namespace: Some("shop".to_owned()), ..question() };
    assert!(objects_of(&texts, &asked).iter().take(3).all(is_whole));
}
