//! Looks which keys Secret `objectstorage-keyfile` needs for its backend
//! (charts/workflow/templates/objectstorage-secret.yaml); s3 may leave both keys empty, which means the
//! instance's role, and swift the tenant; placeholders and the Minio pair are those of the charts'
//! values.yaml; from Drycc v1.6 on the Secrets that hold `storage-endpoint`.

use words::words;

use crate::context::Context;
use crate::finding::{Finding, Remediation};
use crate::gather::{Gather as _, TakeIn as _};
use crate::guide::Section;
use crate::json::Pointer;
use crate::model::component::Component;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::model::secret::{Secret, Value};
use crate::rule::{Rule, Target};
use crate::settings::Severity;
use crate::unknown::Unknown;
use crate::verdict::Verdict;
use crate::workflow::keys::{self, Keys, is_placeholder};
use crate::workflow::storage::{self, KEY_FILE, Manner};

pub static RULE: Rule = Rule {
    id: "storage-credentials",
    section: Section::ObjectStorage,
    severity: Severity::High,
    advice: false,
    title: words!("the credentials of the object storage are complete, and nobody else's"),
    why: words!(
        "with a key missing, empty or left at its placeholder, builds and backups fail at the first use; the chart's own Minio pair is published"
    ),
    fix: words!(
        "fill in the section of your backend in values.yaml (`s3`, `gcs`, `azure` or `swift`); Drycc: the component's `storageAccesskey` and `storageSecretkey`"
    ),
    target: Target::Kinds(&[
        Kind::Secret,
        Kind::Deployment,
        Kind::ReplicationController,
        Kind::StatefulSet,
    ]),
    reads: storage::READS_AND_MAKERS,
    check,
};

fn check<'a>(object: &'a Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    if object.kind != Kind::Secret {
        return missing(object, context);
    }
    let secret = Secret::of(object);
    let Some(keys) = Keys::of(&secret, context)? else { return Ok(Verdict::not_applicable()) };
    let mut findings: Vec<Finding> =
        keys.credentials.iter().filter_map(|key| problem(key, keys, &secret)).gathered();
    if keys::is_published(&secret) {
        findings.push(finding(
            words!("the credentials are the Minio pair that every chart publishes: whoever reaches the storage can log in"),
            "accesskey",
            &secret,
        ));
    } else {
        findings.take_in(half_empty(keys, &secret));
    }
    Ok(findings.into())
}

/// The Secret that the builder mounts is not there at all.
fn missing<'a>(builder: &'a Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    if builder.component() != Some(Component::Builder)
        || storage::manner(builder, context)? == Manner::Endpoint
        || context.get(Kind::Secret, KEY_FILE)?.is_some()
    {
        return Ok(Verdict::not_applicable());
    }
    if let Some(maker) = context.is_made(KEY_FILE)? {
        let (kind, name) = (maker.kind, maker.name);
        let words = words!("Secret `{KEY_FILE}` is not there yet; {kind} `{name}` makes it");
        return Err(Unknown::not_followed(words));
    }
    let message = words!("Secret `{KEY_FILE}` is not there: the builder's pod cannot start");
    Ok(Finding::fail(message).elsewhere().into())
}

fn problem(key: &str, keys: &Keys, secret: &Secret<'_>) -> Option<Finding> {
    let may_be_empty = keys.may_be_empty.contains(&key);
    let words = match secret.value(key) {
        Value::Absent if may_be_empty => return None,
        Value::Absent => words!("it has no key `{key}`, which {} needs", keys.backend),
        Value::NotBase64 => {
            words!("key `{key}` is not base64: the API server refuses the Secret")
        }
        Value::Bytes(bytes) if bytes.trim_ascii().is_empty() => {
            if may_be_empty {
                return None;
            }
            words!("key `{key}` is empty, and {} needs it", keys.backend)
        }
        Value::Bytes(bytes) if is_placeholder(&bytes) => {
            words!("key `{key}` still holds the placeholder of values.yaml")
        }
        Value::Bytes(bytes) if key == "key.json" && !keys::is_service_account(&bytes) => {
            words!(
                "key `{key}` holds no JSON of a service account; `gcs.key_json` is given base64-encoded once"
            )
        }
        Value::Bytes(_) => return None,
    };
    Some(finding(words, key, secret))
}

/// Both of s3's keys empty mean the instance's role; one alone means nothing.
fn half_empty(keys: &Keys, secret: &Secret<'_>) -> Option<Finding> {
    let empty = |key: &str| match secret.value(key) {
        Value::Bytes(bytes) => bytes.trim_ascii().is_empty(),
        _ => true,
    };
    let (access, secret_key) = (empty("accesskey"), empty("secretkey"));
    if keys.backend != "s3" || access == secret_key {
        return None;
    }
    let key = if access { "accesskey" } else { "secretkey" };
    let words = words!(
        "key `{key}` is empty while its partner is not: give both, or neither to use the instance's role"
    );
    Some(finding(words, key, secret))
}

fn finding(words: impl Into<String>, key: &str, secret: &Secret<'_>) -> Finding {
    let remediation = Remediation::risky(
        words!("fill in the credentials"),
        words!(
            "the components that store objects read them when they start: restart these afterwards"
        ),
    )
    .step(words!("set the backend's section in values.yaml, then `helm upgrade`"))
    .step(words!(
        "restart builder, registry and database, and check that a push and a backup succeed"
    ));
    let place = if secret.object.body.get("stringData").member(key).is_some() {
        "stringData"
    } else {
        "data"
    };
    Finding::fail(words).at(Pointer::to(&[place, key])).fixed_by(remediation)
}
