//! The rules: one file each, in the order of the guide's sections.

mod cni_registry_proxy;
mod grafana_signup;
mod rbac_enabled;
mod registration_mode;
mod registration_mode_ignored;
mod registration_passport;
mod routers_autoscaler;
mod routers_host_ports;
mod routers_replicas;
mod routers_spread;
mod security_default_credentials;
mod security_influx_api;
mod security_ports;
mod security_whitelist;
mod storage_agreement;
mod storage_backend;
mod storage_buckets;
mod storage_credentials;
mod storage_dangling;
mod storage_endpoint;
mod storage_minio;
mod tls_dhparam;
mod tls_domains_covered;
mod tls_enforced;
mod tls_gateway;
mod tls_ingress;
mod tls_load_balancer;
mod tls_platform_cert;
mod tls_platform_cert_usable;
mod tls_protocols;

use crate::model::kind::Kind;
use crate::rule::Rule;

/// The table of rules. Reports, listings, documentation and metadata are derived from it.
pub static RULES: &[&Rule] = &[
    &storage_backend::RULE,
    &storage_agreement::RULE,
    &storage_minio::RULE,
    &storage_credentials::RULE,
    &storage_buckets::RULE,
    &storage_endpoint::RULE,
    &storage_dangling::RULE,
    &security_ports::RULE,
    &security_whitelist::RULE,
    &security_default_credentials::RULE,
    &security_influx_api::RULE,
    &registration_mode::RULE,
    &registration_passport::RULE,
    &registration_mode_ignored::RULE,
    &grafana_signup::RULE,
    &tls_platform_cert::RULE,
    &tls_platform_cert_usable::RULE,
    &tls_domains_covered::RULE,
    &tls_load_balancer::RULE,
    &tls_ingress::RULE,
    &tls_gateway::RULE,
    &tls_enforced::RULE,
    &tls_protocols::RULE,
    &tls_dhparam::RULE,
    &routers_replicas::RULE,
    &routers_autoscaler::RULE,
    &routers_spread::RULE,
    &routers_host_ports::RULE,
    &cni_registry_proxy::RULE,
    &rbac_enabled::RULE,
];

/// The rules about how many pods a workload asks for: what a Scale is judged by.
pub static COUNTING: &[&Rule] = &[&routers_replicas::RULE];

/// The rule of that id.
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}

/// Whether some rule looks at objects of that kind.
pub fn look_at(kind: Kind) -> bool {
    RULES.iter().any(|rule| rule.target.kinds().contains(&kind))
}
