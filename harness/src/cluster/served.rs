//! Which APIs a cluster serves. A kind that it does not serve has no objects.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use policy::model::kind::Kind;
use serde::Deserialize;

use super::ask::{Server, Trouble};

/// A kind, in a version of its API that the cluster serves.
#[derive(Debug, Clone)]
pub struct Api {
    /// The kind.
    pub kind: Kind,
    /// `v1`, `apps/v1`
    pub version: String,
}

impl Api {
    /// The path of its objects: of one namespace, or of all of them.
    pub fn path(&self, namespace: Option<&str>) -> String {
        let root = if self.version.contains('/') { "apis" } else { "api" };
        let inside = namespace.map(|namespace| format!("/namespaces/{namespace}"));
        format!("/{root}/{}{}/{}", self.version, inside.unwrap_or_default(), self.kind.plural())
    }

    /// What kubectl calls it: `deployments.apps`.
    pub fn resource(&self) -> String {
        let group = self.version.split_once('/').map(|(group, _)| format!(".{group}"));
        format!("{}{}", self.kind.plural(), group.unwrap_or_default())
    }
}

/// What a cluster serves.
#[derive(Debug, Default)]
pub struct Served {
    /// The groups and their versions, the preferred ones first.
    groups: BTreeMap<String, Vec<String>>,
    /// The resources of each `group/version` that was asked for.
    resources: BTreeMap<String, Result<Vec<Resource>, Trouble>>,
}

#[derive(Debug, Deserialize)]
struct Groups {
    groups: Vec<Group>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Group {
    name: String,
    versions: Vec<Version>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Version {
    group_version: String,
}

#[derive(Debug, Deserialize)]
struct Resources {
    resources: Vec<Resource>,
}

#[derive(Debug, Deserialize)]
struct Resource {
    name: String,
    kind: String,
}

impl Served {
    /// Asks which groups there are.
    ///
    /// # Errors
    /// It cannot be told: then nothing can.
    pub async fn discover(server: &Server) -> Result<Served> {
        let groups: Groups = match server.get("/apis").await {
            Ok(groups) => groups,
            Err(trouble) if trouble.is_final() => bail!("{trouble}"),
            Err(trouble) => bail!("the cluster does not say which APIs it serves: {trouble}"),
        };
        let of = |group: Group| {
            (group.name, group.versions.into_iter().map(|one| one.group_version).collect())
        };
        Ok(Served { groups: groups.groups.into_iter().map(of).collect(), ..Served::default() })
    }

    /// The API to ask for objects of a kind; `None` where the cluster serves none. The versions that clusters
    /// serve today come first, then whatever older ones a cluster has.
    ///
    /// # Errors
    /// It cannot be told.
    pub async fn api(&mut self, kind: Kind, server: &Server) -> Result<Option<Api>, Trouble> {
        // Every cluster serves the core's.
        if kind.api_versions().contains(&"v1") {
            return Ok(Some(Api { kind, version: "v1".to_owned() }));
        }
        let known = kind.api_versions().iter().map(|version| (*version).to_owned());
        let older = kind.groups().iter().filter_map(|group| self.groups.get(*group)).flatten();
        let versions: Vec<String> = known.chain(older.cloned()).collect();
        for version in versions {
            let group = version.split_once('/').map_or("", |(group, _)| group);
            if !self.groups.get(group).is_some_and(|versions| versions.contains(&version)) {
                continue;
            }
            if self.serves(&version, kind, server).await? {
                return Ok(Some(Api { kind, version }));
            }
        }
        Ok(None)
    }

    async fn serves(
        &mut self,
        version: &str,
        kind: Kind,
        server: &Server,
    ) -> Result<bool, Trouble> {
        if !self.resources.contains_key(version) {
            let answer = server.get::<Resources>(&format!("/apis/{version}")).await;
            let answer = match answer {
                Ok(resources) => Ok(resources.resources),
                Err(Trouble::NotFound) => Ok(Vec::new()),
                Err(trouble) => Err(trouble),
            };
            self.resources.insert(version.to_owned(), answer);
        }
        let is_it = |one: &Resource| one.name == kind.plural() && one.kind == kind.name();
        match &self.resources[version] {
            Ok(resources) => Ok(resources.iter().any(is_it)),
            Err(trouble) => Err(trouble.clone()),
        }
    }
}
