//! Workflow's router: what its annotations say, and which names the platform answers to.

use std::borrow::Cow;

use words::{Words, words};

use crate::context::Context;
use crate::finding::{Remediation, Remedy};
use crate::gather::{Gather as _, TakeIn as _};
use crate::json::{Json, Pointer};
use crate::model::component::Component;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::patch::Patch;
use crate::unknown::Unknown;

/// The kinds that these views ask for.
pub const READS: &[Kind] = &[
    Kind::Service,
    Kind::Deployment,
    Kind::StatefulSet,
    Kind::DaemonSet,
    Kind::ReplicationController,
];

/// Whether a switch in the router's annotations is on: `true` in any case, and nothing else
/// (deis+router:model/model.go; an invalid word is logged and the default, off, is kept).
pub fn is_on<'a>(object: &'a Object<'a>, switch: &str, context: &Context<'a>) -> bool {
    context.router_annotation(object, switch).is_some_and(|word| word.eq_ignore_ascii_case("true"))
}

/// The Service of the API, whatever the distribution calls it: Drycc's had another name in v1.0.
///
/// # Errors
/// It cannot be told whether there is one.
pub fn api_service<'a>(context: &Context<'a>) -> Result<Option<&'a Object<'a>>, Unknown> {
    service_of(Component::Controller, context)
}

/// The Service of a component, by any of the component's names.
///
/// # Errors
/// It cannot be told whether there is one.
pub fn service_of<'a>(
    component: Component,
    context: &Context<'a>,
) -> Result<Option<&'a Object<'a>>, Unknown> {
    for name in component.names(context.installation.distribution) {
        if let Some(service) = context.get(Kind::Service, name)? {
            return Ok(Some(service));
        }
    }
    Ok(None)
}

/// Whether the router publishes a Service: its label `routable` is `true`, and nothing else.
///
/// # Errors
/// A label that is no text: the API server refuses the Service.
pub fn is_routable<'a>(service: &'a Object<'a>, context: &Context<'a>) -> Result<bool, Unknown> {
    let key = context.router_key("routable");
    match service.body.at(&["metadata", "labels"]).get(&key) {
        Json::Null => Ok(false),
        Json::String(word) => Ok(word == "true"),
        _ => Err(Unknown::malformed(words!("label `{key}` is no text"))),
    }
}

/// The domain under which names without a dot become hosts; `None` where the router has none.
///
/// # Errors
/// It cannot be told, for instance because the router was not given.
pub fn platform_domain(context: &Context<'_>) -> Result<Option<String>, Unknown> {
    let Some(router) = context.component(Component::Router)? else {
        return Err(Unknown::not_followed(words!(
            "the router, which has the platform domain, was not given"
        )));
    };
    let domain = context.router_annotation(router, "nginx.platformDomain").map(str::trim);
    match domain.filter(|domain| !domain.is_empty()) {
        Some(domain) if !is_domain(domain) => Err(Unknown::not_followed(words!(
            "the router's platform domain is `{domain}`, which is no full domain name: the router does not take it"
        ))),
        domain => Ok(domain.map(str::to_ascii_lowercase)),
    }
}

/// Whether it is a full domain name: labels of letters, digits and hyphens, at least two.
fn is_domain(name: &str) -> bool {
    let plain = |label: &str| {
        !label.is_empty()
            && label.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '-')
    };
    name.contains('.') && name.split('.').all(plain)
}

/// The names in a Service's list of domains.
pub fn domains<'a>(
    service: &'a Object<'a>,
    context: &Context<'a>,
) -> impl Iterator<Item = &'a str> + use<'a> {
    let list = context.router_annotation(service, "domains").unwrap_or_default();
    list.split(',').map(str::trim).filter(|entry| !entry.is_empty())
}

/// The hosts of the API that the platform certificate is for: the names without a dot of the
/// controller's Service, under the platform domain.
///
/// # Errors
/// It cannot be told, for instance because no Service was given.
pub fn api_hosts(domain: &str, context: &Context<'_>) -> Result<Vec<String>, Unknown> {
    let service = api_service(context)?;
    let default = context.installation.distribution.heritage();
    let names: Vec<&str> = match &service {
        Some(service) if context.router_annotation(service, "domains").is_some() => {
            domains(service, context).filter(|name| !name.contains(['.'])).gathered()
        }
        _ => vec![default],
    };
    Ok(names.into_iter().map(|name| format!("{name}.{domain}").to_ascii_lowercase()).gathered())
}

/// Every name that the router answers to for the API, full domain names too; `None` where it has no
/// platform domain, or was not given.
///
/// # Errors
/// It cannot be told, for instance because no Service was given.
pub fn api_names(context: &Context<'_>) -> Result<Option<Vec<String>>, Unknown> {
    let Ok(Some(domain)) = platform_domain(context) else { return Ok(None) };
    let mut names = api_hosts(&domain, context)?;
    if let Some(service) = api_service(context)? {
        let full = domains(service, context).filter(|name| name.contains(['.']));
        names.take_in(full.map(str::to_ascii_lowercase));
    }
    Ok(Some(names))
}

/// Whether a whitelist keeps somebody out.
pub fn closes(list: &str) -> bool {
    widest_network(list).is_some_and(|bits| bits > 0)
}

/// The length of the widest network in a whitelist; `None` if an entry is no IPv4 address or network, and the
/// router does not take the list (deis+router:model/model.go).
pub fn widest_network(list: &str) -> Option<usize> {
    list.split(',').try_fold(32, |widest: usize, entry| {
        let (address, bits) = entry.trim().split_once('/').unwrap_or((entry.trim(), "32"));
        let bits = bits.parse().ok().filter(|bits| is_address(address) && *bits <= 32)?;
        Some(widest.min(bits))
    })
}

/// Where an annotation of the router belongs, and how to set it. The router takes up a change of its
/// Deployment's annotations within 10 seconds, without a restart, and for applications too, of which the policy sees
/// nothing: what it refuses then is traffic that is cut.
pub fn annotate<'a>(
    router: &'a Object<'a>,
    name: &str,
    value: &str,
    title: Words,
    effect: Words,
    context: &Context<'a>,
) -> (Pointer, Remedy) {
    let key = context.router_key(name);
    let list = Pointer::to(&["metadata", "annotations"]);
    let pointer = list.clone().key(&key);
    let entry = || Json::Object(vec![(Cow::Owned(key.clone()), Json::text(value))]);
    let patch = match router.body.at(&["metadata", "annotations"]) {
        Json::Object(_) => Patch::add(pointer.clone(), Json::text(value)),
        _ => Patch::add(list, entry()),
    };
    let words = format!("{key}={value}");
    let remediation = Remediation::risky(title, effect)
        .patch(patch)
        .kubectl(router, &["annotate", "--overwrite", &router.argument(), &words])
        .value("router.deployment_annotations", entry());
    (pointer, remediation)
}

/// Whether a text is an IPv4 address: four numbers up to 255, without zeros before them.
pub fn is_address(text: &str) -> bool {
    let is_octet = |part: &str| {
        part.parse::<usize>().is_ok_and(|number| number <= 255 && number.to_string() == part)
    };
    text.split('.').count() == 4 && text.split('.').all(is_octet)
}
