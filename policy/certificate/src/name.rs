//! Distinguished names (X.501), and the text in them.

use der::asn1::ObjectIdentifier;
use der::{Tag, asn1::AnyRef};

use crate::fields::Fields;

const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");

/// A distinguished name, byte for byte, and what it is called.
#[derive(Debug, Clone)]
pub(crate) struct Name {
    pub(crate) bytes: Vec<u8>,
    /// The last common name, which is the most specific; control characters are U+FFFD.
    pub(crate) common_name: Option<String>,
}

impl Name {
    /// Reads what is in the SEQUENCE of a name (RFC 5280, 4.1.2.4).
    pub(crate) fn read(bytes: &[u8]) -> Option<Name> {
        let mut common_name = None;
        let mut sets = Fields::within(bytes)?;
        while !sets.is_done() {
            let mut set = sets.open(Tag::Set)?;
            while !set.is_done() {
                let mut attribute = set.open(Tag::Sequence)?;
                if attribute.next(Tag::ObjectIdentifier)? == COMMON_NAME.as_bytes() {
                    common_name = attribute.any().map(text).or(common_name);
                }
            }
        }
        Some(Name { bytes: bytes.to_vec(), common_name })
    }
}

fn text(value: AnyRef<'_>) -> String {
    let bytes = value.value();
    let text = match value.header().tag() {
        Tag::BmpString => {
            let units = bytes.chunks(2).map(|unit| match unit {
                [high, low] => u16::from_be_bytes([*high, *low]),
                _ => 0,
            });
            char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{fffd}')).collect()
        }
        _ => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            // Latin-1 has every byte.
            Err(_) => bytes.iter().copied().map(char::from).collect(),
        },
    };
    text.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}
