//! What an input shows of a section: what its rules need and was not given, and the evidence that
//! nothing of it is part of the installation.

use words::words;

use crate::context::Context;
use crate::guide::Section;
use crate::model::component::Component;
use crate::model::distribution::Distribution;
use crate::model::kind::Kind;
use crate::workflow::ingress::{Ingress, api_ingress};
use crate::workflow::router::service_of;
use crate::workflow::routing::{Routing, answers_beside_ingress, is_without_routers, routing};

/// What of a section the input shows.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// What was not given.
    pub(super) missing: Option<String>,
    /// The evidence that there is nothing of it.
    pub(super) absent: Option<String>,
}

impl Shown {
    fn missing(words: impl Into<String>) -> Shown {
        Shown { missing: Some(words.into()), absent: None }
    }

    fn absent(words: impl Into<String>) -> Shown {
        Shown { missing: None, absent: Some(words.into()) }
    }
}

pub(super) fn shown(section: Section, context: &Context<'_>) -> Shown {
    match section {
        Section::ObjectStorage => Shown {
            missing: core_missing(context).or_else(|| {
                behind_service(Component::Registry, context)
                    .or_else(|| behind_service(Component::Database, context))
            }),
            absent: None,
        },
        Section::Security => Shown {
            missing: core_missing(context)
                .or_else(|| context.list(Kind::Service).err().map(|unknown| unknown.to_string()))
                .or_else(|| proxy_missing(context)),
            absent: None,
        },
        Section::Registration => Shown { missing: registration_missing(context), absent: None },
        Section::Grafana => grafana(context),
        Section::Tls => tls(context),
        Section::Routers => routers(context),
        Section::Cni => cni(context),
        Section::Rbac => Shown { missing: core_missing(context), absent: None },
    }
}

fn is_there(component: Component, context: &Context<'_>) -> bool {
    matches!(context.component(component), Ok(Some(_)))
}

fn not_given(component: Component, context: &Context<'_>) -> Option<String> {
    match context.component(component) {
        Ok(Some(_)) => None,
        Ok(None) => Some(words!("the input has no workload `{}`", context.name(component))),
        Err(unknown) => Some(unknown.to_string()),
    }
}

/// Without builder or controller the input is a part of an installation.
fn core_missing(context: &Context<'_>) -> Option<String> {
    not_given(Component::Controller, context).or_else(|| not_given(Component::Builder, context))
}

/// Where the registry is on the cluster, each node has a proxy with an open port.
fn proxy_missing(context: &Context<'_>) -> Option<String> {
    let registry = is_there(Component::Registry, context);
    registry.then(|| not_given(Component::RegistryProxy, context)).flatten()
}

/// A Service without a workload: that was not given, for the component is not off the cluster.
fn behind_service(component: Component, context: &Context<'_>) -> Option<String> {
    let service = service_of(component, context).ok().flatten()?;
    let name = service.name;
    (!is_there(component, context))
        .then(|| words!("the input has Service `{name}`, but not the workload behind it"))
}

fn grafana(context: &Context<'_>) -> Shown {
    if is_there(Component::Grafana, context) {
        return Shown::default();
    }
    let missing = core_missing(context).or_else(|| behind_service(Component::Grafana, context));
    missing.map_or_else(
        || {
            let name = context.name(Component::Grafana);
            Shown::absent(words!(
                "Grafana is not on the cluster: `{name}` is not among its workloads"
            ))
        },
        Shown::missing,
    )
}

/// Accounts are made by the controller; in Drycc from v1.5 by the passport.
fn registration_missing(context: &Context<'_>) -> Option<String> {
    let passport = is_there(Component::Passport, context);
    (!passport).then(|| not_given(Component::Controller, context)).flatten()
}

fn cni(context: &Context<'_>) -> Shown {
    if is_there(Component::Passport, context) {
        return Shown::absent(words!("Drycc Workflow's guide gives no such advice any more"));
    }
    match core_missing(context).or_else(|| proxy_missing(context)) {
        Some(missing) => Shown::missing(missing),
        None if is_there(Component::Registry, context) => Shown::default(),
        None => Shown::absent(words!("the registry is not on the cluster")),
    }
}

fn tls(context: &Context<'_>) -> Shown {
    match routing(context) {
        Ok(Routing::Ingress) if has_no_api_ingress(context) => {
            let name = api_ingress(context.installation.distribution);
            Shown::missing(words!("an Ingress routes, and the input has no Ingress `{name}`"))
        }
        Ok(Routing::Router) => {
            Shown { missing: not_given(Component::Router, context), absent: None }
        }
        Err(unknown) => Shown::missing(unknown.to_string()),
        Ok(_) => Shown::default(),
    }
}

fn has_no_api_ingress(context: &Context<'_>) -> bool {
    let name = api_ingress(context.installation.distribution);
    matches!(context.get(Kind::Ingress, name), Ok(None))
        && Ingress::before(Component::Controller, context).is_ok_and(|before| before.is_empty())
}

fn routers(context: &Context<'_>) -> Shown {
    if context.installation.distribution == Distribution::Drycc {
        return match is_without_routers(context) {
            Ok(true) => Shown::absent(words!(
                "Drycc Workflow has no routers since v1.1: the ingress controller or the Gateway's implementation routes"
            )),
            _ => Shown { missing: not_given(Component::Router, context), absent: None },
        };
    }
    match routing(context) {
        Ok(Routing::Ingress) if has_router_beside_ingress(context) => Shown::default(),
        Ok(Routing::Ingress) => Shown::absent(words!(
            "native ingress is on: the ingress controller routes, outside of Workflow"
        )),
        _ => Shown { missing: not_given(Component::Router, context), absent: None },
    }
}

/// A router that answers from outside is part of the installation, whatever else routes.
fn has_router_beside_ingress(context: &Context<'_>) -> bool {
    let router = context.component(Component::Router).ok().flatten();
    router.is_some_and(|router| answers_beside_ingress(router, context).unwrap_or(true))
}
