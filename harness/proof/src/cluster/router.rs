//! Deis' and Hephy's router: Deployment, Service, Secrets, autoscaler and budget.

use k8s_openapi::api::autoscaling::v2::{
    CrossVersionObjectReference, HorizontalPodAutoscaler, HorizontalPodAutoscalerSpec, MetricSpec,
    MetricTarget, ResourceMetricSource,
};
use k8s_openapi::api::core::v1::{
    Affinity, ContainerPort, EnvVarSource, ObjectFieldSelector, PodAffinityTerm, PodAntiAffinity,
    ResourceRequirements,
};
use k8s_openapi::api::core::v1::{EnvVar, ServicePort};
use k8s_openapi::api::policy::v1::{PodDisruptionBudget, PodDisruptionBudgetSpec};
use k8s_openapi::apimachinery::pkg::api::resource::Quantity;
use k8s_openapi::apimachinery::pkg::apis::meta::v1::LabelSelector;
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;
use serde_json::json;

use super::home::{Home, Words, service_port, words};
use super::network;
use super::pod::Workload;
use crate::certificate::Kind;
use crate::plan::{
    Autoscaler, Balancer, Brand, Budget, Certificate, Exposure, HttpsTarget, Router, Workflow,
};

const NAME: &str = "deis-router";
const AWS: &str = "service.beta.kubernetes.io/aws-load-balancer";
const DHPARAM: &str = include_str!("../../../../fixtures/generator/tls/dhparam.published.pem");
const OWN_DHPARAM: &str = include_str!("../../../../fixtures/generator/tls/dhparam.own.pem");

pub fn objects(home: &mut Home<'_>, plan: &Workflow, router: &Router) {
    workload(home, plan, router);
    service(home, plan, router);
    let dhparam = if router.own_dhparam { OWN_DHPARAM } else { DHPARAM };
    home.secret("deis-router-dhparam", &[("dhparam", dhparam)]);
    platform_certificate(home, router.certificate);
    if let Some(one) = router.autoscaler {
        autoscaler(home, one);
    }
    if let Some(one) = router.budget {
        budget(home, one);
    }
}

fn workload(home: &mut Home<'_>, plan: &Workflow, router: &Router) {
    let version = if plan.brand == Brand::Hephy { "v2.19.0" } else { "v2.13.3" };
    let mut made = Workload::new(NAME, version);
    made.entry(own_namespace());
    let port = |name: &str, number: i32, host: i32| ContainerPort {
        name: Some(name.to_owned()),
        container_port: number,
        host_port: router.host_ports.then_some(host),
        ..ContainerPort::default()
    };
    made.container.ports = Some(vec![port("http", 8080, 80), port("https", 6443, 443)]);
    if router.autoscaler.is_some_and(|one| one.cpu_requested) {
        let requests = [("cpu".to_owned(), Quantity("200m".to_owned()))].into();
        let resources = ResourceRequirements { requests: Some(requests), ..Default::default() };
        made.container.resources = Some(resources);
    }
    made.pod.affinity = router.spread.then(apart);
    let place = made.deployment(home, router.replicas, plan.sidecars);
    let annotations = home.objects[place]["metadata"]["annotations"].as_object_mut();
    let annotations = annotations.expect("every workload has its version");
    annotations.extend(words_of(router).into_iter().map(|(name, value)| (name, json!(value))));
}

/// The router's own annotations.
fn words_of(router: &Router) -> Words {
    let given = [
        ("nginx.platformDomain", router.platform_domain.then_some("example.com")),
        ("nginx.ssl.enforce", router.enforce),
        ("nginx.ssl.hsts.enabled", router.hsts.then_some("true")),
        ("nginx.ssl.protocols", router.protocols),
        ("nginx.defaultWhitelist", router.whitelist),
        ("nginx.enforceWhitelists", router.enforce_whitelists.then_some("true")),
    ];
    let given = given.into_iter().filter_map(|(name, value)| value.map(|value| (name, value)));
    given.map(|(name, value)| (format!("router.deis.io/{name}"), value.to_owned())).collect()
}

fn own_namespace() -> EnvVar {
    let field =
        ObjectFieldSelector { field_path: "metadata.namespace".to_owned(), api_version: None };
    let source = EnvVarSource { field_ref: Some(field), ..EnvVarSource::default() };
    let name = "POD_NAMESPACE".to_owned();
    EnvVar { name, value_from: Some(source), ..EnvVar::default() }
}

fn apart() -> Affinity {
    let selector =
        LabelSelector { match_labels: Some(words(&[("app", NAME)])), ..LabelSelector::default() };
    let term = PodAffinityTerm {
        label_selector: Some(selector),
        topology_key: "kubernetes.io/hostname".to_owned(),
        ..PodAffinityTerm::default()
    };
    let apart = PodAntiAffinity {
        required_during_scheduling_ignored_during_execution: Some(vec![term]),
        ..PodAntiAffinity::default()
    };
    Affinity { pod_anti_affinity: Some(apart), ..Affinity::default() }
}

fn service(home: &mut Home<'_>, plan: &Workflow, router: &Router) {
    let https = match router.balancer.map(|balancer| balancer.target) {
        Some(HttpsTarget::Http) => IntOrString::Int(8080),
        Some(HttpsTarget::TlsByName) => IntOrString::String("https".to_owned()),
        Some(HttpsTarget::Tls) | None => IntOrString::Int(6443),
    };
    let mut ports: Vec<ServicePort> = vec![
        service_port("http", 80, IntOrString::Int(8080)),
        service_port("https", 443, https),
        service_port("builder", 2222, IntOrString::Int(2222)),
        service_port("healthz", 9090, IntOrString::Int(9090)),
    ];
    if plan.exposure == Exposure::RouterExtraPort {
        ports.push(service_port("metrics", 9145, IntOrString::Int(9145)));
    }
    let mut service = home.new_service(NAME, ports);
    let kind = if router.node_port { "NodePort" } else { "LoadBalancer" };
    service.spec.as_mut().expect("it has one").type_ = Some(kind.to_owned());
    service.metadata.annotations = router.balancer.map(balancer);
    home.add(&service);
}

fn balancer(balancer: Balancer) -> Words {
    let given = [
        ("ssl-cert", Some("arn:aws:acm:eu-west-1:1:certificate/1")),
        ("ssl-ports", balancer.ports),
        ("backend-protocol", balancer.protocol),
    ];
    let given = given.into_iter().filter_map(|(name, value)| value.map(|value| (name, value)));
    given.map(|(name, value)| (format!("{AWS}-{name}"), value.to_owned())).collect()
}

fn platform_certificate(home: &mut Home<'_>, certificate: Certificate) {
    let name = "deis-router-platform-cert";
    let kind = match certificate {
        Certificate::Absent => return,
        Certificate::Coming => return network::certificate(home, name),
        Certificate::NoKey => return home.secret(name, &[("tls.crt", "x"), ("key", "x")]),
        Certificate::EmptyCertificate => {
            return home.secret(name, &[("tls.crt", ""), ("tls.key", "x")]);
        }
        Certificate::Good => Kind::Good,
        Certificate::ApiOnly => Kind::ApiOnly,
        Certificate::OtherHost => Kind::OtherHost,
        Certificate::Expired => Kind::Expired,
        Certificate::NotYet => Kind::NotYet,
        Certificate::ExpiresSoon => Kind::ExpiresSoon,
        Certificate::OtherKey => Kind::OtherKey,
        Certificate::SelfSigned => Kind::SelfSigned,
        Certificate::NoText => Kind::NoText,
    };
    network::tls_secret(home, name, kind);
}

fn autoscaler(home: &mut Home<'_>, one: Autoscaler) {
    let scale_target_ref = CrossVersionObjectReference {
        api_version: Some("apps/v1".to_owned()),
        kind: "Deployment".to_owned(),
        name: NAME.to_owned(),
    };
    let type_ = if one.by_cpu_share { "Utilization" } else { "AverageValue" }.to_owned();
    let share = one.by_cpu_share.then_some(80);
    let value = (!one.by_cpu_share).then(|| Quantity("1".to_owned()));
    let target =
        MetricTarget { type_, average_utilization: share, average_value: value, value: None };
    let metric = MetricSpec {
        resource: Some(ResourceMetricSource { name: "cpu".to_owned(), target }),
        type_: "Resource".to_owned(),
        ..MetricSpec::default()
    };
    let spec = HorizontalPodAutoscalerSpec {
        max_replicas: 9,
        metrics: Some(vec![metric]),
        min_replicas: one.minimum,
        scale_target_ref,
        ..HorizontalPodAutoscalerSpec::default()
    };
    let metadata = home.metadata("routers");
    home.add(&HorizontalPodAutoscaler { metadata, spec, status: None });
}

fn budget(home: &mut Home<'_>, budget: Budget) {
    let app = if budget == Budget::OfOthers { "deis-builder" } else { NAME };
    let selector =
        LabelSelector { match_labels: Some(words(&[("app", app)])), ..LabelSelector::default() };
    let keeps = i32::from(budget != Budget::KeepsNone);
    let spec = PodDisruptionBudgetSpec {
        min_available: Some(IntOrString::Int(keeps)),
        selector: Some(selector),
        ..PodDisruptionBudgetSpec::default()
    };
    let metadata = home.metadata("routers");
    home.add(&PodDisruptionBudget { metadata, spec: Some(spec), status: None });
}
