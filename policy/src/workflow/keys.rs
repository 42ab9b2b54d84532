//! What the Secrets of object storage hold: keys per backend, placeholders, published credentials.
//! Never what is in a key: only what is wrong with it.

use words::words;

use crate::context::Context;
use crate::json::Json;
use crate::model::component::Component;
use crate::model::distribution::{Distribution, version};
use crate::model::secret::{Secret, Value};
use crate::unknown::Unknown;
use crate::workflow::storage::{self, CONSUMERS, KEY_FILE};

/// The keys of a backend (deis+workflow:charts/workflow/templates/objectstorage-secret.yaml).
#[derive(Debug, PartialEq, Eq)]
pub struct Keys {
    /// The backend's word, for messages.
    pub backend: &'static str,
    /// What it logs in with.
    pub credentials: &'static [&'static str],
    /// Which of these may be absent or empty.
    pub may_be_empty: &'static [&'static str],
    /// The names of its buckets.
    pub buckets: &'static [&'static str],
}

const BUCKETS: [&str; 3] = ["registry-bucket", "database-bucket", "builder-bucket"];
const CONTAINERS: [&str; 3] = ["registry-container", "database-container", "builder-container"];

static S3: Keys = Keys {
    backend: "s3",
    credentials: &["accesskey", "secretkey", "region"],
    may_be_empty: &["accesskey", "secretkey"],
    buckets: &BUCKETS,
};
static GCS: Keys =
    Keys { backend: "gcs", credentials: &["key.json"], may_be_empty: &[], buckets: &BUCKETS };
static AZURE: Keys = Keys {
    backend: "azure",
    credentials: &["accountname", "accountkey"],
    may_be_empty: &[],
    buckets: &CONTAINERS,
};
/// Hephy from v2.22.1 on (teamhephy+workflow: c7a316c9, 07c9bc5b), where the database reads it.
static AZURE_HEPHY: Keys = Keys {
    backend: "azure",
    credentials: &["accountname", "accountkey", "azure-storage-conn-string"],
    may_be_empty: &[],
    buckets: &CONTAINERS,
};
static SWIFT: Keys = Keys {
    backend: "swift",
    credentials: &["username", "password", "authurl", "tenant", "authversion"],
    may_be_empty: &["tenant"],
    buckets: &CONTAINERS,
};
static MINIO: Keys = Keys {
    backend: "minio",
    credentials: &["accesskey", "secretkey"],
    may_be_empty: &[],
    buckets: &[],
};
/// Drycc to v1.5 has names of its own, an endpoint in the region's place, and Alibaba's oss
/// (drycc+workflow:charts/workflow/templates/objectstorage-secret.yaml).
const PAIR: [&str; 2] = ["accesskey", "secretkey"];
static DRYCC_S3: Keys =
    Keys { backend: "s3", credentials: &PAIR, may_be_empty: &PAIR, buckets: &BUCKETS };
static DRYCC_AZURE: Keys =
    Keys { backend: "azure", credentials: &PAIR, may_be_empty: &[], buckets: &BUCKETS };
static DRYCC_OSS: Keys =
    Keys { backend: "oss", credentials: &PAIR, may_be_empty: &[], buckets: &BUCKETS };
/// A component's Secret in Drycc from v1.6 on (drycc+builder:charts/builder/templates/builder-secret.yaml).
static ENDPOINT: Keys = Keys {
    backend: "the storage endpoint",
    credentials: &["storage-endpoint", "storage-accesskey", "storage-secretkey"],
    may_be_empty: &[],
    buckets: &["storage-bucket"],
};

impl Keys {
    /// The keys that a Secret needs; `None` if it is not one of object storage.
    ///
    /// # Errors
    /// Its backend cannot be told.
    pub fn of(
        secret: &Secret<'_>,
        context: &Context<'_>,
    ) -> Result<Option<&'static Keys>, Unknown> {
        let distribution = context.installation.distribution;
        if secret.object.name != KEY_FILE {
            let drycc = distribution == Distribution::Drycc && secret.has("storage-endpoint");
            return Ok(drycc.then_some(&ENDPOINT));
        }
        let word = match storage::word_of(secret.object) {
            Some(word) => word.to_owned(),
            None => word_of_components(context)?,
        };
        if distribution == Distribution::Drycc {
            match word.as_str() {
                "s3" => return Ok(Some(&DRYCC_S3)),
                "azure" => return Ok(Some(&DRYCC_AZURE)),
                "oss" => return Ok(Some(&DRYCC_OSS)),
                _ => {}
            }
        }
        match word.as_str() {
            "s3" => Ok(Some(&S3)),
            "gcs" => Ok(Some(&GCS)),
            "azure" if wants_connection_string(context)? => Ok(Some(&AZURE_HEPHY)),
            "azure" => Ok(Some(&AZURE)),
            "swift" => Ok(Some(&SWIFT)),
            "minio" => Ok(Some(&MINIO)),
            _ => Err(Unknown::not_followed(words!(
                "its backend is `{word}`, which Workflow does not know"
            ))),
        }
    }
}

/// Hephy's database alone reads the connection string, from v2.7.5 on (teamhephy+postgres: bcaab90).
fn wants_connection_string(context: &Context<'_>) -> Result<bool, Unknown> {
    let distribution = context.installation.distribution;
    if distribution == Distribution::Drycc {
        return Ok(false);
    }
    let Some(database) = context.component(Component::Database)? else { return Ok(false) };
    let annotation = database.annotation(distribution.version_annotation());
    let reads = |version: [u32; 3]| version >= [2, 7, 5];
    // No release of Deis has that number; at admission a Secret alone does not tell the two apart.
    Ok(annotation.and_then(version).map_or(distribution == Distribution::Hephy, reads))
}

fn word_of_components(context: &Context<'_>) -> Result<String, Unknown> {
    for consumer in &CONSUMERS {
        let Some(workload) = context.component(consumer.component)? else { continue };
        if let Some(word) = consumer.backend(workload, context)?.1.text() {
            return Ok(word.to_owned());
        }
    }
    Err(Unknown::not_followed(words!("no annotation of Secret `{KEY_FILE}` names its backend")))
}

/// What values.yaml of the charts has in the place of names and credentials, in all distributions.
const PLACEHOLDERS: [&str; 22] = [
    "your-registry-bucket-name",
    "your-database-bucket-name",
    "your-builder-bucket-name",
    "your-registry-container-name",
    "your-database-container-name",
    "your-builder-container-name",
    "YOUR KEY HERE",
    "YOUR SECRET HERE",
    "YOUR ACCOUNT NAME",
    "YOUR ACCOUNT KEY",
    "YOUR_ACCOUNT_NAME",
    "YOUR_ACCOUNT_KEY",
    "YOUR_AZURE_STORAGE_CONNECTION_STRING",
    "<base64-encoded JSON data>",
    "Paste JSON data here.",
    "Your OpenStack Swift Username",
    "Your OpenStack Swift Password",
    "Swift auth URL for obtaining an auth token",
    "Your OpenStack swift auth version",
    "your accessKey for minio gateway",
    "your secretkey for minio gateway",
    "your-gcs-projectid",
];

/// Whether a value is a placeholder that nobody replaced.
pub fn is_placeholder(value: &[u8]) -> bool {
    let value = value.trim_ascii();
    PLACEHOLDERS.iter().any(|placeholder| placeholder.as_bytes().eq_ignore_ascii_case(value))
}

/// Whether a value is the JSON of a service account.
pub fn is_service_account(value: &[u8]) -> bool {
    let text = std::str::from_utf8(value).ok();
    let json = text.and_then(|text| Json::parse(text.trim()).ok());
    json.is_some_and(|json| matches!(json, Json::Object(_)) && json.get("type").as_str().is_some())
}

/// Whether the credentials are Minio's published ones, the same since v2.0.0 for everybody.
pub fn is_published(secret: &Secret<'_>) -> bool {
    let is = |key: &str, known: &str| match secret.value(key) {
        Value::Bytes(bytes) => bytes.trim_ascii() == known.as_bytes(),
        _ => false,
    };
    PUBLISHED.iter().any(|(key, known)| is(key, known))
}

/// Minio's published credentials, by key.
pub const PUBLISHED: [(&str, &str); 2] = [
    ("accesskey", "8TZRY2JRWMPT6UMXR6I5"),
    ("secretkey", "gbstrOvotMMcg2sMfGUhA5a6Et/EI5ALtIHsobYk"),
];
