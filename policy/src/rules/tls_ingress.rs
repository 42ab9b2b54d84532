//! Wherever an Ingress routes to the API or to the router, each of its hosts needs an entry in
//! `spec.tls` whose Secret is there, or a cloud's certificate annotation; the chart's Ingress has none
//! (deis+controller:charts/controller/templates/controller-ingress-rule-http-80.yaml).

use words::words;

use crate::context::Context;
use crate::finding::{Finding, Remediation};
use crate::gather::TakeIn as _;
use crate::guide::Section;
use crate::json::{Json, Pointer};
use crate::model::component::Component;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::patch::Patch;
use crate::rule::{Rule, Target};
use crate::settings::Severity;
use crate::unknown::Unknown;
use crate::verdict::Verdict;
use crate::workflow::ingress::{Ingress, api_ingress};
use crate::workflow::routing::{Routing, routing};
use crate::workflow::tls::{self, TlsEnd, missing_key, tls_end};

pub static RULE: Rule = Rule {
    id: "tls-ingress",
    section: Section::Tls,
    severity: Severity::High,
    advice: false,
    title: words!("an Ingress before the API or the router has TLS"),
    why: words!(
        "the chart's Ingress has none: logins and pushes to the API go over the network in the clear"
    ),
    fix: words!(
        "add the API's host with a certificate's Secret to `spec.tls` of the Ingress, or attest that TLS ends in front of it"
    ),
    target: Target::Kinds(&[Kind::Ingress]),
    reads: tls::READS,
    check,
};

fn check<'a>(object: &'a Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    let ingress = Ingress { object };
    let native = match routing(context)? {
        Routing::Ingress => true,
        Routing::Router => false,
        Routing::Gateway => return Ok(Verdict::not_applicable()),
    };
    let behind = if native { Component::Controller } else { Component::Router };
    let distribution = context.installation.distribution;
    let sends = behind.names(distribution).iter().any(|name| ingress.sends_to(name));
    let concerns = sends || native && object.name == api_ingress(distribution);
    if !concerns || tls_end(context)? != TlsEnd::Ingress {
        return Ok(Verdict::not_applicable());
    }
    if ingress.cloud_certificate().is_some() {
        return Ok(Verdict::pass());
    }
    let mut verdict = Verdict::pass();
    if ingress.hosts().next().is_none() {
        verdict.unknown = Some(Unknown::malformed(words!(
            "the Ingress names no host, so it cannot be told what TLS is for"
        )));
    }
    for host in ingress.hosts() {
        let found = match host {
            Some(host) => host_finding(host, &ingress, behind, context),
            None => Err(Unknown::not_followed(words!(
                "a rule without a host answers for every host, and which certificate it has is not visible here"
            ))),
        };
        match found {
            Ok(finding) => verdict.findings.take_in(finding),
            Err(unknown) => verdict.unknown = Some(unknown),
        }
    }
    Ok(verdict)
}

/// TLS of a host may stand in any Ingress to the same Service.
fn host_finding<'a>(
    host: &str,
    ingress: &Ingress<'a>,
    behind: Component,
    context: &Context<'a>,
) -> Result<Option<Finding>, Unknown> {
    let entry = match ingress.tls_for(host) {
        Some(entry) => Some(entry),
        None => Ingress::others(behind, context)?.iter().find_map(|other| other.tls_for(host)),
    };
    match entry {
        None => Ok(Some(no_tls(host, ingress.object))),
        Some(entry) => certificate(entry, host, ingress, context),
    }
}

fn certificate<'a>(
    entry: &'a Json<'a>,
    host: &str,
    ingress: &Ingress<'a>,
    context: &Context<'a>,
) -> Result<Option<Finding>, Unknown> {
    let Some(name) = entry.get("secretName").as_str().filter(|name| !name.is_empty()) else {
        let words = words!(
            "`spec.tls` names no Secret for `{host}`: the ingress controller's own certificate is not visible here; attest section `tls` if it fits"
        );
        return Err(Unknown::not_followed(words));
    };
    let pointer = Pointer::to(&["spec", "tls"]);
    let Some(secret) = context.get(Kind::Secret, name)? else {
        if ingress.asks_for_certificates() || context.is_made(name)?.is_some() {
            return Err(Unknown::not_followed(words!(
                "Secret `{name}` for `{host}` is not there yet; cert-manager or another controller makes it"
            )));
        }
        let message = words!("`spec.tls` names Secret `{name}` for `{host}`, which is not there");
        return Ok(Some(Finding::fail(message).at(pointer).elsewhere()));
    };
    Ok(missing_key(secret).map(|key| {
        let message = words!("Secret `{name}` for `{host}` has no key `{key}`");
        Finding::fail(message).at(pointer).elsewhere()
    }))
}

fn no_tls(host: &str, ingress: &Object<'_>) -> Finding {
    let entry = |text: &str| Json::Array(vec![Json::text(text)]);
    let (hosts, secret) = (entry(host), Json::text("deis-api-tls"));
    let entry = Json::Object(vec![("hosts".into(), hosts), ("secretName".into(), secret)]);
    let list = Pointer::to(&["spec", "tls"]);
    let patch = match ingress.body.at(&["spec", "tls"]) {
        Json::Array(_) => Patch::add(list.clone().end(), entry),
        _ => Patch::add(list.clone(), Json::Array(vec![entry])),
    };
    let remediation = Remediation::risky(
        words!("create a TLS Secret for the host and name it in the Ingress"),
        words!("until the Secret is there, the ingress controller answers with its own certificate; no chart value holds it"),
    )
    .kubectl(ingress, &["patch", &ingress.argument(), "--type=json", "--patch", &patch.to_string()])
    .step(words!("create a Secret of type kubernetes.io/tls called `deis-api-tls` with the certificate and key of the host"))
    .step(words!("name it in `spec.tls` of the Ingress"));
    Finding::fail(words!("the Ingress has no TLS for `{host}`"))
        .at(list)
        .as_charted()
        .fixed_by(remediation)
}
