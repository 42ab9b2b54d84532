//! No file makes the readers panic, whatever is in it.

use certificate::{Chain, PrivateKey};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::RngSeed;

use crate::{block, der, key, leaf};

/// Reads a file as both, and asks for all that can be asked.
fn look_at(bytes: &[u8]) {
    let key = PrivateKey::read(bytes).or_else(|mistake| {
        assert!(!mistake.to_string().is_empty());
        PrivateKey::read(data!("ec-key.pem"))
    });
    match Chain::read(bytes) {
        Ok(chain) => {
            for certificate in &chain.certificates {
                let _ = certificate.covers("deis.example.com");
                let _ = certificate.common_name_covers("deis.example.com");
                let _ = (certificate.key(), certificate.fingerprint(), format!("{certificate:?}"));
                let _ = key.as_ref().map(|key| (key.key(), key.belongs_to(certificate)));
            }
        }
        Err(mistake) => assert!(!mistake.to_string().is_empty()),
    }
}

static FILES: [(&str, &[u8]); 12] = [
    ("CERTIFICATE", data!("ec.pem")),
    ("CERTIFICATE", data!("rsa1024.pem")),
    ("CERTIFICATE", data!("pss.pem")),
    ("CERTIFICATE", data!("ec-explicit.pem")),
    ("CERTIFICATE", data!("long.pem")),
    ("TRUSTED CERTIFICATE", data!("trusted.pem")),
    ("PRIVATE KEY", data!("ec-pkcs8-key.pem")),
    ("EC PRIVATE KEY", data!("ec384-key.pem")),
    ("EC PRIVATE KEY", data!("ec-explicit-key.pem")),
    ("RSA PRIVATE KEY", data!("rsa2048-pkcs1-key.pem")),
    ("PRIVATE KEY", data!("pss-key.pem")),
    ("DSA PRIVATE KEY", data!("dsa-key.pem")),
];

/// Puts other bytes in the place of some.
fn change(bytes: &mut Vec<u8>, changes: &[(Index, usize, Vec<u8>)]) {
    for (place, taken, put) in changes {
        let start = place.index(bytes.len() + 1);
        let end = bytes.len().min(start + taken);
        bytes.splice(start..end, put.iter().copied());
    }
}

fn changes() -> impl Strategy<Value = Vec<(Index, usize, Vec<u8>)>> {
    vec((any::<Index>(), 0..4usize, vec(any::<u8>(), 0..4)), 1..6)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 1024, rng_seed: RngSeed::Fixed(2026), ..ProptestConfig::default() })]

    #[test]
    fn random_bytes_are_read_without_a_panic(bytes in vec(any::<u8>(), 0..200)) {
        look_at(&bytes);
        look_at(&block("CERTIFICATE", &bytes));
        look_at(&block("EC PRIVATE KEY", &bytes));
    }

    #[test]
    fn random_text_is_read_without_a_panic(text in "(-----(BEGIN|END) (CERTIFICATE|PRIVATE KEY)-----|[ -~\\n\\r\u{feff}=]{0,9}|\\n){0,9}") {
        look_at(text.as_bytes());
    }

    #[test]
    fn changed_pem_is_read_without_a_panic((_, file) in select(&FILES[..]), changes in changes()) {
        let mut bytes = file.to_vec();
        change(&mut bytes, &changes);
        look_at(&bytes);
    }

    #[test]
    fn changed_der_is_read_without_a_panic((label, file) in select(&FILES[..]), changes in changes()) {
        let mut bytes = der(file);
        change(&mut bytes, &changes);
        look_at(&bytes);
        look_at(&block(label, &bytes));
    }
}

#[test]
fn deep_nesting_and_huge_lengths_are_refused() {
    look_at(&block("CERTIFICATE", &[0x30, 0x80].repeat(50_000)));
    look_at(&block("PRIVATE KEY", &[0x30, 0x84, 0xff, 0xff, 0xff, 0xff].repeat(10_000)));
    look_at(&block("CERTIFICATE", &[0x30, 0x84, 0x7f, 0xff, 0xff, 0xff]));
    look_at(&[0x30, 0xff]);
    look_at(&[0x30]);
}

#[test]
fn long_files_are_read_in_one_pass() {
    let dashes = b"-----BEGIN ".repeat(100_000);
    look_at(&dashes);
    look_at(&b"-----BEGIN X\n".repeat(100_000));
    look_at(&[b"-----BEGIN CERTIFICATE-----\n".as_slice(), &b"AAAA\n".repeat(200_000)].concat());
}

#[test]
fn a_file_stays_what_it_is_behind_a_megabyte_of_text() {
    let noise = b"\xff text \0 of any kind\n".repeat(50_000);
    let file = [&noise, data!("ec.pem"), &noise].concat();
    let pair = key(data!("ec-key.pem")).belongs_to(&leaf(&file));
    assert_eq!(pair, Some(true));
}
