//! Drycc's object storage from v1.6 on: each consumer is told an S3 endpoint.

use crate::context::Context;
use crate::json::Pointer;
use crate::model::component::Component;
use crate::model::env::{Env, Variable};
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::model::secret::{Secret, Value};
use crate::model::workload::Workload;
use crate::unknown::Unknown;
use crate::workflow::storage::ENDPOINT;

/// The kinds that run what stores objects: consumers have jobs of their own.
pub const CONSUMERS: [Kind; 5] =
    [Kind::Deployment, Kind::StatefulSet, Kind::DaemonSet, Kind::CronJob, Kind::Job];

/// The kinds that these views ask for.
pub const READS: &[Kind] = &[
    Kind::ConfigMap,
    Kind::Secret,
    Kind::Service,
    Kind::Deployment,
    Kind::StatefulSet,
    Kind::DaemonSet,
    Kind::ReplicationController,
];

/// Where a container stores.
#[derive(Debug)]
pub struct Endpoint<'a> {
    /// The container.
    pub container: &'a str,
    /// The place of its variable.
    pub pointer: Pointer,
    /// Whether it is the storage of the installation itself.
    pub is_own: Result<bool, Unknown>,
    /// The Secret and key that the endpoint comes from, if it does.
    pub from: Option<(&'a str, &'a str)>,
}

/// Where each container of a workload stores, init containers included.
pub fn endpoints<'a>(workload: &Object<'a>, context: &Context<'a>) -> Vec<Endpoint<'a>> {
    let mut found = Vec::new();
    for container in Workload::of(*workload).every_container() {
        let variable = Variable::of(container, ENDPOINT);
        let from = match variable.env {
            Env::Unset => continue,
            Env::SecretKey { name, key } => Some((name, key)),
            _ => None,
        };
        let is_own = match from {
            Some((name, key)) => in_secret(name, key, context),
            None => context
                .variable(container, ENDPOINT)
                .map(|variable| variable.text().is_none_or(|address| is_own(address, context))),
        };
        let container = container.name();
        found.push(Endpoint { container, pointer: variable.pointer(), is_own, from });
    }
    found
}

fn in_secret(name: &str, key: &str, context: &Context<'_>) -> Result<bool, Unknown> {
    let unknown = |words: String| Err(Unknown::not_followed(words));
    let Some(secret) = context.get(Kind::Secret, name)? else {
        return unknown(format!("the endpoint is in Secret `{name}`, which is not there"));
    };
    match Secret::of(secret).value(key) {
        Value::Absent => {
            unknown(format!("Secret `{name}` has no key `{key}`, which the endpoint is taken from"))
        }
        Value::NotBase64 => unknown(format!("key `{key}` of Secret `{name}` is not base64")),
        Value::Bytes(bytes) => match std::str::from_utf8(&bytes) {
            Ok(address) if !address.trim().is_empty() => Ok(is_own(address.trim(), context)),
            _ => unknown(format!("key `{key}` of Secret `{name}` holds no address")),
        },
    }
}

/// Whether an address is the Service of the installation's own storage: its name alone, or with
/// the namespace behind it, as the cluster's DNS has it.
fn is_own(address: &str, context: &Context<'_>) -> bool {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', ':']).next().unwrap_or_default().to_ascii_lowercase();
    let service = context.name(Component::Storage);
    let namespace = &context.installation.namespace;
    host.strip_prefix(service).is_some_and(|rest| {
        let inside = rest.strip_prefix('.').map(|zone| zone.split('.').next().unwrap_or_default());
        rest.is_empty() || inside == Some(namespace)
    }) || host.is_empty()
}

/// Whether the installation's own storage runs.
///
/// # Errors
/// It cannot be told, for instance because no Service was given.
pub fn has_own_storage(context: &Context<'_>) -> Result<bool, Unknown> {
    if context.component(Component::Storage)?.is_some() {
        return Ok(true);
    }
    match context.get(Kind::Service, context.name(Component::Storage))? {
        None => Ok(false),
        Some(_) => Err(Unknown::not_followed(
            "the input has the Service of the storage, but not the workload behind it",
        )),
    }
}
