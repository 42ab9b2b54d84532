//! What of an input a review can have a use for: nothing else is kept.

use std::collections::BTreeSet;
use std::fmt::Debug;

use json::Json;
use policy::cluster::other_name;
use policy::missing;
use policy::model::distribution::Distribution;
use policy::model::kind::Kind;
use policy::report::Counts;
use policy::workflow::detect::may_name_platform;

/// Tells what objects are good for. Behind a trait, so that the browser's module, which keeps all, does without.
pub(crate) trait Sieve: Debug {
    /// Looks at an object.
    fn sift(&mut self, json: &str) -> Sifted;

    /// Whether a part of a namespace may be asked for by a rule, as far as is known by now.
    fn is_of_use(&self, part: &Part) -> bool;

    /// Counts a part that is not kept: the same object given twice is one.
    fn let_go(&mut self, part: &Part, json: &str);

    /// How many objects of each kind were counted and not kept.
    fn counted(&self) -> &Counts;

    /// The namespaces that may hold a platform.
    fn platforms(&self) -> Vec<Box<str>>;

    /// Those of which a part was let go, before it was known that they may.
    fn missed(&self) -> Vec<Box<str>>;
}

/// What is known before a text is read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Known {
    /// The namespaces that may hold a platform.
    pub(crate) platforms: Vec<Box<str>>,
    /// Whether each text is read as a whole.
    pub(crate) is_whole: bool,
}

/// What an object is good for.
#[derive(Debug, Default)]
pub(crate) struct Sifted {
    /// Whether it is counted, and no more: no rule knows its kind.
    pub(crate) is_counted: bool,
    /// None for what matters wherever it is.
    pub(crate) part: Option<Part>,
    /// Whether it does not say what it is: the policy will say so.
    pub(crate) is_none: bool,
}

/// What an object is that only matters if its namespace holds a platform.
#[derive(Debug)]
pub(crate) struct Part {
    kind: Kind,
    namespace: Box<str>,
}

/// Keeps what rules can ask for.
#[derive(Debug, Default)]
pub(crate) struct Frugal {
    /// The namespaces that may hold a platform.
    platforms: BTreeSet<Box<str>>,
    /// Those of parts that were let go.
    left: BTreeSet<Box<str>>,
    counted: Counts,
    /// The digests of objects that were let go.
    digests: BTreeSet<u64>,
}

impl Frugal {
    /// One that knows of these namespaces that they may hold a platform.
    pub(crate) fn new(platforms: Vec<Box<str>>) -> Frugal {
        Frugal { platforms: platforms.into_iter().collect(), ..Frugal::default() }
    }
}

impl Sieve for Frugal {
    fn sift(&mut self, json: &str) -> Sifted {
        let Some(head) = Head::of(json) else {
            return Sifted { is_none: true, ..Sifted::default() };
        };
        if head.is_list() {
            return Sifted::default();
        }
        let Some(kind) = head.kind() else {
            let (api_version, kind) = (head.api_version.as_str(), head.kind.as_str());
            let is_counted = (api_version, kind) != (missing::API_VERSION, missing::KIND);
            if is_counted {
                self.counted.add(&other_name(api_version, kind));
            }
            return Sifted { is_counted, ..Sifted::default() };
        };
        if kind.is_cluster_scoped() {
            return Sifted::default();
        }
        let Some(Named { name, namespace }) = head.place() else { return Sifted::default() };
        // A router may look for its certificate in another namespace than its own.
        if kind == Kind::Secret && name.ends_with("-router-platform-cert") {
            return Sifted::default();
        }
        let namespace: Box<str> = namespace.into();
        if may_name_platform(kind, &name) && !self.platforms.contains(&namespace) {
            self.platforms.insert(namespace.clone());
        }
        Sifted { part: Some(Part { kind, namespace }), ..Sifted::default() }
    }

    fn is_of_use(&self, part: &Part) -> bool {
        let is_usual = Distribution::ALL.iter().any(|one| one.heritage() == &*part.namespace);
        is_usual || self.platforms.contains(&part.namespace)
    }

    fn let_go(&mut self, part: &Part, json: &str) {
        if !self.left.contains(&part.namespace) {
            self.left.insert(part.namespace.clone());
        }
        if self.digests.insert(digest(json)) {
            self.counted.add(part.kind.name());
        }
    }

    fn counted(&self) -> &Counts {
        &self.counted
    }

    fn platforms(&self) -> Vec<Box<str>> {
        self.platforms.iter().cloned().collect()
    }

    fn missed(&self) -> Vec<Box<str>> {
        self.platforms.iter().filter(|one| self.left.contains(*one)).cloned().collect()
    }
}

/// An object's name and namespace.
struct Named {
    name: String,
    namespace: String,
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
    fn place(&self) -> Option<Named> {
        let members = json::members(self.metadata).ok()?;
        let (name, namespace) = (last(&members, "name")?, last(&members, "namespace")?);
        Some(Named { name: word(name)?, namespace: word(namespace)? })
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
