//! Ingresses and bindings.

use k8s_openapi::api::networking::v1::{
    HTTPIngressPath, HTTPIngressRuleValue, Ingress, IngressBackend, IngressRule,
    IngressServiceBackend, IngressSpec, IngressTLS, ServiceBackendPort,
};
use k8s_openapi::api::rbac::v1::{ClusterRoleBinding, RoleRef, Subject};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use serde_json::{Value, json};

use super::home::{Home, words};
use crate::certificate::{self, Kind};
use crate::plan::IngressTls;

/// An Ingress for one host before a Service.
pub fn ingress(metadata: ObjectMeta, host: &str, service: &str) -> Ingress {
    let port = ServiceBackendPort { number: Some(80), ..ServiceBackendPort::default() };
    let service = IngressServiceBackend { name: service.to_owned(), port: Some(port) };
    let backend = IngressBackend { service: Some(service), ..IngressBackend::default() };
    let path =
        HTTPIngressPath { path: Some("/".to_owned()), path_type: "Prefix".to_owned(), backend };
    let http = Some(HTTPIngressRuleValue { paths: vec![path] });
    let rule = IngressRule { host: Some(host.to_owned()), http };
    let spec = IngressSpec { rules: Some(vec![rule]), ..IngressSpec::default() };
    Ingress { metadata, spec: Some(spec), ..Ingress::default() }
}

/// The Ingress of the API in native-ingress mode.
pub fn api_ingress(home: &mut Home<'_>, tls: IngressTls) {
    let metadata = home.metadata("controller-api-server-ingress-http");
    let mut ingress = ingress(metadata, "deis.example.com", "deis-controller");
    let host = if tls == IngressTls::OtherHost { "other.example.com" } else { "deis.example.com" };
    let entry = IngressTLS {
        hosts: Some(vec![host.to_owned()]),
        secret_name: Some("deis-api-tls".to_owned()),
    };
    let named = !matches!(tls, IngressTls::None | IngressTls::Cloud);
    ingress.spec.as_mut().expect("it has one").tls = named.then(|| vec![entry]);
    if tls == IngressTls::Cloud {
        let words = words(&[("alb.ingress.kubernetes.io/certificate-arn", "arn:aws:acm:1")]);
        ingress.metadata.annotations = Some(words);
    }
    home.add(&ingress);
    match tls {
        IngressTls::Good => tls_secret(home, "deis-api-tls", Kind::Good),
        IngressTls::OtherHost => tls_secret(home, "deis-api-tls", Kind::OtherHost),
        IngressTls::Coming => certificate(home, "deis-api-tls"),
        IngressTls::None | IngressTls::SecretMissing | IngressTls::Cloud => {}
    }
}

pub fn tls_secret(home: &mut Home<'_>, name: &str, kind: Kind) {
    let (chain, key) = certificate::pair(kind);
    home.secret(name, &[("tls.crt", &chain), ("tls.key", &key)]);
}

/// cert-manager's object that makes a Secret of that name.
pub fn certificate(home: &mut Home<'_>, secret: &str) {
    home.objects.push(json!({
        "apiVersion": "cert-manager.io/v1",
        "kind": "Certificate",
        "metadata": home.metadata(secret),
        "spec": { "secretName": secret, "issuerRef": { "name": "letsencrypt" } },
    }));
}

/// Lets the controller's account do something.
pub fn binding(home: &mut Home<'_>, name: &str, account: &str) {
    let binding = of_account(name, account, home.namespace);
    home.add(&binding);
}

/// What every cluster has.
pub fn unrelated_binding() -> Value {
    serde_json::to_value(of_account("system:node-proxier", "kube-proxy", "kube-system"))
        .expect("typed objects are JSON")
}

fn of_account(name: &str, account: &str, namespace: &str) -> ClusterRoleBinding {
    let subject = Subject {
        kind: "ServiceAccount".to_owned(),
        name: account.to_owned(),
        namespace: Some(namespace.to_owned()),
        api_group: None,
    };
    let role_ref = RoleRef {
        api_group: Some("rbac.authorization.k8s.io".to_owned()),
        kind: "ClusterRole".to_owned(),
        name: name.to_owned(),
    };
    ClusterRoleBinding {
        metadata: ObjectMeta { name: Some(name.to_owned()), ..ObjectMeta::default() },
        role_ref,
        subjects: Some(vec![subject]),
    }
}
