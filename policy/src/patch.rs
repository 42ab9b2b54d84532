//! RFC 6902 patches on [`Json`], with RFC 6901 pointers.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};

use crate::gather::Gather as _;
use crate::json::{Json, Pointer};

/// One step of a patch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "op", rename_all = "lowercase")]
pub enum Operation<'a> {
    /// Sets a member, or puts an element into an array.
    Add {
        /// Where: an RFC 6901 pointer.
        path: String,
        /// The new value.
        #[serde(borrow)]
        #[schemars(schema_with = "any_value")]
        value: Json<'a>,
    },
    /// Sets what is there already.
    Replace {
        /// Where: an RFC 6901 pointer.
        path: String,
        /// The new value.
        #[serde(borrow)]
        #[schemars(schema_with = "any_value")]
        value: Json<'a>,
    },
    /// Takes a member or an element away.
    Remove {
        /// Where: an RFC 6901 pointer.
        path: String,
    },
}

/// The schema of a value of any kind.
pub(crate) fn any_value(_: &mut SchemaGenerator) -> Schema {
    Schema::default()
}

/// A whole patch: its steps in order.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Patch<'a>(#[serde(borrow)] pub Vec<Operation<'a>>);

impl fmt::Display for Patch<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&serde_json::to_string(self).map_err(|_| fmt::Error)?)
    }
}

impl<'a> Patch<'a> {
    /// A patch of one `add`.
    pub fn add(path: Pointer, value: Json<'a>) -> Patch<'a> {
        Patch(vec![Operation::Add { path: path.into(), value }])
    }

    /// A patch of one `replace`.
    pub fn replace(path: Pointer, value: Json<'a>) -> Patch<'a> {
        Patch(vec![Operation::Replace { path: path.into(), value }])
    }

    /// A patch of one `remove`.
    pub fn remove(path: &Pointer) -> Patch<'a> {
        Patch(vec![Operation::Remove { path: path.as_str().to_owned() }])
    }

    /// The same patch with values of its own, whatever text it was read from.
    pub fn into_owned(self) -> Patch<'static> {
        let own = |operation| match operation {
            Operation::Add { path, value } => Operation::Add { path, value: value.into_owned() },
            Operation::Replace { path, value } => {
                Operation::Replace { path, value: value.into_owned() }
            }
            Operation::Remove { path } => Operation::Remove { path },
        };
        Patch(self.0.into_iter().map(own).gathered())
    }

    /// The same patch for a document that others have changed since: a map or a list that it would make is
    /// gone into, where it is there by now.
    #[must_use]
    pub fn beside(self, document: &Json<'_>) -> Patch<'a> {
        Patch(self.0.into_iter().flat_map(|operation| into(operation, document)).gathered())
    }

    /// Whether it does nothing.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Applies every step to `document`.
    ///
    /// # Errors
    /// The path of the first step whose place does not exist; the document may be changed up to there.
    pub fn apply(&self, document: &mut Json<'a>) -> Result<(), NoSuchPlace> {
        self.0.iter().try_for_each(|operation| operation.apply(document))
    }
}

/// A patch step points to a place that the document does not have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoSuchPlace {
    /// The step's RFC 6901 pointer.
    pub path: String,
}

impl<'a> Operation<'a> {
    fn apply(&self, document: &mut Json<'a>) -> Result<(), NoSuchPlace> {
        let (path, done) = match self {
            Operation::Add { path, value } => (path, add(document, path, value)),
            Operation::Replace { path, value } => (path, replace(document, path, value)),
            Operation::Remove { path } => (path, remove(document, path)),
        };
        done.ok_or_else(|| NoSuchPlace { path: path.clone() })
    }
}

/// An addition of a map or a list, as additions to the one that is there.
fn into<'a>(operation: Operation<'a>, document: &Json<'_>) -> Vec<Operation<'a>> {
    let there = |path: &str| find(document, path);
    match operation {
        Operation::Add { path, value: Json::Object(members) }
            if matches!(there(&path), Some(Json::Object(_))) =>
        {
            let inner = members.into_iter().flat_map(|(name, value)| {
                let step = Pointer::default().key(&name);
                let path = format!("{path}{}", step.as_str());
                into(Operation::Add { path, value }, document)
            });
            inner.gathered()
        }
        Operation::Add { path, value: Json::Array(items) }
            if matches!(there(&path), Some(Json::Array(_))) =>
        {
            let end = |value| Operation::Add { path: format!("{path}/-"), value };
            items.into_iter().map(end).gathered()
        }
        other => vec![other],
    }
}

fn add<'a>(document: &mut Json<'a>, path: &str, value: &Json<'a>) -> Option<()> {
    let (parent, key) = parent(document, path)?;
    match parent {
        Json::Object(members) => {
            members.retain(|(name, _)| *name != key);
            members.push((Cow::Owned(key), value.clone()));
        }
        Json::Array(items) if key == "-" => items.push(value.clone()),
        Json::Array(items) => {
            let place: usize = key.parse().ok().filter(|place| *place <= items.len())?;
            items.insert(place, value.clone());
        }
        _ => return None,
    }
    Some(())
}

fn replace<'a>(document: &mut Json<'a>, path: &str, value: &Json<'a>) -> Option<()> {
    *place(document, path)? = value.clone();
    Some(())
}

fn remove(document: &mut Json<'_>, path: &str) -> Option<()> {
    let (parent, key) = parent(document, path)?;
    match parent {
        Json::Object(members) => {
            let before = members.len();
            members.retain(|(name, _)| *name != key);
            (members.len() < before).then_some(())
        }
        Json::Array(items) => {
            let place: usize = key.parse().ok().filter(|place| *place < items.len())?;
            items.remove(place);
            Some(())
        }
        _ => None,
    }
}

fn parent<'d, 'a>(document: &'d mut Json<'a>, path: &str) -> Option<(&'d mut Json<'a>, String)> {
    let (above, key) = path.rsplit_once('/')?;
    Some((place(document, above)?, unescape(key)))
}

fn place<'d, 'a>(document: &'d mut Json<'a>, path: &str) -> Option<&'d mut Json<'a>> {
    path.split('/').skip(1).try_fold(document, |json, step| {
        let key = unescape(step);
        match json {
            Json::Object(members) => {
                members.iter_mut().rev().find(|(name, _)| *name == key).map(|(_, value)| value)
            }
            Json::Array(items) => items.get_mut(key.parse::<usize>().ok()?),
            _ => None,
        }
    })
}

/// A step of a pointer as the name that it stands for.
pub fn unescape(step: &str) -> String {
    let mut parts = step.split('~');
    let mut name = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (sign, rest) = match (part.strip_prefix('1'), part.strip_prefix('0')) {
            (Some(rest), _) => ('/', rest),
            (None, Some(rest)) => ('~', rest),
            (None, None) => ('~', part),
        };
        name.push(sign);
        name.push_str(rest);
    }
    name
}

/// The value at an RFC 6901 pointer.
fn find<'d, 'a>(document: &'d Json<'a>, path: &str) -> Option<&'d Json<'a>> {
    path.split('/').skip(1).try_fold(document, |json, step| match json {
        Json::Array(items) => items.get(step.parse::<usize>().ok()?),
        _ => json.member(&unescape(step)),
    })
}

/// The value at an RFC 6901 pointer that leads through objects only.
pub fn in_objects<'d, 'a>(document: &'d Json<'a>, path: &str) -> Option<&'d Json<'a>> {
    path.split('/').skip(1).try_fold(document, |json, step| json.member(&unescape(step)))
}
