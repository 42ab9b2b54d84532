//! Which namespaces hold a Workflow.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use policy::model::component::Component;
use policy::model::distribution::Distribution;
use policy::model::kind::Kind;
use serde::Deserialize;

use super::ask::{Server, Trouble};
use super::list::list;
use super::served::Served;

/// Where to look.
#[derive(Debug, Default)]
pub struct Namespaces {
    /// The namespaces, by name.
    pub names: BTreeSet<String>,
    /// Those of them of which it is only supposed that there is a Workflow in them.
    pub supposed: BTreeSet<String>,
    /// What a person should know of that.
    pub notes: Vec<String>,
}

#[derive(Deserialize)]
struct Named {
    metadata: Metadata,
}

#[derive(Deserialize)]
struct Metadata {
    name: String,
    namespace: Option<String>,
}

/// The namespaces with a workload that is called like a component. Where these may not be listed, the documented
/// ones.
///
/// # Errors
/// It cannot be told.
pub async fn find(server: &Server, served: &mut Served) -> Result<Namespaces> {
    let mut found = Namespaces::default();
    let mut forbidden = Vec::new();
    for kind in Kind::WORKLOADS {
        let api = match served.api(kind, server).await {
            Ok(Some(api)) => api,
            Ok(None) => continue,
            Err(trouble) => {
                bail!("whether the cluster has {} cannot be told: {trouble}", kind.plural())
            }
        };
        let listed = list(server, &api, None, |one: Named| {
            let is_ones = is_of_a_component(&one.metadata.name);
            one.metadata.namespace.filter(|_| is_ones)
        });
        match listed.await {
            Ok(names) => found.names.extend(names),
            Err(Trouble::Forbidden) => forbidden.push(api.resource()),
            Err(trouble) if trouble.is_final() => bail!("{trouble}"),
            Err(trouble) => bail!("`{}` could not be listed: {trouble}", api.resource()),
        }
    }
    if !forbidden.is_empty() {
        let documented: BTreeSet<&str> =
            Distribution::ALL.into_iter().map(Distribution::heritage).collect();
        let words: Vec<String> = documented.iter().map(|name| format!("`{name}`")).collect();
        found.notes.push(format!(
            "`{}` may not be listed in all namespaces: {} are looked at; name another one with --namespace",
            forbidden.join("`, `"),
            words.join(" and ")
        ));
        let supposed = documented.into_iter().map(str::to_owned);
        found.supposed = supposed.filter(|name| !found.names.contains(name)).collect();
        found.names.extend(found.supposed.iter().cloned());
    }
    Ok(found)
}

fn is_of_a_component(name: &str) -> bool {
    Component::of(name).is_some() || name.starts_with(Distribution::Drycc.prefix())
}
