//! A file of certificates: the server's own and its intermediates.

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
