//! No Secret's content is ever shown, in any format or error.

use std::collections::BTreeSet;

use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::Value;

use crate::support::{FORMATS, folder, manifests, read, run, stderr, stdout, write};

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
            for (_, value) in object[field].as_object().into_iter().flatten() {
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

/// The same manifests with every value in a Secret replaced, as one List.
fn scrubbed(text: &str) -> String {
    let mut items = Vec::new();
    for document in source::read(text).documents {
        let mut object: Value = serde_json::from_str(&document.json).expect("JSON");
        if object["kind"] == "Secret" {
            for field in ["data", "stringData"] {
                for (_, value) in object[field].as_object_mut().into_iter().flatten() {
                    *value = BASE64_STANDARD.encode("scrubbed").into();
                }
            }
        }
        items.push(object);
    }
    serde_json::json!({ "apiVersion": "v1", "kind": "List", "items": items }).to_string()
}

/// The report of a file in every format, with what is said beside it. Each is made by one call.
fn shown(name: &str) -> Vec<String> {
    let folder = folder("secrets-shown");
    let files: Vec<String> =
        FORMATS.iter().map(|format| folder.join(format).display().to_string()).collect();
    let outputs = FORMATS.iter().zip(&files).map(|(format, file)| format!("{format}={file}"));
    let outputs: Vec<String> = outputs.collect();
    let mut words = vec!["review", name];
    words.extend(outputs.iter().flat_map(|one| ["--output", one]));
    let output = run(&words);
    let beside = stdout(&output) + &stderr(&output);
    files.iter().map(|file| read(file.as_ref()) + &beside).collect()
}

#[test]
fn no_format_shows_a_secrets_content() {
    let folder = folder("secrets-formats");
    let mut looked_for = 0;
    for path in manifests() {
        let text = read(&path);
        let contents = contents(&text);
        looked_for += contents.len();
        let (name, blank) =
            (path.display().to_string(), write(&folder, "blank.json", scrubbed(&text)));
        for (format, (shown, without)) in
            FORMATS.iter().zip(shown(&name).into_iter().zip(shown(&blank)))
        {
            // A Secret may hold a word that a report uses anyway, such as a namespace's name.
            let leaked = |content: &&String| {
                shown.contains(content.as_str()) && !without.contains(content.as_str())
            };
            assert_eq!(contents.iter().filter(leaked).count(), 0, "{format} of {name}");
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
        for format in FORMATS {
            let output = run(&["review", &path, "--format", format]);
            assert_eq!(output.status.code(), Some(2), "{name}");
            assert!(!(stdout(&output) + &stderr(&output)).contains("hunter2"), "{name} {format}");
        }
    }
}
