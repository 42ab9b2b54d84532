//! Traps 5 to 7 of the facts' section 13, beyond what `traps` has of them.

use serde_json::{Value, json};

use crate::support::{find, installation, review};

const SECRET: &str = "deis-router-platform-cert";

/// The standing of TLS once the certificate's Secret was changed.
fn secret(change: impl FnOnce(&mut Value)) -> String {
    let mut objects = installation("hephy-production-s3");
    change(find(&mut objects, "Secret", SECRET));
    review(&objects).standing("tls").to_owned()
}

#[test]
fn trap_5_the_certificates_secret_counts_by_name_namespace_and_keys_and_by_nothing_else() {
    for kind in ["Opaque", "kubernetes.io/tls", "example.com/tls", ""] {
        assert_eq!(secret(|secret| secret["type"] = json!(kind)), "met", "{kind}");
    }
    let without_type = |secret: &mut Value| {
        secret.as_object_mut().expect("an object").remove("type");
    };
    assert_eq!(secret(without_type), "met");
    assert_eq!(secret(|secret| secret["metadata"]["labels"] = json!({ "heritage": "x" })), "met");
    assert_eq!(secret(|secret| secret["metadata"]["namespace"] = json!("default")), "not-met");
    assert_eq!(secret(|secret| secret["metadata"]["namespace"] = json!("shop")), "not-met");
    for name in ["platform-cert", "deis-router-platform-certificate", "drycc-router-platform-cert"]
    {
        assert_eq!(secret(|secret| secret["metadata"]["name"] = json!(name)), "not-met", "{name}");
    }
}

#[test]
fn trap_5_the_prose_names_two_keys_that_do_not_work() {
    let renamed = |old: &'static str, new: &'static str| {
        secret(move |secret| {
            let data = secret["data"].as_object_mut().expect("data");
            let value = data.remove(old).expect(old);
            data.insert(new.to_owned(), value);
        })
    };
    assert_eq!(renamed("tls.crt", "cert"), "not-met");
    assert_eq!(renamed("tls.key", "key"), "not-met");
    assert_eq!(renamed("tls.crt", "TLS.crt"), "not-met");
    assert_eq!(renamed("tls.key", "tls.pem"), "not-met");
}

#[test]
fn trap_5_a_full_domain_name_needs_a_certificate_of_its_own_whatever_the_platforms_covers() {
    let judge = |domains: &str, certificates: Option<&str>| {
        let mut objects = installation("hephy-production-s3");
        let mut own = find(&mut objects, "Secret", SECRET).clone();
        own["metadata"]["name"] = json!("own-cert");
        objects.push(own);
        let service = find(&mut objects, "Service", "deis-controller");
        service["metadata"]["annotations"]["router.deis.io/domains"] = json!(domains);
        if let Some(certificates) = certificates {
            let key = "router.deis.io/certificates";
            service["metadata"]["annotations"][key] = json!(certificates);
        }
        review(&objects).standing("tls").to_owned()
    };
    assert_eq!(judge("deis", None), "met");
    assert_eq!(judge("deis.example.com", None), "not-met", "though *.example.com covers it");
    assert_eq!(judge("deis, deis.example.com", None), "not-met", "one of two");
    assert_eq!(judge("deis.example.com", Some("deis.example.com:own")), "met");
    assert_eq!(judge("deis.example.com", Some("deis.example.com:own-cert")), "not-met");
    assert_eq!(judge("deis.example.com", Some("api.example.com:own")), "not-met");
    assert_eq!(judge("deis.other.com", Some("deis.other.com:own")), "not-met", "not in its names");
}

#[test]
fn trap_6_no_port_443_of_a_service_or_a_node_is_evidence_of_tls() {
    for name in ["deis-quickstart", "hephy-quickstart"] {
        let mut objects = installation(name);
        let router = find(&mut objects, "Deployment", "deis-router");
        let ports = &mut router["spec"]["template"]["spec"]["containers"][0]["ports"];
        for port in ports.as_array_mut().expect("a list") {
            if port["containerPort"] == 6443 {
                port["hostPort"] = json!(443);
            }
        }
        let message = "the API has no TLS, whatever answers on port 443";
        let report = review(&objects);
        assert!(report.message("tls-platform-cert").contains(message), "{name}");
        assert_eq!(report.standing("tls"), "not-met", "{name}");
    }
    let mut objects = installation("drycc-default");
    let set = find(&mut objects, "Gateway", "drycc-gateway");
    let listeners = set["spec"]["listeners"].as_array_mut().expect("a list");
    listeners.push(json!({ "name": "https-443", "port": 443, "protocol": "HTTPS" }));
    assert_eq!(review(&objects).standing("tls"), "not-met", "a listener without a certificate");
}

/// The outcomes of the load balancer's rule, with their messages.
fn balancer(target: &Value, annotations: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut objects = installation("hephy-production-s3");
    objects.retain(|object| object["metadata"]["name"] != SECRET);
    let service = find(&mut objects, "Service", "deis-router");
    for (name, value) in annotations {
        let key = format!("service.beta.kubernetes.io/{name}");
        service["metadata"]["annotations"][key] = json!(value);
    }
    let ports = service["spec"]["ports"].as_array_mut().expect("a list");
    ports.iter_mut().find(|port| port["port"] == 443).expect("https")["targetPort"] =
        target.clone();
    let report = review(&objects);
    let told = |one: &&Value, member: &str| one[member].as_str().expect("a text").to_owned();
    let results = report.results("tls-load-balancer");
    results.iter().map(|one| (told(one, "outcome"), told(one, "message"))).collect()
}

const CERTIFICATE: (&str, &str) = ("aws-load-balancer-ssl-cert", "arn:aws:acm:x:1:certificate/y");

#[test]
fn trap_7_a_certificate_of_aws_on_every_port_puts_tls_on_80_and_2222() {
    let told = balancer(&json!(8080), &[CERTIFICATE]);
    assert_eq!(told.len(), 1);
    assert_eq!(told[0].0, "warn");
    assert!(told[0].1.contains("on 80 and 2222 it breaks HTTP and `git push`"), "{}", told[0].1);
    for list in ["443,2222", "https,http", "80,443", "*"] {
        let told = balancer(&json!(8080), &[CERTIFICATE, ("aws-load-balancer-ssl-ports", list)]);
        assert_eq!(told[0].0, "warn", "{list}");
    }
}

#[test]
fn trap_7_what_aws_decrypted_must_not_go_to_the_port_that_expects_tls() {
    let only = ("aws-load-balancer-ssl-ports", "443");
    for protocol in ["http", "tcp", ""] {
        for target in [json!(6443), json!("https")] {
            let speech = ("aws-load-balancer-backend-protocol", protocol);
            let told = balancer(&target, &[CERTIFICATE, only, speech]);
            assert_eq!(told[0].0, "fail", "{protocol} {target}");
            assert!(told[0].1.contains("port 6443"), "{protocol} {target}: {}", told[0].1);
        }
    }
    assert_eq!(balancer(&json!("http"), &[CERTIFICATE, only])[0].0, "pass");
    assert_eq!(balancer(&json!("none"), &[CERTIFICATE, only])[0].0, "error");
    assert_eq!(balancer(&json!(true), &[CERTIFICATE, only])[0].0, "error");
}

#[test]
fn trap_7_a_certificate_annotation_without_a_certificate_is_none() {
    for empty in ["", " "] {
        let told = balancer(&json!(8080), &[("aws-load-balancer-ssl-cert", empty)]);
        assert_eq!(told, [], "TLS ends at the router");
    }
    let others = [
        ("aws-load-balancer-ssl-ports", "443"),
        ("aws-load-balancer-backend-protocol", "http"),
        ("aws-load-balancer-ssl-negotiation-policy", "ELBSecurityPolicy-TLS-1-2-2017-01"),
    ];
    assert_eq!(balancer(&json!(8080), &others), []);
}
