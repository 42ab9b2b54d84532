//! Which hosts a certificate stands for.

use certificate::Certificate;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

use crate::{block, der, leaf};

/// `ec.pem` with another first name of the same length as `deis.example.com`.
fn named(name: &[u8; 16]) -> Certificate {
    let mut bytes = der(data!("ec.pem"));
    let places: Vec<usize> = (0..bytes.len() - 16)
        .filter(|place| &bytes[*place..*place + 16] == b"deis.example.com")
        .collect();
    // Issuer, subject, alternative name.
    assert_eq!(places.len(), 3);
    bytes[places[2]..places[2] + 16].copy_from_slice(name);
    leaf(&block("CERTIFICATE", &bytes))
}

#[test]
fn names_are_read_as_they_are_written() {
    let certificate = leaf(data!("ec.pem"));
    assert_eq!(certificate.dns_names(), ["deis.example.com", "*.Apps.example.com"]);
    assert!(certificate.has_names());
}

#[test]
fn a_name_covers_its_host_in_any_case_and_with_a_final_dot() {
    let certificate = leaf(data!("ec.pem"));
    assert!(certificate.covers("deis.example.com"));
    assert!(certificate.covers("DEIS.Example.com"));
    assert!(certificate.covers("deis.example.com."));
    assert!(!certificate.covers("grafana.example.com"));
    assert!(!certificate.covers("x.deis.example.com"));
    assert!(!certificate.covers("example.com"));
    assert!(!certificate.covers(""));
}

#[test]
fn a_wildcard_is_exactly_one_label() {
    let certificate = leaf(data!("ec.pem"));
    assert!(certificate.covers("blog.apps.example.com"));
    assert!(certificate.covers("*.apps.example.com"));
    assert!(!certificate.covers("apps.example.com"));
    assert!(!certificate.covers(".apps.example.com"));
    assert!(!certificate.covers("a.blog.apps.example.com"));
    assert!(!certificate.covers("blogapps.example.com"));
}

#[test]
fn a_wildcard_is_a_whole_label_and_the_first() {
    assert!(named(b"*.is.example.com").covers("de.is.example.com"));
    assert!(!named(b"d*.s.example.com").covers("de.s.example.com"));
    assert!(!named(b"de.*.example.com").covers("de.is.example.com"));
    assert!(!named(b"*.*.xexample.com").covers("de.is.xexample.com"));
}

#[test]
fn a_wildcard_needs_two_labels_behind_it() {
    assert!(!named(b"*.e-xample-local").covers("deis.e-xample-local"));
}

#[test]
fn an_address_has_no_name() {
    assert!(!leaf(data!("ec.pem")).covers("192.0.2.1"));
    assert!(!named(b"192.168.100.1234").covers("192.168.100.1234"));
    assert!(!named(b"*.00.00.00.00.01").covers("1.00.00.00.00.01"));
    assert!(!leaf(data!("ec.pem")).covers("2001:db8::1"));
}

#[test]
fn a_name_with_a_byte_that_no_host_has_covers_nothing() {
    let certificate = named(b"deis.example.co\0");
    assert_eq!(certificate.dns_names()[0], "deis.example.co\u{fffd}");
    assert!(!certificate.covers("deis.example.co"));
    assert_eq!(named(b"d\xc3\xa9s.example.com").dns_names()[0], "d\u{fffd}\u{fffd}s.example.com");
}

#[test]
fn a_common_name_covers_no_host_by_itself() {
    let certificate = leaf(data!("common-name.pem"));
    assert!(!certificate.has_names());
    assert!(!certificate.covers("deis.example.com"));
    assert_eq!(certificate.common_name(), Some("*.example.com"));
    assert!(certificate.common_name_covers("deis.example.com"));
    assert!(!certificate.common_name_covers("example.com"));
}

#[test]
fn an_address_alone_is_an_alternative_name_without_dns_names() {
    let certificate = leaf(data!("nameless.pem"));
    assert!(certificate.has_names());
    assert!(certificate.dns_names().is_empty());
    assert_eq!(certificate.common_name(), None);
    assert_eq!(certificate.issuer_name(), None);
    assert!(!certificate.common_name_covers("deis.example.com"));
    assert!(certificate.is_self_issued());
}

#[test]
fn a_common_name_may_have_accents() {
    assert_eq!(leaf(data!("accented.pem")).common_name(), Some("Prüfstelle"));
    // In the two bytes a character of a BMPString.
    assert_eq!(leaf(data!("accented-bmp.pem")).common_name(), Some("Prüfstelle"));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 256, rng_seed: RngSeed::Fixed(2026), ..ProptestConfig::default() })]

    #[test]
    fn only_one_label_under_the_wildcard_is_covered(host in "[a-z.]{0,6}\\.?(apps\\.)?example\\.com\\.?") {
        let label = host.strip_suffix('.').unwrap_or(&host).strip_suffix(".apps.example.com");
        let expected = label.is_some_and(|label| !label.is_empty() && !label.contains('.'));
        prop_assert_eq!(leaf(data!("ec.pem")).covers(&host), expected, "{}", host);
    }
}
