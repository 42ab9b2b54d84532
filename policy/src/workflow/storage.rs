//! Object storage: who uses it, and what each component does when it is not told which.

use crate::context::Context;
use crate::model::component::Component;
use crate::model::env::Variable;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::unknown::Unknown;

/// The backends outside of the cluster, as `global.storage` names them; compared exactly.
pub const EXTERNAL: [&str; 4] = ["s3", "gcs", "azure", "swift"];

/// The kinds that these views ask for.
pub const READS: &[Kind] = &[
    Kind::ConfigMap,
    Kind::Secret,
    Kind::Deployment,
    Kind::StatefulSet,
    Kind::DaemonSet,
    Kind::ReplicationController,
];

/// Where a component keeps what it stores.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Backend {
    /// One of [`EXTERNAL`].
    External,
    /// The Minio server of the installation.
    Minio,
    /// A directory of the pod.
    PodDirectory,
    /// Nothing that works.
    Nothing,
    /// A word that Workflow does not know.
    Unrecognised,
}

/// A component that stores objects.
#[derive(Debug)]
pub struct Consumer {
    /// The component.
    pub component: Component,
    /// The variable of its container that names the backend.
    pub variable: &'static str,
    /// What it does when the variable is absent or empty.
    pub unset: Backend,
    /// The same in words: what comes of it.
    pub consequence: &'static str,
}

/// Everybody who stores objects. The logger is named by the guide, but stores nothing
/// (deis+logger:charts/logger/templates/logger-deployment.yaml: `STORAGE_ADAPTER=redis`).
pub static CONSUMERS: [Consumer; 4] = [
    Consumer {
        component: Component::Registry,
        variable: "REGISTRY_STORAGE",
        // deis+registry:main.go, getenv("REGISTRY_STORAGE", "filesystem"); empty counts as absent
        unset: Backend::PodDirectory,
        consequence: "images are kept in an emptyDir and lost with the pod",
    },
    Consumer {
        component: Component::Database,
        variable: "DATABASE_STORAGE",
        // deis+postgres:rootfs/bin/create_bucket falls to its Minio branch, 001_setup_envdir.sh to none
        unset: Backend::Nothing,
        consequence: "no backup is configured, and the database has no volume",
    },
    Consumer {
        component: Component::Builder,
        variable: "BUILDER_STORAGE",
        // deis+builder:pkg/gitreceive/config.go, default:"minio"
        unset: Backend::Minio,
        consequence: "the builder uses Minio",
    },
    Consumer {
        component: Component::Controller,
        variable: "APP_STORAGE",
        // deis+controller:rootfs/api/settings/production.py, os.environ.get('APP_STORAGE')
        unset: Backend::Nothing,
        consequence: "applications are told no storage to fetch their slugs from",
    },
];

impl Consumer {
    /// The consumer that the workload of that name is.
    pub fn named(name: &str) -> Option<&'static Consumer> {
        CONSUMERS.iter().find(|consumer| consumer.component.name() == name)
    }

    /// Where it keeps what it stores, and the variable that says so.
    ///
    /// # Errors
    /// The value cannot be read.
    pub fn backend<'a>(
        &self,
        workload: Object<'a>,
        context: &Context<'a>,
    ) -> Result<(Backend, Variable<'a>), Unknown> {
        let container = context.container(workload, self.component)?;
        let variable = context.variable(container, self.variable)?;
        let backend = match variable.text() {
            None | Some("") => self.unset.clone(),
            Some("minio") => Backend::Minio,
            // The registry hands the word to docker distribution, which has these two as well.
            Some("filesystem" | "inmemory") if self.component == Component::Registry => {
                Backend::PodDirectory
            }
            Some(word) if EXTERNAL.contains(&word) => Backend::External,
            Some(_) => Backend::Unrecognised,
        };
        Ok((backend, variable))
    }
}

/// Who uses the Minio server.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct MinioUsers {
    /// The workloads that certainly do.
    pub certain: Vec<&'static str>,
    /// Why it cannot be told of the others, where it cannot.
    pub unknown: Option<Unknown>,
}

/// Who uses the Minio server. A database or registry that is not there is off the cluster; a builder
/// or controller that is not there was not given.
pub fn minio_users(context: &Context<'_>) -> MinioUsers {
    let mut users = MinioUsers::default();
    for consumer in &CONSUMERS {
        match uses_minio(consumer, context) {
            Ok(true) => users.certain.push(consumer.component.name()),
            Ok(false) => {}
            Err(unknown) => users.unknown = users.unknown.or(Some(unknown)),
        }
    }
    users
}

fn uses_minio(consumer: &Consumer, context: &Context<'_>) -> Result<bool, Unknown> {
    let name = consumer.component.name();
    match context.component(consumer.component)? {
        Some(workload) => Ok(consumer.backend(workload, context)?.0 == Backend::Minio),
        None if matches!(consumer.component, Component::Builder | Component::Controller) => {
            Err(Unknown::not_followed(format!("`{name}` was not given")))
        }
        None => Ok(false),
    }
}
