//! The kinds of object that rules look at or ask for.

use std::fmt;

use crate::json::same_name;

/// A kind of Kubernetes object, whatever version of its API it was written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// apps/v1 and the groups that served it before.
    Deployment,
    /// apps/v1 and the groups that served it before.
    StatefulSet,
    /// apps/v1 and the groups that served it before.
    DaemonSet,
    /// v1; Workflow before v2.3 ran on it.
    ReplicationController,
    /// batch, all versions.
    CronJob,
    /// batch, all versions.
    Job,
    /// v1
    Service,
    /// v1
    Secret,
    /// v1
    ConfigMap,
    /// networking.k8s.io/v1 and extensions/v1beta1.
    Ingress,
    /// Gateway API.
    Gateway,
    /// Gateway API: listeners that are added to a Gateway.
    ListenerSet,
    /// Gateway API.
    HttpRoute,
    /// autoscaling, all versions.
    HorizontalPodAutoscaler,
    /// policy, all versions.
    PodDisruptionBudget,
    /// cert-manager: makes a Secret with a certificate.
    Certificate,
    /// External Secrets: makes a Secret from a store outside.
    ExternalSecret,
    /// Sealed Secrets: makes a Secret from an encrypted one.
    SealedSecret,
    /// rbac.authorization.k8s.io, all versions; in no namespace.
    ClusterRoleBinding,
}

/// What there is to know of a kind.
struct Entry {
    kind: Kind,
    name: &'static str,
    argument: &'static str,
    plural: &'static str,
    groups: &'static [&'static str],
    api_versions: &'static [&'static str],
}

macro_rules! entry {
    ($kind:ident, $name:literal, $argument:literal, $plural:literal, $groups:expr, $api_versions:expr) => {
        Entry {
            kind: Kind::$kind,
            name: $name,
            argument: $argument,
            plural: $plural,
            groups: &$groups,
            api_versions: &$api_versions,
        }
    };
}

const APPS: [&str; 2] = ["apps", "extensions"];
const GATEWAY: [&str; 1] = ["gateway.networking.k8s.io"];
const CERT_MANAGER: [&str; 2] = ["cert-manager.io", "certmanager.k8s.io"];

/// In the order of [`Kind`], which a test checks. The `apiVersion`s are those that
/// clusters serve today, the one to ask for first.
#[rustfmt::skip]
static KINDS: [Entry; Kind::COUNT] = [
    entry!(Deployment, "Deployment", "deployment", "deployments", APPS, ["apps/v1"]),
    entry!(StatefulSet, "StatefulSet", "statefulset", "statefulsets", APPS, ["apps/v1"]),
    entry!(DaemonSet, "DaemonSet", "daemonset", "daemonsets", APPS, ["apps/v1"]),
    entry!(ReplicationController, "ReplicationController", "replicationcontroller", "replicationcontrollers", [""], ["v1"]),
    entry!(CronJob, "CronJob", "cronjob", "cronjobs", ["batch"], ["batch/v1"]),
    entry!(Job, "Job", "job", "jobs", ["batch"], ["batch/v1"]),
    entry!(Service, "Service", "service", "services", [""], ["v1"]),
    entry!(Secret, "Secret", "secret", "secrets", [""], ["v1"]),
    entry!(ConfigMap, "ConfigMap", "configmap", "configmaps", [""], ["v1"]),
    entry!(Ingress, "Ingress", "ingress", "ingresses", ["networking.k8s.io", "extensions"], ["networking.k8s.io/v1"]),
    entry!(Gateway, "Gateway", "gateway.gateway.networking.k8s.io", "gateways", GATEWAY, ["gateway.networking.k8s.io/v1", "gateway.networking.k8s.io/v1beta1"]),
    entry!(ListenerSet, "ListenerSet", "listenerset", "listenersets", GATEWAY, ["gateway.networking.k8s.io/v1"]),
    entry!(HttpRoute, "HTTPRoute", "httproute", "httproutes", GATEWAY, ["gateway.networking.k8s.io/v1", "gateway.networking.k8s.io/v1beta1"]),
    entry!(HorizontalPodAutoscaler, "HorizontalPodAutoscaler", "horizontalpodautoscaler", "horizontalpodautoscalers", ["autoscaling", "extensions"], ["autoscaling/v2", "autoscaling/v1"]),
    entry!(PodDisruptionBudget, "PodDisruptionBudget", "poddisruptionbudget", "poddisruptionbudgets", ["policy"], ["policy/v1"]),
    entry!(Certificate, "Certificate", "certificate.cert-manager.io", "certificates", CERT_MANAGER, ["cert-manager.io/v1"]),
    entry!(ExternalSecret, "ExternalSecret", "externalsecret", "externalsecrets", ["external-secrets.io"], ["external-secrets.io/v1", "external-secrets.io/v1beta1"]),
    entry!(SealedSecret, "SealedSecret", "sealedsecret", "sealedsecrets", ["bitnami.com"], ["bitnami.com/v1alpha1"]),
    entry!(ClusterRoleBinding, "ClusterRoleBinding", "clusterrolebinding", "clusterrolebindings", ["rbac.authorization.k8s.io"], ["rbac.authorization.k8s.io/v1"]),
];

impl Kind {
    /// How many there are.
    pub const COUNT: usize = 19;

    /// The kinds that run pods from a template.
    pub const WORKLOADS: [Kind; 4] =
        [Kind::Deployment, Kind::StatefulSet, Kind::DaemonSet, Kind::ReplicationController];

    /// The kinds that make a Secret, so that one that is not there may still come.
    pub const SECRET_MAKERS: [Kind; 3] =
        [Kind::Certificate, Kind::ExternalSecret, Kind::SealedSecret];

    /// Every kind, in the order of reports.
    pub fn all() -> impl Iterator<Item = Kind> {
        KINDS.iter().map(|entry| entry.kind)
    }

    /// Tells the kind from an object's `apiVersion` and `kind`. A kind of the same name in a group
    /// that is not Kubernetes' own is none of these.
    pub fn of(api_version: &str, kind: &str) -> Option<Kind> {
        let group = api_version.split_once('/').map_or("", |(group, _)| group);
        Kind::in_group(group, kind)
    }

    /// Tells the kind from its group and name.
    pub fn in_group(group: &str, kind: &str) -> Option<Kind> {
        let known = KINDS.iter().find(|entry| same_name(entry.name, kind))?;
        known.groups.contains(&group).then_some(known.kind)
    }

    /// The name, as `kind` has it.
    pub fn name(self) -> &'static str {
        self.entry().map_or("", |entry| entry.name)
    }

    /// The name as kubectl's arguments have it: `deployment` in `deployment/deis-router`.
    pub fn argument(self) -> &'static str {
        self.entry().map_or("", |entry| entry.argument)
    }

    /// The API groups that serve it, or once did; the core group is the empty one.
    pub fn groups(self) -> &'static [&'static str] {
        self.entry().map_or(&[], |entry| entry.groups)
    }

    /// The name in the API's paths: `deployments`.
    pub fn plural(self) -> &'static str {
        self.entry().map_or("", |entry| entry.plural)
    }

    /// Its `apiVersion`s that clusters serve today, the one to ask for first: `apps/v1`.
    pub fn api_versions(self) -> &'static [&'static str] {
        self.entry().map_or(&[], |entry| entry.api_versions)
    }

    /// The `apiVersion` to ask for.
    pub fn api_version(self) -> &'static str {
        self.api_versions().first().copied().unwrap_or_default()
    }

    /// Tells the kind from its group and its name in the API's paths.
    pub fn of_resource(group: &str, plural: &str) -> Option<Kind> {
        let mut known = KINDS.iter().filter(|entry| entry.plural == plural);
        known.find(|entry| entry.groups.contains(&group)).map(|entry| entry.kind)
    }

    fn entry(self) -> Option<&'static Entry> {
        KINDS.get(self as usize)
    }

    /// Whether it runs pods from a template.
    pub fn is_workload(self) -> bool {
        self <= Kind::ReplicationController
    }

    /// Whether its objects are in no namespace.
    pub fn is_cluster_scoped(self) -> bool {
        self == Kind::ClusterRoleBinding
    }

    /// Whether every installation has objects of this kind, so that an input with none of them was
    /// not given them: *not given* is not *absent*. Every cluster has ClusterRoleBindings of its own.
    pub fn is_in_every_installation(self) -> bool {
        matches!(self, Kind::Service | Kind::Secret | Kind::ConfigMap | Kind::ClusterRoleBinding)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
