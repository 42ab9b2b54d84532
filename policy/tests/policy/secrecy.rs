//! No report repeats what a Secret holds, whatever is wrong with it.

use std::collections::HashSet;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::certificates::{at, crlf, data, der, ec, encoded};
use crate::support::{CLUSTERS, NOW, call, cluster};

/// The lines of text in those bytes, without those that every PEM file has.
fn lines(bytes: &[u8]) -> Vec<String> {
    let text = String::from_utf8_lossy(bytes);
    let own = text.lines().filter(|line| !line.starts_with("-----"));
    own.map(str::to_owned).collect()
}

/// That no 20 bytes in a row of these texts are in the report.
#[track_caller]
fn holds_none(report: &str, texts: &[String]) {
    let secret: HashSet<&[u8]> =
        texts.iter().flat_map(|text| text.as_bytes().windows(20)).collect();
    assert!(!secret.is_empty(), "nothing to look for");
    assert!(report.as_bytes().windows(20).all(|window| !secret.contains(window)));
}

#[test]
fn no_result_holds_20_characters_of_what_a_secret_holds() {
    let (key, other) = (data!("ec-key.pem"), data!("other-key.pem"));
    let twice = |bytes: &[u8]| encoded(bytes).into_bytes();
    let pairs: [(Vec<u8>, Vec<u8>); 8] = [
        (ec(), key.to_vec()),
        (ec(), other.to_vec()),
        (key.to_vec(), ec()),
        (twice(&ec()), twice(key)),
        (der(data!("ec.pem")), der(data!("ec-pkcs8-key.pem"))),
        (crlf(data!("elsewhere.pem")), data!("encrypted-key.pem").to_vec()),
        (ec()[..300].to_vec(), key[..150].to_vec()),
        (b"\xff\xfe\x00garbage of more than twenty characters".to_vec(), vec![0xff; 64]),
    ];
    for (certificate, key) in pairs {
        let mut texts = [lines(&certificate), lines(&key)].concat();
        texts.extend([encoded(&certificate), encoded(&key)]);
        holds_none(&at(NOW, &certificate, &key).0.to_string(), &texts);
    }
}

#[test]
fn no_report_of_any_cluster_holds_20_characters_of_its_secrets() {
    for name in CLUSTERS {
        let objects = cluster(name);
        let secrets = objects.iter().filter(|object| object["kind"] == "Secret");
        let data = secrets.filter_map(|secret| secret["data"].as_object());
        let mut texts = Vec::new();
        for value in data.flat_map(|data| data.values()).filter_map(Value::as_str) {
            texts.extend(lines(&STANDARD.decode(value).unwrap_or_default()));
            texts.push(value.to_owned());
        }
        holds_none(&call(&json!({ "objects": objects, "now": NOW })).to_string(), &texts);
    }
}
