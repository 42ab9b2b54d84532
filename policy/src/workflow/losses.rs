//! What the platform cannot lose: objects whose deletion stops it or takes something away that nobody
//! can make again; and the documented ways off the cluster, after which an object is one no more.

use words::{Words, words};

use crate::context::Context;
use crate::joined::joined;
use crate::model::component::Component;
use crate::model::distribution::Distribution;
use crate::model::env::{Env, Variable};
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::model::secret::{Secret, Value};
use crate::model::workload::{Container, Workload};
use crate::unknown::Unknown;
use crate::workflow::endpoint;
use crate::workflow::ingress::api_ingress;
use crate::workflow::routing::{Routing, routing};
use crate::workflow::storage::{MinioUsers, minio_users};

/// How an object stops being one that the platform needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum WayOff {
    /// Never.
    None,
    /// The routing is left to an ingress controller.
    NativeIngress,
    /// The controller is told another database.
    OtherDatabase,
    /// The controller is told another registry.
    OtherRegistry,
    /// In Drycc: the controller has another name since v1.1, and runs under that one already.
    OtherName,
    /// In Drycc: the controller names the Secret no more.
    UnusedSecret,
    /// In Drycc from v1.6 on: components are told endpoints.
    Endpoints,
}

/// An object that the platform cannot lose.
#[derive(Debug)]
pub struct Loss {
    kinds: &'static [Kind],
    names: [&'static str; 3],
    /// What is lost with it.
    pub what: Words,
    way_off: WayOff,
    /// The keys that a Secret is of no use without.
    keys: &'static [&'static str],
}

const WORKLOAD: &[Kind] = &Kind::WORKLOADS;
const SECRET: &[Kind] = &[Kind::Secret];

macro_rules! loss {
    ($kinds:expr, $names:tt, $what:expr, $way:ident) => {
        loss!($kinds, $names, $what, $way, [])
    };
    ($kinds:expr, [$deis:literal, $drycc:literal, $other:literal], $what:expr, $way:ident, $keys:expr) => {
        Loss {
            kinds: $kinds,
            names: [$deis, $drycc, $other],
            what: $what,
            way_off: WayOff::$way,
            keys: &$keys,
        }
    };
}

/// Section 12.4 of the facts; Drycc's objects by the names of its charts.
#[rustfmt::skip]
pub static LOSSES: [Loss; 13] = [
    loss!(WORKLOAD, ["deis-router", "drycc-router", ""], words!("all traffic, to applications, the API and the builder"), NativeIngress),
    loss!(&[Kind::Service], ["deis-router", "drycc-router", ""], words!("the load balancer and its address"), NativeIngress),
    loss!(&[Kind::Gateway], ["drycc-gateway", "", ""], words!("all traffic, and the gateway's address"), None),
    loss!(SECRET, ["deis-router-platform-cert", "drycc-router-platform-cert", ""], words!("TLS, within 10 seconds"), NativeIngress, ["tls.crt", "tls.key"]),
    loss!(SECRET, ["deis-router-dhparam", "drycc-router-dhparam", ""], words!("the router's own DH parameters"), NativeIngress, ["dhparam"]),
    loss!(SECRET, ["objectstorage-keyfile", "", ""], words!("the credentials without which builder, database and registry do not start again"), Endpoints),
    loss!(SECRET, ["database-creds", "", ""], words!("the database's password, which was made at random when the platform was installed"), None, ["user", "password"]),
    loss!(SECRET, ["django-secret-key", "", ""], words!("the key that every login is signed with, which was made at random when the platform was installed"), UnusedSecret, ["secret-key"]),
    loss!(SECRET, ["builder-key-auth", "", ""], words!("the key that the builder talks to the API with, which was made at random when the platform was installed"), UnusedSecret, ["builder-key"]),
    loss!(WORKLOAD, ["deis-database", "drycc-database", ""], words!("the database, which is only as new as its last backup elsewhere"), OtherDatabase),
    loss!(WORKLOAD, ["deis-controller", "drycc-controller-api", "drycc-controller"], words!("the API"), OtherName),
    loss!(WORKLOAD, ["deis-builder", "drycc-builder", ""], words!("every `git push`"), None),
    loss!(WORKLOAD, ["deis-registry", "drycc-registry", ""], words!("the images, without which no application starts on another node"), OtherRegistry),
];

impl Loss {
    /// The loss that an object would be.
    pub fn of(kind: Kind, name: &str) -> Option<&'static Loss> {
        LOSSES.iter().find(|loss| loss.kinds.contains(&kind) && loss.names.contains(&name))
    }

    /// The first key of a Secret that an update takes away, where the platform loses it as it would lose the
    /// Secret. What object storage needs depends on its backend, and is for its rules to say.
    pub fn key_taken(&self, old: &Object<'_>, new: &Object<'_>) -> Option<&'static str> {
        let holds = |secret: &Object<'_>, key: &str| {
            let text = secret.body.get("stringData").member(key).map(|text| text.as_str());
            match (text, Secret::of(secret).value(key)) {
                (Some(text), _) => text.is_some_and(|text| !text.trim().is_empty()),
                (None, Value::Bytes(bytes)) => !bytes.trim_ascii().is_empty(),
                (None, _) => false,
            }
        };
        let mut keys = self.keys.iter().copied();
        keys.find(|key| holds(old, key) && !holds(new, key))
    }

    /// The kinds of object that can be one.
    pub fn kinds() -> impl Iterator<Item = Kind> {
        LOSSES.iter().flat_map(|loss| loss.kinds).copied()
    }

    /// Whether the platform needs it no more: the controller shows that it took another way.
    ///
    /// # Errors
    /// It cannot be told.
    pub fn is_off(&self, name: &str, context: &Context<'_>) -> Result<bool, Unknown> {
        match self.way_off {
            WayOff::None => Ok(false),
            WayOff::NativeIngress => has_other_routing(context),
            WayOff::OtherDatabase => has_other_database(context),
            WayOff::OtherRegistry => has_other_registry(context),
            _ if context.installation.distribution != Distribution::Drycc => Ok(false),
            WayOff::OtherName => runs_under_another_name(name, context),
            WayOff::UnusedSecret => is_unused(name, context),
            WayOff::Endpoints => has_endpoints(context),
        }
    }
}

/// The controller's environment says so; Drycc's chart renders an Ingress or a Gateway in the router's
/// place from v1.1 on, and Helm creates these before it deletes the router.
fn has_other_routing(context: &Context<'_>) -> Result<bool, Unknown> {
    let distribution = context.installation.distribution;
    if distribution != Distribution::Drycc {
        return Ok(routing(context)? != Routing::Router);
    }
    Ok(context.get(Kind::Ingress, api_ingress(distribution))?.is_some()
        || context.get(Kind::Gateway, "drycc-gateway")?.is_some())
}

/// Whether the controller runs under another of its names.
fn runs_under_another_name(name: &str, context: &Context<'_>) -> Result<bool, Unknown> {
    let names = Component::Controller.names(context.installation.distribution);
    for other in names.iter().filter(|other| **other != name) {
        for kind in Kind::WORKLOADS {
            if context.get(kind, other)?.is_some() {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Whether no variable of the controller that is there comes from that Secret.
fn is_unused(secret: &str, context: &Context<'_>) -> Result<bool, Unknown> {
    let Some(controller) = context.component(Component::Controller)? else { return Ok(false) };
    let mut containers = Workload::of(controller).every_container();
    let names = |container: Container<'_>| {
        let own = container.body.get("env").items().iter();
        let all = container.body.get("envFrom").items().iter();
        own.map(|one| one.at(&["valueFrom", "secretKeyRef", "name"]))
            .chain(all.map(|one| one.at(&["secretRef", "name"])))
            .any(|name| name.as_str() == Some(secret))
    };
    Ok(!containers.any(names))
}

/// Whether the builder is told an endpoint instead of a backend.
fn has_endpoints(context: &Context<'_>) -> Result<bool, Unknown> {
    let Some(builder) = context.component(Component::Builder)? else { return Ok(false) };
    Ok(!endpoint::endpoints(builder, context).is_empty())
}

/// The chart sets the variables with `global.database_location: off-cluster` only
/// (deis+controller:charts/controller/templates/controller-deployment.yaml); Drycc's controller is told
/// the address of its own database the same way, so that a value tells.
fn has_other_database(context: &Context<'_>) -> Result<bool, Unknown> {
    let Some(controller) = context.component(Component::Controller)? else { return Ok(false) };
    let container = context.container(controller)?;
    if context.installation.distribution == Distribution::Drycc {
        // The address holds other variables, so that it is looked at as it is written.
        let entries = container.body.get("env").items().iter().rev();
        let mut own = entries.filter(|one| one.get("name").as_str() == Some("DRYCC_DATABASE_URL"));
        let Some(entry) = own.next() else { return Ok(false) };
        let from_secret = entry.at(&["valueFrom", "secretKeyRef"]).member("name").is_some();
        let name = context.name(Component::Database).as_bytes();
        let elsewhere = |text: &str| {
            !text.is_empty() && !text.as_bytes().windows(name.len()).any(|part| part == name)
        };
        return Ok(from_secret || entry.get("value").as_str().is_some_and(elsewhere));
    }
    let host = Variable::of(container, "DEIS_DATABASE_SERVICE_HOST");
    Ok(!matches!(host.env, Env::Unset))
}

/// `DEIS_REGISTRY_LOCATION` is on-cluster, off-cluster, ecr or gcr (the same template).
fn has_other_registry(context: &Context<'_>) -> Result<bool, Unknown> {
    let Some(controller) = context.component(Component::Controller)? else { return Ok(false) };
    let container = context.container(controller)?;
    let name = match context.installation.distribution {
        Distribution::Drycc => "DRYCC_REGISTRY_LOCATION",
        _ => "DEIS_REGISTRY_LOCATION",
    };
    let location = context.variable(container, name)?;
    Ok(location.text().is_some_and(|text| !matches!(text, "" | "on-cluster")))
}

/// Whether an object is part of an object storage on the cluster, which production is better off without.
pub fn is_own_storage(kind: Kind, name: &str) -> bool {
    let workload = kind.is_workload() || kind == Kind::Service;
    workload && ["deis-minio", "drycc-minio", "drycc-storage"].contains(&name)
        || kind == Kind::Secret && ["minio-user", "storage-creds"].contains(&name)
}

/// Who still uses an object storage on the cluster that is called so, in words; `None` where nobody does.
///
/// # Errors
/// It cannot be told.
pub fn storage_users(name: &str, context: &Context<'_>) -> Result<Option<String>, Unknown> {
    let is_minio = !["drycc-storage", "storage-creds"].contains(&name);
    let MinioUsers { certain, unknown } = match is_minio {
        true => minio_users(context),
        false => endpoint_users(context),
    };
    match (certain.is_empty(), unknown) {
        (false, _) => Ok(Some(format!("`{}`", joined(&certain, "`, `")))),
        (true, Some(unknown)) => Err(unknown),
        (true, None) => Ok(None),
    }
}

/// Who is told the endpoint of Drycc's own storage.
fn endpoint_users(context: &Context<'_>) -> MinioUsers {
    use Component::{Builder, Database, Quickwit, Registry};
    let mut users = MinioUsers::default();
    let components = [Builder, Registry, Database, Quickwit];
    let distribution = context.installation.distribution;
    for name in components.iter().flat_map(|component| component.names(distribution)) {
        match stores_inside(name, context) {
            Ok(true) => users.certain.push(name),
            Ok(false) => {}
            Err(unknown) => users.unknown = users.unknown.or(Some(unknown)),
        }
    }
    users
}

fn stores_inside(name: &str, context: &Context<'_>) -> Result<bool, Unknown> {
    for kind in Kind::WORKLOADS {
        let Some(workload) = context.get(kind, name)? else { continue };
        for endpoint in endpoint::endpoints(workload, context) {
            if endpoint.is_own? {
                return Ok(true);
            }
        }
        break;
    }
    Ok(false)
}
