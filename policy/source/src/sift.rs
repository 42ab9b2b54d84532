//! What of an object a review can have a use for.

use json::Json;
use policy::missing;
use policy::model::kind::Kind;
use policy::workflow::detect::may_name_platform;

/// How objects are sifted: when they are read, and again when it is known which namespaces may hold a
/// platform.
#[derive(Debug)]
pub(crate) struct Sift {
    pub(crate) first: fn(&str) -> Sifted,
    /// Goes on with the outline of an object: the same object given twice is counted once.
    pub(crate) second: fn(&str, &mut String),
}

pub(crate) static SIFT: Sift = Sift { first: sift, second: add_digest };

/// What an object is good for.
#[derive(Debug, Default)]
pub(crate) struct Sifted {
    /// As much of it as is counted, if no rule knows its kind.
    pub(crate) stub: Option<String>,
    /// None for what matters wherever it is: a router may look for its certificate elsewhere.
    pub(crate) part: Option<Part>,
    /// Whether it may be a part of a platform.
    pub(crate) is_platform: bool,
    /// Whether it does not say what it is: the policy will say so.
    pub(crate) is_none: bool,
}

/// What an object is that only matters if its namespace holds a platform.
#[derive(Debug)]
pub(crate) struct Part {
    pub(crate) namespace: Box<str>,
    /// As much of it as is counted elsewhere: JSON, but for its end.
    pub(crate) outline: Box<str>,
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
    if kind.is_cluster_scoped() || kind == Kind::Secret {
        return Sifted::default();
    }
    let Some(place) = head.place() else { return Sifted::default() };
    let mut outline = head.stub();
    outline.pop();
    outline.push_str(",\"metadata\":{\"name\":");
    outline.push_str(place.name_text);
    outline.push_str(",\"namespace\":");
    outline.push_str(place.namespace_text);
    outline.push('}');
    Sifted {
        is_platform: may_name_platform(kind, &place.name),
        part: Some(Part { namespace: place.namespace.into(), outline: outline.into() }),
        ..Sifted::default()
    }
}

fn add_digest(json: &str, outline: &mut String) {
    outline.push_str(&format!(",\"digest\":\"{:x}\"}}", digest(json)));
}

/// An object's name and namespace, and how they are written.
struct Named<'j> {
    name: String,
    name_text: &'j str,
    namespace: String,
    namespace_text: &'j str,
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
    fn place(&self) -> Option<Named<'j>> {
        let members = json::members(self.metadata).ok()?;
        let (name_text, namespace_text) = (last(&members, "name")?, last(&members, "namespace")?);
        let (name, namespace) = (word(name_text)?, word(namespace_text)?);
        Some(Named { name, name_text, namespace, namespace_text })
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
        json::Part::Text(text) => Some(text),
        json::Part::Read(_) => None,
    }
}

/// A string with something in it.
fn word(json: &str) -> Option<String> {
    let word = Json::parse(json).ok()?.as_str()?.to_owned();
    (!word.is_empty()).then_some(word)
}

/// A polynomial of the bytes that are no white space. Eight at a time, since what they add does not depend on what
/// came before them.
fn digest(json: &str) -> u64 {
    const FACTOR: u64 = 0x0100_0000_01b3;
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let add = |hash: u64, bytes: &[u8]| {
        let letters = bytes.iter().filter(|byte| !byte.is_ascii_whitespace());
        letters.fold(hash, |hash, byte| hash.wrapping_mul(FACTOR).wrapping_add(u64::from(*byte)))
    };
    let eight = (0..8).fold(1, |factor: u64, _| factor.wrapping_mul(FACTOR));
    let (chunks, rest) = json.as_bytes().as_chunks::<8>();
    for chunk in chunks {
        let letters = chunk.iter().filter(|byte| **byte > b' ').count();
        hash = match letters {
            0 => add(hash, chunk),
            8 => {
                let own =
                    |sum: u64, byte: &u8| sum.wrapping_mul(FACTOR).wrapping_add(u64::from(*byte));
                hash.wrapping_mul(eight).wrapping_add(chunk.iter().fold(0, own))
            }
            _ => add(hash, chunk),
        };
    }
    add(hash, rest)
}

#[cfg(test)]
mod tests {
    use super::digest;

    #[test]
    fn white_space_makes_no_other_digest_and_a_byte_does() {
        let text = "{\"kind\":\"Service\",\"spec\":{\"ports\":[1,2,3],\"é\":\"\u{1}\"}}";
        for place in 0..=text.len() {
            let Some((before, behind)) = text.split_at_checked(place) else { continue };
            for space in [" ", "\n          ", "\t\r\n"] {
                assert_eq!(digest(&format!("{before}{space}{behind}")), digest(text), "{place}");
            }
            assert_ne!(digest(&format!("{before}0{behind}")), digest(text), "{place}");
        }
    }
}
