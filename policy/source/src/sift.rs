//! What of an object a review can have a use for.

use json::{Json, Part};
use policy::missing;
use policy::model::kind::Kind;
use policy::workflow::detect::may_name_platform;

/// How objects are sifted: when they are read, and again when it is known which namespaces may hold a
/// platform.
#[derive(Debug)]
pub(crate) struct Sift {
    pub(crate) first: fn(&str) -> Sifted,
    /// As much of an object of a namespace without a platform as is counted.
    pub(crate) second: fn(&str) -> Option<String>,
}

pub(crate) static SIFT: Sift = Sift { first: sift, second: outline };

/// What an object is good for.
#[derive(Debug, Default)]
pub(crate) struct Sifted {
    /// As much of it as is counted, if no rule knows its kind.
    pub(crate) stub: Option<String>,
    /// The namespace that it only matters in if that holds a platform. None for what matters wherever it is:
    /// a router may look for its certificate elsewhere.
    pub(crate) namespace: Option<String>,
    /// Whether it may be a part of a platform.
    pub(crate) is_platform: bool,
    /// Whether it does not say what it is: the policy will say so.
    pub(crate) is_none: bool,
}

fn sift(json: &str) -> Sifted {
    let Some(head) = Head::of(json) else {
        return Sifted { is_none: true, ..Sifted::default() };
    };
    if head.is_list() {
        return Sifted::default();
    }
    let Some(kind) = head.kind() else {
        if (head.api_version.as_str(), head.kind.as_str()) == (missing::API_VERSION, missing::KIND)
        {
            return Sifted::default();
        }
        return Sifted { stub: Some(head.stub()), ..Sifted::default() };
    };
    match head.place().filter(|_| !kind.is_cluster_scoped() && kind != Kind::Secret) {
        Some((name, namespace)) => Sifted {
            namespace: Some(namespace),
            is_platform: may_name_platform(kind, &name),
            ..Sifted::default()
        },
        None => Sifted::default(),
    }
}

fn outline(json: &str) -> Option<String> {
    let head = Head::of(json).filter(|head| !head.is_list())?;
    let members = json::members(head.metadata).ok()?;
    let (name, namespace) = (last(&members, "name")?, last(&members, "namespace")?);
    let mut outline = head.stub();
    outline.pop();
    // The same object given twice is counted once.
    let digest = digest(json);
    outline.push_str(&format!(
        ",\"metadata\":{{\"name\":{name},\"namespace\":{namespace}}},\"digest\":\"{digest:x}\"}}"
    ));
    Some(outline)
}

/// An object's own words for what it is.
struct Head<'j> {
    api_version: String,
    kind: String,
    metadata: &'j str,
}

impl<'j> Head<'j> {
    /// Of what is written so that the policy takes it for an object.
    fn of(json: &'j str) -> Option<Head<'j>> {
        let members = json::members(json).ok()?;
        let api_version = word(last(&members, "apiVersion")?)?;
        let kind = word(last(&members, "kind")?)?;
        let metadata = last(&members, "metadata").unwrap_or("");
        Some(Head { api_version, kind, metadata })
    }

    /// Lists are the policy's to unpack.
    fn is_list(&self) -> bool {
        self.kind.ends_with("List")
    }

    /// The kind, if a rule knows it.
    fn kind(&self) -> Option<Kind> {
        Kind::of(&self.api_version, &self.kind)
    }

    /// Its name and its namespace.
    fn place(&self) -> Option<(String, String)> {
        let members = json::members(self.metadata).ok()?;
        Some((word(last(&members, "name")?)?, word(last(&members, "namespace")?)?))
    }

    fn stub(&self) -> String {
        let mut json = "{\"apiVersion\":".to_owned();
        Json::text(self.api_version.as_str()).write(&mut json);
        json.push_str(",\"kind\":");
        Json::text(self.kind.as_str()).write(&mut json);
        json.push('}');
        json
    }
}

fn last<'j>(members: &[json::Member<'j>], name: &str) -> Option<&'j str> {
    let found = members.iter().rev().find(|(key, _)| key == name)?;
    match found.1 {
        Part::Text(text) => Some(text),
        Part::Read(_) => None,
    }
}

/// A string with something in it.
fn word(json: &str) -> Option<String> {
    let word = Json::parse(json).ok()?.as_str()?.to_owned();
    (!word.is_empty()).then_some(word)
}

/// FNV-1a of the text without white space.
fn digest(json: &str) -> u64 {
    let letters = json.bytes().filter(|byte| !byte.is_ascii_whitespace());
    letters.fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}
