//! Reads `nginx.defaultWhitelist` and `nginx.enforceWhitelists` of the router, and `whitelist` of the
//! controller's Service; a list with 0.0.0.0/0, the documentation's own example, lets everybody in, and
//! one that is no list of IPv4 addresses is not taken (deis+router:model/model.go).

use words::words;

use crate::context::Context;
use crate::finding::Finding;
use crate::guide::Section;
use crate::model::component::Component;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::rule::{Rule, Target};
use crate::settings::Severity;
use crate::unknown::Unknown;
use crate::verdict::Verdict;
use crate::workflow::router::{self, annotate, closes, widest_network};
use crate::workflow::routing::{Routing, routing};

pub static RULE: Rule = Rule {
    id: "security-whitelist",
    section: Section::Security,
    severity: Severity::Info,
    advice: true,
    title: words!("the router lets only known addresses in"),
    why: words!(
        "without a whitelist the API, Grafana and InfluxDB answer to the whole internet; the guide says that one may be advisable"
    ),
    fix: words!(
        "annotate the router with `router.deis.io/nginx.defaultWhitelist` and the networks of your people, or Service `deis-controller` with `router.deis.io/whitelist`"
    ),
    target: Target::Components(&[Component::Router]),
    reads: &[
        Kind::Service,
        Kind::Ingress,
        Kind::Gateway,
        Kind::ConfigMap,
        Kind::Secret,
        Kind::Deployment,
        Kind::StatefulSet,
        Kind::DaemonSet,
        Kind::ReplicationController,
    ],
    check,
};

const LIST: &str = "nginx.defaultWhitelist";

fn check<'a>(router: &'a Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    if routing(context)? != Routing::Router {
        return Ok(Verdict::not_applicable());
    }
    let list = context.router_annotation(router, LIST).map(str::trim).unwrap_or_default();
    if closes(list) || list.is_empty() && router::is_on(router, "nginx.enforceWhitelists", context)
    {
        return Ok(Verdict::pass());
    }
    let service = router::api_service(context)?;
    let own = service.and_then(|service| context.router_annotation(service, "whitelist"));
    if own.is_some_and(closes) {
        return Ok(Verdict::pass());
    }
    let key = context.router_key(LIST);
    let message = match widest_network(list) {
        _ if list.is_empty() => words!("`{key}` is not set: the router lets every address in"),
        None => words!(
            "`{key}` is `{list}`, which is no list of IPv4 addresses and networks: the router does not take it"
        ),
        Some(_) => words!("`{key}` is `{list}`, which lets every address in"),
    };
    let (pointer, remediation) = annotate(
        router,
        LIST,
        "203.0.113.0/24",
        words!("let only the networks of your people in"),
        words!(
            "every other address is refused, by your applications too, within 10 seconds; put your own networks in the example's place"
        ),
        context,
    );
    Ok(Finding::warn(message).at(pointer).fixed_by(remediation).into())
}
