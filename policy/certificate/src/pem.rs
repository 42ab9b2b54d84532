//! PEM blocks, taken and refused as OpenSSL's `PEM_read_bio_ex` does (`crypto/pem/pem_lib.c`, 3.0).

use base64::engine::{Engine, general_purpose::STANDARD};

use crate::mistake::{Content, Damage, Mistake};

/// How many PEM blocks a file may have.
pub const MAX_BLOCKS: usize = 100;

pub(crate) const BEGIN: &[u8] = b"-----BEGIN ";
const END: &[u8] = b"-----END ";
const DASHES: &[u8] = b"-----";

/// What base64 text stands for; blanks and line ends in it do not count.
pub(crate) fn base64(text: &[u8]) -> Option<Vec<u8>> {
    let mut plain = vec![0; text.len()];
    let mut length = 0_usize;
    // No `collect`: at each byte it would make sure of its room.
    for byte in text.iter().filter(|byte| !byte.is_ascii_whitespace()) {
        *plain.get_mut(length)? = *byte;
        length = length.saturating_add(1);
    }
    STANDARD.decode(plain.get(..length)?).ok()
}

/// The headers of RFC 1421 in front of a block's base64.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Headers {
    None,
    /// `Proc-Type: 4,ENCRYPTED`.
    Encrypted,
    /// Any other, which OpenSSL refuses in a block that it wants; a line of base64 before a blank one
    /// counts as a header too.
    Other,
}

/// A PEM block.
pub(crate) struct Block<'a> {
    /// What stands behind `BEGIN`.
    pub(crate) label: &'a [u8],
    pub(crate) headers: Headers,
    pub(crate) der: Vec<u8>,
    /// Counted from 1.
    pub(crate) number: usize,
}

impl Block<'_> {
    pub(crate) fn damaged(&self, damage: Damage) -> Mistake {
        Mistake::Damaged { block: self.number, damage }
    }

    /// What the label says that is in it.
    pub(crate) fn content(&self) -> Content {
        match self.label {
            b"CERTIFICATE" | b"X509 CERTIFICATE" | b"TRUSTED CERTIFICATE" => Content::Certificate,
            b"CERTIFICATE REQUEST" | b"NEW CERTIFICATE REQUEST" => Content::Request,
            b"PKCS7" | b"CMS" | b"PKCS #7 SIGNED DATA" => Content::Pkcs7,
            b"OPENSSH PRIVATE KEY" => Content::OpenSsh,
            label if label.ends_with(b"PRIVATE KEY") => Content::PrivateKey,
            label if label.ends_with(b"PUBLIC KEY") => Content::PublicKey,
            _ => Content::Other,
        }
    }
}

/// The blocks of a file, one after the other; what stands before and between them is skipped.
pub(crate) struct Blocks<'a> {
    rest: &'a [u8],
    number: usize,
}

pub(crate) fn blocks(bytes: &[u8]) -> Result<Blocks<'_>, Mistake> {
    match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(text) if text.starts_with(BEGIN) => Err(Mistake::ByteOrderMark),
        _ => Ok(Blocks { rest: bytes, number: 0 }),
    }
}

impl<'a> Iterator for Blocks<'a> {
    type Item = Result<Block<'a>, Mistake>;

    fn next(&mut self) -> Option<Self::Item> {
        let label = loop {
            if let Some(label) = marker(self.line()?, BEGIN) {
                break label;
            }
        };
        self.number = self.number.saturating_add(1);
        if self.number > MAX_BLOCKS {
            return Some(Err(Mistake::TooMany));
        }
        let block = self.block(label);
        Some(block.map_err(|damage| Mistake::Damaged { block: self.number, damage }))
    }
}

impl<'a> Blocks<'a> {
    /// The next line without its end, and like OpenSSL without blanks, control characters and what is
    /// not ASCII at its end.
    fn line(&mut self) -> Option<&'a [u8]> {
        if self.rest.is_empty() {
            return None;
        }
        let mut parts = self.rest.splitn(2, |byte| *byte == b'\n');
        let line = parts.next().unwrap_or_default();
        self.rest = parts.next().unwrap_or_default();
        let kept = line.iter().rposition(u8::is_ascii_graphic);
        let length = kept.map_or(0, |last| last.saturating_add(1));
        Some(line.get(..length).unwrap_or_default())
    }

    /// The rest of a block whose first line is taken.
    fn block(&mut self, label: &'a [u8]) -> Result<Block<'a>, Damage> {
        let mut before: Option<Headers> = None;
        let mut text = Vec::new();
        let mut is_last = false;
        loop {
            let line = self.line().ok_or(Damage::End)?;
            if line.starts_with(END) {
                if marker(line, END) != Some(label) {
                    return Err(Damage::End);
                }
                break;
            }
            match (line.is_empty(), before) {
                (true, None) => {
                    before = Some(headers(&text));
                    text.clear();
                    continue;
                }
                (true, Some(_)) => return Err(Damage::Lines),
                // Behind a blank line every line but the last has 64 characters.
                (false, Some(_)) if is_last || line.len() > 64 => return Err(Damage::Lines),
                (false, Some(_)) => is_last = line.len() < 64,
                (false, None) => {}
            }
            text.extend_from_slice(line);
        }
        let der = base64(&text).ok_or(Damage::Base64)?;
        Ok(Block { label, headers: before.unwrap_or(Headers::None), der, number: self.number })
    }
}

/// The label in a line like `-----BEGIN X-----`.
fn marker<'a>(line: &'a [u8], start: &[u8]) -> Option<&'a [u8]> {
    let label = line.strip_prefix(start)?.strip_suffix(DASHES)?;
    (!contains(label, DASHES)).then_some(label)
}

fn headers(text: &[u8]) -> Headers {
    match text {
        [] => Headers::None,
        _ if text.starts_with(b"Proc-Type:") && contains(text, b"ENCRYPTED") => Headers::Encrypted,
        _ => Headers::Other,
    }
}

pub(crate) fn contains(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window.first() == part.first() && window == part)
}
