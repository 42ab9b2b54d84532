//! Drycc as its charts render it from v1.8 on.

use serde_json::Value;

use super::home::Home;
use super::pod::{HIDDEN, Workload, from_secret, literal};
use super::{gateway, network};
use crate::plan::{Drycc, Endpoint, Ini, Setting};

const ENDPOINT: &str = "DRYCC_STORAGE_ENDPOINT";

pub fn objects(plan: &Drycc) -> Vec<Value> {
    let mut home = Home::new(&plan.namespace, "drycc");
    core(&mut home, plan);
    consumers(&mut home, plan);
    passport(&mut home, plan);
    if let Some(ini) = plan.grafana {
        grafana(&mut home, ini, &plan.over);
    }
    gateway::objects(&mut home, plan.door);
    home.secret("grafana-creds", &[("admin-password", HIDDEN)]);
    home.config_map("slugbuilder-config", &[("image", "slugbuilder")]);
    network::binding(&mut home, "drycc:drycc-controller", "drycc-controller");
    home.objects
}

fn core(home: &mut Home<'_>, plan: &Drycc) {
    let mut api = Workload::new("drycc-controller-api", "v1.8.3")
        .env("REGISTRATION_MODE", &plan.ignored_mode);
    api.pod.service_account_name = Some("drycc-controller".to_owned());
    api.deployment(home, Some(1), false);
    home.service("drycc-controller-api", 80);
    if plan.storage {
        Workload::new("drycc-storage", "v4.0.2").stateful_set(home, false);
        home.service("drycc-storage", 9000);
    }
}

fn consumers(home: &mut Home<'_>, plan: &Drycc) {
    let namespace = plan.namespace.clone();
    let told = |name, endpoint, secret, home: &mut Home<'_>| {
        told(Workload::new(name, "v1.8.0"), endpoint, secret, &namespace, home)
    };
    told("drycc-builder", plan.builder, "builder-secret", home).deployment(home, Some(1), false);
    home.service("drycc-builder", 2222);
    if let Some(endpoint) = plan.registry {
        let registry = told("drycc-registry", endpoint, "registry-secret", home);
        registry.deployment(home, Some(1), false);
        home.service("drycc-registry", 80);
        let mut proxy = Workload::new("drycc-registry-proxy", "v1.8.0");
        proxy.container.ports = Some(vec![super::workflow::host_port(80, 5555, None)]);
        proxy.daemon_set(home, false);
    }
    if let Some(endpoint) = plan.database {
        told("drycc-database", endpoint, "database-creds", home).stateful_set(home, false);
        home.service("drycc-database", 5432);
    }
    if let Some(endpoint) = plan.quickwit {
        told("drycc-quickwit-indexer", endpoint, "quickwit-creds", home).stateful_set(home, false);
    }
}

/// A workload that is told where to store, and the Secret that it is told by.
fn told(
    mut workload: Workload,
    endpoint: Endpoint,
    secret: &str,
    namespace: &str,
    home: &mut Home<'_>,
) -> Workload {
    let by_secret = || from_secret(ENDPOINT, secret, "storage-endpoint");
    let outside = "https://s3.example.com";
    let own = "http://drycc-storage:9000";
    let data = |endpoint: &'static str, key: &'static str| {
        [
            ("storage-endpoint", endpoint),
            ("storage-bucket", "shop-bucket"),
            ("storage-accesskey", "own-access"),
            ("storage-secretkey", key),
        ]
    };
    let full_name = format!("http://drycc-storage.{namespace}.svc.cluster.local:9000");
    match endpoint {
        Endpoint::Own => workload.entry(literal(ENDPOINT, own)),
        Endpoint::OwnByFullName => workload.entry(literal(ENDPOINT, &full_name)),
        Endpoint::OfAnother => {
            workload.entry(literal(ENDPOINT, "http://drycc-storage.elsewhere.svc:9000"));
        }
        Endpoint::Outside => {
            workload.entry(by_secret());
            home.secret(secret, &data(outside, "own-secret"));
        }
        Endpoint::OwnInSecret => {
            workload.entry(by_secret());
            home.secret(secret, &data(own, "own-secret"));
        }
        Endpoint::NoCredentials => {
            workload.entry(by_secret());
            home.secret(secret, &data(outside, ""));
        }
        Endpoint::SecretMissing => workload.entry(by_secret()),
        Endpoint::Untold => {}
    }
    workload
}

fn passport(home: &mut Home<'_>, plan: &Drycc) {
    let ldap = if plan.passport.ldap { "ldap://ldap.example.com" } else { "" };
    let made = Workload::new("drycc-passport-api", plan.passport.version)
        .env("REGISTRATION_ENABLED", &plan.passport.switch)
        .env("LDAP_ENDPOINT", &Setting::Word(ldap))
        .env("ADMIN_PASSWORD", &plan.passport.password);
    made.deployment(home, Some(1), false);
    home.service("drycc-passport", 80);
}

fn grafana(home: &mut Home<'_>, ini: Ini, over: &Setting) {
    let made = Workload::new("drycc-grafana", "v1.8.0").env("GF_USERS_ALLOW_SIGN_UP", over);
    made.stateful_set(home, false);
    home.service("drycc-grafana", 80);
    let file = match ini {
        Ini::Off => "[users]\nallow_sign_up = false\n[auth]\ndisable_login_form = true\n",
        Ini::On => "[users]\nallow_sign_up = true\n",
        Ini::Silent => "[users]\nallow_org_create = false\n",
        Ini::Elsewhere => {
            "[users]\nallow_org_create = false\n[auth.github]\nallow_sign_up = false\n"
        }
        Ini::OffThenOn => "[users]\nallow_sign_up = false\nallow_sign_up = true\n",
    };
    home.config_map("grafana-config", &[("grafana.ini", file)]);
}
