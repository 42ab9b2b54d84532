//! What the charts leave open without a page that warns of it. A reviewer of the security section has to
//! know it.

use words::Words;

use super::{ALL, DEIS, DRYCC};
use crate::checklist;
use crate::model::distribution::Distribution;

/// Something that the charts leave open, and that no page of the guide warns of.
#[derive(Debug)]
pub struct Exposure {
    /// Kebab-case, unique, and stable.
    pub id: &'static str,
    /// Whose charts; never empty.
    pub distributions: &'static [Distribution],
    /// What is open: one sentence without capital and full stop.
    pub says: &'static str,
    /// Where it was read: an address, pinned where there are tags.
    pub source: &'static str,
    /// What a reviewer does about it: an imperative.
    pub does: Words,
}

/// Every one of them.
pub static EXPOSURES: &[Exposure] = &[
    Exposure {
        id: "controller-docker-socket",
        distributions: DEIS,
        says: "`deis-controller` mounts the Docker socket of its node, for reading and writing",
        source: "https://github.com/deis/controller/blob/v2.18.0/charts/controller/templates/controller-deployment.yaml",
        does: checklist::CONTROLLER_DOCKER_SOCKET,
    },
    Exposure {
        id: "telegraf-on-the-host",
        distributions: DEIS,
        says: "`deis-monitor-telegraf` mounts the Docker socket, `/sys` and `/proc` of every node",
        source: "https://github.com/deis/monitor/blob/v2.10.1/charts/monitor/charts/telegraf/templates/monitor-telegraf-daemon.yaml",
        does: checklist::TELEGRAF_ON_THE_HOST,
    },
    Exposure {
        id: "fluentd-reads-all-logs",
        distributions: DEIS,
        says: "`deis-logger-fluentd` mounts `/var/log` and the containers' folder of every node: it reads what every container prints, of others than Workflow's too",
        source: "https://github.com/deis/fluentd/blob/v2.12.0/charts/fluentd/templates/logger-fluentd-daemon.yaml",
        does: checklist::FLUENTD_READS_ALL_LOGS,
    },
    Exposure {
        id: "registry-without-login",
        distributions: DEIS,
        says: "the registry has no login, and its proxy listens on port 5555 of every address of every node, unless it is run for CNI",
        source: "https://github.com/deis/registry-proxy/blob/v1.4.0/charts/registry-proxy/templates/registry-proxy-daemon.yaml",
        does: checklist::REGISTRY_WITHOUT_LOGIN,
    },
    Exposure {
        id: "published-pages",
        distributions: DEIS,
        says: "besides the API, the router publishes Grafana, InfluxDB and Workflow Manager",
        source: "https://github.com/deis/workflow-manager/blob/v2.5.1/charts/workflow-manager/templates/workflow-manager-service.yaml",
        does: checklist::PUBLISHED_PAGES,
    },
    Exposure {
        id: "published-minio-keys",
        distributions: DEIS,
        says: "the chart makes Secret `minio-user` with one pair of keys for every installation in the world, whatever the storage",
        source: "https://github.com/deis/minio/blob/v2.3.6/charts/minio/templates/minio-user-secret.yaml",
        does: checklist::PUBLISHED_MINIO_KEYS,
    },
    Exposure {
        id: "published-grafana-key",
        distributions: ALL,
        says: "Grafana signs with a secret key that stands in a public template",
        source: "https://github.com/deis/monitor/blob/v2.10.1/grafana/rootfs/usr/share/grafana/grafana.ini.tpl",
        does: checklist::PUBLISHED_GRAFANA_KEY,
    },
    Exposure {
        id: "rights-over-secrets",
        distributions: DEIS,
        says: "with RBAC the controller reads and writes Secrets in every namespace, and the router reads them; on Hephy the builder does too",
        source: "https://github.com/deis/controller/blob/v2.18.0/charts/controller/templates/controller-clusterrole.yaml",
        does: checklist::RIGHTS_OVER_SECRETS,
    },
    Exposure {
        id: "first-registration-race",
        distributions: DEIS,
        says: "until somebody has registered, whoever does it first becomes the administrator, with `admin_only` as well as with `enabled`",
        source: "https://github.com/deis/controller/blob/v2.18.0/rootfs/api/serializers.py",
        does: checklist::FIRST_REGISTRATION_RACE,
    },
    Exposure {
        id: "directory-users-log-in",
        distributions: ALL,
        says: "with LDAP every user of the directory that its filters match can log in, whatever registration is set to",
        source: "https://github.com/deis/controller/blob/v2.18.0/rootfs/api/settings/production.py",
        does: checklist::DIRECTORY_USERS_LOG_IN,
    },
    Exposure {
        id: "published-storage",
        distributions: DRYCC,
        says: "routes to the object store's API and to its console are always there, even without the store",
        source: "https://github.com/drycc/storage/tree/main/charts/storage/templates",
        does: checklist::PUBLISHED_STORAGE,
    },
    Exposure {
        id: "node-exporter-on-the-host",
        distributions: DRYCC,
        says: "`drycc-node-exporter` uses the network of every node, and gives the node's measurements to whoever asks on port 9100",
        source: "https://github.com/drycc/victoriametrics/blob/cb857b75598b654e651bb7091f66196c3d40ef52/charts/victoriametrics/templates/node-exporter-daemonset.yaml",
        does: checklist::NODE_EXPORTER_ON_THE_HOST,
    },
];
