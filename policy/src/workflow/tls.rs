//! Where TLS ends: at the router, at the load balancer in front of it, at an Ingress or a Gateway,
//! or outside; and which Secret serves which hosts.

use words::words;

use crate::context::Context;
use crate::gather::TakeIn as _;
use crate::guide::Section;
use crate::model::component::Component;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::model::secret::Secret;
use crate::model::service::Service;
use crate::unknown::Unknown;
use crate::workflow::ingress::Ingress;
use crate::workflow::routing::{Routing, routing};
use crate::workflow::{gateway, router};

/// The two keys of a certificate's Secret. Its type does not matter to the router
/// (deis+router:model/model.go, buildCertificate).
pub const CERTIFICATE_KEYS: [&str; 2] = ["tls.crt", "tls.key"];

/// The kinds that these views ask for.
pub const READS: &[Kind] = &[
    Kind::Service,
    Kind::Secret,
    Kind::Ingress,
    Kind::Gateway,
    Kind::ListenerSet,
    Kind::HttpRoute,
    Kind::ConfigMap,
    Kind::Deployment,
    Kind::StatefulSet,
    Kind::DaemonSet,
    Kind::ReplicationController,
    Kind::Certificate,
    Kind::ExternalSecret,
    Kind::SealedSecret,
];

/// Where TLS ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TlsEnd {
    /// Where Kubernetes cannot see it: somebody attests that.
    Outside,
    /// At the ingress controller.
    Ingress,
    /// At the implementation of the Gateway API.
    Gateway,
    /// At the cloud's load balancer, which an annotation of the router's Service gives a certificate.
    LoadBalancer,
    /// At the router.
    Router,
}

/// Where TLS ends in this installation.
///
/// # Errors
/// It cannot be told, for instance because no Service was given.
pub fn tls_end(context: &Context<'_>) -> Result<TlsEnd, Unknown> {
    if context.is_attested(Section::Tls) {
        return Ok(TlsEnd::Outside);
    }
    match routing(context)? {
        Routing::Ingress => return Ok(TlsEnd::Ingress),
        Routing::Gateway => return Ok(TlsEnd::Gateway),
        Routing::Router => {}
    }
    if Ingress::with_tls_before_the_router(context)? {
        return Ok(TlsEnd::Ingress);
    }
    let service = context.get(Kind::Service, context.name(Component::Router))?.map(Service::of);
    let certificate = service.and_then(|service| service.balancer_certificate());
    Ok(certificate.map_or(TlsEnd::Router, |_| TlsEnd::LoadBalancer))
}

/// The Secret of the router's certificate, made by hand.
pub fn platform_certificate(context: &Context<'_>) -> String {
    context.installation.distribution.object("router-platform-cert")
}

/// The first of the two keys that a Secret does not hold, or holds empty.
pub fn missing_key(secret: &Object<'_>) -> Option<&'static str> {
    CERTIFICATE_KEYS.into_iter().find(|key| !Secret::of(secret).holds(key))
}

/// The hosts that a Secret's certificate is to serve.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Served {
    /// The hosts without which it is of no use.
    pub hosts: Vec<String>,
    /// The platform's domain, all of whose names it should cover.
    pub domain: Option<String>,
    /// Why the hosts cannot be told, where they cannot.
    pub unknown: Option<Unknown>,
}

/// What a Secret's certificate is to serve; `None` where nothing of the platform uses it.
///
/// # Errors
/// It cannot be told whether something does.
pub fn served(secret: &Object<'_>, context: &Context<'_>) -> Result<Option<Served>, Unknown> {
    match tls_end(context)? {
        TlsEnd::Ingress => by_an_ingress(secret, context),
        TlsEnd::Gateway => by_a_gateway(secret, context),
        TlsEnd::Router if secret.name == platform_certificate(context) => {
            Ok(Some(by_the_router(context)))
        }
        TlsEnd::Router => by_a_domain(secret, context),
        TlsEnd::Outside | TlsEnd::LoadBalancer => Ok(None),
    }
}

fn by_the_router(context: &Context<'_>) -> Served {
    let domain = match router::platform_domain(context) {
        Ok(Some(domain)) => domain,
        Ok(None) => {
            let unknown = Unknown::not_followed(words!(
                "the router has no platform domain, so which names the certificate has to cover cannot be told"
            ));
            return Served { unknown: Some(unknown), ..Served::default() };
        }
        Err(unknown) => return Served { unknown: Some(unknown), ..Served::default() },
    };
    match router::api_hosts(&domain, context) {
        Ok(hosts) => Served { hosts, domain: Some(domain), unknown: None },
        Err(unknown) => Served { unknown: Some(unknown), ..Served::default() },
    }
}

fn by_an_ingress(secret: &Object<'_>, context: &Context<'_>) -> Result<Option<Served>, Unknown> {
    let mut hosts = Vec::new();
    for behind in [Component::Controller, Component::Router] {
        for ingress in Ingress::before(behind, context)? {
            if !ingress.secrets().any(|name| name == secret.name) {
                continue;
            }
            let uses = |host: &&str| {
                let entry = ingress.tls_for(host);
                entry.and_then(|entry| entry.get("secretName").as_str()) == Some(secret.name)
            };
            hosts.take_in(ingress.hosts().flatten().filter(uses).map(str::to_ascii_lowercase));
        }
    }
    Ok((!hosts.is_empty()).then(|| Served { hosts, ..Served::default() }))
}

fn by_a_gateway(secret: &Object<'_>, context: &Context<'_>) -> Result<Option<Served>, Unknown> {
    let routes = gateway::api_routes(context)?;
    let mut hosts = Vec::new();
    for object in context.list(Kind::Gateway)? {
        let listeners = gateway::listeners(object, context)?;
        let names = |listener: &&gateway::Listener<'_>| {
            let is_it = |(name, namespace): (&str, Option<&str>)| {
                name == secret.name && namespace.is_none_or(|here| here == secret.namespace)
            };
            listener.ends_tls() && listener.secrets().any(is_it)
        };
        for listener in listeners.iter().filter(names) {
            let taken = routes.iter().filter(|route| listener.takes(route));
            let names = taken.flat_map(|route| gateway::hosts(route));
            hosts.take_in(names.map(str::to_ascii_lowercase));
        }
    }
    Ok((!hosts.is_empty()).then(|| Served { hosts, ..Served::default() }))
}

/// A full domain name's own certificate: `router.deis.io/certificates: "<domain>:<name>"`, Secret
/// `<name>-cert` (deis+router:model/model.go, buildAppConfig).
fn by_a_domain(secret: &Object<'_>, context: &Context<'_>) -> Result<Option<Served>, Unknown> {
    let Some(name) = secret.name.strip_suffix("-cert") else { return Ok(None) };
    let mut hosts = Vec::new();
    for service in context.list(Kind::Service)? {
        let list = context.router_annotation(service, "certificates").unwrap_or_default();
        let pairs = list.split(',').filter_map(|entry| entry.split_once(':'));
        let own = pairs.filter(|(_, named)| named.trim() == name);
        hosts.take_in(own.map(|(domain, _)| domain.trim().to_ascii_lowercase()));
    }
    Ok((!hosts.is_empty()).then(|| Served { hosts, ..Served::default() }))
}
