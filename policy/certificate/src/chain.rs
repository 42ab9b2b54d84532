//! A file of certificates: the server's own and its intermediates.

use base64::engine::{Engine, general_purpose::STANDARD};

use crate::mistake::{Content, Damage, Mistake, Wanted};
use crate::not_pem::mistake;
use crate::pem::{Block, Headers, blocks};
use crate::x509::Certificate;

/// The certificates of a file.
#[derive(Debug, Clone)]
pub struct Chain {
    /// In the order of the file, at least one: the server's own, then its intermediates.
    pub certificates: Vec<Certificate>,
    /// Whether there are line ends of DOS, which OpenSSL takes.
    pub has_crlf: bool,
    /// Whether there is a private key in the file as well, which OpenSSL skips.
    pub holds_key: bool,
}

impl Chain {
    /// Reads a PEM file of certificates as nginx does: text before and between the blocks, and blocks of
    /// something else, are skipped.
    ///
    /// # Errors
    /// What is wrong with it. nginx would refuse the file, or would find no certificate in it.
    pub fn read(bytes: &[u8]) -> Result<Chain, Mistake> {
        let mut certificates = Vec::new();
        let mut found = Vec::new();
        for block in blocks(bytes)? {
            let block = block?;
            match block.content() {
                Content::Certificate => {
                    certificates.push(certificate(&block, certificates.is_empty())?);
                }
                other => found.push(other),
            }
        }
        if certificates.is_empty() {
            return Err(mistake(bytes, &found, Wanted::Certificate));
        }
        let holds_key =
            found.iter().any(|found| matches!(found, Content::PrivateKey | Content::OpenSsh));
        let has_crlf = bytes.windows(2).any(|pair| pair == b"\r\n");
        Ok(Chain { certificates, has_crlf, holds_key })
    }

    /// What anybody may see of such a file: its certificates, and that there is a key in it, but not the key. It
    /// reads as the file does.
    ///
    /// # Errors
    /// As [`Chain::read`].
    pub fn without_key(bytes: &[u8]) -> Result<String, Mistake> {
        let chain = Chain::read(bytes)?;
        let mut text = String::new();
        let mut block = |label: &str, der: &[u8]| {
            let base64 = STANDARD.encode(der);
            let lines =
                base64.as_bytes().chunks(64).filter_map(|line| std::str::from_utf8(line).ok());
            let begin = format!("-----BEGIN {label}-----");
            let end = format!("-----END {label}-----");
            for line in std::iter::once(&*begin).chain(lines).chain([&*end]) {
                text.push_str(line);
                text.push_str(if chain.has_crlf { "\r\n" } else { "\n" });
            }
        };
        for one in blocks(bytes)? {
            let one = one?;
            if one.content() == Content::Certificate {
                block(std::str::from_utf8(one.label).unwrap_or("CERTIFICATE"), &one.der);
            }
        }
        if chain.holds_key {
            block("PRIVATE KEY", &[]);
        }
        Ok(text)
    }
}

/// The certificate in a block. nginx reads the first one with `PEM_read_bio_X509_AUX`, which takes only
/// a trust setting behind it, and the others with `PEM_read_bio_X509`, which takes anything.
fn certificate(block: &Block<'_>, is_first: bool) -> Result<Certificate, Mistake> {
    match block.headers {
        Headers::None => {}
        Headers::Encrypted => return Err(Mistake::Encrypted),
        Headers::Other => return Err(block.damaged(Damage::Lines)),
    }
    let is_plain = is_first && block.label != b"TRUSTED CERTIFICATE";
    match Certificate::read(&block.der) {
        Some((certificate, rest)) if rest.is_empty() || !is_plain => Ok(certificate),
        _ => Err(block.damaged(Damage::Content)),
    }
}
