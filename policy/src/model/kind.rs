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
    /// v1
    Service,
    /// v1
    Secret,
    /// v1
    ConfigMap,
    /// networking.k8s.io/v1 and extensions/v1beta1.
    Ingress,
    /// autoscaling, all versions.
    HorizontalPodAutoscaler,
}

impl Kind {
    /// Every kind, in the order of reports.
    pub const ALL: [Kind; 9] = [
        Kind::Deployment,
        Kind::StatefulSet,
        Kind::DaemonSet,
        Kind::ReplicationController,
        Kind::Service,
        Kind::Secret,
        Kind::ConfigMap,
        Kind::Ingress,
        Kind::HorizontalPodAutoscaler,
    ];

    /// The kinds that run pods from a template.
    pub const WORKLOADS: [Kind; 4] =
        [Kind::Deployment, Kind::StatefulSet, Kind::DaemonSet, Kind::ReplicationController];

    /// Tells the kind from an object's `apiVersion` and `kind`. A kind of the same name in a group
    /// that is not Kubernetes' own is none of these.
    pub fn of(api_version: &str, kind: &str) -> Option<Kind> {
        let group = api_version.split_once('/').map_or("", |(group, _)| group);
        Kind::ALL.into_iter().find(|known| known.name() == kind && known.groups().contains(&group))
    }

    /// The name, as `kind` has it.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Deployment => "Deployment",
            Kind::StatefulSet => "StatefulSet",
            Kind::DaemonSet => "DaemonSet",
            Kind::ReplicationController => "ReplicationController",
            Kind::Service => "Service",
            Kind::Secret => "Secret",
            Kind::ConfigMap => "ConfigMap",
            Kind::Ingress => "Ingress",
            Kind::HorizontalPodAutoscaler => "HorizontalPodAutoscaler",
        }
    }

    /// The name as kubectl's arguments have it: `deployment` in `deployment/deis-router`.
    pub fn argument(self) -> &'static str {
        match self {
            Kind::Deployment => "deployment",
            Kind::StatefulSet => "statefulset",
            Kind::DaemonSet => "daemonset",
            Kind::ReplicationController => "replicationcontroller",
            Kind::Service => "service",
            Kind::Secret => "secret",
            Kind::ConfigMap => "configmap",
            Kind::Ingress => "ingress",
            Kind::HorizontalPodAutoscaler => "horizontalpodautoscaler",
        }
    }

    /// The API groups that serve it, or once did; the core group is the empty one.
    pub fn groups(self) -> &'static [&'static str] {
        match self {
            Kind::Deployment | Kind::StatefulSet | Kind::DaemonSet => &["apps", "extensions"],
            Kind::ReplicationController | Kind::Service | Kind::Secret | Kind::ConfigMap => &[""],
            Kind::Ingress => &["networking.k8s.io", "extensions"],
            Kind::HorizontalPodAutoscaler => &["autoscaling", "extensions"],
        }
    }

    /// Whether it runs pods from a template.
    pub fn is_workload(self) -> bool {
        Kind::WORKLOADS.contains(&self)
    }

    /// Whether every installation has objects of this kind, so that an input with none of them was
    /// not given them: *not given* is not *absent*.
    pub fn is_in_every_installation(self) -> bool {
        matches!(self, Kind::Service | Kind::Secret | Kind::ConfigMap)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
