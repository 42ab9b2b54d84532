//! Where TLS ends: at the router, at the load balancer in front of it, at an Ingress, or outside.

use crate::context::Context;
use crate::guide::Section;
use crate::json::Json;
use crate::model::component::Component;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::model::service::Service;
use crate::unknown::Unknown;
use crate::workflow::ingress::{self, Ingress};

/// The two keys of a certificate's Secret. Its type does not matter to the router
/// (deis+router:model/model.go, buildCertificate).
pub const CERTIFICATE_KEYS: [&str; 2] = ["tls.crt", "tls.key"];

/// The Secret of the router's certificate, made by hand.
pub const PLATFORM_CERTIFICATE: &str = "deis-router-platform-cert";

/// The kinds that these views ask for.
pub const READS: &[Kind] = &[
    Kind::Service,
    Kind::Secret,
    Kind::Ingress,
    Kind::ConfigMap,
    Kind::Deployment,
    Kind::StatefulSet,
    Kind::DaemonSet,
    Kind::ReplicationController,
];

/// Where TLS ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TlsEnd {
    /// Where Kubernetes cannot see it: somebody attests that.
    Outside,
    /// At the ingress controller.
    Ingress,
    /// At the cloud's load balancer, which an annotation of Service `deis-router` gives a certificate.
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
    if ingress::is_native(context)? || Ingress::with_tls_before_the_router(context)? {
        return Ok(TlsEnd::Ingress);
    }
    let service = context.get(Kind::Service, Component::Router.name())?.map(Service::of);
    let certificate = service.and_then(|service| service.balancer_certificate());
    Ok(certificate.map_or(TlsEnd::Router, |_| TlsEnd::LoadBalancer))
}

/// The first of the two keys that a Secret does not hold, or holds empty.
pub fn missing_key(secret: &Object<'_>) -> Option<&'static str> {
    CERTIFICATE_KEYS.into_iter().find(|key| {
        // What `stringData` says replaces what `data` says.
        let values = [secret.body.get("stringData").get(key), secret.body.get("data").get(key)];
        values.into_iter().find_map(Json::as_str).is_none_or(|value| value.trim().is_empty())
    })
}
