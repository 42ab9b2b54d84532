//! Native ingress: Workflow without routers of its own.

use crate::context::Context;
use crate::gather::Gather as _;
use crate::json::Json;
use crate::model::component::Component;
use crate::model::distribution::Distribution;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::unknown::Unknown;
use crate::workflow::router;

/// The Ingress of the API; the charts fix its name
/// (deis+controller:charts/controller/templates/controller-ingress-rule-http-80.yaml,
/// drycc+controller:charts/controller/templates/controller-ingress.yaml@v1.4.0).
pub fn api_ingress(distribution: Distribution) -> &'static str {
    match distribution {
        Distribution::Deis | Distribution::Hephy => "controller-api-server-ingress-http",
        Distribution::Drycc => "controller-api-server",
    }
}

/// The controller's variables for the mode: Deis' and Hephy's releases, Hephy's tip.
const SWITCHES: [&str; 2] = ["EXPERIMENTAL_NATIVE_INGRESS", "NATIVE_INGRESS"];

/// Whether the installation leaves the routing to an ingress controller. The controller's environment
/// says so; where the controller was not given, an Ingress for the API without a router does.
///
/// # Errors
/// The switch comes from a place that is not read.
pub fn is_native(context: &Context<'_>) -> Result<bool, Unknown> {
    let controller = match context.component(Component::Controller) {
        // Native ingress takes evidence: where nobody can be asked, a router that is there answers.
        Err(_) if matches!(context.component(Component::Router), Ok(Some(_))) => return Ok(false),
        found => found?,
    };
    let Some(controller) = controller else {
        let name = api_ingress(context.installation.distribution);
        let ingress = context.get(Kind::Ingress, name)?;
        return Ok(ingress.is_some() && context.component(Component::Router)?.is_none());
    };
    let container = context.container(controller)?;
    for switch in SWITCHES {
        let variable = match context.variable(container, switch) {
            // Deis' chart renders no router in this mode, so that one that is there answers.
            Err(_)
                if context.installation.distribution == Distribution::Deis
                    && context.component(Component::Router)?.is_some() =>
            {
                continue;
            }
            variable => variable?,
        };
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
    pub object: &'a Object<'a>,
}

/// Annotations by which a cloud's ingress controller is given a certificate.
static CERTIFICATE_ANNOTATIONS: [&str; 4] = [
    "networking.gke.io/managed-certificates",
    "ingress.gcp.kubernetes.io/pre-shared-cert",
    "appgw.ingress.kubernetes.io/appgw-ssl-certificate",
    "alb.ingress.kubernetes.io/certificate-arn",
];

impl<'a> Ingress<'a> {
    /// The Ingresses that send to a component's Service.
    ///
    /// # Errors
    /// It cannot be told which there are.
    pub fn before(
        component: Component,
        context: &Context<'a>,
    ) -> Result<Vec<Ingress<'a>>, Unknown> {
        let all = context.list(Kind::Ingress)?;
        Ok(Ingress::sending(all, component, context))
    }

    /// The same, where another Ingress can only excuse what one lacks.
    ///
    /// # Errors
    /// It cannot be told which there are.
    pub fn others(
        component: Component,
        context: &Context<'a>,
    ) -> Result<Vec<Ingress<'a>>, Unknown> {
        let all = context.excuses(Kind::Ingress)?;
        Ok(Ingress::sending(all, component, context))
    }

    fn sending(
        all: Vec<&'a Object<'a>>,
        component: Component,
        context: &Context<'a>,
    ) -> Vec<Ingress<'a>> {
        let names = component.names(context.installation.distribution);
        let all = all.into_iter().map(|object| Ingress { object });
        all.filter(|ingress| names.iter().any(|name| ingress.sends_to(name))).gathered()
    }

    /// Whether an Ingress with TLS stands before the router and answers for the API. One that answers
    /// for other hosts alone, such as Grafana's, says nothing of the API's.
    ///
    /// # Errors
    /// It cannot be told which there are.
    pub fn with_tls_before_the_router(context: &Context<'a>) -> Result<bool, Unknown> {
        let mut before = Ingress::others(Component::Router, context)?;
        before.retain(|ingress| ingress.cloud_certificate().is_some() || !ingress.tls().is_empty());
        if before.is_empty() {
            return Ok(false);
        }
        let Some(names) = router::api_names(context)? else { return Ok(true) };
        Ok(before.iter().any(|ingress| ingress.answers_for(&names)))
    }

    /// Whether it answers for one of these names. Without rules it answers for every one.
    fn answers_for(&self, names: &[String]) -> bool {
        let mut hosts = self.hosts().peekable();
        let fits = |host: Option<&str>| {
            host.is_none_or(|host| names.iter().any(|name| covers(host, name)))
        };
        hosts.peek().is_none() || hosts.any(fits)
    }

    /// Whether one of its backends is the Service of that name (both forms of the API).
    pub fn sends_to(&self, service: &str) -> bool {
        let spec = self.object.body.get("spec");
        let rules = spec.get("rules").items().iter();
        let paths = rules.flat_map(|rule| rule.at(&["http", "paths"]).items());
        let backends = paths.map(|path| path.get("backend"));
        backends.chain([spec.get("backend"), spec.get("defaultBackend")]).any(|backend| {
            let names = [backend.get("serviceName"), backend.at(&["service", "name"])];
            names.into_iter().any(|name| name.as_str() == Some(service))
        })
    }

    /// The host names that it answers for; `None` for a rule that has none, and so answers for every one.
    pub fn hosts(&self) -> impl Iterator<Item = Option<&'a str>> {
        let rules = self.object.body.at(&["spec", "rules"]).items();
        rules.iter().map(|rule| rule.get("host").as_str().filter(|host| !host.is_empty()))
    }

    /// Whether an annotation asks cert-manager to make the Secrets of `spec.tls`.
    pub fn asks_for_certificates(&self) -> bool {
        ["cert-manager.io/cluster-issuer", "cert-manager.io/issuer", "kubernetes.io/tls-acme"]
            .iter()
            .any(|name| self.object.annotation(name).is_some())
    }

    /// The names of the Secrets in `spec.tls`.
    pub fn secrets(&self) -> impl Iterator<Item = &'a str> {
        self.tls().iter().filter_map(|entry| entry.get("secretName").as_str())
    }

    fn tls(&self) -> &'a [Json<'a>] {
        self.object.body.at(&["spec", "tls"]).items()
    }

    /// The entry of `spec.tls` that holds for that host. An entry without hosts holds for every one.
    pub fn tls_for(&self, host: &str) -> Option<&'a Json<'a>> {
        self.tls().iter().find(|entry| match entry.get("hosts") {
            Json::Null => true,
            // What the API server stores of an empty list is nothing.
            Json::Array(hosts) if hosts.is_empty() => true,
            hosts => {
                let mut patterns = hosts.items().iter().filter_map(Json::as_str);
                patterns.any(|pattern| covers(pattern, host))
            }
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
pub fn covers(pattern: &str, host: &str) -> bool {
    let under = |zone: &str| host.split_once('.').is_some_and(|(_, rest)| rest == zone);
    pattern == host || pattern.strip_prefix("*.").is_some_and(under)
}
