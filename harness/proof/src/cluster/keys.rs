//! Secret `objectstorage-keyfile`.

use serde_json::{Map, Value, json};

use super::home::{Home, encoded, words};
use crate::plan::{Backend, Brand, Flaw, KeyFile, Workflow};

/// What the chart puts in for a backend: credentials, then buckets.
type Keys = Vec<(&'static str, &'static str)>;

const ACCOUNT: &str =
    r#"{"type":"service_account","project_id":"shop","private_key_id":"0","private_key":"none"}"#;

pub fn key_file(home: &mut Home<'_>, plan: &Workflow, file: &KeyFile) {
    let mut credentials = credentials(file.of, plan);
    let mut buckets = buckets(file.of);
    if let Some(flaw) = file.flaw {
        spoil(flaw, &mut credentials, &mut buckets);
    }
    let keys: Keys = credentials.into_iter().chain(buckets).collect();
    let mut secret =
        serde_json::to_value(home.new_secret("objectstorage-keyfile", &[])).expect("JSON");
    if file.annotated {
        let annotations = words(&[("deis.io/objectstorage", file.of.word())]);
        secret["metadata"]["annotations"] = json!(annotations);
    }
    let (place, form): (_, fn(&str) -> String) =
        if file.string_data { ("stringData", str::to_owned) } else { ("data", encoded) };
    let data: Map<String, Value> =
        keys.into_iter().map(|(key, value)| (key.to_owned(), json!(form(value)))).collect();
    secret.as_object_mut().expect("an object").remove("data");
    secret[place] = Value::Object(data);
    home.objects.push(secret);
}

fn credentials(of: Backend, plan: &Workflow) -> Keys {
    match of {
        Backend::Minio => vec![
            ("accesskey", "8TZRY2JRWMPT6UMXR6I5"),
            ("secretkey", "gbstrOvotMMcg2sMfGUhA5a6Et/EI5ALtIHsobYk"),
        ],
        Backend::S3 => {
            vec![("accesskey", "AKIAEXAMPLE"), ("secretkey", "s3-key"), ("region", "eu-west-1")]
        }
        Backend::Gcs => vec![("key.json", ACCOUNT)],
        Backend::Azure => {
            let connection = (plan.brand == Brand::Hephy)
                .then_some(("azure-storage-conn-string", "AccountName=shop;AccountKey=eA=="));
            let own = [("accountname", "shop"), ("accountkey", "azure-key")];
            own.into_iter().chain(connection).collect()
        }
        Backend::Swift => vec![
            ("username", "shop"),
            ("password", "swift-password"),
            ("authurl", "https://swift.example.com/auth"),
            ("tenant", ""),
            ("authversion", "2"),
        ],
    }
}

fn buckets(of: Backend) -> Keys {
    match of {
        Backend::Minio => Vec::new(),
        Backend::S3 | Backend::Gcs => vec![
            ("registry-bucket", "shop-registry"),
            ("database-bucket", "shop-database"),
            ("builder-bucket", "shop-builder"),
        ],
        Backend::Azure | Backend::Swift => vec![
            ("registry-container", "shop-registry"),
            ("database-container", "shop-database"),
            ("builder-container", "shop-builder"),
        ],
    }
}

fn spoil(flaw: Flaw, credentials: &mut Keys, buckets: &mut Keys) {
    let at = |keys: &Keys, number: usize| number % keys.len().max(1);
    let set = |keys: &mut Keys, number: usize, value: &'static str| {
        let place = at(keys, number);
        if let Some(entry) = keys.get_mut(place) {
            entry.1 = value;
        }
    };
    match flaw {
        Flaw::CredentialMissing(number) => {
            credentials.remove(at(credentials, number));
        }
        Flaw::CredentialEmpty(number) => set(credentials, number, " "),
        Flaw::CredentialPlaceholder(number) => set(credentials, number, "YOUR ACCOUNT KEY"),
        Flaw::InstanceRole => {
            for entry in credentials.iter_mut().filter(|(key, _)| key.ends_with("key")) {
                entry.1 = "";
            }
        }
        Flaw::Published => {
            set(credentials, 0, "8TZRY2JRWMPT6UMXR6I5");
            set(credentials, 1, "gbstrOvotMMcg2sMfGUhA5a6Et/EI5ALtIHsobYk");
        }
        Flaw::BucketMissing(number) if !buckets.is_empty() => {
            buckets.remove(at(buckets, number));
        }
        Flaw::BucketMissing(_) => {}
        Flaw::BucketPlaceholder(number) => set(buckets, number, "your-builder-bucket-name"),
        Flaw::BucketRefused(number) => set(buckets, number, "Shop/Builder"),
        Flaw::BucketDotted(number) => set(buckets, number, "shop.builder"),
    }
}
