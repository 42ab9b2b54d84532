//! Looks for Secret `deis-router-platform-cert` with `tls.crt` and `tls.key` in the namespace that
//! `POD_NAMESPACE` of the router says; its type does not matter, and port 443 proves nothing
//! (deis+router:model/model.go); not asked where TLS ends at an Ingress, a Gateway, the load balancer
//! or, attested, elsewhere.

use words::{Words, words};

use crate::context::Context;
use crate::finding::{Finding, Remediation, Remedy};
use crate::guide::Section;
use crate::joined::joined;
use crate::model::component::Component;
use crate::model::env::{Env, Variable};
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::model::secret::Secret;
use crate::rule::{Rule, Target};
use crate::settings::Severity;
use crate::unknown::Unknown;
use crate::verdict::Verdict;
use crate::workflow::routing::answers_beside_ingress;
use crate::workflow::tls::{self, CERTIFICATE_KEYS, TlsEnd, platform_certificate, tls_end};

pub static RULE: Rule = Rule {
    id: "tls-platform-cert",
    section: Section::Tls,
    severity: Severity::High,
    advice: false,
    title: words!("the router has a platform certificate"),
    why: words!(
        "without one, logins and pushes to the API go over the network in the clear; port 443 then answers with a certificate whose private key is public"
    ),
    fix: words!(
        "create Secret `deis-router-platform-cert` with keys `tls.crt` and `tls.key` in the router's namespace"
    ),
    target: Target::Components(&[Component::Router]),
    reads: tls::READS,
    check,
};

fn check<'a>(router: &'a Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    match tls_end(context)? {
        TlsEnd::Router => {}
        TlsEnd::Ingress => return beside_ingress(router, context),
        _ => return Ok(Verdict::not_applicable()),
    }
    let namespace = router_namespace(router, context)?;
    let name = platform_certificate(context);
    let Some(secret) = context.cluster.get(Kind::Secret, &namespace, &name)? else {
        if let Some(maker) = context.is_made(&name)? {
            return Err(Unknown::not_followed(words!(
                "Secret `{name}` is not there yet; {} `{}` makes it",
                maker.kind,
                maker.name
            )));
        }
        let message = words!(
            "Secret `{name}` is not there: the API has no TLS, whatever answers on port 443"
        );
        return Ok(Finding::fail(message).elsewhere().fixed_by(create(router, &name)).into());
    };
    let Some(missing) = tls::missing_key(secret) else {
        return Ok(finds_it(router, context)?.map_or_else(Verdict::pass, Verdict::from));
    };
    let message = words!(
        "Secret `{name}` {}: the router takes it for no certificate",
        state(secret, missing)
    );
    Ok(Finding::fail(message).elsewhere().fixed_by(replace(router, &name)).into())
}

/// With native ingress on, a router that answers all the same leaves it open which of the two the API's
/// name leads to.
fn beside_ingress<'a>(router: &'a Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    if !answers_beside_ingress(router, context)? {
        return Ok(Verdict::not_applicable());
    }
    let name = platform_certificate(context);
    let namespace = router_namespace(router, context)?;
    let secret = context.cluster.get(Kind::Secret, &namespace, &name)?;
    if secret.is_some_and(|secret| tls::missing_key(secret).is_none()) {
        return Ok(Verdict::not_applicable());
    }
    Err(Unknown::not_followed(words!(
        "native ingress is on, and the router answers all the same, without a certificate in Secret `{name}`: which of the two the API's name leads to cannot be told; scale the router to 0"
    )))
}

/// What is wrong with the Secret: names of keys only, never what they hold.
fn state(secret: &Object<'_>, missing: &str) -> String {
    let secret = Secret::of(secret);
    let keys = || secret.keys();
    if keys().any(|key| key == missing) {
        return words!("has an empty key `{missing}`");
    }
    // The first by name, whatever their order: sorting all of them would be 3 KB of the module.
    let mut present: Vec<&str> = Vec::new();
    let next = |last: Option<&&str>| keys().filter(|key| last.is_none_or(|last| key > last)).min();
    while present.len() < 4
        && let Some(key) = next(present.last())
    {
        present.push(key);
    }
    let others = match present.as_slice() {
        [] => "it is empty".to_owned(),
        some => format!("it has `{}`", joined(some, "`, `")),
    };
    words!("has no key `{missing}` ({others})")
}

/// Where the router looks: POD_NAMESPACE, by the downward API its own (deis+router:model/model.go).
fn router_namespace<'a>(router: &'a Object<'a>, context: &Context<'a>) -> Result<String, Unknown> {
    let container = context.container(router)?;
    match Variable::of(container, POD_NAMESPACE).env {
        Env::Literal(namespace) if !namespace.is_empty() => Ok(namespace.into_owned()),
        Env::PodField("metadata.namespace") | Env::Unset => Ok(router.namespace.to_owned()),
        _ => Err(Unknown::not_followed(words!(
            "where the router looks for its certificate (`POD_NAMESPACE`) comes from a place that is not read"
        ))),
    }
}

/// Without POD_NAMESPACE the router looks in `default`; the charts always set it.
fn finds_it<'a>(router: &'a Object<'a>, context: &Context<'a>) -> Result<Option<Finding>, Unknown> {
    let container = context.container(router)?;
    let variable = Variable::of(container, POD_NAMESPACE);
    let lost = variable.env == Env::Unset && router.namespace != "default";
    Ok(lost.then(|| {
        let message = words!("`POD_NAMESPACE` is not set: the router falls back to namespace `default`, and finds no certificate there");
        Finding::warn(message).at(variable.pointer())
    }))
}

const POD_NAMESPACE: &str = "POD_NAMESPACE";

const EFFECT: Words = words!("the router takes it up within 10 seconds, without a restart");

fn create(router: &Object<'_>, name: &str) -> Remedy {
    let [certificate, key] = CERTIFICATE_KEYS.map(|key| format!("--from-file={key}={key}"));
    Remediation::safe(
        words!("create the platform certificate's Secret from your two PEM files"),
        EFFECT,
    )
    .kubectl(router, &["create", "secret", "generic", name, &certificate, &key])
}

fn replace(router: &Object<'_>, name: &str) -> Remedy {
    let mut created = create(router, name);
    let delete =
        Remediation::safe(words!(""), words!("")).kubectl(router, &["delete", "secret", name]);
    let lines = [delete.command, created.command].map(Option::unwrap_or_default);
    created.command = Some(joined(&lines, " && "));
    created
}
