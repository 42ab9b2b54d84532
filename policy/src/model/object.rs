//! One Kubernetes object, and how reports name it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::joined::joined;
use crate::json::{Json, Pointer, Unread};
use crate::model::component::Component;
use crate::model::kind::Kind;
use crate::unknown::Unknown;

/// Objects and arrays that no rule asks for, in an object of whatever kind. They are not read, only passed on: a test
/// holds the rules against this list. In objects of a cluster they are half of the text.
pub static UNREAD: Unread = Unread::of(&[
    "managedFields",
    "status",
    "livenessProbe",
    "readinessProbe",
    "startupProbe",
    "lifecycle",
    "securityContext",
    "strategy",
    "tolerations",
    "volumeMounts",
]);

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
    /// Where it was drawn from, if it was not given but follows from a chart's values. Such an object
    /// is partial: a field that it does not have is not absent, but unseen.
    pub drawn: Option<&'a Drawn>,
}

/// From which values an object was drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drawn {
    /// Fields, and the path of the value that decides each; the longest field that fits counts.
    pub fields: Vec<(Pointer, String)>,
}

impl Drawn {
    /// The path of the value that decides a field.
    pub fn path(&self, field: Option<&Pointer>) -> Option<&str> {
        let field = field.map_or("", Pointer::as_str);
        let holds = |outer: &str, inner: &str| {
            inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let fits = self.fields.iter().filter(|(known, _)| holds(known.as_str(), field));
        fits.max_by_key(|(known, _)| known.as_str().len()).map(|(_, path)| path.as_str())
    }
}

impl<'a> Object<'a> {
    /// The field at that path; `null` where it is absent.
    ///
    /// # Errors
    /// The object was drawn from values, and no value decides the field.
    pub fn look(&self, path: &[&str]) -> Result<&'a Json<'a>, Unknown> {
        let mut json = self.body;
        for step in path {
            json = match json.member(step) {
                Some(inner) => inner,
                None if self.drawn.is_some() && !json.is_null() => {
                    let field = joined(path, ".");
                    return Err(Unknown::undecided(format!(
                        "`{field}` of {} `{}`",
                        self.kind, self.name
                    )));
                }
                None => json.get(step),
            };
        }
        Ok(json)
    }

    /// The component that it is the workload of, if its name is one's.
    pub fn component(&self) -> Option<Component> {
        self.kind.is_workload().then(|| Component::of(self.name)).flatten()
    }

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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
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
