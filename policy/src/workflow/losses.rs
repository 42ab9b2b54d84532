//! What the platform cannot lose: objects whose deletion stops it or takes something away that nobody
//! can make again; and the documented ways off the cluster, after which an object is one no more.

use crate::context::Context;
use crate::json::Json;
use crate::model::component::Component;
use crate::model::distribution::Distribution;
use crate::model::env::{Env, Variable};
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::unknown::Unknown;
use crate::workflow::endpoint;
use crate::workflow::ingress::api_ingress;
use crate::workflow::routing::{Routing, routing};
use crate::workflow::storage::{KEY_FILE, MinioUsers, minio_users};

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
}

/// An object that the platform cannot lose.
#[derive(Debug)]
pub struct Loss {
    kinds: &'static [Kind],
    names: [&'static str; 3],
    /// What is lost with it.
    pub what: &'static str,
    way_off: WayOff,
}

const WORKLOAD: &[Kind] = &Kind::WORKLOADS;
const SECRET: &[Kind] = &[Kind::Secret];

macro_rules! loss {
    ($kinds:expr, [$deis:literal, $drycc:literal, $other:literal], $what:literal, $way:ident) => {
        Loss { kinds: $kinds, names: [$deis, $drycc, $other], what: $what, way_off: WayOff::$way }
    };
}

/// Section 12.4 of the facts; Drycc's objects by the names of its charts.
#[rustfmt::skip]
pub static LOSSES: [Loss; 13] = [
    loss!(WORKLOAD, ["deis-router", "drycc-router", ""], "all traffic, to applications, the API and the builder", NativeIngress),
    loss!(&[Kind::Service], ["deis-router", "drycc-router", ""], "the load balancer and its address", NativeIngress),
    loss!(&[Kind::Gateway], ["drycc-gateway", "", ""], "all traffic, and the gateway's address", None),
    loss!(SECRET, ["deis-router-platform-cert", "drycc-router-platform-cert", ""], "TLS, within 10 seconds", NativeIngress),
    loss!(SECRET, ["deis-router-dhparam", "drycc-router-dhparam", ""], "the router's own DH parameters", NativeIngress),
    loss!(SECRET, ["objectstorage-keyfile", "", ""], "the credentials without which builder, database and registry do not start again", None),
    loss!(SECRET, ["database-creds", "", ""], "the database's password, which was made at random when the platform was installed", None),
    loss!(SECRET, ["django-secret-key", "", ""], "the key that every login is signed with, which was made at random when the platform was installed", None),
    loss!(SECRET, ["builder-key-auth", "", ""], "the key that the builder talks to the API with, which was made at random when the platform was installed", None),
    loss!(WORKLOAD, ["deis-database", "drycc-database", ""], "the database, which is only as new as its last backup elsewhere", OtherDatabase),
    loss!(WORKLOAD, ["deis-controller", "drycc-controller-api", "drycc-controller"], "the API", None),
    loss!(WORKLOAD, ["deis-builder", "drycc-builder", ""], "every `git push`", None),
    loss!(WORKLOAD, ["deis-registry", "drycc-registry", ""], "the images, without which no application starts on another node", OtherRegistry),
];

impl Loss {
    /// The loss that an object would be.
    pub fn of(kind: Kind, name: &str) -> Option<&'static Loss> {
        LOSSES.iter().find(|loss| loss.kinds.contains(&kind) && loss.names.contains(&name))
    }

    /// The first key of a Secret that an update takes away, where the platform loses it as it would lose the
    /// Secret. What object storage needs depends on its backend, and is for its rules to say.
    pub fn key_taken<'a>(&self, old: &'a Object<'_>, new: &Object<'_>) -> Option<&'a str> {
        if self.kinds != SECRET || old.name == KEY_FILE {
            return None;
        }
        let holds = |secret: &Object<'_>, key: &str| {
            let values = [secret.body.get("stringData").get(key), secret.body.get("data").get(key)];
            values.into_iter().find_map(Json::as_str).is_some_and(|value| !value.trim().is_empty())
        };
        let mut keys = old.body.get("data").members().iter().map(|(key, _)| key.as_ref());
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
    pub fn is_off(&self, context: &Context<'_>) -> Result<bool, Unknown> {
        match self.way_off {
            WayOff::None => Ok(false),
            WayOff::NativeIngress => has_other_routing(context),
            WayOff::OtherDatabase => has_other_database(context),
            WayOff::OtherRegistry => has_other_registry(context),
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

/// The chart sets the variables with `global.database_location: off-cluster` only
/// (deis+controller:charts/controller/templates/controller-deployment.yaml); Drycc's controller is told
/// the address of its own database the same way, so that a value tells.
fn has_other_database(context: &Context<'_>) -> Result<bool, Unknown> {
    let Some(controller) = context.component(Component::Controller)? else { return Ok(false) };
    let container = context.container(controller)?;
    if context.installation.distribution == Distribution::Drycc {
        let own = |text: &str| text.contains(context.name(Component::Database));
        let address = Variable::of(container, "DRYCC_DATABASE_URL");
        return Ok(match &address.env {
            Env::Unset => false,
            Env::Literal(text) => !own(text),
            _ => true,
        });
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
        (false, _) => Ok(Some(format!("`{}`", certain.join("`, `")))),
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
        for endpoint in endpoint::endpoints(&workload, context) {
            if endpoint.is_own? {
                return Ok(true);
            }
        }
        break;
    }
    Ok(false)
}
