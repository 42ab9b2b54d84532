//! A private key, of which only the public half is kept.

use std::fmt;

use crate::mistake::{Content, Damage, Mistake, Wanted};
use crate::not_pem::mistake;
use crate::numbers::{Numbers, PublicKey};
use crate::pem::{Block, Headers, blocks};
use crate::x509::Certificate;

/// A private key's public half. Nothing of the secret half is kept, and nothing at all is shown.
#[derive(Clone)]
pub struct PrivateKey {
    numbers: Numbers,
}

impl PrivateKey {
    /// Reads the first private key of a PEM file as OpenSSL does: PKCS#8, PKCS#1 or SEC 1. Text and
    /// blocks of something else, such as `EC PARAMETERS`, are skipped.
    ///
    /// # Errors
    /// What is wrong with it. nginx would refuse the file.
    pub fn read(bytes: &[u8]) -> Result<PrivateKey, Mistake> {
        let mut found = Vec::new();
        for block in blocks(bytes)? {
            let block = block?;
            match block.content() {
                Content::PrivateKey => return PrivateKey::of(&block),
                other => found.push(other),
            }
        }
        Err(mistake(bytes, &found, Wanted::PrivateKey))
    }

    fn of(block: &Block<'_>) -> Result<PrivateKey, Mistake> {
        match block.headers {
            Headers::None if block.label != b"ENCRYPTED PRIVATE KEY" => {}
            Headers::None | Headers::Encrypted => return Err(Mistake::Encrypted),
            Headers::Other => return Err(block.damaged(Damage::Lines)),
        }
        let der = &block.der;
        let numbers = match block.label {
            b"RSA PRIVATE KEY" => Numbers::of_pkcs1(der),
            b"EC PRIVATE KEY" => Numbers::of_sec1(der),
            b"DSA PRIVATE KEY" => Numbers::of_dsa(der),
            _ => None,
        };
        // OpenSSL takes PKCS#8 under any label of a key.
        let numbers = numbers.or_else(|| Numbers::of_pkcs8(der));
        numbers.map(|numbers| PrivateKey { numbers }).ok_or(block.damaged(Damage::Content))
    }

    /// Whether it is the key of the certificate, by their public halves: RSA by modulus and exponent,
    /// elliptic curves by curve and point. Keys of different algorithms or curves are no pair. None
    /// where it cannot be told: the key's file has no public half (an EC key without it, Ed25519).
    pub fn belongs_to(&self, certificate: &Certificate) -> Option<bool> {
        self.numbers.matches(certificate.numbers())
    }

    /// The kind and size of the key.
    pub fn key(&self) -> PublicKey {
        self.numbers.public_key()
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("PrivateKey").finish_non_exhaustive()
    }
}
