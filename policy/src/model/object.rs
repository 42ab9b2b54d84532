//! One Kubernetes object, and how reports name it.

use serde::{Deserialize, Serialize};

use crate::json::Json;
use crate::model::kind::Kind;

/// A Kubernetes object of a kind that some rule knows.
#[derive(Debug, Clone, Copy)]
pub struct Object<'a> {
    /// What it is.
    pub kind: Kind,
    /// As written: `apps/v1`, `extensions/v1beta1`.
    pub api_version: &'a str,
    /// `metadata.namespace`, or the installation's where the text has none.
    pub namespace: &'a str,
    /// `metadata.name`
    pub name: &'a str,
    /// The whole object.
    pub body: &'a Json<'a>,
    /// Its place in the input, counted from 0 with Lists unpacked.
    pub index: usize,
}

impl<'a> Object<'a> {
    /// The annotation of that name, if it is there.
    pub fn annotation(&self, name: &str) -> Option<&'a str> {
        self.body.at(&["metadata", "annotations"]).get(name).as_str()
    }

    /// The label of that name, if it is there.
    pub fn label(&self, name: &str) -> Option<&'a str> {
        self.body.at(&["metadata", "labels"]).get(name).as_str()
    }

    /// How reports name it.
    pub fn subject(&self) -> Subject {
        Subject {
            api_version: self.api_version.to_owned(),
            kind: self.kind.name().to_owned(),
            namespace: self.namespace.to_owned(),
            name: self.name.to_owned(),
        }
    }

    /// How kubectl names it: `deployment/deis-router`.
    pub fn argument(&self) -> String {
        format!("{}/{}", self.kind.argument(), self.name)
    }
}

/// What a result is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Subject {
    /// As written in the object.
    pub api_version: String,
    /// The object's kind.
    pub kind: String,
    /// The namespace that it is in.
    pub namespace: String,
    /// The object's name.
    pub name: String,
}
