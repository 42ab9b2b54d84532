//! Which requests the policy judges, and what it asks the cluster for.

use std::collections::{BTreeMap, BTreeSet};

use policy::model::component::Component;
use policy::model::distribution::Distribution;
use policy::model::kind::Kind;
use policy::rules::{COUNTING, RULES};
use policy::workflow::losses::Loss;
use serde::Serialize;

/// Requests that an engine sends to the policy: an entry of `rules` in Kubewarden's metadata.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Requests {
    /// API groups; the core group is the empty one.
    pub api_groups: Vec<&'static str>,
    /// Versions in these groups.
    pub api_versions: Vec<&'static str>,
    /// Resources, subresources with a slash.
    pub resources: Vec<String>,
    /// Operations.
    pub operations: Vec<&'static str>,
}

/// A kind that the policy asks the cluster for: an entry of `contextAwareResources`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    /// `apps/v1`
    pub api_version: &'static str,
    /// `Deployment`
    pub kind: &'static str,
}

const CHANGES: [&str; 2] = ["CREATE", "UPDATE"];
const ALL: [&str; 3] = ["CREATE", "UPDATE", "DELETE"];

/// The callbacks that the policy makes: objects by name, and lists where the settings allow them.
pub const CAPABILITIES: [&str; 3] = [
    "kubernetes/get_resource",
    "kubernetes/list_resources_all",
    "kubernetes/list_resources_by_namespace",
];

/// Group, versions and operations, which the resources of one entry share.
type Key = (&'static str, Vec<&'static str>, Vec<&'static str>);

/// Every request that some rule judges or that takes something away from the platform.
pub fn requests() -> Vec<Requests> {
    let judged: BTreeSet<Kind> =
        RULES.iter().flat_map(|rule| rule.target.kinds()).copied().collect();
    let lost: BTreeSet<Kind> = Loss::kinds().collect();
    let counted: BTreeSet<Kind> =
        COUNTING.iter().flat_map(|rule| rule.target.kinds()).copied().collect();
    let mut entries: BTreeMap<Key, Vec<String>> = BTreeMap::new();
    for kind in judged.union(&lost) {
        let operations = if lost.contains(kind) { ALL.to_vec() } else { CHANGES.to_vec() };
        let (group, versions) = served(*kind);
        entries.entry((group, versions, operations)).or_default().push(kind.plural().to_owned());
    }
    // A DaemonSet has as many pods as there are nodes, and no scale.
    for kind in counted.iter().filter(|kind| **kind != Kind::DaemonSet) {
        let (group, versions) = served(*kind);
        let scale = format!("{}/scale", kind.plural());
        entries.entry((group, versions, vec!["UPDATE"])).or_default().push(scale);
    }
    entries.entry(("", vec!["v1"], vec!["DELETE"])).or_default().push("namespaces".to_owned());
    let entries = entries.into_iter().map(|((group, versions, operations), resources)| Requests {
        api_groups: vec![group],
        api_versions: versions,
        resources,
        operations,
    });
    entries.collect()
}

/// The group and the version of a kind to ask for. One is enough: an API server converts what comes in
/// another (`matchPolicy: Equivalent`), and an audit would look at the same object twice.
fn served(kind: Kind) -> (&'static str, Vec<&'static str>) {
    let (group, version) = kind.api_version().split_once('/').unwrap_or(("", kind.api_version()));
    (group, vec![version])
}

/// The API groups of Drycc's gateway. An audit skips a policy as a whole that names a resource which the
/// cluster does not serve.
pub const GATEWAY: &str = "gateway.networking.k8s.io";

/// Every kind that some rule asks the cluster for.
pub fn asked() -> Vec<Asked> {
    kinds_asked()
        .into_iter()
        .map(|kind| Asked { api_version: kind.api_version(), kind: kind.name() })
        .collect()
}

fn kinds_asked() -> BTreeSet<Kind> {
    RULES.iter().flat_map(|rule| rule.reads).copied().collect()
}

/// The components whose workloads and Services rules look up beside the object that they judge; a test
/// holds this against what they do ask for.
const LOOKED_UP: [Component; 8] = [
    Component::Builder,
    Component::Controller,
    Component::Database,
    Component::Registry,
    Component::Router,
    Component::Passport,
    Component::Quickwit,
    Component::Storage,
];

/// The names that the policy asks for in an installation's namespace, by kind; what an object of your
/// own refers to comes on top.
pub fn names(distribution: Distribution) -> Vec<(Kind, Vec<String>)> {
    let components = LOOKED_UP.iter().flat_map(|one| one.names(distribution));
    let workloads: Vec<String> = components.map(|name| (*name).to_owned()).collect();
    let own = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let secrets = match distribution {
        Distribution::Drycc => own(&[
            "objectstorage-keyfile",
            "drycc-router-platform-cert",
            "drycc-auto-tls",
            "builder-secret",
            "registry-secret",
            "database-creds",
            "quickwit-creds",
        ]),
        _ => own(&["objectstorage-keyfile", "deis-router-platform-cert", "deis-api-tls"]),
    };
    let ingress = policy::workflow::ingress::api_ingress(distribution);
    let named = |kind: Kind| match kind {
        kind if kind.is_workload() => workloads.clone(),
        Kind::Service => workloads.clone(),
        Kind::Secret => secrets.clone(),
        Kind::ConfigMap => own(&["grafana-config"]),
        Kind::Ingress => own(&[ingress]),
        Kind::Gateway if distribution == Distribution::Drycc => own(&["drycc-gateway"]),
        _ => Vec::new(),
    };
    let all = kinds_asked().into_iter().map(|kind| (kind, named(kind)));
    all.filter(|(_, names)| !names.is_empty()).collect()
}
