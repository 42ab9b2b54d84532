//! Looks, in Drycc from v1.7 on, for a listener of the Gateway, or of a ListenerSet that adds to it,
//! that has protocol HTTPS and a certificate's Secret, and that the route to the API is attached to
//! (drycc+gateway:charts/gateway/templates). A Secret that cert-manager has not made yet is unknown.

use words::words;

use crate::context::Context;
use crate::finding::{Finding, Remediation, Remedy};
use crate::gather::{Gather as _, TakeIn as _};
use crate::guide::Section;
use crate::json::Json;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::rule::{Rule, Target};
use crate::settings::Severity;
use crate::unknown::Unknown;
use crate::verdict::Verdict;
use crate::workflow::gateway::{self, Listener, listeners_pointer};
use crate::workflow::tls::{self, TlsEnd, missing_key, tls_end};

pub static RULE: Rule = Rule {
    id: "tls-gateway",
    section: Section::Tls,
    severity: Severity::High,
    advice: false,
    title: words!("the Gateway ends TLS for the API"),
    why: words!(
        "the chart's default has listeners for plain HTTP only: logins and pushes to the API go over the network in the clear"
    ),
    fix: words!(
        "set `global.certManagerEnabled` to true (with cert-manager installed), or give the Gateway a listener with your own certificate"
    ),
    target: Target::Kinds(&[Kind::Gateway]),
    reads: tls::READS,
    check,
};

fn check<'a>(gateway: &'a Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    if tls_end(context)? != TlsEnd::Gateway {
        return Ok(Verdict::not_applicable());
    }
    let listeners = gateway::listeners(gateway, context)?;
    let routes = gateway::api_routes(context)?;
    if routes.is_empty() {
        return Err(Unknown::not_followed(words!("the input has no HTTPRoute to the API")));
    }
    let attached = |listener: &&Listener<'a>| routes.iter().any(|route| listener.takes(route));
    if !listeners.iter().any(|listener| attached(&listener)) {
        // The API goes through another Gateway.
        return Ok(Verdict::not_applicable());
    }
    let ends: Vec<_> =
        listeners.iter().filter(attached).filter(|listener| listener.ends_tls()).gathered();
    if ends.is_empty() {
        let message = words!(
            "no listener that the route to the API is attached to has TLS with a certificate"
        );
        let finding = Finding::fail(message).at(listeners_pointer());
        return Ok(finding.fixed_by(with_cert_manager()).into());
    }
    let mut verdict = Verdict::pass();
    for listener in ends {
        for (name, namespace) in listener.secrets() {
            match problem(name, namespace, context) {
                Ok(finding) => verdict.findings.take_in(finding),
                Err(unknown) => verdict.unknown = Some(unknown),
            }
        }
    }
    Ok(verdict)
}

fn problem(
    name: &str,
    namespace: Option<&str>,
    context: &Context<'_>,
) -> Result<Option<Finding>, Unknown> {
    if namespace.is_some_and(|namespace| namespace != context.installation.namespace) {
        return Err(Unknown::not_followed(words!(
            "the certificate's Secret `{name}` is in another namespace"
        )));
    }
    let fail = |words: String| Ok(Some(Finding::fail(words).at(listeners_pointer()).elsewhere()));
    match context.get(Kind::Secret, name)? {
        Some(secret) => match missing_key(secret) {
            Some(key) => fail(words!("the certificate's Secret `{name}` has no key `{key}`")),
            None => Ok(None),
        },
        None => match context.is_made(name)? {
            Some(maker) => Err(Unknown::not_followed(words!(
                "the certificate's Secret `{name}` is not there yet; {} `{}` makes it",
                maker.kind,
                maker.name
            ))),
            None => fail(words!("the certificate's Secret `{name}` is not there")),
        },
    }
}

fn with_cert_manager() -> Remedy {
    Remediation::risky(
        words!("let cert-manager make a certificate, and the Gateway use it"),
        words!("the platform's addresses change from http to https; without cert-manager in the cluster the upgrade fails"),
    )
    .value("global.certManagerEnabled", Json::Bool(true))
    .step(words!("install cert-manager"))
    .step(words!("set `global.certManagerEnabled` to true and `gateway.acme` to your account, then `helm upgrade`"))
}
