use crate::context::Context;
use crate::finding::{Finding, Remediation};
use crate::guide::Section;
use crate::json::Pointer;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::rule::{Rule, Target};
use crate::settings::Severity;
use crate::unknown::Unknown;
use crate::verdict::Verdict;
use crate::workflow::tls::{self, TlsEnd, missing_key, tls_end};

pub static RULE: Rule = Rule {
    id: "tls-domains-covered",
    section: Section::Tls,
    severity: Severity::High,
    title: "every full domain name of the platform's Services has a certificate of its own",
    why: "the platform certificate serves names without a dot only; a full domain name in `router.deis.io/domains` goes over the network in the clear",
    fix: "use a name without a dot, or name a certificate for the domain in `router.deis.io/certificates` and create its Secret",
    target: Target::Kinds(&[Kind::Service]),
    reads: tls::READS,
    check,
};

const DOMAINS: &str = "router.deis.io/domains";
const CERTIFICATES: &str = "router.deis.io/certificates";

/// deis+router:model/model.go, buildAppConfig: a name with a dot never uses the platform certificate.
fn check<'a>(service: &Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    let routable = service.label("router.deis.io/routable") == Some("true");
    let Some(domains) = service.annotation(DOMAINS).filter(|_| routable) else {
        return Ok(Verdict::not_applicable());
    };
    if tls_end(context)? != TlsEnd::Router {
        return Ok(Verdict::not_applicable());
    }
    let mut findings = Vec::new();
    for domain in entries(domains).filter(|domain| domain.contains('.')) {
        findings.extend(uncovered(domain, service, context)?);
    }
    Ok(findings.into())
}

fn entries(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(str::trim).filter(|entry| !entry.is_empty())
}

fn uncovered<'a>(
    domain: &str,
    service: &Object<'a>,
    context: &Context<'a>,
) -> Result<Option<Finding>, Unknown> {
    let mut pairs = entries(service.annotation(CERTIFICATES).unwrap_or_default())
        .filter_map(|entry| entry.split_once(':'));
    let named = pairs.find(|(name, _)| name.trim() == domain).map(|(_, name)| name.trim());
    let Some(name) = named else {
        let message = format!(
            "`{DOMAINS}` has `{domain}`, and `{CERTIFICATES}` names no certificate for it: the platform certificate serves names without a dot only"
        );
        return Ok(Some(finding(message, domain, service)));
    };
    let secret = format!("{name}-cert");
    let problem = match context.get(Kind::Secret, &secret)? {
        None => "is not there".to_owned(),
        Some(found) => match missing_key(&found) {
            None => return Ok(None),
            Some(key) => format!("has no key `{key}`"),
        },
    };
    let message = format!("the certificate of `{domain}` is Secret `{secret}`, which {problem}");
    Ok(Some(finding(message, domain, service)))
}

fn finding(message: String, domain: &str, service: &Object<'_>) -> Finding {
    let remediation = Remediation::safe(
        "give the domain a certificate of its own",
        "the router takes it up within 10 seconds, without a restart",
    )
    .kubectl(service, &["annotate", &service.argument(), &format!("{CERTIFICATES}={domain}:NAME")])
    .steps(&[
        "create Secret `NAME-cert` with keys `tls.crt` and `tls.key` in the Service's namespace",
        "name it for the domain in the Service's annotation",
    ]);
    let pointer = Pointer::to(&["metadata", "annotations", DOMAINS]);
    Finding::fail(message).at(pointer).fixed_by(remediation)
}
