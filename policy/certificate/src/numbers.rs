//! The public half of a key pair, from either of its files.

use der::Tag;
use der::asn1::ObjectIdentifier;

use crate::curve::{Curve, Point};
use crate::fields::{Fields, bits, tagged};

const RSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.1");
const RSA_PSS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10");
const EC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10045.2.1");
const DSA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.10040.4.1");

/// The kind and size of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PublicKey {
    /// RSA, also where it is restricted to PSS.
    Rsa {
        /// The size of the modulus.
        bits: u32,
    },
    /// A key on an elliptic curve, for ECDSA.
    Ec {
        /// NIST's name of the curve (`P-256`), else its name in SEC 2 or RFC 5639; `unnamed` where it
        /// is none of the usual ones.
        curve: &'static str,
        /// The size of the curve; in whole bytes where it is none of the usual ones.
        bits: u32,
    },
    /// Ed25519, Ed448, DSA, or unknown.
    Other,
}

/// What is compared of two keys. Nothing in it is secret.
#[derive(Debug, Clone)]
pub(crate) struct Numbers {
    /// The identifier of the algorithm. To OpenSSL, RSA and RSA restricted to PSS are two.
    algorithm: Vec<u8>,
    kind: Kind,
}

#[derive(Debug, Clone)]
enum Kind {
    /// Without leading zeros.
    Rsa {
        modulus: Vec<u8>,
        exponent: Vec<u8>,
    },
    Ec {
        curve: Curve,
        point: Option<Point>,
        /// The length of a coordinate.
        bytes: usize,
    },
    Other,
}

impl Numbers {
    /// Reads a SubjectPublicKeyInfo (RFC 5280, 4.1.2.7).
    pub(crate) fn of_certificate(mut info: Fields<'_>) -> Option<Numbers> {
        let mut algorithm = info.open(Tag::Sequence)?;
        let id = algorithm.next(Tag::ObjectIdentifier)?;
        let key = bits(info.next(Tag::BitString)?)?;
        let kind = if is_rsa(id) {
            rsa(&mut Fields::within(key)?.open(Tag::Sequence)?)?
        } else if id == EC.as_bytes() {
            let point = Point::read(key)?;
            Kind::Ec { curve: Curve::read(algorithm)?, bytes: point.bytes(), point: Some(point) }
        } else {
            Kind::Other
        };
        Some(Numbers { algorithm: id.to_vec(), kind })
    }

    /// Reads a PrivateKeyInfo (PKCS#8: RFC 5208, RFC 5958).
    pub(crate) fn of_pkcs8(file: &[u8]) -> Option<Numbers> {
        let mut info = Fields::within(file)?.open(Tag::Sequence)?;
        info.next(Tag::Integer)?;
        let mut algorithm = info.open(Tag::Sequence)?;
        let id = algorithm.next(Tag::ObjectIdentifier)?;
        let key = info.next(Tag::OctetString)?;
        let kind = if is_rsa(id) {
            rsa_pair(key)?
        } else if id == EC.as_bytes() {
            ec_pair(key, Curve::read(algorithm))?
        } else {
            Kind::Other
        };
        Some(Numbers { algorithm: id.to_vec(), kind })
    }

    /// Reads an RSAPrivateKey (PKCS#1: RFC 8017, A.1.2).
    pub(crate) fn of_pkcs1(file: &[u8]) -> Option<Numbers> {
        Some(Numbers { algorithm: RSA.as_bytes().to_vec(), kind: rsa_pair(file)? })
    }

    /// Reads an ECPrivateKey (SEC 1, C.4; RFC 5915) that names its curve.
    pub(crate) fn of_sec1(file: &[u8]) -> Option<Numbers> {
        Some(Numbers { algorithm: EC.as_bytes().to_vec(), kind: ec_pair(file, None)? })
    }

    /// Reads OpenSSL's own file of a DSA key: six integers.
    pub(crate) fn of_dsa(file: &[u8]) -> Option<Numbers> {
        let mut key = Fields::within(file)?.open(Tag::Sequence)?;
        (0..6).try_for_each(|_| key.next(Tag::Integer).map(|_| ()))?;
        Some(Numbers { algorithm: DSA.as_bytes().to_vec(), kind: Kind::Other })
    }

    /// Whether the two are of one pair; none where that cannot be told.
    pub(crate) fn matches(&self, other: &Numbers) -> Option<bool> {
        if self.algorithm != other.algorithm {
            return Some(false);
        }
        match (&self.kind, &other.kind) {
            (
                Kind::Rsa { modulus, exponent },
                Kind::Rsa { modulus: other_modulus, exponent: other_exponent },
            ) => Some(modulus == other_modulus && exponent == other_exponent),
            (
                Kind::Ec { curve, point, .. },
                Kind::Ec { curve: other_curve, point: other_point, .. },
            ) => match (curve.is(other_curve), point, other_point) {
                (Some(false), ..) => Some(false),
                (_, Some(point), Some(other)) if point != other => Some(false),
                (is_same, Some(_), Some(_)) => is_same,
                _ => None,
            },
            _ => None,
        }
    }

    pub(crate) fn public_key(&self) -> PublicKey {
        match &self.kind {
            Kind::Rsa { modulus, .. } => {
                let unused = modulus.first().map_or(0, |byte| byte.leading_zeros());
                PublicKey::Rsa { bits: whole_bytes(modulus.len()).saturating_sub(unused) }
            }
            Kind::Ec { curve, bytes, .. } => {
                let (curve, bits) = curve.usual().unwrap_or(("unnamed", whole_bytes(*bytes)));
                PublicKey::Ec { curve, bits }
            }
            Kind::Other => PublicKey::Other,
        }
    }
}

fn whole_bytes(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX).saturating_mul(8)
}

fn is_rsa(id: &[u8]) -> bool {
    id == RSA.as_bytes() || id == RSA_PSS.as_bytes()
}

/// The modulus and the exponent that come next.
fn rsa(fields: &mut Fields<'_>) -> Option<Kind> {
    let mut number = || fields.next(Tag::Integer).map(without_zeros);
    Some(Kind::Rsa { modulus: number()?, exponent: number()? })
}

fn without_zeros(number: &[u8]) -> Vec<u8> {
    number.iter().copied().skip_while(|byte| *byte == 0).collect()
}

fn rsa_pair(file: &[u8]) -> Option<Kind> {
    let mut key = Fields::within(file)?.open(Tag::Sequence)?;
    key.next(Tag::Integer)?;
    let public = rsa(&mut key)?;
    // The secret numbers have to be there; they are not looked at.
    (0..6).try_for_each(|_| key.next(Tag::Integer).map(|_| ()))?;
    Some(public)
}

/// The curve stands in the file, or around it in PKCS#8.
fn ec_pair(file: &[u8], curve: Option<Curve>) -> Option<Kind> {
    let mut key = Fields::within(file)?.open(Tag::Sequence)?;
    key.next(Tag::Integer)?;
    let bytes = key.next(Tag::OctetString)?.len();
    let inner = key.optional(tagged(0)).and_then(Fields::within).and_then(Curve::read);
    let point = match key.optional(tagged(1)) {
        Some(value) => Some(Point::read(bits(Fields::within(value)?.next(Tag::BitString)?)?)?),
        None => None,
    };
    Some(Kind::Ec { curve: inner.or(curve)?, point, bytes })
}
