//! Reads `nginx.ssl.enforce` and `nginx.ssl.hsts.enabled` of the router, and `ssl.enforce` of the
//! controller's Service; off by default (deis+router:model/model.go); the guide does not demand it.

use words::words;

use crate::context::Context;
use crate::finding::Finding;
use crate::guide::Section;
use crate::model::component::Component;
use crate::model::object::Object;
use crate::rule::{Rule, Target};
use crate::settings::Severity;
use crate::unknown::Unknown;
use crate::verdict::Verdict;
use crate::workflow::router::{self, annotate};
use crate::workflow::tls::{self, TlsEnd, tls_end};

pub static RULE: Rule = Rule {
    id: "tls-enforced",
    section: Section::Tls,
    severity: Severity::Low,
    advice: true,
    title: words!("the router sends plain HTTP to HTTPS"),
    why: words!(
        "with a certificate alone, plain HTTP goes on working: whoever types no `https://` logs in over the network in the clear"
    ),
    fix: words!(
        "annotate the router with `router.deis.io/nginx.ssl.enforce: \"true\"`, or switch HSTS on, which implies it"
    ),
    target: Target::Components(&[Component::Router]),
    reads: tls::READS,
    check,
};

fn check<'a>(router: &'a Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    if !matches!(tls_end(context)?, TlsEnd::Router | TlsEnd::LoadBalancer) {
        return Ok(Verdict::not_applicable());
    }
    let on = |switch: &str| router::is_on(router, switch, context);
    if on("nginx.ssl.enforce") || on("nginx.ssl.hsts.enabled") {
        return Ok(Verdict::pass());
    }
    let service = router::api_service(context)?;
    if service.is_some_and(|service| router::is_on(service, "ssl.enforce", context)) {
        return Ok(Verdict::pass());
    }
    let (pointer, remediation) = annotate(
        router,
        "nginx.ssl.enforce",
        "true",
        words!("send plain HTTP to HTTPS"),
        words!(
            "the router answers http with a redirect within 10 seconds, for applications too: a domain without a certificate answers no more; behind a load balancer that ends TLS as SSL, without X-Forwarded-Proto, it would loop"
        ),
        context,
    );
    let message = words!(
        "`{}` is not on: plain HTTP is served as well",
        context.router_key("nginx.ssl.enforce")
    );
    Ok(Finding::warn(message).at(pointer).fixed_by(remediation).into())
}
