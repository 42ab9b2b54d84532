//! What the extensions of a certificate say (RFC 5280, 4.2).

use der::asn1::ObjectIdentifier;
use der::{Tag, TagNumber};

use crate::fields::Fields;

const ALTERNATIVE_NAMES: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.17");
const BASIC_CONSTRAINTS: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.29.19");

/// dNSName among the kinds of names.
const DNS_NAME: Tag = Tag::ContextSpecific { constructed: false, number: TagNumber(2) };

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Extensions {
    /// The names of the subject's alternative names; none where there is no such extension.
    pub(crate) dns_names: Option<Vec<String>>,
    pub(crate) is_authority: bool,
}

impl Extensions {
    /// Reads the list of extensions. An extension whose value cannot be read says nothing.
    pub(crate) fn read(list: &[u8]) -> Option<Extensions> {
        let mut extensions = Extensions::default();
        let mut list = Fields::within(list)?.open(Tag::Sequence)?;
        while !list.is_done() {
            let mut extension = list.open(Tag::Sequence)?;
            let id = extension.next(Tag::ObjectIdentifier)?;
            let _is_critical = extension.optional(Tag::Boolean);
            let value = extension.next(Tag::OctetString)?;
            if id == ALTERNATIVE_NAMES.as_bytes() {
                extensions.dns_names = Some(dns_names(value).unwrap_or_default());
            } else if id == BASIC_CONSTRAINTS.as_bytes() {
                extensions.is_authority = is_authority(value).unwrap_or_default();
            }
        }
        Some(extensions)
    }
}

fn dns_names(value: &[u8]) -> Option<Vec<String>> {
    let mut names = Vec::new();
    let mut list = Fields::within(value)?.open(Tag::Sequence)?;
    while let Some(name) = list.any() {
        if name.header().tag() == DNS_NAME {
            names.push(ascii(name.value()));
        }
    }
    Some(names)
}

/// The text; a byte that is no visible ASCII is U+FFFD, so that no host has that name.
fn ascii(bytes: &[u8]) -> String {
    let shown = |byte: &u8| if byte.is_ascii_graphic() { char::from(*byte) } else { '\u{fffd}' };
    bytes.iter().map(shown).collect()
}

fn is_authority(value: &[u8]) -> Option<bool> {
    let mut constraints = Fields::within(value)?.open(Tag::Sequence)?;
    constraints.optional(Tag::Boolean).map(|flag| flag != [0])
}
