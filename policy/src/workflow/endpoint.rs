//! Drycc's object storage from v1.6 on: each consumer is told an S3 endpoint.

use words::words;

use crate::context::Context;
use crate::gather::Gather as _;
use crate::json::Pointer;
use crate::model::component::Component;
use crate::model::env::{Env, Variable};
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::model::secret::{Secret, Value};
use crate::model::workload::{Container, Workload};
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
pub fn endpoints<'a>(workload: &'a Object<'a>, context: &Context<'a>) -> Vec<Endpoint<'a>> {
    let containers = Workload::of(workload).every_container();
    containers.filter_map(|container| endpoint(container, workload, context)).gathered()
}

fn endpoint<'a>(
    container: Container<'a>,
    workload: &'a Object<'a>,
    context: &Context<'a>,
) -> Option<Endpoint<'a>> {
    let variable = Variable::of(container, ENDPOINT);
    let (container_name, pointer) = (container.name(), variable.pointer());
    let from = match variable.env {
        Env::SecretKey { name, key } => Some((name, key)),
        _ => None,
    };
    let is_own = match from {
        Some((name, key)) => in_secret(name, key, context),
        None => match context.variable(container, ENDPOINT) {
            Ok(found) if found.env == Env::Unset && variable.env == Env::Unset => return None,
            Ok(found) => address_of(found.text(), context),
            // What an `envFrom` holds that is not there concerns those alone that store objects.
            Err(_) if variable.env == Env::Unset && !is_consumer(workload) => return None,
            Err(unknown) => Err(unknown),
        },
    };
    Some(Endpoint { container: container_name, pointer, is_own, from })
}

fn address_of(text: Option<&str>, context: &Context<'_>) -> Result<bool, Unknown> {
    match text.map(str::trim) {
        Some(address) if !address.is_empty() => Ok(is_own(address, context)),
        _ => Err(Unknown::not_followed(words!("`{ENDPOINT}` holds no address"))),
    }
}

/// Whether a workload is one that cannot do without a storage.
pub fn is_consumer(workload: &Object<'_>) -> bool {
    use Component::{Builder, Database, Quickwit, Registry};
    let consumers = [Builder, Registry, Database, Quickwit];
    workload.component().is_some_and(|component| consumers.contains(&component))
}

fn in_secret(name: &str, key: &str, context: &Context<'_>) -> Result<bool, Unknown> {
    let unknown = |words: String| Err(Unknown::not_followed(words));
    let Some(secret) = context.get(Kind::Secret, name)? else {
        return unknown(words!("the endpoint is in Secret `{name}`, which is not there"));
    };
    match Secret::of(secret).value(key) {
        Value::Absent => {
            unknown(words!("Secret `{name}` has no key `{key}`, which the endpoint is taken from"))
        }
        Value::NotBase64 => unknown(words!("key `{key}` of Secret `{name}` is not base64")),
        Value::Bytes(bytes) => match std::str::from_utf8(&bytes) {
            Ok(address) if !address.trim().is_empty() => Ok(is_own(address.trim(), context)),
            _ => unknown(words!("key `{key}` of Secret `{name}` holds no address")),
        },
    }
}

/// Whether an address is the Service of the installation's own storage: its name alone, or with
/// the namespace behind it, as the cluster's DNS has it; or one of the pods behind it.
fn is_own(address: &str, context: &Context<'_>) -> bool {
    let host = host(address);
    let service = context.name(Component::Storage);
    let mut labels = host.split('.').peekable();
    // A pod of the StatefulSet: `drycc-storage-0.drycc-storage`.
    labels.next_if(|label| label.strip_prefix(service).is_some_and(|rest| rest.starts_with('-')));
    labels.next() == Some(service)
        && labels.next().is_none_or(|zone| zone == context.installation.namespace)
}

/// The host of an address, with or without a scheme before it.
pub fn host(address: &str) -> String {
    let rest =
        address.split_once(':').and_then(|(_, rest)| rest.strip_prefix("//")).unwrap_or(address);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    let host = host.split(':').next().unwrap_or_default().trim_end_matches('.');
    host.to_ascii_lowercase()
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
        Some(_) => Err(Unknown::not_followed(words!(
            "the input has the Service of the storage, but not the workload behind it"
        ))),
    }
}
