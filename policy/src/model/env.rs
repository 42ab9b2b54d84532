//! A container's environment, by Kubernetes' rules: the last entry of a name counts, `env` wins over
//! `envFrom`, and an empty value is not an absent one.

use std::borrow::Cow;

use words::words;

use crate::json::{Json, Pointer};
use crate::model::workload::Container;
use crate::patch::Patch;

/// What a container's environment says of a variable.
#[derive(Debug, Clone, PartialEq)]
pub enum Env<'a> {
    /// It is not set.
    Unset,
    /// It is set to this text. Empty is set too; JSON from an API server then has no `value` at all.
    Literal(Cow<'a, str>),
    /// It is taken from a key of a ConfigMap.
    ConfigMapKey {
        /// The ConfigMap's name.
        name: &'a str,
        /// The key in it.
        key: &'a str,
        /// Whether the variable stays unset where there is no such key.
        optional: bool,
    },
    /// It is taken from a key of a Secret.
    SecretKey {
        /// The Secret's name.
        name: &'a str,
        /// The key in it.
        key: &'a str,
    },
    /// It is taken from a field of the pod, such as `metadata.namespace`.
    PodField(&'a str),
    /// It comes from elsewhere, in words.
    Elsewhere(String),
    /// The entry is one that the API server refuses, in words.
    Malformed(String),
}

/// A variable in a container.
#[derive(Debug, Clone)]
pub struct Variable<'a> {
    /// Its name.
    pub name: &'a str,
    /// The container that it is looked up in.
    pub container: Container<'a>,
    /// What the environment says.
    pub env: Env<'a>,
    entry: Option<(usize, &'a Json<'a>)>,
}

impl<'a> Variable<'a> {
    /// Looks a variable up in `env` alone; [`sources`] tells what `envFrom` may add.
    pub fn of(container: Container<'a>, name: &'a str) -> Variable<'a> {
        Variable::before(container, name, usize::MAX)
    }

    /// The same variable as it would be without the entry that counts.
    #[must_use]
    pub fn without_entry(&self) -> Variable<'a> {
        let place = self.entry.map_or(0, |(place, _)| place);
        Variable::before(self.container, self.name, place)
    }

    fn before(container: Container<'a>, name: &'a str, end: usize) -> Variable<'a> {
        let list = container.body.get("env");
        let entry = list.last_named("name", name, end);
        let env = entry.map_or_else(|| unlisted(list), |(_, entry)| read(name, entry));
        Variable { name, container, env, entry }
    }

    /// The same variable, with the text that its source gives it.
    #[must_use]
    pub fn resolved(self, text: Cow<'a, str>) -> Variable<'a> {
        Variable { env: Env::Literal(text), ..self }
    }

    /// The same variable, whose source turned out to have nothing for it.
    #[must_use]
    pub fn unset(self) -> Variable<'a> {
        Variable { env: Env::Unset, ..self }
    }

    /// The text that it is set to, if it is set to one.
    pub fn text(&self) -> Option<&str> {
        match &self.env {
            Env::Literal(text) => Some(text),
            _ => None,
        }
    }

    /// Whether the container itself says what it is set to, or that it is not set.
    pub fn is_here(&self) -> bool {
        match self.entry {
            Some((_, entry)) => entry.member("valueFrom").is_none(),
            None => self.env == Env::Unset,
        }
    }

    /// The place of its value, or where it belongs.
    pub fn pointer(&self) -> Pointer {
        let list = self.container.pointer().key("env");
        match self.entry {
            Some((place, entry)) if entry.member("value").is_some() => {
                list.index(place).key("value")
            }
            Some((place, _)) => list.index(place),
            None => list,
        }
    }

    /// The patch that sets it to `value`.
    pub fn set_to(&self, value: &str) -> Patch<'static> {
        let list = self.container.pointer().key("env");
        let member = |name: &'static str, text: &str| (Cow::Borrowed(name), Json::text(text));
        let entry = Json::Object(vec![member("name", self.name), member("value", value)]);
        match self.entry {
            Some((place, old)) if old.member("valueFrom").is_none() => {
                Patch::add(list.index(place).key("value"), Json::text(value))
            }
            Some((place, _)) => Patch::replace(list.index(place), entry),
            None if matches!(self.container.body.get("env"), Json::Array(_)) => {
                Patch::add(list.end(), entry)
            }
            None => Patch::add(list, Json::Array(vec![entry])),
        }
    }
}

/// A list that the API server refuses does not say that a variable is unset.
fn unlisted<'a>(list: &Json<'a>) -> Env<'a> {
    match list {
        Json::Null => Env::Unset,
        Json::Array(_) if !list.are_named("name") => {
            Env::Malformed(words!("an entry of the container's `env` has no name").text())
        }
        Json::Array(_) => Env::Unset,
        _ => Env::Malformed(words!("the container's `env` is no list").text()),
    }
}

fn read<'a>(name: &str, entry: &'a Json<'a>) -> Env<'a> {
    if let Some(source) = entry.member("valueFrom").filter(|source| !source.is_null()) {
        return read_source(name, source);
    }
    match entry.get("value") {
        Json::Null => Env::Literal(Cow::Borrowed("")),
        Json::String(text) if text.as_bytes().windows(2).any(|pair| pair == b"$(") => {
            Env::Elsewhere(words!("the value of `{name}` refers to other variables"))
        }
        Json::String(text) => Env::Literal(Cow::Borrowed(text)),
        other => Env::Malformed(words!(
            "the value of `{name}` is {}, not a string: the API server refuses it",
            other.kind_of_value()
        )),
    }
}

fn read_source<'a>(name: &str, source: &'a Json<'a>) -> Env<'a> {
    let named = |member: &str| {
        let reference = source.get(member);
        let optional = reference.get("optional").as_bool() == Some(true);
        Some((reference.get("name").as_str()?, reference.get("key").as_str()?, optional))
    };
    if let Some((map, key, optional)) = named("configMapKeyRef") {
        Env::ConfigMapKey { name: map, key, optional }
    } else if let Some((secret, key, _)) = named("secretKeyRef") {
        Env::SecretKey { name: secret, key }
    } else if let Some(path) = source.at(&["fieldRef", "fieldPath"]).as_str() {
        Env::PodField(path)
    } else {
        Env::Elsewhere(words!("`{name}` comes from a place that is not read"))
    }
}

/// One entry of `envFrom`: a whole ConfigMap or Secret.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Source<'a> {
    /// Whether it is a Secret; otherwise a ConfigMap.
    pub secret: bool,
    /// The object's name.
    pub name: &'a str,
    /// What is put before each of its keys.
    pub prefix: &'a str,
    /// Whether it may be absent.
    pub optional: bool,
}

/// Whether `envFrom` has an entry that names neither a ConfigMap nor a Secret, or is no list at all.
pub fn has_odd_sources(container: &Container<'_>) -> bool {
    let named = |entry: &Json<'_>| {
        ["configMapRef", "secretRef"]
            .iter()
            .any(|member| entry.at(&[member, "name"]).as_str().is_some())
    };
    match container.body.get("envFrom") {
        Json::Null => false,
        Json::Array(entries) => !entries.iter().all(named),
        _ => true,
    }
}

/// What `envFrom` takes in, the entry that wins first.
pub fn sources<'a>(container: &Container<'a>) -> impl Iterator<Item = Source<'a>> {
    container.body.get("envFrom").items().iter().rev().flat_map(|entry| {
        let prefix = entry.get("prefix").as_str().unwrap_or_default();
        [("configMapRef", false), ("secretRef", true)].into_iter().filter_map(
            move |(member, secret)| {
                let source = entry.get(member);
                let optional = source.get("optional").as_bool() == Some(true);
                Some(Source { secret, name: source.get("name").as_str()?, prefix, optional })
            },
        )
    })
}
