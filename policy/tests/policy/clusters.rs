//! Whole clusters. The table was written by hand from how each cluster was made; the snapshots hold
//! everything else still. `make bless` writes them anew.

use expect_test::expect_file;
use serde_json::{Value, json};

use crate::support::{CLUSTERS, cluster, fixtures, namespace, review, review_with, standing};

/// The standings of an installation, in the guide's order: M met, N not met, R needs review, - not
/// applicable.
fn letters(installation: &Value) -> String {
    let sections = ["object-storage", "security", "registration", "grafana", "tls", "routers"];
    let letter = |section| match standing(installation, section) {
        "met" => 'M',
        "not-met" => 'N',
        "needs-review" => 'R',
        "not-applicable" => '-',
        _ => '?',
    };
    sections.into_iter().map(letter).collect()
}

#[test]
fn every_cluster_stands_as_it_was_made() {
    let expected = [
        ("deis-quickstart", "deis", "deis", "NRMNNN"),
        ("deis-production-s3", "deis", "deis", "MRMMMM"),
        ("deis-production-gcs", "deis", "deis", "MRMMMM"),
        ("deis-production-azure", "deis", "deis", "MRMMMM"),
        ("deis-production-swift", "deis", "deis", "MRMMMM"),
        ("deis-native-ingress", "deis", "deis", "MRMMM-"),
        ("deis-two-installations", "deis", "deis", "MRMMMM"),
        ("deis-two-installations", "deis-staging", "deis", "NRMNNN"),
        ("hephy-quickstart", "deis", "hephy", "NRMNNN"),
        ("hephy-production-s3", "deis", "hephy", "MRMMMM"),
        ("hephy-production-azure", "deis", "hephy", "MRMMMM"),
        ("hephy-production-gcs", "deis", "hephy", "MRMMMM"),
        ("hephy-production-swift", "deis", "hephy", "MRMMMM"),
        ("drycc-default", "drycc", "drycc", "NRMMN-"),
        ("drycc-production", "drycc", "drycc", "MRMMM-"),
        ("drycc-v1.0", "drycc", "drycc", "MRMMMM"),
    ];
    for (name, namespace, distribution, standings) in expected {
        let report = review(&cluster(name));
        let installation = report.in_namespace(namespace);
        assert_eq!(letters(installation), standings, "{name} {namespace}");
        assert_eq!(installation["distribution"], distribution, "{name} {namespace}");
        assert_eq!(installation["ready"], false, "{name}: nobody reviewed its security");
    }
}

#[test]
fn the_number_of_installations_is_that_of_platforms_not_of_lookalikes() {
    for name in CLUSTERS {
        let report = review(&cluster(name));
        let count = report.0["installations"].as_array().expect("a list").len();
        assert_eq!(count, if name == "deis-two-installations" { 2 } else { 1 }, "{name}");
    }
}

#[test]
fn a_production_cluster_is_ready_once_its_security_is_attested() {
    let attestation = json!({ "section": "security", "by": "Ada", "on": "2026-10-01" });
    let settings = json!({ "attestations": [attestation] });
    let unfinished = ["deis-quickstart", "hephy-quickstart", "drycc-default"];
    for name in CLUSTERS.iter().filter(|name| !unfinished.contains(name)) {
        let report = review_with(&cluster(name), settings.clone());
        assert_eq!(standing(report.in_namespace(namespace(name)), "security"), "met", "{name}");
        assert_eq!(report.in_namespace(namespace(name))["ready"], true, "{name}");
        let all = *name != "deis-two-installations";
        assert_eq!(report.0["ready"], all, "{name}: staging is not ready");
    }
}

#[test]
fn reports_of_whole_clusters_are_as_recorded() {
    for name in CLUSTERS {
        let report = serde_json::to_string_pretty(&review(&cluster(name)).0).expect("JSON");
        expect_file![fixtures().join(format!("clusters/{name}/report.snap"))]
            .assert_eq(&(report + "\n"));
    }
}
