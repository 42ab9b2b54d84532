//! One certificate (RFC 5280).

use der::Tag;
use der::asn1::ObjectIdentifier;

use crate::extensions::Extensions;
use crate::fields::{Fields, tagged};
use crate::host;
use crate::name::Name;
use crate::numbers::{Numbers, PublicKey};
use crate::sha256;
use crate::validity::unix_seconds;

/// Signatures that are forged today: MD2, MD4 and MD5 with RSA.
static MD5: [ObjectIdentifier; 3] = [
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.2"),
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.3"),
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.4"),
];
/// SHA-1 with RSA (two identifiers), ECDSA, and DSA.
static SHA1: [ObjectIdentifier; 4] = [
    ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.5"),
    ObjectIdentifier::new_unwrap("1.3.14.3.2.29"),
    ObjectIdentifier::new_unwrap("1.2.840.10045.4.1"),
    ObjectIdentifier::new_unwrap("1.2.840.10040.4.3"),
];
const RSA_PSS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10");

/// The digest under a certificate's signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signature {
    /// MD5, or older: MD2, MD4. OpenSSL 3 refuses to load such a certificate.
    Md5,
    /// SHA-1. No browser takes it, but a self-signed certificate is trusted for other reasons.
    Sha1,
    /// Any other.
    Other,
}

/// An X.509 certificate. Its signature is not verified: that takes the key of who issued it.
#[derive(Debug, Clone)]
pub struct Certificate {
    der: Vec<u8>,
    signature: Signature,
    issuer: Name,
    not_before: i64,
    not_after: i64,
    subject: Name,
    numbers: Numbers,
    extensions: Extensions,
}

impl Certificate {
    /// Reads the certificate that the bytes start with, and gives what stands behind it.
    pub(crate) fn read(bytes: &[u8]) -> Option<(Certificate, &[u8])> {
        let (der, rest) = Fields::split(bytes)?;
        let mut whole = Fields::within(der)?.open(Tag::Sequence)?;
        let mut body = whole.open(Tag::Sequence)?;
        let signature = signature(whole.open(Tag::Sequence)?)?;
        whole.next(Tag::BitString)?;
        let _version = body.optional(tagged(0));
        let _serial = body.next(Tag::Integer)?;
        let _signature = body.next(Tag::Sequence)?;
        let issuer = body.next(Tag::Sequence)?;
        let mut validity = body.open(Tag::Sequence)?;
        let subject = body.next(Tag::Sequence)?;
        let key = body.open(Tag::Sequence)?;
        let certificate = Certificate {
            der: der.to_vec(),
            signature,
            issuer: Name::read(issuer)?,
            not_before: unix_seconds(validity.any()?)?,
            not_after: unix_seconds(validity.any()?)?,
            subject: Name::read(subject)?,
            numbers: Numbers::of_certificate(key)?,
            extensions: extensions(body)?,
        };
        Some((certificate, rest))
    }

    /// The first moment at which it is valid, in unix seconds.
    pub fn not_before(&self) -> i64 {
        self.not_before
    }

    /// The last moment at which it is valid, in unix seconds.
    pub fn not_after(&self) -> i64 {
        self.not_after
    }

    /// Whether it has subject alternative names at all, DNS names or others. Where it has none, old
    /// clients went by the common name; no current one does.
    pub fn has_names(&self) -> bool {
        self.extensions.dns_names.is_some()
    }

    /// The DNS names among its subject alternative names, as they are written, wildcards with `*.`.
    /// Where a byte is no visible ASCII, the name has U+FFFD.
    pub fn dns_names(&self) -> &[String] {
        self.extensions.dns_names.as_deref().unwrap_or_default()
    }

    /// The common name of its subject, the last where there are several. Control characters are U+FFFD.
    pub fn common_name(&self) -> Option<&str> {
        self.subject.common_name.as_deref()
    }

    /// The common name of who issued it, as [`Certificate::common_name`].
    pub fn issuer_name(&self) -> Option<&str> {
        self.issuer.common_name.as_deref()
    }

    /// Whether one of its [`Certificate::dns_names`] stands for the host (RFC 6125, 6.4). Case does not
    /// count, nor a final dot of the host. `*.` is exactly one label, and counts only with two labels
    /// or more behind it, as in OpenSSL, curl and browsers. An address is no host.
    pub fn covers(&self, host: &str) -> bool {
        self.dns_names().iter().any(|name| host::covers(name, host))
    }

    /// Whether its common name stands for the host, by the rules of [`Certificate::covers`].
    pub fn common_name_covers(&self, host: &str) -> bool {
        self.common_name().is_some_and(|name| host::covers(name, host))
    }

    /// The digest under its signature.
    pub fn signature(&self) -> Signature {
        self.signature
    }

    /// The kind and size of its key.
    pub fn key(&self) -> PublicKey {
        self.numbers.public_key()
    }

    /// Whether its subject issued it, going by the names, byte for byte.
    pub fn is_self_issued(&self) -> bool {
        self.issued(self)
    }

    /// Whether it issued the other one, going by the names, byte for byte. An empty name issues nothing.
    pub fn issued(&self, other: &Certificate) -> bool {
        !self.subject.bytes.is_empty() && self.subject.bytes == other.issuer.bytes
    }

    /// Whether its basic constraints make it an authority, which may issue certificates.
    pub fn is_authority(&self) -> bool {
        self.extensions.is_authority
    }

    /// The SHA-256 digest of its DER, as `openssl x509 -fingerprint -sha256` prints it.
    pub fn fingerprint(&self) -> [u8; 32] {
        sha256(&self.der)
    }

    pub(crate) fn numbers(&self) -> &Numbers {
        &self.numbers
    }
}

fn signature(mut algorithm: Fields<'_>) -> Option<Signature> {
    let id = algorithm.next(Tag::ObjectIdentifier)?;
    let is_of = |ids: &[ObjectIdentifier]| ids.iter().any(|one| one.as_bytes() == id);
    // PSS has its digest in its parameters, and SHA-1 where they name none (RFC 4055, 3.1).
    let names_digest = |mut fields: Fields<'_>| {
        let parameters = fields.open(Tag::Sequence);
        parameters.is_some_and(|mut parameters| parameters.optional(tagged(0)).is_some())
    };
    Some(match id {
        _ if is_of(&MD5) => Signature::Md5,
        _ if is_of(&SHA1) => Signature::Sha1,
        id if id == RSA_PSS.as_bytes() && !names_digest(algorithm) => Signature::Sha1,
        _ => Signature::Other,
    })
}

/// The extensions behind the key, and behind the two identifiers that nobody uses.
fn extensions(mut body: Fields<'_>) -> Option<Extensions> {
    while !body.is_done() {
        let field = body.any()?;
        if field.header().tag() == tagged(3) {
            return Extensions::read(field.value());
        }
    }
    Some(Extensions::default())
}
