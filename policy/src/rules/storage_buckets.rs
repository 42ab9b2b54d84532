//! Looks at `*-bucket` (s3, gcs) or `*-container` (azure, swift) of Secret `objectstorage-keyfile`
//! (deis+workflow:charts/workflow/templates/objectstorage-secret.yaml), and at `storage-bucket` in
//! Drycc from v1.6 on. Names are held against the providers' published rules; buckets of S3's us-east-1
//! from before 2018 may have capitals and underscores. In Minio mode the buckets are fixed.

use words::{Words, words};

use crate::context::Context;
use crate::finding::{Finding, Remediation};
use crate::gather::Gather as _;
use crate::guide::Section;
use crate::json::Pointer;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::model::secret::{Secret, Value};
use crate::rule::{Rule, Target};
use crate::settings::Severity;
use crate::unknown::Unknown;
use crate::verdict::Verdict;
use crate::workflow::keys::{Keys, is_placeholder};
use crate::workflow::router::is_address;
use crate::workflow::storage;

pub static RULE: Rule = Rule {
    id: "storage-buckets",
    section: Section::ObjectStorage,
    severity: Severity::Medium,
    advice: false,
    title: words!("every bucket has a name that the provider takes"),
    why: words!(
        "a bucket that is left at its placeholder, or has a name that the provider refuses, is found out at the first push or backup"
    ),
    fix: words!(
        "name a bucket of your own for registry, database and builder in the backend's section of values.yaml"
    ),
    target: Target::Kinds(&[Kind::Secret]),
    reads: storage::READS,
    check,
};

fn check<'a>(object: &'a Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    let secret = Secret::of(object);
    let Some(keys) = Keys::of(&secret, context)?.filter(|keys| !keys.buckets.is_empty()) else {
        return Ok(Verdict::not_applicable());
    };
    let problems = keys.buckets.iter().filter_map(|key| problem(key, keys.backend, &secret));
    Ok(problems.gathered().into())
}

/// Names are in a Secret: the finding says what is wrong with one, not what it is.
fn problem(key: &str, backend: &str, secret: &Secret<'_>) -> Option<Finding> {
    let fail = |words: String| Some(finding(Finding::fail(words), key, secret));
    let name = match secret.value(key) {
        Value::Absent => return fail(words!("it has no key `{key}`, which {backend} needs")),
        Value::NotBase64 => {
            return fail(words!("key `{key}` is not base64: the API server refuses the Secret"));
        }
        Value::Bytes(bytes) => bytes,
    };
    if name.trim_ascii().is_empty() {
        return fail(words!("key `{key}` is empty: there is no bucket to use"));
    }
    if is_placeholder(&name) {
        return fail(words!("key `{key}` still holds the placeholder of values.yaml"));
    }
    let Ok(name) = std::str::from_utf8(&name) else {
        return fail(words!("key `{key}` holds no text"));
    };
    let is_old_region = secret.text("region").as_deref() == Some("us-east-1");
    if let Some(reason) = refused(name, backend).filter(|_| !(is_old_region && is_legacy(name))) {
        return fail(words!("the name in key `{key}` is one that {backend} refuses: {reason}"));
    }
    let dotted = backend == "s3" && name.contains(['.']);
    dotted.then(|| {
        let words = words!("the name in key `{key}` has a period, which S3's wildcard certificate does not cover: TLS to the bucket fails where its name is part of the host");
        finding(Finding::warn(words), key, secret)
    })
}

/// What S3 took in us-east-1 until March 2018; such buckets go on working.
fn is_legacy(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
    (3..=255).contains(&name.len()) && name.bytes().all(plain)
}

/// The providers' published rules for names.
fn refused(name: &str, backend: &str) -> Option<Words> {
    let bytes = name.as_bytes();
    let plain = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let length = |range: std::ops::RangeInclusive<usize>| range.contains(&bytes.len());
    if backend == "swift" {
        return match () {
            () if !length(1..=256) => Some(words!("it is longer than 256 bytes")),
            () if name.contains(['/']) => Some(words!("it has a slash")),
            () => None,
        };
    }
    let others: &[u8] = match backend {
        "azure" => b"-",
        "gcs" => b"-._",
        _ => b"-.",
    };
    let longest = if backend == "gcs" && name.contains(['.']) { 222 } else { 63 };
    if !length(3..=longest) {
        return Some(words!("it has not between 3 and 63 characters"));
    }
    if !bytes.iter().all(|byte| plain(byte) || others.contains(byte)) {
        return Some(words!("it has characters other than small letters, digits and hyphens"));
    }
    if !bytes.first().is_some_and(plain) || !bytes.last().is_some_and(plain) {
        return Some(words!("it begins or ends with a sign"));
    }
    let doubled = if backend == "azure" { b"--" } else { b".." };
    if bytes.windows(2).any(|pair| pair == doubled) {
        return Some(words!("it has two signs next to each other"));
    }
    if backend != "azure" && is_address(name) {
        return Some(words!("it is an IP address"));
    }
    let google = backend == "gcs"
        && (name.starts_with("goog") || bytes.windows(6).any(|word| word == b"google"));
    google.then_some(words!("it is one of Google's own"))
}

fn finding(finding: Finding, key: &str, secret: &Secret<'_>) -> Finding {
    let remediation = Remediation::risky(
        words!("name a bucket of your own"),
        words!("what the old bucket holds is not in the new one: copy it before you switch"),
    )
    .step(words!("create the bucket, and copy what the old one holds"))
    .step(words!("set its name in the backend's section of values.yaml, then `helm upgrade`"));
    let place = if secret.object.body.get("stringData").member(key).is_some() {
        "stringData"
    } else {
        "data"
    };
    finding.at(Pointer::to(&[place, key])).fixed_by(remediation)
}
