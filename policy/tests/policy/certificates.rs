//! The platform certificate on a whole installation: each usual mistake is named, and weighs what it
//! weighs. The files under `data` are made by its make.sh.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::support::{NOW, Reviewed, call, find, installation};

macro_rules! data {
    ($name:literal) => {
        include_bytes!(concat!("../data/", $name)).as_slice()
    };
}
pub(crate) use data;

pub const SECRET: &str = "deis-router-platform-cert";
const RULE: &str = "tls-platform-cert-usable";

pub fn encoded(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// The review at that moment of an installation whose platform certificate is that pair.
pub fn at(now: &str, certificate: &[u8], key: &[u8]) -> Reviewed {
    let mut objects = installation("deis-production-s3");
    find(&mut objects, "Secret", SECRET)["data"] =
        json!({ "tls.crt": encoded(certificate), "tls.key": encoded(key) });
    Reviewed(call(&json!({ "objects": objects, "now": now })))
}

/// What the rule says: the outcomes, each with its message.
pub fn told(report: &Reviewed) -> Vec<(String, String)> {
    let text = |one: &Value, member: &str| one[member].as_str().expect("a text").to_owned();
    let results = report.results(RULE).into_iter();
    results.map(|one| (text(one, "outcome"), text(one, "message"))).collect()
}

fn judge(certificate: &[u8], key: &[u8]) -> Vec<(String, String)> {
    told(&at(NOW, certificate, key))
}

/// That there is one result, of that outcome, whose message has these words.
#[track_caller]
pub fn one(told: &[(String, String)], outcome: &str, words: &str) {
    assert_eq!(told.len(), 1, "{told:?}");
    assert_eq!(told[0].0, outcome, "{told:?}");
    assert!(told[0].1.contains(words), "{told:?}");
}

/// A certificate with its intermediate behind it.
fn chain(certificate: &[u8]) -> Vec<u8> {
    [certificate, data!("intermediate.pem")].concat()
}

pub fn ec() -> Vec<u8> {
    chain(data!("ec.pem"))
}

pub fn der(pem: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(pem).expect("PEM");
    let lines: String = text.lines().filter(|line| !line.starts_with('-')).collect();
    STANDARD.decode(lines).expect("base64")
}

pub fn crlf(pem: &[u8]) -> Vec<u8> {
    std::str::from_utf8(pem).expect("PEM").replace('\n', "\r\n").into_bytes()
}

#[test]
fn a_whole_pair_passes_in_every_format_of_its_key() {
    for key in [data!("ec-key.pem"), data!("ec-bare-key.pem"), data!("ec-pkcs8-key.pem")] {
        one(&judge(&ec(), key), "pass", "the certificate works");
    }
    for key in [data!("rsa-key.pem"), data!("rsa-pkcs1-key.pem")] {
        one(&judge(&chain(data!("rsa.pem")), key), "pass", "the certificate works");
    }
    let text = std::str::from_utf8(data!("ec-key.pem")).expect("PEM");
    assert!(text.starts_with("-----BEGIN EC PARAMETERS-----"), "as `openssl ecparam` writes it");
    assert!(text.contains("-----BEGIN EC PRIVATE KEY-----"));
}

#[test]
fn a_pair_that_passes_makes_the_section_met_and_one_that_fails_not_met() {
    assert_eq!(at(NOW, &ec(), data!("ec-key.pem")).standing("tls"), "met");
    assert_eq!(at(NOW, &ec(), data!("other-key.pem")).standing("tls"), "not-met");
    assert_eq!(at(NOW, &ec(), data!("ec-no-public-key.pem")).standing("tls"), "unknown");
    assert_eq!(at(NOW, data!("ec.pem"), data!("ec-key.pem")).standing("tls"), "met", "a warning");
}

#[test]
fn base64_twice_is_named() {
    let twice = |bytes: &[u8]| encoded(bytes).into_bytes();
    let words = "`tls.crt`: it was base64-encoded twice";
    one(&judge(&twice(&ec()), data!("ec-key.pem")), "fail", words);
    let words = "`tls.key`: it was base64-encoded twice";
    one(&judge(&ec(), &twice(data!("ec-key.pem"))), "fail", words);
    let wrapped = encoded(&ec()).into_bytes().chunks(76).collect::<Vec<_>>().join(&b'\n');
    one(&judge(&wrapped, data!("ec-key.pem")), "fail", "base64-encoded twice");
}

#[test]
fn a_certificate_and_a_key_that_are_swapped_are_named_both() {
    let told = judge(data!("ec-pkcs8-key.pem"), &ec());
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told.iter().all(|(outcome, _)| outcome == "fail"), "{told:?}");
    assert!(told.iter().all(|(_, words)| words.contains("are the two swapped?")), "{told:?}");
}

#[test]
fn a_missing_intermediate_warns_and_names_the_issuer() {
    let words = "stands alone: unless `Tests Intermediate` is a root";
    one(&judge(data!("ec.pem"), data!("ec-key.pem")), "warn", words);
    let wrong = [data!("ec.pem"), data!("root.pem")].concat();
    one(&judge(&wrong, data!("ec-key.pem")), "warn", "is not followed by its issuer's");
    let whole = [ec().as_slice(), data!("root.pem")].concat();
    one(&judge(&whole, data!("ec-key.pem")), "pass", "works");
}

#[test]
fn an_intermediate_in_front_is_the_certificate_that_the_key_does_not_fit() {
    let reversed = [data!("intermediate.pem"), data!("ec.pem")].concat();
    let told = judge(&reversed, data!("ec-key.pem"));
    let fails: Vec<_> = told.iter().filter(|(outcome, _)| outcome == "fail").collect();
    assert!(fails.iter().any(|(_, words)| words.contains("another certificate")), "{told:?}");
}

#[test]
fn windows_line_ends_warn() {
    let words = "Windows line ends (CRLF)";
    one(&judge(&crlf(&ec()), data!("ec-key.pem")), "warn", words);
    one(&judge(&ec(), &crlf(data!("ec-key.pem"))), "pass", "works");
}

#[test]
fn binary_der_is_named() {
    let words = "`tls.crt`: it is binary DER, not PEM";
    one(&judge(&der(data!("ec.pem")), data!("ec-key.pem")), "fail", words);
    let words = "`tls.key`: it is binary DER, not PEM";
    one(&judge(&ec(), &der(data!("ec-pkcs8-key.pem"))), "fail", words);
}

#[test]
fn other_files_than_a_certificate_and_a_plain_key_are_named() {
    one(&judge(&ec(), data!("encrypted-key.pem")), "fail", "`tls.key`: it is encrypted");
    one(&judge(b"deis.example.com", data!("ec-key.pem")), "fail", "`tls.crt`: it has no PEM block");
    let escaped = String::from_utf8(ec()).expect("PEM").replace('\n', "\\n");
    one(&judge(escaped.as_bytes(), data!("ec-key.pem")), "fail", "a backslash and an `n`");
    let both = [ec().as_slice(), data!("ec-pkcs8-key.pem")].concat();
    one(&judge(&both, data!("ec-key.pem")), "warn", "`tls.crt` holds a private key as well");
    let torn = &ec()[..300];
    one(&judge(torn, data!("ec-key.pem")), "fail", "its PEM block 1 is damaged");
}

#[test]
fn the_key_of_another_certificate_is_named() {
    let words = "the key in `tls.key` belongs to another certificate";
    one(&judge(&ec(), data!("other-key.pem")), "fail", words);
    one(&judge(&ec(), data!("rsa-key.pem")), "fail", words);
    one(&judge(&chain(data!("rsa.pem")), data!("rsa1024-key.pem")), "fail", words);
}

#[test]
fn a_key_without_its_public_half_is_unknown() {
    let words = "does not hold its public half";
    one(&judge(&ec(), data!("ec-no-public-key.pem")), "error", words);
}

/// What the rule says of the whole pair at that moment.
fn when(now: &str) -> Vec<(String, String)> {
    told(&at(now, &ec(), data!("ec-key.pem")))
}

#[test]
fn an_expired_certificate_fails_from_the_second_after_its_last_one() {
    one(&when("2027-01-01T00:00:00Z"), "warn", "expires in less than a day");
    one(&when("2027-01-01T00:00:01Z"), "fail", "has expired, less than a day ago");
    one(&when("2027-01-03T00:00:00Z"), "fail", "has expired, 2 days ago");
}

#[test]
fn a_certificate_that_ends_in_less_than_30_days_warns() {
    one(&when("2026-12-02T00:00:00Z"), "pass", "works");
    one(&when("2026-12-02T00:00:01Z"), "warn", "expires in 29 days");
    one(&when("2026-12-30T12:00:00Z"), "warn", "expires in 1 day");
}

#[test]
fn a_certificate_of_the_future_fails_beyond_10_minutes_and_is_fine_within() {
    one(&when("2025-12-31T23:49:59Z"), "fail", "is not valid yet");
    one(&when("2025-12-31T23:50:00Z"), "pass", "works");
    one(&when("2025-12-31T23:59:59Z"), "pass", "works");
    one(&when("2026-01-01T00:00:00Z"), "pass", "works");
}

#[test]
fn what_clients_refuse_warns() {
    let told = judge(&chain(data!("rsa1024.pem")), data!("rsa1024-key.pem"));
    one(&told, "warn", "RSA key has 1024 bits");
    one(&judge(&chain(data!("sha1.pem")), data!("ec-key.pem")), "warn", "signed with SHA-1");
    one(&judge(data!("self-signed.pem"), data!("ec-key.pem")), "warn", "is self-signed");
}

#[test]
fn the_names_have_to_cover_the_api_and_should_cover_the_wildcard() {
    let judge = |certificate: &[u8]| judge(&chain(certificate), data!("ec-key.pem"));
    one(&judge(data!("elsewhere.pem")), "fail", "does not cover `deis.example.com`");
    one(&judge(data!("host.pem")), "warn", "does not cover `*.example.com`");
    one(&judge(data!("wildcard.pem")), "pass", "works");
    one(&judge(data!("common-name.pem")), "warn", "as its common name only");
}

#[test]
fn several_mistakes_are_all_said() {
    let certificate = crlf(data!("elsewhere.pem"));
    let told = told(&at("2026-12-20T00:00:00Z", &certificate, data!("other-key.pem")));
    for words in ["expires in", "does not cover", "stands alone", "CRLF", "another certificate"] {
        assert!(told.iter().any(|(_, message)| message.contains(words)), "{words}: {told:?}");
    }
    assert_eq!(told.iter().filter(|(outcome, _)| outcome == "fail").count(), 2, "{told:?}");
}

#[test]
fn what_string_data_says_counts_and_is_pointed_at() {
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("PEM");
    let mut objects = installation("deis-production-s3");
    let secret = find(&mut objects, "Secret", SECRET);
    let (certificate, key) = (text(&ec()), text(data!("ec-key.pem")));
    secret["stringData"] = json!({ "tls.crt": certificate, "tls.key": key });
    let report = Reviewed(call(&json!({ "objects": objects, "now": NOW })));
    one(&told(&report), "pass", "works");
    find(&mut objects, "Secret", SECRET)["stringData"]["tls.key"] =
        json!(text(data!("other-key.pem")));
    let report = Reviewed(call(&json!({ "objects": objects, "now": NOW })));
    one(&told(&report), "fail", "belongs to another certificate");
    assert_eq!(report.results(RULE)[0]["pointer"], "/stringData/tls.key");
    find(&mut objects, "Secret", SECRET).as_object_mut().expect("an object").remove("data");
    let report = Reviewed(call(&json!({ "objects": objects, "now": NOW })));
    one(&told(&report), "fail", "belongs to another certificate");
}

#[test]
fn without_a_platform_domain_it_cannot_be_told_which_names_to_cover() {
    let mut objects = installation("deis-production-s3");
    let router = find(&mut objects, "Deployment", "deis-router");
    let annotations = router["metadata"]["annotations"].as_object_mut().expect("annotations");
    annotations.remove("router.deis.io/nginx.platformDomain");
    let report = Reviewed(call(&json!({ "objects": objects, "now": NOW })));
    one(&told(&report), "error", "the router has no platform domain");
    assert_eq!(report.standing("tls"), "unknown");
}
