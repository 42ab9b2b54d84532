//! No Secret's content is ever shown, in any format or error.

use std::collections::BTreeSet;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::Value;

use crate::support::{folder, manifests, read, run, stderr, stdout, write};

/// What the Secrets of a text hold, as it is written and as it is meant. Short words would be found by
/// chance; words that stand in the rules' own texts are none of a Secret's.
fn contents(text: &str) -> BTreeSet<String> {
    let mut contents = BTreeSet::new();
    for document in source::read(text).documents {
        let object: Value = serde_json::from_str(&document.json).expect("JSON");
        if object["kind"] != "Secret" {
            continue;
        }
        for field in ["data", "stringData"] {
            for (key, value) in object[field].as_object().into_iter().flatten() {
                // A token's Secret names its namespace, which everybody may know.
                if key == "namespace" {
                    continue;
                }
                let value = value.as_str().expect("a text").to_owned();
                let decoded = BASE64_STANDARD.decode(&value).ok();
                contents.extend(decoded.and_then(|bytes| String::from_utf8(bytes).ok()));
                contents.insert(value);
            }
        }
    }
    contents.retain(|content| content.len() >= 8);
    contents
}

#[test]
fn no_format_shows_a_secrets_content() {
    let mut looked_for = 0;
    for path in manifests() {
        let text = read(&path);
        let contents = contents(&text);
        looked_for += contents.len();
        let name = path.display().to_string();
        for format in ["text", "json"] {
            let output = run(&["review", &name, "--format", format]);
            let shown = stdout(&output) + &stderr(&output);
            for content in &contents {
                assert!(
                    !shown.contains(content.as_str()),
                    "{format} of {name} shows a Secret's content"
                );
            }
        }
    }
    assert!(looked_for > 500);
}

#[test]
fn no_error_shows_a_secrets_content() {
    let folder = folder("secrets-errors");
    let secret = "hunter2-hunter2";
    let broken = [
        (
            "broken.yaml",
            format!("apiVersion: v1\nkind: Secret\nmetadata: {{ name: x\ndata:\n  key: {secret}\n"),
        ),
        ("tab.yaml", format!("kind: Secret\ndata:\n\tkey: {secret}\n")),
        (
            "broken.json",
            format!("{{\"kind\":\"Secret\",\"stringData\":{{\"key\":\"{secret}\" \"x\"}}}}"),
        ),
        (
            "nameless.yaml",
            format!("apiVersion: v1\nkind: Secret\nstringData: {{ key: {secret} }}\n"),
        ),
        ("list.yaml", format!("- {secret}\n- {secret}\n")),
        ("text.yaml", secret.to_owned()),
        ("key.yaml", format!("? [ {secret} ]\n: 1\n")),
        ("alias.yaml", format!("a: *{secret}\n")),
    ];
    for (name, text) in broken {
        let path = write(&folder, name, text);
        for format in ["text", "json"] {
            let output = run(&["review", &path, "--format", format]);
            assert_eq!(output.status.code(), Some(2), "{name}");
            assert!(!(stdout(&output) + &stderr(&output)).contains("hunter2"), "{name} {format}");
        }
    }
}
