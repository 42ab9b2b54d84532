//! Certificates and keys: as such, and in the Secret of a router.

use std::collections::HashSet;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use certificate::{Chain, PrivateKey};
use serde_json::{Value, json};

use crate::NOW;
use crate::engine::{Ask, nobody, twice};
use crate::planted::NAMESPACE;

/// How many bytes in a row of a Secret are none of its words by chance.
const TELLING: usize = 20;

/// Holds what is said of a certificate and its key, each up to the first zero byte, to what may be said.
pub fn certificates(bytes: &[u8], ask: Ask<'_>) {
    let (certificate, key) = match bytes.iter().position(|byte| *byte == 0) {
        Some(place) => (bytes.get(..place).unwrap_or_default(), bytes.get(place + 1..)),
        None => (bytes, None),
    };
    let key = key.unwrap_or(bytes);
    read(certificate, key);
    read(key, certificate);
    let report = report(certificate, key, ask);
    let blank = self::report(b"x", b"x", ask);
    nothing_is_shown(&report, &blank, &[certificate, key]);
}

fn read(certificate: &[u8], key: &[u8]) {
    let key = PrivateKey::read(key);
    if let Err(mistake) = &key {
        assert!(!mistake.to_string().is_empty());
    }
    match Chain::read(certificate) {
        Ok(chain) => {
            for one in &chain.certificates {
                let _ =
                    one.covers("deis.example.com") || one.common_name_covers("deis.example.com");
                let _ = (one.key(), one.fingerprint(), format!("{one:?}"));
                let _ = key.as_ref().map(|key| (key.key(), key.belongs_to(one)));
            }
        }
        Err(mistake) => assert!(!mistake.to_string().is_empty()),
    }
}

/// The report of a router with that certificate and that key.
fn report(certificate: &[u8], key: &[u8], ask: Ask<'_>) -> Vec<u8> {
    let metadata = |name: &str| {
        json!({ "name": name, "namespace": NAMESPACE, "labels": { "heritage": "deis" },
            "annotations": { "component.deis.io/version": "v2.13.3",
                "router.deis.io/nginx.platformDomain": "example.com" } })
    };
    let containers = json!([{ "name": "deis-router", "image": "quay.io/deis/router:v2.13.3" }]);
    let router = json!({ "apiVersion": "apps/v1", "kind": "Deployment", "metadata": metadata("deis-router"),
        "spec": { "template": { "spec": { "containers": containers } } } });
    let data = json!({ "tls.crt": BASE64_STANDARD.encode(certificate), "tls.key": BASE64_STANDARD.encode(key) });
    let secret = |name: &str| json!({ "apiVersion": "v1", "kind": "Secret", "metadata": metadata(name), "data": data });
    let objects: [Value; 2] = [router, secret("deis-router-platform-cert")];
    let payload = json!({ "objects": objects, "settings": {}, "now": NOW }).to_string();
    twice(ask, "review", payload.as_bytes(), &nobody()).expect("a report")
}

/// No bytes in a row of the Secret, as they are meant or as they are written, are in the report, unless they
/// are in one of another Secret too.
fn nothing_is_shown(report: &[u8], blank: &[u8], secrets: &[&[u8]]) {
    let blank: HashSet<&[u8]> = blank.windows(TELLING).collect();
    let written: Vec<String> =
        secrets.iter().map(|secret| BASE64_STANDARD.encode(secret)).collect();
    let texts = secrets.iter().copied().chain(written.iter().map(String::as_bytes));
    let secret: HashSet<&[u8]> = texts
        .flat_map(|text| text.windows(TELLING))
        .filter(|window| !blank.contains(window))
        .collect();
    let shown = report.windows(TELLING).find(|window| secret.contains(window));
    assert_eq!(shown.map(String::from_utf8_lossy), None, "a Secret is shown");
}
