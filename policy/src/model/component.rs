//! The parts of a Workflow installation, by the names that the charts fix.

use crate::model::distribution::Distribution;

/// A part of the platform that has a workload of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Component {
    /// Takes `git push` and builds.
    Builder,
    /// The API.
    Controller,
    /// PostgreSQL of the controller.
    Database,
    /// Agent that ships logs.
    Fluentd,
    /// Dashboards.
    Grafana,
    /// Metrics store.
    Influxdb,
    /// Log API.
    Logger,
    /// Log ring buffers.
    LoggerRedis,
    /// Object storage on the cluster.
    Minio,
    /// Message queue.
    Nsqd,
    /// Image registry.
    Registry,
    /// The registry's door on each node.
    RegistryProxy,
    /// Keeps ECR and GCR logins fresh.
    RegistryTokenRefresher,
    /// All traffic from outside.
    Router,
    /// Agent that ships metrics.
    Telegraf,
    /// Version checks.
    WorkflowManager,
}

impl Component {
    /// Every component.
    pub const ALL: [Component; 16] = [
        Component::Builder,
        Component::Controller,
        Component::Database,
        Component::Fluentd,
        Component::Grafana,
        Component::Influxdb,
        Component::Logger,
        Component::LoggerRedis,
        Component::Minio,
        Component::Nsqd,
        Component::Registry,
        Component::RegistryProxy,
        Component::RegistryTokenRefresher,
        Component::Router,
        Component::Telegraf,
        Component::WorkflowManager,
    ];

    /// The name of its workload and of its container: fixed in the charts, whatever the release.
    pub fn name(self) -> &'static str {
        match self {
            Component::Builder => "deis-builder",
            Component::Controller => "deis-controller",
            Component::Database => "deis-database",
            Component::Fluentd => "deis-logger-fluentd",
            Component::Grafana => "deis-monitor-grafana",
            Component::Influxdb => "deis-monitor-influxdb",
            Component::Logger => "deis-logger",
            Component::LoggerRedis => "deis-logger-redis",
            Component::Minio => "deis-minio",
            Component::Nsqd => "deis-nsqd",
            Component::Registry => "deis-registry",
            Component::RegistryProxy => "deis-registry-proxy",
            Component::RegistryTokenRefresher => "deis-registry-token-refresher",
            Component::Router => "deis-router",
            Component::Telegraf => "deis-monitor-telegraf",
            Component::WorkflowManager => "deis-workflow-manager",
        }
    }

    /// The component of that name in that distribution.
    pub fn named(name: &str, distribution: Distribution) -> Option<Component> {
        match distribution {
            Distribution::Drycc => None,
            Distribution::Deis | Distribution::Hephy => {
                Component::ALL.into_iter().find(|component| component.name() == name)
            }
        }
    }

    /// The version of the last Deis release (Workflow v2.18.0); whatever is newer is Hephy's.
    pub fn last_deis_version(self) -> Option<[u32; 3]> {
        match self {
            Component::Builder => Some([2, 12, 0]),
            Component::Controller => Some([2, 18, 0]),
            Component::Database => Some([2, 5, 6]),
            Component::Fluentd => Some([2, 12, 0]),
            Component::Grafana | Component::Influxdb | Component::Telegraf => Some([2, 10, 1]),
            Component::Logger => Some([2, 4, 5]),
            Component::LoggerRedis => Some([2, 2, 7]),
            Component::Minio => Some([2, 3, 6]),
            Component::Nsqd => Some([2, 2, 8]),
            Component::Registry => Some([2, 4, 2]),
            Component::RegistryProxy => Some([1, 4, 0]),
            Component::RegistryTokenRefresher => Some([1, 1, 3]),
            Component::Router => Some([2, 13, 3]),
            Component::WorkflowManager => Some([2, 5, 1]),
        }
    }
}
