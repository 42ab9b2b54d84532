//! The parts of a Workflow installation, by the names that the charts fix.

use crate::json::same_name;
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
    /// Logins and accounts, in Drycc from v1.5.
    Passport,
    /// Log search, in Drycc from v1.8: several workloads.
    Quickwit,
    /// Object storage on the cluster, in Drycc from v1.6.
    Storage,
}

/// A component's names: what every workload of it is called, and its container too.
struct Names {
    component: Component,
    deis: &'static [&'static str],
    drycc: &'static [&'static str],
    /// The version of the last Deis release (Workflow v2.18.0); whatever is newer is Hephy's.
    last_deis: [u32; 3],
}

macro_rules! names {
    ($component:ident, $deis:expr, $drycc:expr, $last:expr) => {
        Names { component: Component::$component, deis: &$deis, drycc: &$drycc, last_deis: $last }
    };
}

/// In the order of [`Component`], which a test checks. The charts of the three projects; Drycc's
/// changed their names on the way.
static NAMES: [Names; Component::COUNT] = [
    names!(Builder, ["deis-builder"], ["drycc-builder"], [2, 12, 0]),
    names!(
        Controller,
        ["deis-controller"],
        ["drycc-controller-api", "drycc-controller"],
        [2, 18, 0]
    ),
    names!(Database, ["deis-database"], ["drycc-database"], [2, 5, 6]),
    names!(Fluentd, ["deis-logger-fluentd"], ["drycc-logger-fluentd"], [2, 12, 0]),
    names!(
        Grafana,
        ["deis-monitor-grafana"],
        ["drycc-grafana", "drycc-monitor-grafana"],
        [2, 10, 1]
    ),
    names!(Influxdb, ["deis-monitor-influxdb"], ["drycc-monitor-influxdb"], [2, 10, 1]),
    names!(Logger, ["deis-logger"], ["drycc-logger"], [2, 4, 5]),
    names!(LoggerRedis, ["deis-logger-redis"], ["drycc-logger-redis"], [2, 2, 7]),
    names!(Minio, ["deis-minio"], ["drycc-minio"], [2, 3, 6]),
    names!(Nsqd, ["deis-nsqd"], ["drycc-nsqd"], [2, 2, 8]),
    names!(Registry, ["deis-registry"], ["drycc-registry"], [2, 4, 2]),
    names!(RegistryProxy, ["deis-registry-proxy"], ["drycc-registry-proxy"], [1, 4, 0]),
    names!(
        RegistryTokenRefresher,
        ["deis-registry-token-refresher"],
        ["drycc-registry-token-refresher"],
        [1, 1, 3]
    ),
    names!(Router, ["deis-router"], ["drycc-router"], [2, 13, 3]),
    names!(Telegraf, ["deis-monitor-telegraf"], ["drycc-monitor-telegraf"], [2, 10, 1]),
    names!(WorkflowManager, ["deis-workflow-manager"], ["drycc-workflow-manager"], [2, 5, 1]),
    names!(Passport, [], ["drycc-passport-api", "drycc-passport"], [u32::MAX; 3]),
    names!(
        Quickwit,
        [],
        [
            "drycc-quickwit-indexer",
            "drycc-quickwit-searcher",
            "drycc-quickwit-metastore",
            "drycc-quickwit-control-plane",
            "drycc-quickwit-janitor"
        ],
        [u32::MAX; 3]
    ),
    names!(Storage, [], ["drycc-storage"], [u32::MAX; 3]),
];

impl Component {
    /// How many there are.
    pub const COUNT: usize = 19;

    /// The names of its workload and of that one's container in a distribution, the present one
    /// first; none where the distribution has no such component.
    pub fn names(self, distribution: Distribution) -> &'static [&'static str] {
        let entry = NAMES.get(self as usize);
        entry.map_or(&[], |names| match distribution {
            Distribution::Deis | Distribution::Hephy => names.deis,
            Distribution::Drycc => names.drycc,
        })
    }

    /// The name that messages call it by.
    pub fn name(self, distribution: Distribution) -> &'static str {
        self.names(distribution).first().copied().unwrap_or_default()
    }

    /// The component that has a workload of that name, whoever's Workflow it is.
    pub fn of(name: &str) -> Option<Component> {
        let is_deis = name.starts_with("deis-");
        if !is_deis && !name.starts_with("drycc-") {
            return None;
        }
        for names in &NAMES {
            for one in if is_deis { names.deis } else { names.drycc } {
                if same_name(one, name) {
                    return Some(names.component);
                }
            }
        }
        None
    }

    /// The version of the last Deis release (Workflow v2.18.0); whatever is newer is Hephy's.
    pub fn last_deis_version(self) -> [u32; 3] {
        NAMES.get(self as usize).map_or([u32::MAX; 3], |names| names.last_deis)
    }
}
