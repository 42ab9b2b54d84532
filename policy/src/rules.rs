//! The rules: one file each, in the order of the guide's sections.

mod grafana_signup;
mod registration_mode;
mod routers_replicas;
mod security_ports;
mod storage_backend;
mod storage_minio;
mod tls_domains_covered;
mod tls_ingress;
mod tls_load_balancer;
mod tls_platform_cert;

use crate::rule::Rule;

/// The table of rules. Reports, listings, documentation and metadata are derived from it.
pub static RULES: &[&Rule] = &[
    &storage_backend::RULE,
    &storage_minio::RULE,
    &security_ports::RULE,
    &registration_mode::RULE,
    &grafana_signup::RULE,
    &tls_platform_cert::RULE,
    &tls_domains_covered::RULE,
    &tls_load_balancer::RULE,
    &tls_ingress::RULE,
    &routers_replicas::RULE,
];

/// The rule of that id.
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}
