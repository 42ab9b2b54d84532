//! What a file is that has no PEM block that was wanted.

use der::Decode;
use der::asn1::AnyRef;

use crate::mistake::{Content, Mistake, Wanted};
use crate::pem::{BEGIN, base64, contains};

/// The start of a PKCS#12 file: its version, 3, and the start of what follows.
const PKCS12: &[u8] = &[0x02, 0x01, 0x03, 0x30];
/// The start of a PKCS#7 bundle: the identifier of signed data, 1.2.840.113549.1.7.2.
const PKCS7: &[u8] = &[0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07, 0x02];

/// Names the mistake in a file whose blocks hold `found`, and not what was wanted.
pub(crate) fn mistake(bytes: &[u8], found: &[Content], wanted: Wanted) -> Mistake {
    let telling = found.iter().find(|content| **content != Content::Other);
    if let Some(found) = telling.or(found.first()) {
        return Mistake::Holds { found: *found, wanted };
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Mistake::Empty;
    }
    let is_utf16 = bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff");
    if is_utf16 || contains(bytes, b"-\0-\0-\0") {
        return Mistake::Utf16;
    }
    if let Some(mistake) = binary(bytes, wanted) {
        return mistake;
    }
    if contains(bytes, BEGIN) {
        return match contains(bytes, b"\\n") {
            true => Mistake::EscapedLineEnds,
            false => Mistake::MarkersWithinLines,
        };
    }
    match base64(bytes) {
        Some(decoded) if contains(&decoded, BEGIN) => Mistake::EncodedTwice,
        Some(decoded) => match binary(&decoded, wanted) {
            Some(Mistake::Der(_)) => Mistake::BareBase64,
            Some(_) => Mistake::EncodedTwice,
            None => Mistake::NoPem,
        },
        None => Mistake::NoPem,
    }
}

fn binary(bytes: &[u8], wanted: Wanted) -> Option<Mistake> {
    if bytes.starts_with(b"\xfe\xed\xfe\xed") || bytes.starts_with(b"\xce\xce\xce\xce") {
        return Some(Mistake::KeyStore);
    }
    // A sequence. Its length is in the second byte, or in as many bytes as the second says.
    let [0x30, length @ (0x02..=0x84), rest @ ..] = bytes else { return None };
    let inner = match length.checked_sub(0x80) {
        Some(more) => rest.get(usize::from(more)..)?,
        None if AnyRef::from_der(bytes).is_ok() => rest,
        None => return None,
    };
    Some(match inner {
        _ if inner.starts_with(PKCS12) => Mistake::Pkcs12,
        _ if inner.starts_with(PKCS7) => Mistake::Holds { found: Content::Pkcs7, wanted },
        _ => Mistake::Der(wanted),
    })
}
