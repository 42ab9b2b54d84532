//! What reviews found about Ingresses, Gateways and load balancers, kept so that it stays found.

use serde_json::{Value, json};

use crate::support::{find, installation, remove, review};

/// An Ingress to the router for that host, with TLS by that Secret.
fn front(host: &str, secret: &str) -> Value {
    let backend = json!({ "service": { "name": "deis-router", "port": { "number": 80 } } });
    let paths = json!([{ "path": "/", "pathType": "Prefix", "backend": backend }]);
    json!({
        "apiVersion": "networking.k8s.io/v1", "kind": "Ingress",
        "metadata": { "name": "front", "namespace": "deis" },
        "spec": {
            "tls": [{ "hosts": [host], "secretName": secret }],
            "rules": [{ "host": host, "http": { "paths": paths } }],
        },
    })
}

#[test]
fn tls_of_an_ingress_for_grafana_alone_is_no_tls_of_the_api() {
    let mut objects = installation("deis-production-s3");
    find(&mut objects, "Secret", "deis-router-platform-cert")["metadata"]["name"] =
        json!("front-tls");
    let standing = |host: &str| {
        let mut objects = objects.clone();
        objects.push(front(host, "front-tls"));
        review(&objects).standing("tls").to_owned()
    };
    assert_eq!(standing("grafana.example.com"), "not-met");
    assert_eq!(standing("deis.example.com"), "met");
    assert_eq!(standing("*.example.com"), "met");
    assert_eq!(standing("*.other.com"), "not-met");
}

#[test]
fn without_a_platform_domain_any_ingress_with_tls_may_be_the_apis() {
    let mut objects = installation("deis-production-s3");
    let router = find(&mut objects, "Deployment", "deis-router");
    let annotations = router["metadata"]["annotations"].as_object_mut().expect("annotations");
    annotations.remove("router.deis.io/nginx.platformDomain");
    find(&mut objects, "Secret", "deis-router-platform-cert")["metadata"]["name"] =
        json!("front-tls");
    objects.push(front("deis.example.com", "front-tls"));
    assert_eq!(review(&objects).standing("tls"), "met");
}

#[test]
fn the_platform_certificate_is_looked_at_where_an_ingress_uses_it() {
    let mut objects = installation("deis-production-s3");
    objects.push(front("deis.example.com", "deis-router-platform-cert"));
    assert_eq!(review(&objects).outcome("tls-platform-cert-usable"), "pass");
    find(&mut objects, "Secret", "deis-router-platform-cert")["data"]["tls.crt"] = json!("eA==");
    let report = review(&objects);
    assert_eq!(report.outcome("tls-platform-cert-usable"), "fail");
    assert_eq!(report.standing("tls"), "not-met");
}

/// The standing of TLS on Drycc once the listeners or the API's route were changed.
fn gateway(change: impl FnOnce(&mut Value, &mut Value)) -> String {
    let mut objects = installation("drycc-production");
    let mut set = find(&mut objects, "ListenerSet", "drycc-listenerset").clone();
    let mut route = find(&mut objects, "HTTPRoute", "drycc-controller").clone();
    change(&mut set["spec"], &mut route["spec"]);
    find(&mut objects, "ListenerSet", "drycc-listenerset")["spec"] = set["spec"].take();
    find(&mut objects, "HTTPRoute", "drycc-controller")["spec"] = route["spec"].take();
    review(&objects).standing("tls").to_owned()
}

/// The listener of the API for TLS.
fn https(set: &mut Value) -> &mut Value {
    let listeners = set["listeners"].as_array_mut().expect("a list");
    let fits = |one: &&mut Value| one["name"] == "https-443-drycc-controller";
    listeners.iter_mut().find(fits).expect("the API's listener")
}

#[test]
fn a_listener_for_another_host_ends_no_tls_of_the_api() {
    assert_eq!(gateway(|_, _| {}), "met");
    let with_host = |host: &'static str| {
        gateway(move |set, route| {
            https(set)["hostname"] = json!(host);
            let parents = route["parentRefs"].as_array_mut().expect("a list");
            for parent in parents {
                parent.as_object_mut().expect("an object").remove("sectionName");
            }
            let listeners = set["listeners"].as_array_mut().expect("a list");
            listeners
                .retain(|one| one["name"] != "https-443-drycc-grafana" || one["hostname"] != host);
        })
    };
    assert_eq!(with_host("drycc.example.com"), "met");
    assert_eq!(with_host("*.example.com"), "met");
    assert_eq!(with_host("DRYCC.example.com"), "met");
    assert_eq!(with_host("drycc.other.com"), "not-met");
    assert_eq!(with_host("*.other.com"), "not-met");
    assert_eq!(with_host(""), "met", "every host");
}

#[test]
fn a_route_to_a_gateway_of_the_same_name_elsewhere_is_not_this_ones() {
    let standing = gateway(|_, route| {
        for parent in route["parentRefs"].as_array_mut().expect("a list") {
            parent["namespace"] = json!("edge");
        }
    });
    assert_eq!(standing, "unknown");
}

#[test]
fn a_listener_that_takes_no_http_route_ends_no_tls_of_it() {
    assert_eq!(gateway(|set, _| https(set)["protocol"] = json!("TLS")), "not-met");
    assert_eq!(gateway(|set, _| https(set)["tls"]["mode"] = json!("Passthrough")), "not-met");
    assert_eq!(gateway(|set, _| https(set)["tls"]["certificateRefs"] = json!([])), "not-met");
}

#[test]
fn odd_listeners_and_routes_are_never_met() {
    for odd in [json!(null), json!("x"), json!(5), json!({}), json!([]), json!([null, "x", 5])] {
        let told = [
            gateway(|set, _| set["listeners"] = odd.clone()),
            gateway(|set, _| https(set)["tls"] = odd.clone()),
            gateway(|set, _| https(set)["tls"]["certificateRefs"] = odd.clone()),
            gateway(|set, _| https(set)["protocol"] = odd.clone()),
            gateway(|_, route| route["parentRefs"] = odd.clone()),
            gateway(|_, route| route["rules"] = odd.clone()),
        ];
        assert!(told.iter().all(|one| one != "met"), "{odd}: {told:?}");
    }
}

/// Service deis-router with a certificate of AWS on 8080, and these annotations.
fn aws(annotations: &[(&str, &str)]) -> Vec<String> {
    let mut objects = installation("deis-production-s3");
    remove(&mut objects, "Secret", "deis-router-platform-cert");
    let service = find(&mut objects, "Service", "deis-router");
    let certificate = [("ssl-cert", "arn:aws:acm:x:1:certificate/y")];
    for (name, value) in certificate.iter().chain(annotations) {
        service["metadata"]["annotations"]
            [format!("service.beta.kubernetes.io/aws-load-balancer-{name}")] = json!(value);
    }
    let ports = service["spec"]["ports"].as_array_mut().expect("a list");
    let https = ports.iter_mut().find(|port| port["port"] == 443).expect("https");
    https["targetPort"] = json!(8080);
    let report = review(&objects);
    let outcomes = report.results("tls-load-balancer").into_iter();
    outcomes.map(|one| one["outcome"].as_str().expect("a text").to_owned()).collect()
}

#[test]
fn an_empty_list_of_ports_is_every_port_to_aws() {
    assert_eq!(aws(&[("ssl-ports", "")]), ["warn"]);
    assert_eq!(aws(&[("ssl-ports", "*")]), ["warn"]);
    assert_eq!(aws(&[("ssl-ports", "443")]), ["pass"]);
    assert_eq!(aws(&[("ssl-ports", "8443")]), ["fail"]);
}

#[test]
fn a_protocol_that_aws_does_not_know_is_unknown() {
    assert_eq!(aws(&[("ssl-ports", "443"), ("backend-protocol", "tcp")]), ["pass"]);
    assert_eq!(aws(&[("ssl-ports", "443"), ("backend-protocol", "")]), ["pass"]);
    assert_eq!(aws(&[("ssl-ports", "443"), ("backend-protocol", "http")]), ["warn"]);
    for word in ["HTTP", "h2", "tls"] {
        assert_eq!(aws(&[("ssl-ports", "443"), ("backend-protocol", word)]), ["error"], "{word}");
    }
}

#[test]
fn a_label_or_a_list_of_domains_that_is_no_text_is_unknown() {
    let full = "deis.example.com";
    let judge = |label: Value, domains: Value| {
        let mut objects = installation("deis-production-s3");
        let service = find(&mut objects, "Service", "deis-controller");
        service["metadata"]["labels"]["router.deis.io/routable"] = label;
        service["metadata"]["annotations"]["router.deis.io/domains"] = domains;
        review(&objects).standing("tls").to_owned()
    };
    assert_eq!(judge(json!("true"), json!(full)), "not-met");
    assert_eq!(judge(json!(true), json!(full)), "unknown");
    assert_eq!(judge(json!("true"), json!([full])), "unknown");
    assert_eq!(judge(json!("true"), json!({ "domain": full })), "unknown");
}

#[test]
fn a_router_that_is_there_says_more_than_a_switch_that_cannot_be_read() {
    let mut objects = installation("deis-production-s3");
    let controller = find(&mut objects, "Deployment", "deis-controller");
    let container = &mut controller["spec"]["template"]["spec"]["containers"][0];
    container["envFrom"] = json!([{ "configMapRef": { "name": "x" } }]);
    let report = review(&objects);
    assert_eq!(report.standing("routers"), "met");
    assert_eq!(report.standing("tls"), "met");
}
