//! Elliptic curves and their points.

use der::Tag;
use der::asn1::ObjectIdentifier;

use crate::fields::Fields;

/// The usual curves (RFC 5480, RFC 5639, SEC 2), with their sizes in bits.
static CURVES: [(ObjectIdentifier, &str, u32); 9] = [
    (ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.1"), "P-192", 192),
    (ObjectIdentifier::new_unwrap("1.3.132.0.33"), "P-224", 224),
    (ObjectIdentifier::new_unwrap("1.2.840.10045.3.1.7"), "P-256", 256),
    (ObjectIdentifier::new_unwrap("1.3.132.0.34"), "P-384", 384),
    (ObjectIdentifier::new_unwrap("1.3.132.0.35"), "P-521", 521),
    (ObjectIdentifier::new_unwrap("1.3.132.0.10"), "secp256k1", 256),
    (ObjectIdentifier::new_unwrap("1.3.36.3.3.2.8.1.1.7"), "brainpoolP256r1", 256),
    (ObjectIdentifier::new_unwrap("1.3.36.3.3.2.8.1.1.11"), "brainpoolP384r1", 384),
    (ObjectIdentifier::new_unwrap("1.3.36.3.3.2.8.1.1.13"), "brainpoolP512r1", 512),
];

/// The parameters of a curve as they are written: mostly its identifier, else all its numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Curve {
    is_named: bool,
    value: Vec<u8>,
}

impl Curve {
    pub(crate) fn read(mut parameters: Fields<'_>) -> Option<Curve> {
        let value = parameters.any()?;
        let is_named = match value.header().tag() {
            Tag::ObjectIdentifier => true,
            Tag::Sequence => false,
            _ => return None,
        };
        Some(Curve { is_named, value: value.value().to_vec() })
    }

    /// Its name and its size in bits, if it is one of the usual ones.
    pub(crate) fn usual(&self) -> Option<(&'static str, u32)> {
        let usual = CURVES.iter().find(|(id, ..)| self.is_named && id.as_bytes() == self.value);
        usual.map(|(_, name, bits)| (*name, *bits))
    }

    /// Whether both are the same; none where one is named and the other written out.
    pub(crate) fn is(&self, other: &Curve) -> Option<bool> {
        match self == other {
            true => Some(true),
            false => (self.is_named && other.is_named).then_some(false),
        }
    }
}

/// A point of a curve, compressed or not: its first coordinate, and whether the second is odd.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Point {
    x: Vec<u8>,
    is_odd: bool,
}

impl Point {
    /// Reads an octet string of SEC 1, 2.3.3.
    pub(crate) fn read(bytes: &[u8]) -> Option<Point> {
        let (form, coordinates) = bytes.split_first()?;
        let (x, parity) = match form {
            2 | 3 => (coordinates, form),
            4 | 6 | 7 => {
                let (x, y) = coordinates.split_at(coordinates.len() / 2);
                (x, y.last().filter(|_| x.len() == y.len())?)
            }
            _ => return None,
        };
        Some(Point { x: x.to_vec(), is_odd: parity & 1 == 1 })
    }

    /// The length of a coordinate in bytes.
    pub(crate) fn bytes(&self) -> usize {
        self.x.len()
    }
}

#[cfg(test)]
mod tests {
    use super::Point;

    #[test]
    fn a_point_is_the_same_in_every_form_and_not_its_opposite() {
        let point = |bytes: &[u8]| Point::read(bytes);
        assert_eq!(point(&[2, 5]), point(&[4, 5, 8]));
        assert_eq!(point(&[3, 5]), point(&[4, 5, 9]));
        assert_eq!(point(&[7, 5, 9]), point(&[4, 5, 9]));
        assert_ne!(point(&[2, 5]), point(&[3, 5]));
        assert_ne!(point(&[4, 5, 8]), point(&[4, 5, 9]));
        assert_eq!(point(&[4, 5]), None);
    }
}
