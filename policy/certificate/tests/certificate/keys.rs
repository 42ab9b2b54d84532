//! Private keys, and whether they belong to a certificate.

use certificate::{Damage, Mistake, PrivateKey, PublicKey};

use crate::{block, der, key, leaf};

#[test]
fn a_key_belongs_to_its_certificate_in_every_format() {
    let rsa = leaf(data!("rsa2048.pem"));
    assert_eq!(key(data!("rsa2048-key.pem")).belongs_to(&rsa), Some(true));
    assert_eq!(key(data!("rsa2048-pkcs1-key.pem")).belongs_to(&rsa), Some(true));
    let ec = leaf(data!("ec.pem"));
    assert_eq!(key(data!("ec-key.pem")).belongs_to(&ec), Some(true));
    assert_eq!(key(data!("ec-pkcs8-key.pem")).belongs_to(&ec), Some(true));
    let pss = leaf(data!("pss.pem"));
    assert_eq!(key(data!("pss-key.pem")).belongs_to(&pss), Some(true));
}

#[test]
fn the_first_certificate_of_a_chain_is_the_one_the_key_belongs_to() {
    let chain = crate::chain(data!("chain.pem"));
    let key = key(data!("rsa2048-key.pem"));
    let told: Vec<_> = chain.certificates.iter().map(|one| key.belongs_to(one)).collect();
    assert_eq!(told, [Some(true), Some(false)]);
}

#[test]
fn another_key_of_the_same_kind_does_not_belong() {
    let rsa = leaf(data!("rsa2048.pem"));
    assert_eq!(key(data!("rsa1024-key.pem")).belongs_to(&rsa), Some(false));
    let ec = leaf(data!("ec.pem"));
    assert_eq!(key(data!("ec-other-key.pem")).belongs_to(&ec), Some(false));
}

#[test]
fn keys_of_different_kinds_and_curves_are_no_pair() {
    let (rsa, ec) = (leaf(data!("rsa2048.pem")), leaf(data!("ec.pem")));
    assert_eq!(key(data!("ec-key.pem")).belongs_to(&rsa), Some(false));
    assert_eq!(key(data!("rsa2048-key.pem")).belongs_to(&ec), Some(false));
    assert_eq!(key(data!("ec384-key.pem")).belongs_to(&ec), Some(false));
    assert_eq!(key(data!("ed25519-key.pem")).belongs_to(&ec), Some(false));
    assert_eq!(key(data!("dsa-key.pem")).belongs_to(&rsa), Some(false));
    let ed448 = leaf(data!("ed448.pem"));
    assert_eq!(key(data!("ed25519-key.pem")).belongs_to(&ed448), Some(false));
}

#[test]
fn a_plain_rsa_key_is_no_pair_with_a_certificate_for_pss_alone() {
    let same_key_but_plain = block("RSA PRIVATE KEY", &inner(data!("pss-key.pem")));
    let told = key(&same_key_but_plain).belongs_to(&leaf(data!("pss.pem")));
    assert_eq!(told, Some(false));
}

/// The PKCS#1 file at the end of a PKCS#8 file of a key with 1024 bits.
fn inner(pem: &[u8]) -> Vec<u8> {
    let whole = der(pem);
    let start = (8..whole.len()).find(|place| whole[*place..].starts_with(&[0x30, 0x82]));
    whole[start.expect("a sequence")..].to_vec()
}

#[test]
fn a_key_without_its_public_half_cannot_be_told() {
    let key = key(data!("ec-no-public-key.pem"));
    assert_eq!(key.belongs_to(&leaf(data!("ec.pem"))), None);
    assert_eq!(key.belongs_to(&leaf(data!("ec384.pem"))), Some(false));
    assert_eq!(crate::key(data!("ed25519-key.pem")).belongs_to(&leaf(data!("ed25519.pem"))), None);
    assert_eq!(crate::key(data!("ed448-key.pem")).belongs_to(&leaf(data!("ed448.pem"))), None);
}

#[test]
fn a_point_is_the_same_compressed() {
    let key = key(data!("ec-compressed-key.pem"));
    assert_eq!(key.belongs_to(&leaf(data!("ec.pem"))), Some(true));
}

#[test]
fn a_curve_that_is_written_out_is_compared_with_its_like() {
    let key = key(data!("ec-explicit-key.pem"));
    assert_eq!(key.belongs_to(&leaf(data!("ec-explicit.pem"))), Some(true));
    assert_eq!(key.belongs_to(&leaf(data!("ec.pem"))), None);
    let other = crate::key(data!("ec-other-key.pem"));
    assert_eq!(other.belongs_to(&leaf(data!("ec-explicit.pem"))), Some(false));
}

#[test]
fn leading_zeros_of_a_number_do_not_count() {
    let mut bytes = der(data!("rsa2048-pkcs1-key.pem"));
    // SEQUENCE, version, and then the modulus: a zero and 256 bytes.
    assert_eq!(bytes[4..12], [0x02, 0x01, 0x00, 0x02, 0x82, 0x01, 0x01, 0x00]);
    bytes.insert(11, 0);
    bytes[10] += 1;
    let length = u16::from_be_bytes([bytes[2], bytes[3]]) + 1;
    bytes[2..4].copy_from_slice(&length.to_be_bytes());
    let key = key(&block("RSA PRIVATE KEY", &bytes));
    assert_eq!(key.key(), PublicKey::Rsa { bits: 2048 });
    assert_eq!(key.belongs_to(&leaf(data!("rsa2048.pem"))), Some(true));
}

#[test]
fn a_key_has_a_kind_and_a_size() {
    assert_eq!(key(data!("rsa2048-pkcs1-key.pem")).key(), PublicKey::Rsa { bits: 2048 });
    assert_eq!(key(data!("rsa1024-key.pem")).key(), PublicKey::Rsa { bits: 1024 });
    let p256 = PublicKey::Ec { curve: "P-256", bits: 256 };
    assert_eq!(key(data!("ec-no-public-key.pem")).key(), p256);
    assert_eq!(key(data!("ec-pkcs8-key.pem")).key(), p256);
    assert_eq!(key(data!("ec384-key.pem")).key(), PublicKey::Ec { curve: "P-384", bits: 384 });
    assert_eq!(key(data!("ed25519-key.pem")).key(), PublicKey::Other);
}

#[test]
fn pkcs8_is_read_under_the_label_of_an_algorithm() {
    let key = key(&block("RSA PRIVATE KEY", &der(data!("rsa2048-key.pem"))));
    assert_eq!(key.belongs_to(&leaf(data!("rsa2048.pem"))), Some(true));
    let mislabelled = block("PRIVATE KEY", &der(data!("rsa2048-pkcs1-key.pem")));
    let mistake = Mistake::Damaged { block: 1, damage: Damage::Content };
    assert_eq!(PrivateKey::read(&mislabelled).err(), Some(mistake));
}

#[test]
fn a_key_behind_its_certificate_is_found() {
    let both = [data!("ec.pem"), data!("ec-key.pem")].concat();
    assert_eq!(key(&both).belongs_to(&leaf(&both)), Some(true));
    assert!(crate::chain(&both).holds_key);
    assert!(!crate::chain(data!("chain.pem")).holds_key);
}

#[test]
fn a_key_shows_nothing_of_itself() {
    assert_eq!(format!("{:?}", key(data!("rsa2048-key.pem"))), "PrivateKey { .. }");
}
