//! The kinds of object that rules look at or ask for.

use std::fmt;

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
    groups: &'static [&'static str],
}

macro_rules! entry {
    ($kind:ident, $name:literal, $argument:literal, $groups:expr) => {
        Entry { kind: Kind::$kind, name: $name, argument: $argument, groups: &$groups }
    };
}

/// In the order of [`Kind`], which a test checks.
static KINDS: [Entry; 19] = [
    entry!(Deployment, "Deployment", "deployment", ["apps", "extensions"]),
    entry!(StatefulSet, "StatefulSet", "statefulset", ["apps", "extensions"]),
    entry!(DaemonSet, "DaemonSet", "daemonset", ["apps", "extensions"]),
    entry!(ReplicationController, "ReplicationController", "replicationcontroller", [""]),
    entry!(CronJob, "CronJob", "cronjob", ["batch"]),
    entry!(Job, "Job", "job", ["batch"]),
    entry!(Service, "Service", "service", [""]),
    entry!(Secret, "Secret", "secret", [""]),
    entry!(ConfigMap, "ConfigMap", "configmap", [""]),
    entry!(Ingress, "Ingress", "ingress", ["networking.k8s.io", "extensions"]),
    entry!(Gateway, "Gateway", "gateway.gateway.networking.k8s.io", ["gateway.networking.k8s.io"]),
    entry!(ListenerSet, "ListenerSet", "listenerset", ["gateway.networking.k8s.io"]),
    entry!(HttpRoute, "HTTPRoute", "httproute", ["gateway.networking.k8s.io"]),
    entry!(
        HorizontalPodAutoscaler,
        "HorizontalPodAutoscaler",
        "horizontalpodautoscaler",
        ["autoscaling", "extensions"]
    ),
    entry!(PodDisruptionBudget, "PodDisruptionBudget", "poddisruptionbudget", ["policy"]),
    entry!(
        Certificate,
        "Certificate",
        "certificate.cert-manager.io",
        ["cert-manager.io", "certmanager.k8s.io"]
    ),
    entry!(ExternalSecret, "ExternalSecret", "externalsecret", ["external-secrets.io"]),
    entry!(SealedSecret, "SealedSecret", "sealedsecret", ["bitnami.com"]),
    entry!(
        ClusterRoleBinding,
        "ClusterRoleBinding",
        "clusterrolebinding",
        ["rbac.authorization.k8s.io"]
    ),
];

impl Kind {
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
        let mut known = KINDS.iter().filter(|entry| entry.name == kind);
        known.find(|entry| entry.groups.contains(&group)).map(|entry| entry.kind)
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

    /// The version of its API that is in use today.
    pub fn api_version(self) -> &'static str {
        match self.groups().first() {
            Some(&"apps") => "apps/v1",
            Some(&"batch") => "batch/v1",
            Some(&"gateway.networking.k8s.io") => "gateway.networking.k8s.io/v1",
            Some(&"rbac.authorization.k8s.io") => "rbac.authorization.k8s.io/v1",
            _ => "v1",
        }
    }

    fn entry(self) -> Option<&'static Entry> {
        KINDS.get(self as usize)
    }

    /// Whether it runs pods from a template.
    pub fn is_workload(self) -> bool {
        Kind::WORKLOADS.contains(&self)
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
