//! What a certificate and a key say, on files that OpenSSL made (`data/make.sh`).
#![allow(
    clippy::disallowed_types,
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    missing_docs
)]

/// A file of the tests' data.
macro_rules! data {
    ($name:literal) => {
        include_bytes!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/", $name)).as_slice()
    };
}

#[path = "certificate/chains.rs"]
mod chains;
#[path = "certificate/hostile.rs"]
mod hostile;
#[path = "certificate/keys.rs"]
mod keys;
#[path = "certificate/mistakes.rs"]
mod mistakes;
#[path = "certificate/names.rs"]
mod names;
#[path = "certificate/pem.rs"]
mod pem;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use certificate::{Certificate, Chain, PrivateKey};

fn chain(bytes: &[u8]) -> Chain {
    Chain::read(bytes).unwrap_or_else(|mistake| panic!("{mistake}"))
}

/// The first certificate of a file.
fn leaf(bytes: &[u8]) -> Certificate {
    chain(bytes).certificates.remove(0)
}

fn key(bytes: &[u8]) -> PrivateKey {
    PrivateKey::read(bytes).unwrap_or_else(|mistake| panic!("{mistake}"))
}

/// The DER of a file's only block.
fn der(pem: &[u8]) -> Vec<u8> {
    let lines = text(pem);
    let base64: String = lines.lines().filter(|line| !line.starts_with("-----")).collect();
    STANDARD.decode(base64).expect("base64")
}

fn base64(bytes: &[u8]) -> Vec<u8> {
    STANDARD.encode(bytes).into_bytes()
}

fn block(label: &str, der: &[u8]) -> Vec<u8> {
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", STANDARD.encode(der))
        .into_bytes()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("text")
}
