//! An entry with a dot in the Service's list of domains never uses the platform certificate; its own is
//! Secret `<name>-cert` (deis+router:model/model.go, buildAppConfig).

use words::words;

use crate::context::Context;
use crate::finding::{Finding, Remediation};
use crate::gather::TakeIn as _;
use crate::guide::Section;
use crate::json::{Json, Pointer};
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::rule::{Rule, Target};
use crate::settings::Severity;
use crate::unknown::Unknown;
use crate::verdict::Verdict;
use crate::workflow::router;
use crate::workflow::tls::{self, TlsEnd, missing_key, tls_end};

pub static RULE: Rule = Rule {
    id: "tls-domains-covered",
    section: Section::Tls,
    severity: Severity::High,
    advice: false,
    title: words!("every full domain name of the platform's Services has a certificate of its own"),
    why: words!(
        "the platform certificate serves names without a dot only; a full domain name in `router.deis.io/domains` goes over the network in the clear"
    ),
    fix: words!(
        "use a name without a dot, or name a certificate for the domain in `router.deis.io/certificates` and create its Secret"
    ),
    target: Target::Kinds(&[Kind::Service]),
    reads: tls::READS,
    check,
};

/// deis+router:model/model.go, buildAppConfig: a name with a dot never uses the platform certificate.
fn check<'a>(service: &'a Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    let domains = context.router_key("domains");
    match service.body.at(&["metadata", "annotations"]).get(&domains) {
        Json::Null => return Ok(Verdict::not_applicable()),
        Json::String(_) if !router::is_routable(service, context)? => {
            return Ok(Verdict::not_applicable());
        }
        Json::String(_) => {}
        _ => return Err(Unknown::malformed(words!("annotation `{domains}` is no text"))),
    }
    if tls_end(context)? != TlsEnd::Router {
        return Ok(Verdict::not_applicable());
    }
    let mut findings = Vec::new();
    for domain in router::domains(service, context).filter(|domain| domain.contains(['.'])) {
        findings.take_in(uncovered(domain, service, context)?);
    }
    Ok(findings.into())
}

fn uncovered<'a>(
    domain: &str,
    service: &'a Object<'a>,
    context: &Context<'a>,
) -> Result<Option<Finding>, Unknown> {
    let list = context.router_annotation(service, "certificates").unwrap_or_default();
    let mut pairs = list.split(',').filter_map(|entry| entry.split_once(':'));
    let named = pairs.find(|(name, _)| name.trim() == domain).map(|(_, name)| name.trim());
    let Some(name) = named else {
        let message = words!(
            "`{}` has `{domain}`, and `{}` names no certificate for it: the platform certificate serves names without a dot only",
            context.router_key("domains"),
            context.router_key("certificates")
        );
        return Ok(Some(finding(message, domain, service, context)));
    };
    let secret = format!("{name}-cert");
    let problem = match context.get(Kind::Secret, &secret)? {
        None if context.is_made(&secret)?.is_some() => {
            return Err(Unknown::not_followed(words!("Secret `{secret}` is not there yet")));
        }
        None => "is not there".to_owned(),
        Some(found) => match missing_key(found) {
            None => return Ok(None),
            Some(key) => words!("has no key `{key}`"),
        },
    };
    let message = words!("the certificate of `{domain}` is Secret `{secret}`, which {problem}");
    Ok(Some(finding(message, domain, service, context).elsewhere()))
}

fn finding(message: String, domain: &str, service: &Object<'_>, context: &Context<'_>) -> Finding {
    let annotation = format!("{}={domain}:NAME", context.router_key("certificates"));
    let remediation = Remediation::safe(
        words!("give the domain a certificate of its own"),
        words!("the router takes it up within 10 seconds, without a restart"),
    )
    .kubectl(service, &["annotate", &service.argument(), &annotation])
    .step(words!(
        "create Secret `NAME-cert` with keys `tls.crt` and `tls.key` in the Service's namespace"
    ))
    .step(words!("name it for the domain in the Service's annotation"));
    let pointer = Pointer::to(&["metadata", "annotations", &context.router_key("domains")]);
    Finding::fail(message).at(pointer).fixed_by(remediation)
}
