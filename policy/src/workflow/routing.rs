//! What routes the traffic from outside: Workflow's own router, an Ingress, or a Gateway.

use words::words;

use crate::context::Context;
use crate::model::component::Component;
use crate::model::distribution::Distribution;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::model::service::Service;
use crate::model::workload::{ContainerPort, Workload};
use crate::unknown::Unknown;
use crate::workflow::ingress::{self, Ingress};

/// The kinds that these views ask for.
pub const READS: &[Kind] = &[
    Kind::Ingress,
    Kind::Gateway,
    Kind::ConfigMap,
    Kind::Secret,
    Kind::Deployment,
    Kind::StatefulSet,
    Kind::DaemonSet,
    Kind::ReplicationController,
];

/// What routes the traffic from outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Routing {
    /// Workflow's own routers.
    Router,
    /// An ingress controller, outside of Workflow.
    Ingress,
    /// An implementation of the Gateway API, outside of Workflow.
    Gateway,
}

/// What routes the traffic to this installation.
///
/// # Errors
/// It cannot be told.
pub fn routing(context: &Context<'_>) -> Result<Routing, Unknown> {
    if context.installation.distribution != Distribution::Drycc {
        let native = ingress::is_native(context)?;
        return Ok(if native { Routing::Ingress } else { Routing::Router });
    }
    if context.component(Component::Router)?.is_some() {
        return Ok(Routing::Router);
    }
    if !context.list(Kind::Gateway)?.is_empty() {
        return Ok(Routing::Gateway);
    }
    if !Ingress::before(Component::Controller, context)?.is_empty() {
        return Ok(Routing::Ingress);
    }
    Err(Unknown::not_followed(words!("the input has neither a Gateway, an Ingress nor a router")))
}

/// Whether it is certain that the installation has no routers of its own: Drycc's v1.0 alone had
/// them; whatever came later shows that it is later.
///
/// # Errors
/// It cannot be told.
pub fn is_without_routers(context: &Context<'_>) -> Result<bool, Unknown> {
    if context.component(Component::Router)?.is_some() {
        return Ok(false);
    }
    let later = context.component(Component::Passport)?.is_some();
    Ok(later || routing(context).is_ok_and(|routing| routing != Routing::Router))
}

/// Whether a router answers from outside beside the ingress controller. Hephy's tip renders it all the
/// same with native ingress on, which of the two gets the traffic is then up to the names' addresses.
///
/// # Errors
/// It cannot be told, for instance because no Service was given.
pub fn answers_beside_ingress<'a>(
    router: &'a Object<'a>,
    context: &Context<'a>,
) -> Result<bool, Unknown> {
    if context.installation.distribution == Distribution::Drycc
        || routing(context)? != Routing::Ingress
    {
        return Ok(false);
    }
    let workload = Workload::of(router);
    if router.kind != Kind::DaemonSet && workload.replicas()?.value == 0 {
        return Ok(false);
    }
    let takes_port = |port: ContainerPort<'_>| !port.body.get("hostPort").is_null();
    let on_nodes = workload.every_container().any(|container| container.ports().any(takes_port));
    if on_nodes || workload.host_network()? {
        return Ok(true);
    }
    let service = context.get(Kind::Service, context.name(Component::Router))?.map(Service::of);
    let Some(service) = service else { return Ok(false) };
    Ok(service.service_type()? != "ClusterIP" || !service.external_ips().is_empty())
}
