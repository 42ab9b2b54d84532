//! The chart labels the Service as routable, and InfluxDB's `auth-enabled` is false
//! (deis+monitor:influxdb/rootfs/home/influxdb/config.toml.tpl); a whitelist on the Service counts as
//! closed; in native-ingress mode nothing publishes it.

use words::words;

use crate::context::Context;
use crate::finding::{Finding, Remediation};
use crate::guide::Section;
use crate::json::Pointer;
use crate::model::component::Component;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::patch::Patch;
use crate::rule::{Rule, Target};
use crate::settings::Severity;
use crate::unknown::Unknown;
use crate::verdict::Verdict;
use crate::workflow::router;
use crate::workflow::routing::{self, Routing, routing};

pub static RULE: Rule = Rule {
    id: "security-influx-api",
    section: Section::Security,
    severity: Severity::Low,
    advice: true,
    title: words!("the router does not publish the InfluxDB API"),
    why: words!(
        "InfluxDB asks for no login by default: whoever reaches `influxapi.` under the platform's domain reads, writes and drops every metric"
    ),
    fix: words!(
        "take the label `router.deis.io/routable` off Service `deis-monitor-influxapi`, or give the Service a whitelist"
    ),
    target: Target::Named(Kind::Service, &["deis-monitor-influxapi", "drycc-monitor-influxapi"]),
    reads: routing::READS,
    check,
};

fn check<'a>(service: &'a Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    if routing(context)? != Routing::Router {
        return Ok(Verdict::not_applicable());
    }
    let label = context.router_key("routable");
    if !router::is_routable(service, context)? || is_closed(service, context)? {
        return Ok(Verdict::pass());
    }
    let pointer = Pointer::to(&["metadata", "labels"]).key(&label);
    let off = format!("{label}-");
    let remediation = Remediation::risky(
        words!("take the InfluxDB API off the router"),
        words!("its address under the platform's domain answers no more; Grafana and telegraf reach it inside the cluster as before; the next `helm upgrade` may publish it again"),
    )
    .patch(Patch::remove(&pointer))
    .kubectl(service, &["label", &service.argument(), &off]);
    let message = words!("the router publishes the InfluxDB API, which asks for no login");
    Ok(Finding::warn(message).at(pointer).fixed_by(remediation).into())
}

/// Whether a whitelist keeps somebody out: the Service's own, or the router's default where the
/// Service has none that the router takes.
fn is_closed<'a>(service: &'a Object<'a>, context: &Context<'a>) -> Result<bool, Unknown> {
    let own = context.router_annotation(service, "whitelist").map(str::trim).unwrap_or_default();
    if router::widest_network(own).is_some() {
        return Ok(router::closes(own));
    }
    let Some(router) = context.component(Component::Router)? else { return Ok(false) };
    let default = context.router_annotation(router, "nginx.defaultWhitelist").map(str::trim);
    Ok(default.is_some_and(router::closes)
        || router::is_on(router, "nginx.enforceWhitelists", context))
}
