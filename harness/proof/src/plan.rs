//! How a generated cluster was put together.

mod drycc;
mod setting;
mod workflow;

pub use drycc::{Door, Drycc, Endpoint, Ini, Listener, Passport};
pub use setting::{Effective, Setting};
pub use workflow::{
    Autoscaler, Backend, Balancer, Brand, Budget, Certificate, Exposure, Flaw, Grafana,
    HttpsTarget, Ingress, IngressTls, KeyFile, Router, Routing, Storage, Workflow,
};

/// A whole cluster: installations in namespaces of their own, and applications beside them.
#[derive(Debug, Clone)]
pub struct World {
    pub installations: Vec<Plan>,
    pub decoys: Vec<Decoy>,
}

/// One installation.
#[derive(Debug, Clone)]
pub enum Plan {
    /// Deis' or Hephy's.
    Workflow(Box<Workflow>),
    /// Drycc's, from v1.8 on.
    Drycc(Box<Drycc>),
}

impl Plan {
    #[must_use]
    pub fn namespace(&self) -> &str {
        match self {
            Plan::Workflow(plan) => &plan.namespace,
            Plan::Drycc(plan) => &plan.namespace,
        }
    }

    #[must_use]
    pub fn distribution(&self) -> &'static str {
        match self {
            Plan::Workflow(plan) if plan.brand == Brand::Hephy => "hephy",
            Plan::Workflow(_) => "deis",
            Plan::Drycc(_) => "drycc",
        }
    }

    /// Whether somebody attests that the security considerations were reviewed.
    #[must_use]
    pub fn is_attested(&self) -> bool {
        match self {
            Plan::Workflow(plan) => plan.attested,
            Plan::Drycc(plan) => plan.attested,
        }
    }
}

/// What an application's namespace holds that looks like a platform's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decoy {
    /// A Deployment with the router's name, whose container has another.
    RouterByName,
    /// An application called like the platform's object storage, published on every node.
    OpenMinio,
    /// A Secret called like the one of the platform's storage, with nothing in it.
    KeyFile,
    /// A routable Service with a full domain name and no certificate.
    RoutableService,
    /// An autoscaler with a minimum of one, of a Deployment with the router's name.
    Autoscaler,
    /// An Ingress without TLS to a Service called like the API's.
    Ingress,
}
