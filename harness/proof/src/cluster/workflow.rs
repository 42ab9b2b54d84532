//! Deis and Hephy: every part but the router.

use k8s_openapi::api::core::v1::{
    ContainerPort, PersistentVolumeClaimVolumeSource, ServiceSpec, Volume,
};
use k8s_openapi::apimachinery::pkg::util::intstr::IntOrString;
use serde_json::{Value, json};

use super::home::{Home, service_port, words};
use super::pod::{Workload, from_secret, literal};
use super::{keys, network, router};
use crate::certificate::Kind;
use crate::plan::{Brand, Exposure, Grafana, Routing, Workflow};

pub fn objects(plan: &Workflow) -> Vec<Value> {
    let mut home = Home::new(&plan.namespace, "deis");
    core(&mut home, plan);
    storage(&mut home, plan);
    if let Some(grafana) = &plan.grafana {
        monitor(&mut home, plan, grafana);
    }
    logs(&mut home, plan);
    match &plan.routing {
        Routing::Router(one) => router::objects(&mut home, plan, one),
        Routing::Ingress(ingress) => network::api_ingress(&mut home, ingress.tls),
    }
    home.secret("builder-key-auth", &[("builder-key", super::pod::HIDDEN)]);
    home.secret("django-secret-key", &[("secret-key", super::pod::HIDDEN)]);
    home.secret("minio-user", &[("accesskey", "8TZRY2JRWMPT6UMXR6I5")]);
    home.config_map("slugrunner-config", &[("image", "slugrunner")]);
    if plan.rbac {
        network::binding(&mut home, "deis:deis-controller", "deis-controller");
    }
    if plan.brand == Brand::Deis {
        home.objects.iter_mut().for_each(age);
    }
    home.objects
}

/// Deis' charts speak extensions/v1beta1, which k8s-openapi has no types for any more.
fn age(object: &mut Value) {
    if matches!(object["kind"].as_str(), Some("Deployment" | "DaemonSet")) {
        object["apiVersion"] = json!("extensions/v1beta1");
    }
}

fn core(home: &mut Home<'_>, plan: &Workflow) {
    let hephy = plan.brand == Brand::Hephy;
    let version = if hephy { "v2.22.0" } else { "v2.18.0" };
    let mut controller = Workload::new("deis-controller", version)
        .env("REGISTRATION_MODE", &plan.registration)
        .env("APP_STORAGE", &plan.storage.controller)
        .env("DEIS_SECRET_KEY", &plan.secret_key);
    controller.entry(from_secret("DEIS_BUILDER_KEY", "builder-key-auth", "builder-key"));
    if matches!(plan.routing, Routing::Ingress(_)) {
        controller.entry(literal("EXPERIMENTAL_NATIVE_INGRESS", "true"));
    }
    controller.pod.service_account_name = Some("deis-controller".to_owned());
    controller.deployment(home, Some(1), plan.sidecars);
    let version = if hephy { "v2.13.7" } else { "v2.12.0" };
    let builder =
        Workload::new("deis-builder", version).env("BUILDER_STORAGE", &plan.storage.builder);
    builder.deployment(home, Some(1), plan.sidecars);
    let native = matches!(plan.routing, Routing::Ingress(_));
    let mut service =
        home.new_service("deis-builder", vec![service_port("ssh", 2222, IntOrString::Int(2223))]);
    if native {
        set_type(&mut service.spec, "LoadBalancer");
    }
    home.add(&service);
    api(home, plan);
}

fn set_type(spec: &mut Option<ServiceSpec>, kind: &str) {
    spec.get_or_insert_default().type_ = Some(kind.to_owned());
}

fn api(home: &mut Home<'_>, plan: &Workflow) {
    let balancer = plan.exposure == Exposure::ControllerBalancer;
    let service = home.service("deis-controller", 80);
    if balancer {
        service["spec"]["type"] = json!("LoadBalancer");
    }
    publish(service, plan.domains);
    if let Some(there) = plan.domain_certificate {
        service["metadata"]["annotations"]["router.deis.io/certificates"] =
            json!("api.example.org:api");
        if there {
            network::tls_secret(home, "api-cert", Kind::ApiDomain);
        }
    }
}

/// What makes the router route to a Service.
fn publish(service: &mut Value, domains: &str) {
    service["metadata"]["labels"]["router.deis.io/routable"] = json!("true");
    service["metadata"]["annotations"] = json!(words(&[("router.deis.io/domains", domains)]));
}

fn storage(home: &mut Home<'_>, plan: &Workflow) {
    let hephy = plan.brand == Brand::Hephy;
    if let Some(setting) = &plan.storage.registry {
        let version = if hephy { "v2.6.1" } else { "v2.4.2" };
        let registry = Workload::new("deis-registry", version).env("REGISTRY_STORAGE", setting);
        registry.deployment(home, Some(1), plan.sidecars);
        home.service("deis-registry", 80);
        proxy(home, plan);
    }
    if let Some(setting) = &plan.storage.database {
        let version = if hephy { "v2.7.6" } else { "v2.5.6" };
        let database = Workload::new("deis-database", version).env("DATABASE_STORAGE", setting);
        database.deployment(home, Some(1), plan.sidecars);
        home.service("deis-database", 5432);
        home.secret("database-creds", &[("password", super::pod::HIDDEN)]);
    }
    if plan.storage.minio {
        Workload::new("deis-minio", "v2.3.6").deployment(home, Some(1), plan.sidecars);
        home.service("deis-minio", 9000);
    }
    if let Some(file) = &plan.storage.key_file {
        keys::key_file(home, plan, file);
    }
}

/// The registry's door on each node: a host port, or, with CNI, the node's network.
fn proxy(home: &mut Home<'_>, plan: &Workflow) {
    let mut proxy = Workload::new("deis-registry-proxy", "v1.4.0");
    proxy.entry(literal("BIND_ADDR", plan.proxy_on_node.unwrap_or("80")));
    if plan.proxy_on_node.is_some() {
        proxy.pod.host_network = Some(true);
    } else {
        proxy.container.ports = Some(vec![host_port(80, 5555, None)]);
    }
    proxy.daemon_set(home, false);
}

pub fn host_port(port: i32, host: i32, address: Option<&str>) -> ContainerPort {
    ContainerPort {
        container_port: port,
        host_port: Some(host),
        host_ip: address.map(str::to_owned),
        ..ContainerPort::default()
    }
}

fn monitor(home: &mut Home<'_>, plan: &Workflow, grafana: &Grafana) {
    let mut made = Workload::new("deis-monitor-grafana", "v2.10.1")
        .env("GF_USERS_ALLOW_SIGN_UP", &grafana.over)
        .env("ALLOW_SIGN_UP", &grafana.word)
        .env("DEFAULT_USER", &grafana.user)
        .env("DEFAULT_USER_PASSWORD", &grafana.password);
    if grafana.volume {
        let claim_name = "deis-monitor-grafana".to_owned();
        let claim = PersistentVolumeClaimVolumeSource { claim_name, read_only: None };
        let name = "data".to_owned();
        let volume = Volume { name, persistent_volume_claim: Some(claim), ..Volume::default() };
        made.pod.volumes = Some(vec![volume]);
    }
    made.deployment(home, Some(1), plan.sidecars);
    publish(home.service("deis-monitor-grafana", 80), "grafana");
    Workload::new("deis-monitor-influxdb", "v2.10.1").deployment(home, Some(1), plan.sidecars);
    let api = home.service("deis-monitor-influxapi", 80);
    publish(api, "influxapi");
    if !plan.influx_is_routable {
        api["metadata"]["labels"]
            .as_object_mut()
            .expect("labels")
            .remove("router.deis.io/routable");
    }
}

fn logs(home: &mut Home<'_>, plan: &Workflow) {
    let mut logger = Workload::new("deis-logger", "v2.4.5");
    match plan.exposure {
        Exposure::LoggerHostPort => {
            logger.container.ports = Some(vec![host_port(8088, 8088, None)]);
        }
        Exposure::LoggerLoopbackPort => {
            logger.container.ports = Some(vec![host_port(8088, 8088, Some("127.0.0.1"))]);
        }
        Exposure::LoggerHostNetwork => logger.pod.host_network = Some(true),
        _ => {}
    }
    logger.deployment(home, Some(1), plan.sidecars);
    let exposure = plan.exposure;
    let service = home.service("deis-logger", 80);
    match exposure {
        Exposure::LoggerNodePort => service["spec"]["type"] = json!("NodePort"),
        Exposure::LoggerExternalIp => service["spec"]["externalIPs"] = json!(["192.0.2.7"]),
        _ => {}
    }
    let (name, address) = match plan.brand {
        Brand::Hephy => ("deis-workflow-manager", "https://versions.teamhephy.info"),
        Brand::Deis => ("deis-workflow-manager", "https://versions.deis.com"),
    };
    let mut manager = Workload::new(name, "v2.5.1");
    manager.entry(literal("VERSIONS_API_URL", address));
    manager.deployment(home, Some(1), plan.sidecars);
}
