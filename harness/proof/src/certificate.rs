//! Certificates made for the case, for the moment that the properties judge for.

use std::sync::OnceLock;

use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use time::{Duration, OffsetDateTime};

/// The moment that everything is judged for: 2026-11-01T12:00:00Z.
pub const NOW: &str = "2026-11-01T12:00:00Z";
const UNIX: i64 = 1_793_534_400;

/// What a pair of files is made to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// For every name under the platform's domain.
    Good,
    /// For the API's name alone.
    ApiOnly,
    OtherHost,
    Expired,
    NotYet,
    /// In ten days.
    ExpiresSoon,
    /// The key is that of another certificate.
    OtherKey,
    SelfSigned,
    NoText,
    /// For a full domain name of the API.
    ApiDomain,
    /// For the API of Drycc.
    DryccApi,
}

const KINDS: [Kind; 11] = [
    Kind::Good,
    Kind::ApiOnly,
    Kind::OtherHost,
    Kind::Expired,
    Kind::NotYet,
    Kind::ExpiresSoon,
    Kind::OtherKey,
    Kind::SelfSigned,
    Kind::NoText,
    Kind::ApiDomain,
    Kind::DryccApi,
];

/// The two PEM files: the certificate with its issuer behind it, and the key. Made once a process.
#[must_use]
pub fn pair(kind: Kind) -> (String, String) {
    static MADE: OnceLock<Vec<(String, String)>> = OnceLock::new();
    let made = MADE.get_or_init(|| {
        let issuer = issuer();
        KINDS.iter().map(|kind| make(*kind, &issuer)).collect()
    });
    let place = KINDS.iter().position(|one| *one == kind).expect("every kind is in the list");
    made[place].clone()
}

fn issuer() -> CertifiedIssuer<'static, KeyPair> {
    let mut params = params(&[], -300, 3000);
    params.distinguished_name.push(DnType::CommonName, "Example authority");
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    CertifiedIssuer::self_signed(params, key()).expect("an authority")
}

fn key() -> KeyPair {
    KeyPair::generate().expect("a key")
}

fn make(kind: Kind, issuer: &CertifiedIssuer<'_, KeyPair>) -> (String, String) {
    let names: &[&str] = match kind {
        Kind::ApiOnly => &["deis.example.com"],
        Kind::OtherHost => &["other.example.com"],
        Kind::ApiDomain => &["api.example.org"],
        Kind::DryccApi => &["drycc.example.com"],
        _ => &["*.example.com", "example.com"],
    };
    let (from, until) = match kind {
        Kind::Expired => (-100, -10),
        Kind::NotYet => (10, 100),
        Kind::ExpiresSoon => (-100, 10),
        _ => (-100, 200),
    };
    let (own, params) = (key(), params(names, from, until));
    let other = key();
    let key = if kind == Kind::OtherKey { &other } else { &own };
    let chain = match kind {
        Kind::SelfSigned => params.self_signed(&own).expect("a certificate").pem(),
        Kind::NoText => "no certificate".to_owned(),
        _ => params.signed_by(&own, issuer).expect("a certificate").pem() + &issuer.pem(),
    };
    (chain, key.serialize_pem())
}

/// Valid for so many days before and after the moment.
fn params(names: &[&str], from: i64, until: i64) -> CertificateParams {
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    let mut params = CertificateParams::new(names).expect("names");
    let now = OffsetDateTime::from_unix_timestamp(UNIX).expect("a moment");
    params.not_before = now + Duration::days(from);
    params.not_after = now + Duration::days(until);
    params.distinguished_name = rcgen::DistinguishedName::new();
    params.distinguished_name.push(DnType::OrganizationName, "Example");
    params
}
