//! Certificates that are not the router's, not there yet, or nobody's to ask for.

use serde_json::{Value, json};

use crate::certificates::{SECRET, data, encoded, one, told};
use crate::support::{find, installation, remove, review, review_with};

/// What makes the Secret of that name, in each of the three ways.
fn makers(secret: &str, namespace: &str) -> [Value; 3] {
    let metadata = |name: &str| json!({ "name": name, "namespace": namespace });
    [
        json!({
            "apiVersion": "cert-manager.io/v1", "kind": "Certificate",
            "metadata": metadata("platform"), "spec": { "secretName": secret },
        }),
        json!({
            "apiVersion": "external-secrets.io/v1", "kind": "ExternalSecret",
            "metadata": metadata("platform"), "spec": { "target": { "name": secret } },
        }),
        json!({
            "apiVersion": "bitnami.com/v1alpha1", "kind": "SealedSecret",
            "metadata": metadata(secret), "spec": { "encryptedData": {} },
        }),
    ]
}

#[test]
fn a_platform_certificate_that_something_makes_is_not_there_yet() {
    for maker in makers(SECRET, "deis") {
        let mut objects = installation("deis-production-s3");
        remove(&mut objects, "Secret", SECRET);
        assert_eq!(review(&objects).outcome("tls-platform-cert"), "fail");
        objects.push(maker.clone());
        let report = review(&objects);
        assert_eq!(report.outcome("tls-platform-cert"), "error", "{maker}");
        let kind = maker["kind"].as_str().expect("a text");
        let message = report.message("tls-platform-cert");
        assert!(message.contains("is not there yet") && message.contains(kind), "{message}");
        assert_eq!(report.standing("tls"), "unknown", "{maker}");
    }
}

#[test]
fn what_makes_another_secret_or_the_same_one_elsewhere_makes_no_platform_certificate() {
    for maker in makers("other", "deis").into_iter().chain(makers(SECRET, "shop")) {
        let mut objects = installation("deis-production-s3");
        remove(&mut objects, "Secret", SECRET);
        objects.push(maker.clone());
        assert_eq!(review(&objects).outcome("tls-platform-cert"), "fail", "{maker}");
    }
}

#[test]
fn a_secret_that_is_there_is_judged_whoever_made_it() {
    for maker in makers(SECRET, "deis") {
        let mut objects = installation("deis-production-s3");
        objects.push(maker);
        find(&mut objects, "Secret", SECRET)["data"]["tls.key"] =
            json!(encoded(data!("other-key.pem")));
        one(&told(&review(&objects)), "fail", "belongs to another certificate");
    }
}

#[test]
fn of_tls_that_is_attested_outside_nothing_is_asked() {
    let settings =
        json!({ "attestations": [{ "section": "tls", "by": "Ada", "on": "2026-10-01" }] });
    let mut objects = installation("deis-production-s3");
    find(&mut objects, "Secret", SECRET)["data"]["tls.key"] = json!("eA==");
    let report = review_with(&objects, settings.clone());
    assert_eq!(report.standing("tls"), "met");
    assert!(told(&report).is_empty());
    remove(&mut objects, "Secret", SECRET);
    assert_eq!(review_with(&objects, settings).standing("tls"), "met");
}

#[test]
fn a_certificate_that_nothing_uses_is_nobodys_to_judge() {
    let mut objects = installation("deis-production-s3");
    let mut unused = find(&mut objects, "Secret", SECRET).clone();
    unused["metadata"]["name"] = json!("unused-cert");
    unused["data"]["tls.crt"] = json!("eA==");
    objects.push(unused);
    one(&told(&review(&objects)), "pass", "works");
}

/// What the rule says once the certificate of the API's own host was replaced.
fn own(certificate: &[u8], key: &[u8]) -> Vec<(String, String)> {
    let mut objects = installation("deis-production-s3");
    let mut secret = find(&mut objects, "Secret", SECRET).clone();
    secret["metadata"]["name"] = json!("api-cert");
    secret["data"] = json!({ "tls.crt": encoded(certificate), "tls.key": encoded(key) });
    objects.push(secret);
    let annotations =
        &mut find(&mut objects, "Service", "deis-controller")["metadata"]["annotations"];
    annotations["router.deis.io/domains"] = json!("deis.example.com");
    annotations["router.deis.io/certificates"] = json!("deis.example.com:api");
    let results = told(&review(&objects)).into_iter();
    results.filter(|(outcome, _)| outcome != "pass").collect()
}

#[test]
fn the_certificate_of_a_full_domain_name_is_judged_for_that_name_alone() {
    let host = [data!("host.pem"), data!("intermediate.pem")].concat();
    assert_eq!(own(&host, data!("ec-key.pem")), [], "no wildcard is asked for");
    one(&own(&host, data!("other-key.pem")), "fail", "another certificate");
    let elsewhere = [data!("elsewhere.pem"), data!("intermediate.pem")].concat();
    one(&own(&elsewhere, data!("ec-key.pem")), "fail", "does not cover `deis.example.com`");
}

/// What the rule says of an installation once that Secret was replaced.
fn replaced(cluster: &str, secret: &str, certificate: &[u8], key: &[u8]) -> Vec<(String, String)> {
    let mut objects = installation(cluster);
    find(&mut objects, "Secret", secret)["data"] =
        json!({ "tls.crt": encoded(certificate), "tls.key": encoded(key) });
    told(&review(&objects))
}

#[test]
fn the_certificate_of_an_ingress_is_judged_for_the_ingress_own_hosts() {
    let judge = |certificate: &[u8], key: &[u8]| {
        let whole = [certificate, data!("intermediate.pem")].concat();
        replaced("deis-native-ingress", "deis-api-tls", &whole, key)
    };
    one(&judge(data!("host.pem"), data!("ec-key.pem")), "pass", "works");
    one(&judge(data!("host.pem"), data!("other-key.pem")), "fail", "another certificate");
    one(&judge(data!("elsewhere.pem"), data!("ec-key.pem")), "fail", "does not cover");
    one(&judge(data!("common-name.pem"), data!("ec-key.pem")), "warn", "common name only");
    let alone =
        replaced("deis-native-ingress", "deis-api-tls", data!("host.pem"), data!("ec-key.pem"));
    one(&alone, "warn", "stands alone");
}

#[test]
fn the_certificate_of_a_gateway_is_judged_for_the_apis_own_host() {
    let judge = |certificate: &[u8], key: &[u8]| {
        let whole = [certificate, data!("intermediate.pem")].concat();
        replaced("drycc-production", "drycc-auto-tls", &whole, key)
    };
    one(&judge(data!("drycc.pem"), data!("ec-key.pem")), "pass", "works");
    one(&judge(data!("wildcard.pem"), data!("ec-key.pem")), "pass", "works");
    one(&judge(data!("drycc.pem"), data!("other-key.pem")), "fail", "another certificate");
    one(
        &judge(data!("host.pem"), data!("ec-key.pem")),
        "fail",
        "does not cover `drycc.example.com`",
    );
}

#[test]
fn certificates_of_ingress_and_gateway_that_something_makes_are_not_there_yet() {
    let cases = [
        ("deis-native-ingress", "deis-api-tls", "deis"),
        ("drycc-production", "drycc-auto-tls", "drycc"),
    ];
    for (cluster, secret, namespace) in cases {
        for maker in makers(secret, namespace) {
            let mut objects = installation(cluster);
            objects.retain(|object| {
                object["metadata"]["name"] != secret || object["kind"] == "Deployment"
            });
            assert_eq!(review(&objects).standing("tls"), "not-met", "{cluster}");
            objects.push(maker.clone());
            assert_eq!(review(&objects).standing("tls"), "unknown", "{cluster} {maker}");
        }
    }
}

#[test]
fn a_secret_of_a_form_that_the_api_server_refuses_is_never_met() {
    for data in
        [json!(null), json!("x"), json!([]), json!({}), json!({ "tls.crt": 5, "tls.key": 5 })]
    {
        for (cluster, secret) in [
            ("deis-production-s3", SECRET),
            ("deis-native-ingress", "deis-api-tls"),
            ("drycc-production", "drycc-auto-tls"),
        ] {
            let mut objects = installation(cluster);
            find(&mut objects, "Secret", secret)["data"] = data.clone();
            assert_ne!(review(&objects).standing("tls"), "met", "{cluster} {data}");
        }
    }
}
