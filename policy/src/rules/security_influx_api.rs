//! The chart labels the Service as routable, and InfluxDB's `auth-enabled` is false
//! (deis+monitor:influxdb/rootfs/home/influxdb/config.toml.tpl); a whitelist on the Service counts as
//! closed; in native-ingress mode nothing publishes it.

use crate::context::Context;
use crate::finding::{Finding, Remediation};
use crate::guide::Section;
use crate::json::Pointer;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::patch::Patch;
use crate::rule::{Rule, Target};
use crate::settings::Severity;
use crate::unknown::Unknown;
use crate::verdict::Verdict;
use crate::workflow::routing::{self, Routing, routing};

pub static RULE: Rule = Rule {
    id: "security-influx-api",
    section: Section::Security,
    severity: Severity::Low,
    advice: true,
    title: "the router does not publish the InfluxDB API",
    why: "InfluxDB asks for no login by default: whoever reaches `influxapi.` under the platform's domain reads, writes and drops every metric",
    fix: "take the label `router.deis.io/routable` off Service `deis-monitor-influxapi`, or give the Service a whitelist",
    target: Target::Named(Kind::Service, &["deis-monitor-influxapi", "drycc-monitor-influxapi"]),
    reads: routing::READS,
    check,
};

fn check<'a>(service: &Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    if routing(context)? != Routing::Router {
        return Ok(Verdict::not_applicable());
    }
    let label = context.router_key("routable");
    let own = context.router_annotation(service, "whitelist").unwrap_or_default();
    let closed =
        !own.trim().is_empty() && !own.split(',').any(|entry| entry.trim().ends_with("/0"));
    if service.label(&label) != Some("true") || closed {
        return Ok(Verdict::pass());
    }
    let pointer = Pointer::to(&["metadata", "labels"]).key(&label);
    let off = format!("{label}-");
    let remediation = Remediation::safe(
        "take the InfluxDB API off the router",
        "its address under the platform's domain answers no more; Grafana and telegraf reach it inside the cluster as before; the next `helm upgrade` may publish it again",
    )
    .patch(Patch::remove(&pointer))
    .kubectl(service, &["label", &service.argument(), &off]);
    let message = "the router publishes the InfluxDB API, which asks for no login";
    Ok(Finding::warn(message).at(pointer).fixed_by(remediation).into())
}
