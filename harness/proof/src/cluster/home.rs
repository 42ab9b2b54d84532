//! The namespace that objects are made in.

use std::collections::BTreeMap;

use base64::Engine as _;
use k8s_openapi::ByteString;
use k8s_openapi::api::core::v1::{ConfigMap, Secret, Service, ServicePort, ServiceSpec};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::ObjectMeta;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;
use serde::Serialize;
use serde_json::Value;

pub type Words = BTreeMap<String, String>;

pub fn words(pairs: &[(&str, &str)]) -> Words {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

/// A namespace, and what is in it so far.
pub struct Home<'p> {
    pub namespace: &'p str,
    /// `deis` or `drycc`: the label `heritage`, and the beginning of the version's annotation.
    pub heritage: &'static str,
    pub objects: Vec<Value>,
}

impl<'p> Home<'p> {
    pub fn new(namespace: &'p str, heritage: &'static str) -> Self {
        Self { namespace, heritage, objects: Vec::new() }
    }

    pub fn metadata(&self, name: &str) -> ObjectMeta {
        ObjectMeta {
            name: Some(name.to_owned()),
            namespace: Some(self.namespace.to_owned()),
            labels: Some(words(&[("heritage", self.heritage)])),
            ..ObjectMeta::default()
        }
    }

    /// Metadata as the charts have it on workloads.
    pub fn versioned(&self, name: &str, version: &str) -> ObjectMeta {
        let domain = if self.heritage == "drycc" { "drycc.cc" } else { "deis.io" };
        let annotation = format!("component.{domain}/version");
        ObjectMeta { annotations: Some(words(&[(&annotation, version)])), ..self.metadata(name) }
    }

    pub fn add(&mut self, object: &impl Serialize) {
        self.objects.push(serde_json::to_value(object).expect("typed objects are JSON"));
    }

    pub fn secret(&mut self, name: &str, data: &[(&str, &str)]) {
        let secret = self.new_secret(name, data);
        self.add(&secret);
    }

    pub fn new_secret(&self, name: &str, data: &[(&str, &str)]) -> Secret {
        let bytes = |text: &str| ByteString(text.as_bytes().to_vec());
        let data = data.iter().map(|(key, value)| ((*key).to_owned(), bytes(value))).collect();
        Secret { metadata: self.metadata(name), data: Some(data), ..Secret::default() }
    }

    pub fn config_map(&mut self, name: &str, data: &[(&str, &str)]) {
        let metadata = self.metadata(name);
        self.add(&ConfigMap { metadata, data: Some(words(data)), ..ConfigMap::default() });
    }

    /// A Service of type ClusterIP with one port, which the API server's default makes of none.
    pub fn service(&mut self, name: &str, port: i32) -> &mut Value {
        let ports = vec![service_port("http", port, IntOrString::Int(port))];
        let service = self.new_service(name, ports);
        self.add(&service);
        self.objects.last_mut().expect("it was just put there")
    }

    pub fn new_service(&self, name: &str, ports: Vec<ServicePort>) -> Service {
        let spec = ServiceSpec {
            ports: Some(ports),
            selector: Some(words(&[("app", name)])),
            ..ServiceSpec::default()
        };
        Service { metadata: self.metadata(name), spec: Some(spec), ..Service::default() }
    }
}

pub fn service_port(name: &str, port: i32, target: IntOrString) -> ServicePort {
    let name = Some(name.to_owned());
    ServicePort { name, port, target_port: Some(target), ..ServicePort::default() }
}

/// A text in base64, as `data` of a Secret holds it.
pub fn encoded(text: &str) -> String {
    base64::engine::general_purpose::STANDARD.encode(text)
}
