//! Native ingress: Workflow without routers of its own.

use crate::context::Context;
use crate::json::Json;
use crate::model::component::Component;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::unknown::Unknown;

/// The Ingress of the API in native-ingress mode; the charts fix its name
/// (deis+controller:charts/controller/templates/controller-ingress-rule-http-80.yaml).
pub const API_INGRESS: &str = "controller-api-server-ingress-http";

/// The controller's variables for the mode: Deis' and Hephy's releases, Hephy's tip.
const SWITCHES: [&str; 2] = ["EXPERIMENTAL_NATIVE_INGRESS", "NATIVE_INGRESS"];

/// Whether the installation leaves the routing to an ingress controller. The controller's environment
/// says so; where the controller was not given, an Ingress for the API without a router does.
///
/// # Errors
/// The switch comes from a place that is not read.
pub fn is_native(context: &Context<'_>) -> Result<bool, Unknown> {
    let Some(controller) = context.component(Component::Controller)? else {
        let ingress = context.get(Kind::Ingress, API_INGRESS)?;
        return Ok(ingress.is_some() && context.component(Component::Router)?.is_none());
    };
    let container = context.container(controller, Component::Controller)?;
    for switch in SWITCHES {
        let variable = context.variable(container, switch)?;
        if variable.text().is_some_and(is_on) {
            return Ok(true);
        }
    }
    Ok(false)
}

fn is_on(word: &str) -> bool {
    ["true", "t", "yes", "y", "on", "1"].contains(&word.to_ascii_lowercase().as_str())
}

/// An Ingress.
#[derive(Debug, Clone, Copy)]
pub struct Ingress<'a> {
    /// The object that it is.
    pub object: Object<'a>,
}

/// Annotations by which a cloud's ingress controller is given a certificate.
static CERTIFICATE_ANNOTATIONS: [&str; 4] = [
    "networking.gke.io/managed-certificates",
    "ingress.gcp.kubernetes.io/pre-shared-cert",
    "appgw.ingress.kubernetes.io/appgw-ssl-certificate",
    "alb.ingress.kubernetes.io/certificate-arn",
];

impl<'a> Ingress<'a> {
    /// The host names that it answers for.
    pub fn hosts(&self) -> impl Iterator<Item = &'a str> {
        let rules = self.object.body.at(&["spec", "rules"]).items();
        rules.iter().filter_map(|rule| rule.get("host").as_str())
    }

    /// The entry of `spec.tls` that holds for that host. An entry without hosts holds for every one.
    pub fn tls_for(&self, host: &str) -> Option<&'a Json<'a>> {
        let entries = self.object.body.at(&["spec", "tls"]).items();
        entries.iter().find(|entry| {
            let hosts = entry.get("hosts").items();
            hosts.is_empty()
                || hosts.iter().filter_map(Json::as_str).any(|pattern| covers(pattern, host))
        })
    }

    /// The annotation that gives a cloud's ingress controller a certificate, if there is one.
    pub fn cloud_certificate(&self) -> Option<&'static str> {
        CERTIFICATE_ANNOTATIONS
            .into_iter()
            .find(|name| self.object.annotation(name).is_some_and(|value| !value.trim().is_empty()))
    }
}

/// Whether a host pattern covers a host: the same name, or `*.` for one label.
fn covers(pattern: &str, host: &str) -> bool {
    let under = |zone: &str| host.split_once('.').is_some_and(|(_, rest)| rest == zone);
    pattern == host || pattern.strip_prefix("*.").is_some_and(under)
}
