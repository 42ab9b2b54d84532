//! All that a review needs, namespace by namespace; and what could not be had of it, with the reason.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use kit::needs::{self, Question};
use policy::model::distribution::Distribution;
use policy::model::kind::Kind;
use serde_json::{Value, json};

use super::ask::{Server, Trouble};
use super::list::list;
use super::namespaces::{self, Namespaces};
use super::served::{Api, Served};
use super::{Gathered, is_name, secrets};

/// What is gathered so far.
pub(super) struct Gathering<'s> {
    pub(super) server: &'s Server,
    served: Served,
    /// The objects of the installations.
    pub(super) objects: Vec<Value>,
    /// What is known of others: entries of a snapshot's `missing`.
    pub(super) missing: Vec<Value>,
    notes: Vec<String>,
}

/// Why something could not be listed.
struct Reason {
    words: String,
    is_forbidden: bool,
}

/// A namespace whose workloads could not all be listed, and why.
type Hidden = (String, Reason);

pub(super) async fn gather(
    server: &Server,
    namespace: Option<&str>,
    question: &Question,
) -> Result<Gathered> {
    if let Some(name) = namespace.filter(|name| !is_name(name)) {
        bail!("`{name}` is no name that a namespace can have");
    }
    let mut served = Served::discover(server).await?;
    if matches!(served.api(Kind::Deployment, server).await, Ok(None)) {
        bail!("the cluster serves no Deployments: it is none that could run a Workflow");
    }
    let found = match namespace {
        Some(name) => Namespaces { names: [name.to_owned()].into(), ..Namespaces::default() },
        None => namespaces::find(server, &mut served).await?,
    };
    let (objects, missing) = (Vec::new(), Vec::new());
    let notes = found.notes.clone();
    let mut gathering = Gathering { server, served, objects, missing, notes };
    let mut hidden = Vec::new();
    for name in &found.names {
        hidden.extend(gathering.namespace(name, namespace.is_some(), question).await?);
    }
    gathering.settle(hidden, &found, question)?;
    gathering.bindings(question).await?;
    secrets::follow(&mut gathering, question).await?;
    Ok(gathering.end())
}

impl Gathering<'_> {
    /// Lists what rules read in a namespace; tells why its workloads are not all known, if they are not.
    async fn namespace(
        &mut self,
        name: &str,
        is_chosen: bool,
        question: &Question,
    ) -> Result<Option<Hidden>> {
        let before = (self.objects.len(), self.missing.len());
        let mut reason: Option<Reason> = None;
        let mut listed = 0;
        for kind in Kind::WORKLOADS {
            match self.kind(kind, name).await? {
                None => listed += 1,
                // What is forbidden says less than what fails.
                Some(why) if reason.as_ref().is_none_or(|one| one.is_forbidden) => {
                    reason = Some(why);
                }
                Some(_) => {}
            }
        }
        let reason = reason.map(|reason| (name.to_owned(), reason));
        if listed == 0 {
            self.missing.truncate(before.1);
            return Ok(reason);
        }
        let here = self.objects.get(before.0..).unwrap_or_default();
        let installations = question.installations(here);
        let distribution = installations.first().map(|one| one.distribution);
        if distribution.is_none() && reason.is_none() && !is_chosen {
            return Ok(None);
        }
        // Where it is none as far as can be told, it may be any.
        for kind in needs::kinds(distribution.unwrap_or(Distribution::Drycc)) {
            if !kind.is_workload() {
                self.kind(kind, name).await?;
            }
        }
        Ok(reason)
    }

    /// Lists a kind in a namespace; tells why it could not, if it could not.
    async fn kind(&mut self, kind: Kind, namespace: &str) -> Result<Option<Reason>> {
        let place = (!kind.is_cluster_scoped()).then_some(namespace);
        let listed = match self.served.api(kind, self.server).await {
            Ok(None) => Ok(Vec::new()),
            Ok(Some(api)) => {
                let listed = list(self.server, &api, place, |one| Some(tidy(one, &api))).await;
                listed.map_err(|trouble| (api.resource(), trouble))
            }
            Err(trouble) => Err((kind.plural().to_owned(), trouble)),
        };
        match listed {
            Ok(objects) => {
                self.objects.extend(objects);
                if kind.is_in_every_installation() {
                    self.missing.push(entry(kind, namespace, None, None));
                }
                Ok(None)
            }
            Err((_, trouble)) if trouble.is_final() => bail!("{trouble}"),
            Err((resource, trouble)) => {
                let words = unlisted(&resource, place, &trouble);
                self.missing.push(entry(kind, namespace, None, Some(&words)));
                Ok(Some(Reason { words, is_forbidden: trouble == Trouble::Forbidden }))
            }
        }
    }

    /// Keeps what is an installation's, and stops where one may be hidden. A namespace that was only supposed to
    /// hold one may be closed, as long as another one is open.
    fn settle(
        &mut self,
        hidden: Vec<Hidden>,
        found: &Namespaces,
        question: &Question,
    ) -> Result<()> {
        let installations = question.installations(&self.objects);
        let is_one = |name: &str| installations.iter().any(|one| one.namespace == name);
        let unread: Vec<Hidden> = hidden.into_iter().filter(|(name, _)| !is_one(name)).collect();
        let are_all = unread.len() == found.names.len();
        let matters = |(name, reason): &&Hidden| {
            are_all || !reason.is_forbidden || !found.supposed.contains(name)
        };
        if let Some((name, Reason { words, .. })) = unread.iter().find(matters) {
            bail!("whether namespace `{name}` holds a Workflow cannot be told: {words}");
        }
        for (name, Reason { words, .. }) in &unread {
            self.notes.push(format!("namespace `{name}` is left out: {words}"));
        }
        let inside =
            |one: &Value| is_one(one["metadata"]["namespace"].as_str().unwrap_or_default());
        self.objects.retain(inside);
        self.missing.retain(|one| is_one(one["namespace"].as_str().unwrap_or_default()));
        Ok(())
    }

    /// Lists the ClusterRoleBindings that name an account of an installation.
    async fn bindings(&mut self, question: &Question) -> Result<()> {
        let installations = question.installations(&self.objects);
        if installations.is_empty() {
            return Ok(());
        }
        let before = self.objects.len();
        self.kind(Kind::ClusterRoleBinding, "").await?;
        let names = |subject: &Value| {
            installations.iter().any(|one| subject["namespace"] == *one.namespace)
        };
        let bindings = self.objects.split_off(before).into_iter();
        self.objects.extend(bindings.filter(|one| {
            one["subjects"].as_array().is_some_and(|subjects| subjects.iter().any(names))
        }));
        Ok(())
    }

    /// The snapshot's own document.
    pub(super) fn snapshot(&self) -> Value {
        json!({
            "apiVersion": policy::missing::API_VERSION,
            "kind": policy::missing::KIND,
            "missing": self.missing,
        })
    }

    fn end(mut self) -> Gathered {
        self.objects.sort_by_cached_key(order);
        self.objects.push(self.snapshot());
        Gathered { objects: self.objects, notes: self.notes }
    }
}

/// Objects stand by kind, namespace and name; what is no kind of ours behind them.
pub fn order(one: &Value) -> (usize, String, String) {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let kind = Kind::all().position(|kind| one["kind"] == kind.name());
    let metadata = &one["metadata"];
    (kind.unwrap_or(usize::MAX), text(&metadata["namespace"]), text(&metadata["name"]))
}

/// An entry of a snapshot's `missing`; without a reason it is known that there is none.
pub(super) fn entry(
    kind: Kind,
    namespace: &str,
    name: Option<&str>,
    reason: Option<&str>,
) -> Value {
    let mut entry = json!({ "kind": kind.name() });
    if !kind.is_cluster_scoped() {
        entry["namespace"] = json!(namespace);
    }
    if let Some(name) = name {
        entry["name"] = json!(name);
    }
    match reason {
        Some(reason) => entry["reason"] = json!(reason),
        None => entry["absent"] = json!(true),
    }
    entry
}

fn unlisted(resource: &str, namespace: Option<&str>, trouble: &Trouble) -> String {
    let place = namespace.map(|namespace| format!(" in namespace `{namespace}`"));
    let place = place.unwrap_or_default();
    match trouble {
        Trouble::Forbidden => format!(
            "`{resource}`{place} may not be listed: the account lacks the permission `list`"
        ),
        trouble => format!("`{resource}`{place} could not be listed: {trouble}"),
    }
}

/// The object as a file would have it: with what it is, which items of a list do not say, and without what the
/// API server notes of it.
pub(super) fn tidy(mut object: Value, api: &Api) -> Value {
    if let Some(members) = object.as_object_mut() {
        members.entry("apiVersion").or_insert_with(|| json!(api.version));
        members.entry("kind").or_insert_with(|| json!(api.kind.name()));
    }
    kit::snapshot::tidy(&mut object);
    object
}

/// The namespaces that objects are in.
pub(super) fn namespaces_of(objects: &[Value]) -> BTreeSet<String> {
    let names = objects.iter().filter_map(|one| one["metadata"]["namespace"].as_str());
    names.map(str::to_owned).collect()
}
