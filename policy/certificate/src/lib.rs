//! Whether a TLS certificate and its private key can be used, as nginx (OpenSSL) would load them.
//!
//! [`Chain::read`] and [`PrivateKey::read`] take the bytes of `tls.crt` and `tls.key`, decoded from a
//! Secret once. What they refuse, the OpenSSL of a router refuses too, or no client would take it; a
//! [`Mistake`] says in plain words what a person does about it. Nothing here keeps a secret: of a
//! private key only the public half is kept.

use sha2::{Digest, Sha256};

mod chain;
mod curve;
mod extensions;
mod fields;
mod host;
mod mistake;
mod name;
mod not_pem;
mod numbers;
mod pem;
mod private_key;
mod validity;
mod x509;

pub use chain::Chain;
pub use mistake::{Content, Damage, Mistake, Wanted};
pub use numbers::PublicKey;
pub use pem::MAX_BLOCKS;
pub use private_key::PrivateKey;
pub use x509::{Certificate, Signature};

/// The SHA-256 digest (FIPS 180-4) of the bytes.
pub fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}
