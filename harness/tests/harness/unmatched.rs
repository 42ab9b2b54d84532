//! Settings that are about nothing in the input are told of.

use crate::support::{folder, run, stderr, write};

#[test]
fn an_exception_or_attestation_that_is_about_nothing_given_is_told_of() {
    let folder = folder("unmatched");
    let cases = [
        (
            "exceptions: [{ rule: storage-minio, subject: { name: deis-mnio }, reason: x }]",
            Some("exceptions[0] (storage-minio) is about nothing in this report"),
        ),
        (
            "exceptions: [{ rule: storage-minio, subject: { kind: Service, name: deis-minio }, reason: x }]",
            Some("exceptions[0] (storage-minio)"),
        ),
        ("exceptions: [{ rule: storage-minio, subject: { name: deis-minio }, reason: x }]", None),
        ("exceptions: [{ rule: storage-minio, reason: x }]", None),
        (
            "exceptions: [{ rule: storage-minio, subject: { name: deis-minio, kind: null }, reason: x }]",
            None,
        ),
        (
            "attestations: [{ section: security, by: Ada, on: 2026-11-01, namespace: prod }]",
            Some(
                "attestations[0] (security) is for namespace prod, where no installation was given",
            ),
        ),
        ("attestations: [{ section: security, by: Ada, on: 2026-11-01, namespace: deis }]", None),
    ];
    for (settings, told) in cases {
        let path = write(&folder, "settings.yaml", settings);
        let output = run(&["review", "fixtures/clusters/deis-quickstart", "--settings", &path]);
        let words = stderr(&output);
        match told {
            Some(told) => assert!(words.contains(told), "{settings}: {words}"),
            None => assert!(!words.contains("settings: "), "{settings}: {words}"),
        }
    }
}
