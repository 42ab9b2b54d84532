//! The contract's truth table of standings.

use std::collections::BTreeSet;

use super::{Outcome, Standing};
use crate::plan::{Plan, Routing};

/// The guide's six sections.
pub const SECTIONS: [&str; 6] =
    ["object-storage", "security", "registration", "grafana", "tls", "routers"];

/// The rules by section; advice meets no section.
const DEMANDS: [(&str, &str); 19] = [
    ("object-storage", "storage-backend"),
    ("object-storage", "storage-agreement"),
    ("object-storage", "storage-minio"),
    ("object-storage", "storage-credentials"),
    ("object-storage", "storage-buckets"),
    ("object-storage", "storage-endpoint"),
    ("object-storage", "storage-dangling"),
    ("security", "security-ports"),
    ("registration", "registration-mode"),
    ("registration", "registration-passport"),
    ("grafana", "grafana-signup"),
    ("tls", "tls-platform-cert"),
    ("tls", "tls-platform-cert-usable"),
    ("tls", "tls-domains-covered"),
    ("tls", "tls-load-balancer"),
    ("tls", "tls-ingress"),
    ("tls", "tls-gateway"),
    ("routers", "routers-replicas"),
    ("routers", "routers-autoscaler"),
];
const ADVICE: [(&str, &str); 8] = [
    ("security", "security-whitelist"),
    ("security", "security-default-credentials"),
    ("security", "security-influx-api"),
    ("registration", "registration-mode-ignored"),
    ("tls", "tls-enforced"),
    ("tls", "tls-protocols"),
    ("tls", "tls-dhparam"),
    ("routers", "routers-spread"),
];

/// The first line of the table that fits.
pub fn standing(
    section: &str,
    said: &BTreeSet<(&'static str, String, Outcome)>,
    plan: &Plan,
) -> Standing {
    let of = |rules: &[(&str, &str)]| -> Vec<Outcome> {
        let is_own = |rule: &str| rules.contains(&(section, rule));
        said.iter().filter(|(rule, ..)| is_own(rule)).map(|(.., outcome)| *outcome).collect()
    };
    let (demands, advice) = (of(&DEMANDS), of(&ADVICE));
    let says = |outcome: Outcome| demands.contains(&outcome) || advice.contains(&outcome);
    if says(Outcome::Fail) {
        return Standing::NotMet;
    }
    if says(Outcome::Error) {
        return Standing::Unknown;
    }
    if section == "security" && !plan.is_attested() {
        return Standing::NeedsReview;
    }
    if is_absent(section, plan) {
        return Standing::NotApplicable;
    }
    let attested = section == "security";
    if attested || !demands.is_empty() { Standing::Met } else { Standing::Unknown }
}

/// Grafana off the cluster; routers where an ingress controller or a Gateway routes.
fn is_absent(section: &str, plan: &Plan) -> bool {
    match (section, plan) {
        ("grafana", Plan::Workflow(plan)) => plan.grafana.is_none(),
        ("grafana", Plan::Drycc(plan)) => plan.grafana.is_none(),
        ("routers", Plan::Workflow(plan)) => matches!(plan.routing, Routing::Ingress(_)),
        ("routers", Plan::Drycc(_)) => true,
        _ => false,
    }
}
