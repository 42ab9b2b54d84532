//! TLS: at the router, at a load balancer before it, or at an Ingress.

use super::{Outcome, Said, passes_or_warns};
use crate::plan::{
    Balancer, Brand, Certificate, HttpsTarget, IngressTls, Router, Routing, Workflow,
};

const SECRET: &str = "deis-router-platform-cert";

pub fn all(plan: &Workflow, said: &mut Said) {
    match &plan.routing {
        Routing::Ingress(ingress) => by_ingress(ingress.tls, said),
        Routing::Router(router) => match router.balancer {
            Some(one) => by_balancer(one, plan, router, said),
            None => by_router(plan, router, said),
        },
    }
}

fn by_ingress(tls: IngressTls, said: &mut Said) {
    let outcome = match tls {
        IngressTls::Good | IngressTls::Cloud => Outcome::Pass,
        IngressTls::None | IngressTls::SecretMissing | IngressTls::OtherHost => Outcome::Fail,
        IngressTls::Coming => Outcome::Error,
    };
    said.say("tls-ingress", "controller-api-server-ingress-http", outcome);
    if tls == IngressTls::Good {
        said.say("tls-platform-cert-usable", "deis-api-tls", Outcome::Pass);
    }
}

fn by_router(plan: &Workflow, router: &Router, said: &mut Said) {
    let outcome = match router.certificate {
        Certificate::Absent | Certificate::NoKey | Certificate::EmptyCertificate => Outcome::Fail,
        Certificate::Coming => Outcome::Error,
        _ => Outcome::Pass,
    };
    said.say("tls-platform-cert", "deis-router", outcome);
    if outcome == Outcome::Pass {
        let outcomes = usable(plan, router);
        said.say_all("tls-platform-cert-usable", SECRET, &outcomes);
    }
    domains(plan, said);
    said.say("tls-enforced", "deis-router", passes_or_warns(is_enforced(router)));
    said.say("tls-protocols", "deis-router", passes_or_warns(is_modern(plan.brand, router)));
    said.say("tls-dhparam", "deis-router-dhparam", passes_or_warns(router.own_dhparam));
}

/// What is wrong with a certificate that is there with its key.
fn usable(plan: &Workflow, router: &Router) -> Vec<Outcome> {
    let mut outcomes = Vec::new();
    if router.certificate == Certificate::NoText {
        return vec![Outcome::Fail];
    }
    if !router.platform_domain {
        // Which names it has to cover is not known.
        outcomes.push(Outcome::Error);
    }
    let names_a_host = plan.domains.split(',').any(|name| !name.trim().contains('.'));
    match router.certificate {
        Certificate::Expired | Certificate::NotYet | Certificate::OtherKey => {
            outcomes.push(Outcome::Fail);
        }
        Certificate::ExpiresSoon | Certificate::SelfSigned => outcomes.push(Outcome::Warn),
        // Not for the applications' names.
        Certificate::ApiOnly if router.platform_domain => outcomes.push(Outcome::Warn),
        Certificate::OtherHost if router.platform_domain && names_a_host => {
            outcomes.push(Outcome::Fail);
        }
        Certificate::OtherHost if router.platform_domain => outcomes.push(Outcome::Warn),
        _ => {}
    }
    outcomes
}

/// A full domain name needs a certificate of its own.
fn domains(plan: &Workflow, said: &mut Said) {
    let rule = "tls-domains-covered";
    let full = plan.domains.contains('.');
    let outcome = match plan.domain_certificate {
        Some(true) => Outcome::Pass,
        Some(false) | None if full => Outcome::Fail,
        _ => Outcome::Pass,
    };
    said.say(rule, "deis-controller", outcome);
    if plan.grafana.is_some() {
        said.say(rule, "deis-monitor-grafana", Outcome::Pass);
        if plan.influx_is_routable {
            said.say(rule, "deis-monitor-influxapi", Outcome::Pass);
        }
    }
    if plan.domain_certificate == Some(true) {
        said.say("tls-platform-cert-usable", "api-cert", Outcome::Pass);
    }
}

/// `true` in any case, and nothing else; HSTS implies it.
fn is_enforced(router: &Router) -> bool {
    router.hsts || router.enforce.is_some_and(|word| word.eq_ignore_ascii_case("true"))
}

/// What a router does not know is not taken: then it has its default, which is outdated. TLS 1.3 is
/// Hephy's alone.
fn is_modern(brand: Brand, router: &Router) -> bool {
    match router.protocols {
        Some("TLSv1.2") => true,
        Some("TLSv1.2 TLSv1.3") => brand == Brand::Hephy,
        _ => false,
    }
}

fn by_balancer(balancer: Balancer, plan: &Workflow, router: &Router, said: &mut Said) {
    let outcomes = listener(balancer, router);
    said.say_all("tls-load-balancer", "deis-router", &outcomes);
    said.say("tls-enforced", "deis-router", passes_or_warns(is_enforced(router)));
    let _ = plan;
}

fn listener(balancer: Balancer, router: &Router) -> Vec<Outcome> {
    if router.node_port {
        // There is no load balancer at all.
        return vec![Outcome::Fail];
    }
    let listed = balancer.ports.map(|ports| ports.split(',').collect::<Vec<_>>());
    if listed.as_ref().is_some_and(|list| !list.contains(&"443") && !list.contains(&"https")) {
        return vec![Outcome::Fail];
    }
    let mut outcomes = Vec::new();
    let again = matches!(balancer.protocol, Some("https" | "ssl"));
    let answers = match router.certificate {
        Certificate::Absent | Certificate::NoKey | Certificate::EmptyCertificate => Outcome::Fail,
        Certificate::Coming => Outcome::Error,
        _ => Outcome::Pass,
    };
    if again && answers != Outcome::Pass {
        outcomes.push(answers);
    }
    // What it decrypted goes to 8080; what it encrypts again to 6443.
    let to_tls = balancer.target != HttpsTarget::Http;
    if again != to_tls {
        outcomes.push(Outcome::Fail);
    }
    let all = listed.is_none_or(|list| list.contains(&"80") || list.contains(&"http"));
    if all || balancer.protocol == Some("http") {
        outcomes.push(Outcome::Warn);
    }
    outcomes
}
