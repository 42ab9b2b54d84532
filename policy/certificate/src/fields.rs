//! The fields of DER values, in order.
//!
//! Derived structs would demand more than OpenSSL does (integers without leading zeros, no unknown
//! fields at the end), for names, sets and key files alike.

use der::asn1::AnyRef;
use der::{Decode, Reader, SliceReader, Tag, TagNumber};

/// What is left of a value's fields.
pub(crate) struct Fields<'a>(SliceReader<'a>);

impl<'a> Fields<'a> {
    /// The values in these bytes, one after the other.
    pub(crate) fn within(bytes: &'a [u8]) -> Option<Fields<'a>> {
        SliceReader::new(bytes).ok().map(Fields)
    }

    /// The bytes of the next value with its tag and length, and what stands behind it.
    pub(crate) fn split(bytes: &'a [u8]) -> Option<(&'a [u8], &'a [u8])> {
        let whole = SliceReader::new(bytes).ok()?.tlv_bytes().ok()?;
        bytes.split_at_checked(whole.len())
    }

    /// Whether there is no more.
    pub(crate) fn is_done(&self) -> bool {
        self.0.is_finished()
    }

    /// The next value, whatever it is.
    pub(crate) fn any(&mut self) -> Option<AnyRef<'a>> {
        AnyRef::decode(&mut self.0).ok()
    }

    /// What is in the next value; none where there is no more, or where its tag is another.
    pub(crate) fn next(&mut self, tag: Tag) -> Option<&'a [u8]> {
        self.any().filter(|value| value.header().tag() == tag).map(AnyRef::value)
    }

    /// The fields of the next value.
    pub(crate) fn open(&mut self, tag: Tag) -> Option<Fields<'a>> {
        Fields::within(self.next(tag)?)
    }

    /// What is in the next value if it has that tag; else it is not taken.
    pub(crate) fn optional(&mut self, tag: Tag) -> Option<&'a [u8]> {
        let value = AnyRef::decode(&mut self.0.clone()).ok()?;
        (value.header().tag() == tag).then(|| self.next(tag))?
    }
}

/// The tag of a field that holds another value: `[number]`.
pub(crate) fn tagged(number: u32) -> Tag {
    Tag::ContextSpecific { constructed: true, number: TagNumber(number) }
}

/// The bytes of a BIT STRING that counts in whole bytes.
pub(crate) fn bits(value: &[u8]) -> Option<&[u8]> {
    value.strip_prefix(&[0])
}
