//! What a rule may ask beside the object that it judges.

use std::borrow::Cow;

use words::words;

use crate::clock::Clock;
use crate::cluster::View;
use crate::guide::Section;
use crate::json::Json;
use crate::model::component::Component;
use crate::model::distribution::Distribution;
use crate::model::env::{self, Env, Variable};
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::model::secret::Secret;
use crate::model::workload::{Container, Workload};
use crate::settings::Settings;
use crate::unknown::Unknown;

/// A Workflow installation: whose, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installation {
    /// Whose Workflow.
    pub distribution: Distribution,
    /// The namespace of all its objects.
    pub namespace: String,
}

/// What a rule may ask beside the object that it judges.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The rest of the cluster.
    pub cluster: View<'a>,
    /// The installation that the object belongs to.
    pub installation: &'a Installation,
    /// The settings.
    pub settings: &'a Settings,
    /// Tells the moment that is judged for.
    pub clock: &'a Clock<'a>,
}

impl<'a> Context<'a> {
    /// The object of that kind and name in the installation's namespace.
    ///
    /// # Errors
    /// It cannot be told whether there is one.
    pub fn get(&self, kind: Kind, name: &str) -> Result<Option<&'a Object<'a>>, Unknown> {
        let namespace = &self.installation.namespace;
        self.cluster.get(kind, if kind.is_cluster_scoped() { "" } else { namespace }, name)
    }

    /// All objects of that kind in the installation's namespace.
    ///
    /// # Errors
    /// It cannot be told which there are.
    pub fn list(&self, kind: Kind) -> Result<Vec<&'a Object<'a>>, Unknown> {
        let namespace = &self.installation.namespace;
        self.cluster.list(kind, if kind.is_cluster_scoped() { "" } else { namespace })
    }

    /// The objects of that kind in the installation's namespace, where they can only excuse something.
    /// Where an engine may not list them none is known: an excuse takes evidence.
    ///
    /// # Errors
    /// It cannot be told which there are.
    pub fn excuses(&self, kind: Kind) -> Result<Vec<&'a Object<'a>>, Unknown> {
        match self.list(kind) {
            Err(unknown) if unknown.is_not_listed() => Ok(Vec::new()),
            found => found,
        }
    }

    /// The workload of a component, whatever kind runs it; of several the first.
    ///
    /// # Errors
    /// It cannot be told whether there is one.
    pub fn component(&self, component: Component) -> Result<Option<&'a Object<'a>>, Unknown> {
        for name in component.names(self.installation.distribution) {
            for kind in Kind::WORKLOADS {
                if let Some(object) = self.get(kind, name)? {
                    return Ok(Some(object));
                }
            }
        }
        Ok(None)
    }

    /// What this installation's distribution calls a component.
    pub fn name(&self, component: Component) -> &'static str {
        component.name(self.installation.distribution)
    }

    /// The container that a component's workload is about; it has the workload's name.
    ///
    /// # Errors
    /// The workload has no container of its name.
    pub fn container(&self, of: &'a Object<'a>) -> Result<Container<'a>, Unknown> {
        Workload::of(of).container(of.name)
    }

    /// The router's annotation on an object, its name without the prefix.
    pub fn router_annotation(&self, object: &'a Object<'a>, name: &str) -> Option<&'a str> {
        let prefix = self.installation.distribution.router_prefix();
        let annotations = object.body.at(&["metadata", "annotations"]).members();
        let mut own = annotations.iter().rev();
        own.find(|(key, _)| key.strip_prefix(prefix) == Some(name))
            .and_then(|(_, value)| value.as_str())
    }

    /// The full name of a router's annotation.
    pub fn router_key(&self, name: &str) -> String {
        format!("{}{name}", self.installation.distribution.router_prefix())
    }

    /// Whether a Secret that is not there may still come: some object makes it.
    ///
    /// # Errors
    /// It cannot be told which objects there are.
    pub fn is_made(&self, secret: &str) -> Result<Option<&'a Object<'a>>, Unknown> {
        for kind in Kind::SECRET_MAKERS {
            let makers = self.excuses(kind)?;
            let names = |maker: &&Object<'a>| {
                let spec = maker.body.get("spec");
                let places = [
                    spec.get("secretName"),
                    spec.at(&["target", "name"]),
                    spec.at(&["template", "metadata", "name"]),
                ];
                let given = places.into_iter().find_map(Json::as_str);
                given.unwrap_or(maker.name) == secret
            };
            if let Some(maker) = makers.into_iter().find(names) {
                return Ok(Some(maker));
            }
        }
        Ok(None)
    }

    /// Looks a variable up in a container, through ConfigMaps where it comes from one: it is then
    /// either [`Env::Unset`] or [`Env::Literal`].
    ///
    /// # Errors
    /// The value comes from a place that is not read, or has a form that the API server refuses.
    pub fn variable(&self, of: Container<'a>, name: &'a str) -> Result<Box<Variable<'a>>, Unknown> {
        let variable = Variable::of(of, name);
        let mut counts = variable.clone();
        let found = loop {
            match &counts.env {
                // The kubelet passes over an optional entry without a source: what stands before
                // it counts.
                Env::ConfigMapKey { name: map, key, optional } => match self.config(map, key) {
                    Err(unknown) if *optional && unknown.is_not_followed() => {
                        counts = counts.without_entry();
                    }
                    found => break Some(found?),
                },
                Env::Unset => break self.sourced(&of, name)?,
                Env::Literal(text) => break Some(text.clone()),
                other => return Err(not_followed(name, other)),
            }
        };
        Ok(Box::new(match found {
            Some(value) => variable.resolved(value),
            None => variable.unset(),
        }))
    }

    fn config(&self, map: &str, key: &str) -> Result<Cow<'a, str>, Unknown> {
        let Some(found) = self.get(Kind::ConfigMap, map)? else {
            return Err(Unknown::not_followed(words!("ConfigMap `{map}` is not there")));
        };
        found
            .body
            .get("data")
            .get(key)
            .as_str()
            .map(Cow::Borrowed)
            .ok_or_else(|| Unknown::not_followed(words!("ConfigMap `{map}` has no key `{key}`")))
    }

    fn sourced(
        &self,
        container: &Container<'a>,
        name: &str,
    ) -> Result<Option<Cow<'a, str>>, Unknown> {
        if env::has_odd_sources(container) {
            return Err(Unknown::malformed(words!(
                "the container's `envFrom` names neither ConfigMaps nor Secrets"
            )));
        }
        for source in env::sources(container) {
            let Some(key) = name.strip_prefix(source.prefix) else { continue };
            let kind = if source.secret { Kind::Secret } else { Kind::ConfigMap };
            let Some(found) = self.get(kind, source.name)? else {
                if source.optional {
                    continue;
                }
                let words =
                    words!("`{name}` may come from {kind} `{}`, which is not there", source.name);
                return Err(Unknown::not_followed(words));
            };
            if source.secret {
                if Secret::of(found).has(key) {
                    let words = words!("`{name}` comes from Secret `{}`", source.name);
                    return Err(Unknown::not_followed(words));
                }
            } else if let Some(value) = found.body.get("data").get(key).as_str() {
                return Ok(Some(Cow::Borrowed(value)));
            }
        }
        Ok(None)
    }

    /// Whether somebody attests that section of this installation, and it counts.
    pub fn is_attested(&self, section: Section) -> bool {
        self.settings.attestation(section, &self.installation.namespace, self.clock).is_some()
    }
}

/// Why a variable's value cannot be told.
fn not_followed(name: &str, env: &Env<'_>) -> Unknown {
    match env {
        Env::Malformed(words) => Unknown::malformed(words.clone()),
        Env::Elsewhere(words) => Unknown::not_followed(words.clone()),
        Env::SecretKey { name: secret, key } => {
            Unknown::not_followed(words!("`{name}` comes from Secret `{secret}`, key `{key}`"))
        }
        Env::PodField(path) => {
            Unknown::not_followed(words!("`{name}` comes from the pod's field `{path}`"))
        }
        _ => Unknown::not_followed(words!("`{name}` comes from a place that is not read")),
    }
}
