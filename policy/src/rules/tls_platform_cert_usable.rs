//! Reads `tls.crt` and `tls.key` as OpenSSL would, compares the two by their public key, the dates with
//! the moment of the review (10 minutes of tolerance before, a warning 30 days ahead of the end), and
//! the names with the API's host (`deis.` under the router's platform domain, the hosts of an Ingress
//! or a route) and the domain's wildcard; the certificate in the router's image is public
//! (deis+router:rootfs/opt/router/ssl/default/default.crt).

use std::borrow::Cow;

use certificate::{Certificate, Chain, Mistake, PrivateKey, PublicKey, Signature};
use words::{Words, words};

use crate::context::Context;
use crate::finding::{Finding, Remediation};
use crate::gather::TakeIn as _;
use crate::guide::Section;
use crate::json::{Json, Pointer};
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::model::secret::{Secret, Value};
use crate::rule::{Rule, Target};
use crate::settings::Severity;
use crate::unknown::Unknown;
use crate::verdict::Verdict;
use crate::workflow::tls::{self, Served, missing_key};

pub static RULE: Rule = Rule {
    id: "tls-platform-cert-usable",
    section: Section::Tls,
    severity: Severity::High,
    advice: false,
    title: words!(
        "the certificate works: whole, with its own key, valid now, for the platform's hosts"
    ),
    why: words!(
        "nobody checks a certificate when its Secret is made: with a wrong one nginx keeps its old configuration, or every client refuses the connection"
    ),
    fix: words!(
        "create the Secret again from the PEM file of the certificate with its intermediates behind it, and the PEM file of its key"
    ),
    target: Target::Kinds(&[Kind::Secret]),
    reads: tls::READS,
    check,
};

/// deis+router:rootfs/opt/router/ssl/default/default.crt, SHA-256 of its DER; Hephy has the same.
const PUBLISHED: [u8; 32] = [
    0x29, 0xda, 0xff, 0x8b, 0x38, 0xf2, 0xa9, 0x1c, 0x91, 0x7c, 0x50, 0xd2, 0xa2, 0xcf, 0x03, 0x33,
    0x7d, 0x0f, 0x1b, 0x01, 0xa2, 0xa0, 0xfd, 0xd4, 0x6b, 0x72, 0x93, 0x9a, 0x2c, 0x3a, 0xb9, 0xf1,
];
const UNTOLD: Words = words!(
    "whether the key in `tls.key` belongs to the certificate cannot be told: it is of a kind that does not hold its public half"
);
const MINUTE: i64 = 60;
const DAY: i64 = 24 * 60 * MINUTE;
const TOLERANCE: i64 = 10 * MINUTE;
const AHEAD: i64 = 30 * DAY;

fn check<'a>(object: &'a Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    // What holds neither key serves nothing; what lacks one is `tls-platform-cert`'s to say.
    if missing_key(object).is_some() {
        return Ok(Verdict::not_applicable());
    }
    let served = match tls::served(object, context) {
        // What is wrong with the pair itself shows without the rest of the installation.
        Err(unknown) if object.name == tls::platform_certificate(context) => {
            Served { unknown: Some(unknown), ..Served::default() }
        }
        served => match served? {
            Some(served) => served,
            None => return Ok(Verdict::not_applicable()),
        },
    };
    let secret = Secret::of(object);
    let [certificate, key] = tls::CERTIFICATE_KEYS;
    let chain = read(&secret, certificate, Chain::read)?;
    let private = read(&secret, key, PrivateKey::read)?;
    let mut verdict = Verdict::pass();
    if let Read::Mistake(mistake) = &private {
        verdict.findings.push(about(key, Finding::fail(format!("`{key}`: {mistake}")), object));
    }
    let chain = match chain {
        Read::Good(chain) => chain,
        Read::Mistake(mistake) => {
            let finding = Finding::fail(format!("`{certificate}`: {mistake}"));
            verdict.findings.push(about(certificate, finding, object));
            return Ok(verdict);
        }
        Read::Told(_) => return Err(Unknown::not_followed(UNTOLD)),
    };
    let Some(leaf) = chain.certificates.first() else { return Ok(verdict) };
    let mut said = Vec::new();
    dates(leaf, context.clock.now().unix(), &mut said);
    names(leaf, &served, &mut said);
    strength(leaf, &mut said);
    form(leaf, &chain, &mut said);
    if leaf.fingerprint() == PUBLISHED {
        let words =
            words!("it is the certificate of the router's image, whose private key is public");
        said.push(Finding::fail(words));
    }
    verdict.findings.take_in(said.into_iter().map(|finding| about(certificate, finding, object)));
    verdict.unknown = served.unknown;
    let belongs = match private {
        Read::Good(private) => private.belongs_to(leaf),
        Read::Told(told) => told.get("belongs").as_bool(),
        Read::Mistake(_) => return Ok(verdict),
    };
    match belongs {
        Some(true) => {}
        Some(false) => verdict.findings.push(about(key, of_another(), object)),
        None => verdict.unknown = Some(Unknown::not_followed(UNTOLD)),
    }
    Ok(verdict)
}

/// What is known of a PEM file: it was read, or a snapshot tells of it.
enum Read<'a, T> {
    Good(T),
    Mistake(Cow<'a, str>),
    Told(&'a Json<'a>),
}

fn read<'a, T>(
    secret: &Secret<'a>,
    key: &str,
    from: fn(&[u8]) -> Result<T, Mistake>,
) -> Result<Read<'a, T>, Unknown> {
    let told = secret.reduced(key);
    if let Some(mistake) = told.get("mistake").as_str() {
        return Ok(Read::Mistake(Cow::Borrowed(mistake)));
    }
    if matches!(told, Json::Object(_)) {
        return Ok(Read::Told(told));
    }
    Ok(match from(&bytes(secret, key)?) {
        Ok(read) => Read::Good(read),
        Err(mistake) => Read::Mistake(Cow::Owned(mistake.to_string())),
    })
}

fn of_another() -> Finding {
    let [certificate, key] = tls::CERTIFICATE_KEYS;
    Finding::fail(words!(
        "the key in `{key}` belongs to another certificate than the first one in `{certificate}`"
    ))
}

fn bytes(secret: &Secret<'_>, key: &str) -> Result<Vec<u8>, Unknown> {
    match secret.value(key) {
        Value::Bytes(bytes) => Ok(bytes),
        _ => Err(Unknown::malformed(words!(
            "key `{key}` is not base64: the API server refuses the Secret"
        ))),
    }
}

fn about(key: &str, finding: Finding, object: &Object<'_>) -> Finding {
    let inside = object.body.get("stringData").member(key).is_some();
    let place = if inside { "stringData" } else { "data" };
    let remediation = Remediation::risky(
        words!("make the Secret again from the right two files"),
        words!("the router takes the new pair up within 10 seconds; a wrong pair leaves the old configuration in place"),
    )
    .step(words!("put the certificate first and its intermediates behind it into one PEM file, the key without a pass phrase into another"))
    .step(words!("check them: `openssl x509 -in tls.crt -noout -dates -ext subjectAltName` and `openssl pkey -in tls.key -noout`"))
    .step(words!("delete the Secret, and create it again with `--from-file=tls.crt=tls.crt --from-file=tls.key=tls.key`"));
    finding.at(Pointer::to(&[place, key])).fixed_by(remediation)
}

fn dates(leaf: &Certificate, now: i64, findings: &mut Vec<Finding>) {
    let (begin, end) = (leaf.not_before(), leaf.not_after());
    if begin > now.saturating_add(TOLERANCE) {
        findings.push(Finding::fail(words!("the certificate is not valid yet")));
    } else if end < now {
        let days = now.saturating_sub(end) / DAY;
        findings.push(Finding::fail(words!("the certificate has expired, {} ago", count(days))));
    } else if end < now.saturating_add(AHEAD) {
        let days = end.saturating_sub(now) / DAY;
        findings.push(Finding::warn(words!("the certificate expires in {}", count(days))));
    }
}

fn count(days: i64) -> String {
    match days {
        0 => "less than a day".to_owned(),
        1 => "1 day".to_owned(),
        days => format!("{days} days"),
    }
}

fn names(leaf: &Certificate, served: &Served, findings: &mut Vec<Finding>) {
    for host in served.hosts.iter().filter(|host| !leaf.covers(host)) {
        findings.push(if !leaf.has_names() && leaf.common_name_covers(host) {
            Finding::warn(words!("the certificate names `{host}` as its common name only, which browsers and newer clients pass over; it needs a subject alternative name"))
        } else {
            Finding::fail(words!("the certificate does not cover `{host}`: clients refuse it"))
        });
    }
    if let Some(domain) = served.domain.as_deref().filter(|_| findings.is_empty()) {
        // A name that nobody has: only a wildcard covers it.
        let any = format!("any-application.{domain}");
        if !leaf.covers(&any) {
            findings.push(Finding::warn(words!("the certificate does not cover `*.{domain}`: clients refuse it for applications, Grafana and all other names under the domain")));
        }
    }
}

fn strength(leaf: &Certificate, findings: &mut Vec<Finding>) {
    if let PublicKey::Rsa { bits } = leaf.key()
        && bits < 2048
    {
        findings.push(Finding::warn(words!(
            "the certificate's RSA key has {bits} bits: clients refuse less than 2048"
        )));
    }
    let outdated = match leaf.signature() {
        Signature::Sha1 => Some("SHA-1"),
        Signature::Md5 => Some("MD5"),
        Signature::Other => None,
    };
    findings.take_in(outdated.map(|name| {
        Finding::warn(words!("the certificate is signed with {name}, which clients refuse"))
    }));
}

fn form(leaf: &Certificate, chain: &Chain, findings: &mut Vec<Finding>) {
    let behind = chain.certificates.get(1);
    if leaf.is_self_issued() {
        findings.push(Finding::warn(words!(
            "the certificate is self-signed: only clients that were given it trust it"
        )));
    } else if !behind.is_some_and(|issuer| issuer.issued(leaf)) {
        let issuer = leaf.issuer_name().unwrap_or("its issuer");
        let what = match behind {
            None => words!("stands alone"),
            Some(_) => words!("is not followed by its issuer's"),
        };
        findings.push(Finding::warn(words!("the certificate {what}: unless `{issuer}` is a root that clients know, they refuse it for the missing intermediate")));
    }
    if chain.has_crlf {
        findings.push(Finding::warn(words!(
            "the file has Windows line ends (CRLF): OpenSSL reads them, other tools do not"
        )));
    }
    if chain.holds_key {
        findings.push(Finding::warn(words!(
            "`tls.crt` holds a private key as well: leave it to `tls.key`"
        )));
    }
}
