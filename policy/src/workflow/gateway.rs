//! Gateway API: the listeners of a Gateway, and the routes to the API.

use crate::context::Context;
use crate::gather::Gather as _;
use crate::json::{Json, Pointer};
use crate::model::component::Component;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::unknown::Unknown;

/// A listener: of a Gateway, or of a ListenerSet that adds to one.
#[derive(Debug, Clone, Copy)]
pub struct Listener<'a> {
    /// The object that it stands in.
    pub owner: &'a Object<'a>,
    body: &'a Json<'a>,
}

/// The listeners of a Gateway, those that ListenerSets add included.
///
/// # Errors
/// It cannot be told which ListenerSets there are.
pub fn listeners<'a>(
    gateway: &'a Object<'a>,
    context: &Context<'a>,
) -> Result<Vec<Listener<'a>>, Unknown> {
    let adds = |set: &&Object<'a>| {
        set.body.at(&["spec", "parentRef", "name"]).as_str() == Some(gateway.name)
    };
    let sets = context.list(Kind::ListenerSet)?.into_iter().filter(adds);
    let owners = std::iter::once(gateway).chain(sets);
    let of = |owner: &'a Object<'a>| {
        let listeners = owner.body.at(&["spec", "listeners"]).items();
        listeners.iter().map(move |body| Listener { owner, body })
    };
    Ok(owners.flat_map(of).gathered())
}

/// The routes that send to the API.
///
/// # Errors
/// It cannot be told which routes there are.
pub fn api_routes<'a>(context: &Context<'a>) -> Result<Vec<&'a Object<'a>>, Unknown> {
    let names = Component::Controller.names(context.installation.distribution);
    let to_api = |route: &&Object<'a>| {
        let rules = route.body.at(&["spec", "rules"]).items().iter();
        let mut backends = rules.flat_map(|rule| rule.get("backendRefs").items());
        backends.any(|one| one.get("name").as_str().is_some_and(|name| names.contains(&name)))
    };
    Ok(context.list(Kind::HttpRoute)?.into_iter().filter(to_api).gathered())
}

/// The host names of a route.
pub fn hosts<'a>(route: &'a Object<'a>) -> impl Iterator<Item = &'a str> {
    route.body.at(&["spec", "hostnames"]).items().iter().filter_map(Json::as_str)
}

impl<'a> Listener<'a> {
    /// Its name; routes name it so.
    pub fn name(&self) -> &'a str {
        self.body.get("name").as_str().unwrap_or_default()
    }

    /// Whether it ends TLS with a certificate that it names. A listener of protocol HTTPS without a
    /// certificate never comes up, and one of protocol TLS takes no HTTPRoute.
    pub fn ends_tls(&self) -> bool {
        let mode = self.body.at(&["tls", "mode"]).as_str().unwrap_or("Terminate");
        let protocol = self.body.get("protocol").as_str();
        protocol == Some("HTTPS") && mode == "Terminate" && self.secrets().next().is_some()
    }

    /// The Secrets of its certificates, with their namespaces where they name one.
    pub fn secrets(&self) -> impl Iterator<Item = (&'a str, Option<&'a str>)> {
        let references = self.body.at(&["tls", "certificateRefs"]).items();
        references.iter().filter_map(|reference| {
            Some((reference.get("name").as_str()?, reference.get("namespace").as_str()))
        })
    }

    /// Whether a route is attached to it: by the name of its owner and, if given, its own, and by a
    /// host name that both have.
    pub fn takes(&self, route: &'a Object<'a>) -> bool {
        self.meets(route) && self.is_parent_of(route)
    }

    fn meets(&self, route: &'a Object<'a>) -> bool {
        let Some(own) = self.body.get("hostname").as_str().filter(|own| !own.is_empty()) else {
            return true;
        };
        let mut names = hosts(route).peekable();
        names.peek().is_none() || names.any(|name| overlap(own, name))
    }

    fn is_parent_of(&self, route: &'a Object<'a>) -> bool {
        let mut parents = route.body.at(&["spec", "parentRefs"]).items().iter();
        parents.any(|parent| {
            let kind = parent.get("kind").as_str().unwrap_or("Gateway");
            let section = parent.get("sectionName").as_str();
            let port = parent.get("port").as_integer();
            let namespace = parent.get("namespace").as_str();
            namespace.is_none_or(|namespace| namespace == self.owner.namespace)
                && kind == self.owner.kind.name()
                && parent.get("name").as_str() == Some(self.owner.name)
                && section.is_none_or(|section| section == self.name())
                && port.is_none_or(|port| self.body.get("port").as_integer() == Some(port))
        })
    }
}

/// Whether two host names of the Gateway API have a host in common. Its `*.` stands for any number of
/// labels.
fn overlap(one: &str, other: &str) -> bool {
    let under = |wild: &str, host: &str| {
        wild.strip_prefix('*').is_some_and(|zone| zone.starts_with('.') && host.ends_with(zone))
    };
    let (one, other) = (one.to_ascii_lowercase(), other.to_ascii_lowercase());
    one == other || under(&one, &other) || under(&other, &one)
}

/// Where a Gateway's listeners stand.
pub fn listeners_pointer() -> Pointer {
    Pointer::to(&["spec", "listeners"])
}
