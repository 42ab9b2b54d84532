//! Object storage: who uses it, and what each component does when it is not told which.

use words::{Words, words};

use crate::context::Context;
use crate::model::component::Component;
use crate::model::distribution::Distribution;
use crate::model::env::{Env, Variable};
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::model::workload::Workload;
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
    pub consequence: Words,
}

/// Everybody who stores objects. The logger is named by the guide, but stores nothing
/// (deis+logger:charts/logger/templates/logger-deployment.yaml: `STORAGE_ADAPTER=redis`).
pub static CONSUMERS: [Consumer; 4] = [
    Consumer {
        component: Component::Registry,
        variable: "REGISTRY_STORAGE",
        // deis+registry:main.go, getenv("REGISTRY_STORAGE", "filesystem"); empty counts as absent
        unset: Backend::PodDirectory,
        consequence: words!("images are kept in an emptyDir and lost with the pod"),
    },
    Consumer {
        component: Component::Database,
        variable: "DATABASE_STORAGE",
        // deis+postgres:rootfs/bin/create_bucket falls to its Minio branch, 001_setup_envdir.sh to none
        unset: Backend::Nothing,
        consequence: words!("no backup is configured, and the database has no volume"),
    },
    Consumer {
        component: Component::Builder,
        variable: "BUILDER_STORAGE",
        // deis+builder:pkg/gitreceive/config.go, default:"minio"
        unset: Backend::Minio,
        consequence: words!("the builder uses Minio"),
    },
    Consumer {
        component: Component::Controller,
        variable: "APP_STORAGE",
        // deis+controller:rootfs/api/settings/production.py, os.environ.get('APP_STORAGE')
        unset: Backend::Nothing,
        consequence: words!("applications are told no storage to fetch their slugs from"),
    },
];

/// How components are told where to store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Manner {
    /// By a word for the backend and Secret `objectstorage-keyfile`: Deis, Hephy, Drycc to v1.5.
    Word,
    /// By an S3 endpoint for each component: Drycc from v1.6.
    Endpoint,
}

/// The variable of Drycc's consumers from v1.6 on (drycc+registry:charts/registry/templates/_helper.tpl).
pub const ENDPOINT: &str = "DRYCC_STORAGE_ENDPOINT";

/// The Secret with the backend's keys; its annotation repeats the word.
pub const KEY_FILE: &str = "objectstorage-keyfile";

/// How a component's workload is told where to store.
///
/// # Errors
/// It cannot be told.
pub fn manner<'a>(workload: &'a Object<'a>, context: &Context<'a>) -> Result<Manner, Unknown> {
    if context.installation.distribution != Distribution::Drycc {
        return Ok(Manner::Word);
    }
    let has = |name: &'static str| {
        let mut containers = Workload::of(workload).every_container();
        containers.any(|container| Variable::of(container, name).env != Env::Unset)
    };
    if has(ENDPOINT) {
        return Ok(Manner::Endpoint);
    }
    if CONSUMERS.iter().any(|consumer| has(consumer.variable)) {
        return Ok(Manner::Word);
    }
    match context.get(Kind::Secret, KEY_FILE) {
        Ok(keys) => Ok(if keys.is_some() { Manner::Word } else { Manner::Endpoint }),
        // Where Secrets cannot be seen: with a passport, and without a word anywhere, it is a later one.
        Err(unknown) => match context.component(Component::Passport)? {
            Some(_) => Ok(Manner::Endpoint),
            None => Err(unknown),
        },
    }
}

impl Consumer {
    /// The consumer that a component is.
    pub fn of(component: Component) -> Option<&'static Consumer> {
        CONSUMERS.iter().find(|consumer| consumer.component == component)
    }

    /// Where it keeps what it stores, and the variable that says so.
    ///
    /// # Errors
    /// The value cannot be read.
    pub fn backend<'a>(
        &self,
        workload: &'a Object<'a>,
        context: &Context<'a>,
    ) -> Result<(Backend, Box<Variable<'a>>), Unknown> {
        let container = context.container(workload)?;
        let variable = context.variable(container, self.variable)?;
        let backend = match variable.text() {
            None | Some("") => self.unset.clone(),
            Some("minio") => Backend::Minio,
            // The registry hands the word to docker distribution, which has these two as well.
            Some("filesystem" | "inmemory") if self.component == Component::Registry => {
                Backend::PodDirectory
            }
            Some(word) if EXTERNAL.contains(&word) => Backend::External,
            // Alibaba's, in Drycc to v1.5.
            Some("oss") if context.installation.distribution == Distribution::Drycc => {
                Backend::External
            }
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
            Ok(true) => users.certain.push(context.name(consumer.component)),
            Ok(false) => {}
            Err(unknown) => users.unknown = users.unknown.or(Some(unknown)),
        }
    }
    users
}

fn uses_minio(consumer: &Consumer, context: &Context<'_>) -> Result<bool, Unknown> {
    let name = context.name(consumer.component);
    match context.component(consumer.component)? {
        Some(workload) => Ok(consumer.backend(workload, context)?.0 == Backend::Minio),
        None if matches!(consumer.component, Component::Builder | Component::Controller) => {
            Err(Unknown::not_followed(words!("`{name}` was not given")))
        }
        None => Ok(false),
    }
}

/// The backend's word in the annotation of Secret `objectstorage-keyfile`
/// (charts/workflow/templates/objectstorage-secret.yaml of Deis and of Drycc v1.0).
pub fn word_of<'a>(secret: &'a Object<'a>) -> Option<&'a str> {
    secret.annotation("deis.io/objectstorage").or(secret.annotation("drycc.cc/objectstorage"))
}

/// [`READS`], and what makes Secrets.
pub const READS_AND_MAKERS: &[Kind] = &[
    Kind::ConfigMap,
    Kind::Secret,
    Kind::Deployment,
    Kind::StatefulSet,
    Kind::DaemonSet,
    Kind::ReplicationController,
    Kind::Certificate,
    Kind::ExternalSecret,
    Kind::SealedSecret,
];
