//! What a certificate says of itself, and of the others in its file.

use certificate::{Chain, Damage, Mistake, PublicKey, Signature, sha256};

use crate::{block, chain, der, leaf, text};

#[test]
fn a_chain_keeps_the_order_of_its_file() {
    let chain = chain(data!("chain.pem"));
    let names: Vec<_> = chain.certificates.iter().map(|one| one.common_name()).collect();
    assert_eq!(names, [Some("deis.example.com"), Some("Tests Intermediate")]);
    let [leaf, intermediate] = &chain.certificates[..] else { panic!("two certificates") };
    assert!(intermediate.issued(leaf) && !leaf.issued(intermediate));
    assert_eq!(leaf.issuer_name(), Some("Tests Intermediate"));
    assert!(!leaf.is_self_issued() && !intermediate.is_self_issued());
}

#[test]
fn what_anybody_may_see_of_a_file_reads_as_the_file_and_holds_no_key() {
    let key = data!("ec-key.pem");
    for (file, holds_key) in
        [(data!("ec.pem").to_vec(), false), ([key, data!("chain.pem")].concat(), true)]
    {
        let shown = Chain::without_key(&file).expect("a chain");
        let (again, before) = (chain(shown.as_bytes()), chain(&file));
        let prints = |chain: &Chain| -> Vec<_> {
            chain.certificates.iter().map(|one| one.fingerprint()).collect()
        };
        assert_eq!(prints(&again), prints(&before));
        assert_eq!((again.holds_key, before.holds_key), (holds_key, holds_key));
        assert!(text(key).lines().all(|line| line.starts_with('-') || !shown.contains(line)));
    }
}

#[test]
fn an_authority_says_so_and_a_server_does_not() {
    assert!(leaf(data!("root.pem")).is_authority());
    assert!(leaf(data!("intermediate.pem")).is_authority());
    assert!(!leaf(data!("leaf.pem")).is_authority());
    assert!(leaf(data!("root.pem")).issued(&leaf(data!("intermediate.pem"))));
    assert!(!leaf(data!("root.pem")).issued(&leaf(data!("leaf.pem"))));
}

#[test]
fn a_self_signed_certificate_is_self_issued() {
    assert!(leaf(data!("ec.pem")).is_self_issued());
    assert!(leaf(data!("root.pem")).is_self_issued());
}

#[test]
fn a_validity_is_read_from_both_kinds_of_time() {
    let usual = leaf(data!("ec.pem"));
    assert_eq!((usual.not_before(), usual.not_after()), (1_767_225_600, 1_798_761_600));
    // 1949-01-01 and 9999-12-31: years that need four digits.
    let long = leaf(data!("long.pem"));
    assert_eq!((long.not_before(), long.not_after()), (-662_688_000, 253_402_300_799));
}

/// `ec.pem` from another moment, which may be two digits shorter than the one that stands there.
fn from(moment: &str) -> Result<i64, Mistake> {
    let mut bytes = der(data!("ec.pem"));
    let old = b"260101000000Z";
    let place = bytes.windows(old.len()).position(|part| part == old).expect("a moment");
    bytes.splice(place..place + old.len(), moment.bytes());
    let shorter = old.len() - moment.len();
    // The length of the moment, of the validity, of the body, and of the whole.
    for length in [place - 1, place - 3, 7, 3] {
        bytes[length] -= u8::try_from(shorter).expect("a few bytes");
    }
    Chain::read(&block("CERTIFICATE", &bytes)).map(|chain| chain.certificates[0].not_before())
}

#[test]
fn a_moment_may_lack_its_seconds_and_nothing_else() {
    assert_eq!(from("260101000001Z"), Ok(1_767_225_601));
    assert_eq!(from("2601010001Z"), Ok(1_767_225_660));
    assert_eq!(from("500101000000Z"), Ok(-631_152_000));
    assert_eq!(from("490101000000Z"), Ok(2_493_072_000));
    let damaged = Err(Mistake::Damaged { block: 1, damage: Damage::Content });
    for moment in
        ["261301000000Z", "260230000000Z", "26010100+100Z", "260101240000Z", "2601010000000"]
    {
        assert_eq!(from(moment), damaged, "{moment}");
    }
}

#[test]
fn a_weak_signature_is_told_from_others() {
    assert_eq!(leaf(data!("md5.pem")).signature(), Signature::Md5);
    assert_eq!(leaf(data!("sha1.pem")).signature(), Signature::Sha1);
    assert_eq!(leaf(data!("rsa2048.pem")).signature(), Signature::Other);
    assert_eq!(leaf(data!("ec.pem")).signature(), Signature::Other);
    assert_eq!(leaf(data!("ed25519.pem")).signature(), Signature::Other);
}

#[test]
fn a_pss_signature_is_of_the_digest_in_its_parameters() {
    assert_eq!(leaf(data!("pss.pem")).signature(), Signature::Other);
    assert_eq!(leaf(data!("pss-sha1.pem")).signature(), Signature::Sha1);
}

#[test]
fn a_key_has_a_kind_and_a_size() {
    assert_eq!(leaf(data!("rsa2048.pem")).key(), PublicKey::Rsa { bits: 2048 });
    assert_eq!(leaf(data!("rsa1024.pem")).key(), PublicKey::Rsa { bits: 1024 });
    assert_eq!(leaf(data!("pss.pem")).key(), PublicKey::Rsa { bits: 1024 });
    assert_eq!(leaf(data!("ec.pem")).key(), PublicKey::Ec { curve: "P-256", bits: 256 });
    assert_eq!(leaf(data!("ec384.pem")).key(), PublicKey::Ec { curve: "P-384", bits: 384 });
    let unnamed = PublicKey::Ec { curve: "unnamed", bits: 256 };
    assert_eq!(leaf(data!("ec-explicit.pem")).key(), unnamed);
    assert_eq!(leaf(data!("ed25519.pem")).key(), PublicKey::Other);
    assert_eq!(leaf(data!("ed448.pem")).key(), PublicKey::Other);
}

#[test]
fn a_fingerprint_is_the_digest_of_the_certificate_alone() {
    let plain = leaf(data!("ec.pem"));
    assert_eq!(plain.fingerprint(), sha256(&der(data!("ec.pem"))));
    assert_eq!(leaf(data!("trusted.pem")).fingerprint(), plain.fingerprint());
    assert_ne!(leaf(data!("rsa2048.pem")).fingerprint(), plain.fingerprint());
}

#[test]
fn sha256_is_that_of_fips_180() {
    let start = [0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea];
    assert_eq!(sha256(b"abc")[..8], start);
}
