//! Reads the annotations of Service `deis-router` for AWS and DigitalOcean; without a list of ports AWS
//! puts the certificate on all of them, and port 443 has to target 8080, or 6443 where it is encrypted
//! again (Kubernetes' AWS provider, function buildListener).

use words::words;

use crate::context::Context;
use crate::finding::{Finding, Remediation};
use crate::gather::TakeIn as _;
use crate::guide::Section;
use crate::json::Json;
use crate::model::component::Component;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::model::service::{BalancerCertificate, Cloud, Service, ServicePort};
use crate::patch::Patch;
use crate::rule::{Rule, Target};
use crate::settings::Severity;
use crate::unknown::Unknown;
use crate::verdict::Verdict;
use crate::workflow::tls::{self, TlsEnd, missing_key, platform_certificate, tls_end};

pub static RULE: Rule = Rule {
    id: "tls-load-balancer",
    section: Section::Tls,
    severity: Severity::High,
    advice: false,
    title: words!("the load balancer ends TLS on port 443 and speaks to the port that fits"),
    why: words!(
        "a certificate on the load balancer is no TLS if it is on the wrong port, or if what it decrypts goes to a port that expects TLS again"
    ),
    fix: words!(
        "put the certificate on port 443 only, and let that port target 8080, the router's HTTP port"
    ),
    target: Target::Named(Kind::Service, &["deis-router", "drycc-router"]),
    reads: tls::READS,
    check,
};

/// The router's ports for HTTP and for TLS (deis+router:charts/router).
const HTTP: i64 = 8080;
const TLS: i64 = 6443;
/// What AWS' provider knows, compared exactly; empty means tcp (function buildListener).
const PROTOCOLS: [&str; 5] = ["", "http", "https", "ssl", "tcp"];

fn check<'a>(object: &'a Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    let service = Service::of(object);
    let Some(certificate) = service.balancer_certificate() else {
        return Ok(Verdict::not_applicable());
    };
    if tls_end(context)? != TlsEnd::LoadBalancer {
        return Ok(Verdict::not_applicable());
    }
    let kind = service.service_type()?;
    if kind != "LoadBalancer" {
        let message = words!(
            "annotation `{}` gives a certificate to a load balancer, but the Service is of type `{}` and has none",
            certificate.annotation,
            kind
        );
        return Ok(Finding::fail(message).into());
    }
    let Some(port) = service.port(443) else {
        return Ok(Finding::fail(words!(
            "the load balancer has a certificate, but the Service has no port 443"
        ))
        .into());
    };
    let covered = covered(object, certificate, &port);
    if !covered {
        let message = words!(
            "annotation `{}` leaves port 443 out: it answers without the load balancer's certificate",
            certificate.ports_annotation
        );
        return Ok(Finding::fail(message).into());
    }
    let protocol = object.annotation(certificate.protocol_annotation).unwrap_or_default();
    if certificate.cloud == Cloud::Aws && !PROTOCOLS.contains(&protocol) {
        return Err(Unknown::not_followed(words!(
            "annotation `{}` is `{protocol}`, none of http, https, ssl and tcp: how the load balancer speaks to the router cannot be told",
            certificate.protocol_annotation
        )));
    }
    let mut verdict = Verdict::pass();
    match no_certificate_behind(object, certificate, context) {
        Ok(finding) => verdict.findings.take_in(finding),
        Err(unknown) => verdict.unknown = Some(unknown),
    }
    verdict.findings.take_in(wrong_target(object, certificate, &port, context)?);
    verdict.findings.take_in(too_many_ports(object, certificate));
    Ok(verdict)
}

/// The list of ports that the certificate is for; absent or empty, it is for all of them.
fn ports<'a>(object: &'a Object<'a>, certificate: &BalancerCertificate) -> Option<&'a str> {
    object.annotation(certificate.ports_annotation).filter(|list| !list.is_empty())
}

/// Whether the certificate is for that port: ports are listed by numbers or names.
fn covered(object: &Object<'_>, certificate: &BalancerCertificate, port: &ServicePort<'_>) -> bool {
    let Some(list) = ports(object, certificate) else { return true };
    let mut words = list.split(',').map(str::trim);
    words.any(|word| word == "*" || word == "443" || (!word.is_empty() && word == port.name()))
}

/// Where the load balancer encrypts again, the router has to answer with TLS; without a platform
/// certificate it does so for no host that it serves.
fn no_certificate_behind<'a>(
    object: &'a Object<'a>,
    certificate: &BalancerCertificate,
    context: &Context<'a>,
) -> Result<Option<Finding>, Unknown> {
    if !certificate.encrypts_again(object) {
        return Ok(None);
    }
    let name = platform_certificate(context);
    let secret = context.get(Kind::Secret, &name)?;
    if secret.is_some_and(|secret| missing_key(secret).is_none()) {
        return Ok(None);
    }
    if secret.is_none() && context.is_made(&name)?.is_some() {
        let words = words!("Secret `{name}` for the load balancer is not there yet");
        return Err(Unknown::not_followed(words));
    }
    let message = words!(
        "the load balancer encrypts again, and the router has no certificate in Secret `{name}` to answer with"
    );
    Ok(Some(Finding::fail(message).elsewhere()))
}

fn wrong_target<'a>(
    object: &'a Object<'a>,
    certificate: &BalancerCertificate,
    port: &ServicePort<'a>,
    context: &Context<'a>,
) -> Result<Option<Finding>, Unknown> {
    let encrypts_again = certificate.encrypts_again(object);
    let wanted = if encrypts_again { TLS } else { HTTP };
    let target = target_number(port, context)?;
    if target == wanted {
        return Ok(None);
    }
    let speech = if encrypts_again { "TLS" } else { "what it decrypted" };
    let message = words!(
        "the load balancer sends {speech} to port {target} of the router, which needs it on {wanted}"
    );
    let pointer = port.target_pointer();
    let patch = Patch::add(pointer.clone(), Json::integer(wanted));
    let remediation = Remediation::safe(
        words!("let port 443 target the router's port that fits"),
        words!("the load balancer's listener is changed in place; no chart value holds it, so a later `helm upgrade` may undo it"),
    )
    .patched(object, patch);
    Ok(Some(Finding::fail(message).at(pointer).as_charted().fixed_by(remediation)))
}

fn target_number<'a>(port: &ServicePort<'a>, context: &Context<'a>) -> Result<i64, Unknown> {
    let target = port.target()?;
    if let Some(number) = target.as_integer() {
        return Ok(number);
    }
    let Some(name) = target.as_str() else {
        return Err(Unknown::malformed(words!("`targetPort` is neither a number nor a name")));
    };
    let unresolved = || {
        Unknown::not_followed(words!(
            "`targetPort` is `{name}`, and no port of the router has that name"
        ))
    };
    let router = context.component(Component::Router)?.ok_or_else(unresolved)?;
    let container = context.container(router)?;
    let mut ports = container.ports();
    let found = ports.find(|port| port.body.get("name").as_str() == Some(name));
    found.and_then(|port| port.body.get("containerPort").as_integer()).ok_or_else(unresolved)
}

/// AWS puts the certificate on every port where no list is given, on 80 and 2222 too; and with an
/// `http` backend it makes HTTP listeners of the other ports, which breaks `git push` on 2222.
fn too_many_ports(object: &Object<'_>, certificate: &BalancerCertificate) -> Option<Finding> {
    if certificate.cloud != Cloud::Aws {
        return None;
    }
    let list = ports(object, certificate).unwrap_or("*");
    let mut words = list.split(',').map(str::trim);
    if words.any(|word| matches!(word, "*" | "80" | "http" | "2222" | "builder")) {
        let message = words!(
            "annotation `{}` does not keep the certificate to port 443: on 80 and 2222 it breaks HTTP and `git push`",
            certificate.ports_annotation
        );
        return Some(Finding::warn(message));
    }
    (object.annotation(certificate.protocol_annotation) == Some("http")).then(|| {
        let message = words!("annotation `{}` is `http`, which makes HTTP listeners of ports 80, 2222 and 9090: `git push` on 2222 breaks", certificate.protocol_annotation);
        Finding::warn(message)
    })
}
