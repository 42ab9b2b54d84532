//! Object storage of Deis and Hephy.

use super::{Outcome, Said};
use crate::plan::{Backend, Brand, Effective, Flaw, KeyFile, Setting, Workflow};

const KEY_FILE: &str = "objectstorage-keyfile";

pub fn all(plan: &Workflow, said: &mut Said) {
    let told = told(plan);
    for (index, (name, setting)) in told.iter().enumerate() {
        said.say("storage-backend", name, backend(name, setting));
        let others: Vec<Effective> = told
            .iter()
            .enumerate()
            .filter(|(other, _)| *other != index)
            .map(|(_, one)| one.1)
            .collect();
        if let Some(outcome) = agreement(*setting, plan.storage.key_file.as_ref(), &others) {
            said.say("storage-agreement", name, outcome);
        }
    }
    if plan.storage.minio {
        said.say("storage-minio", "deis-minio", minio(&told));
    }
    match &plan.storage.key_file {
        None => said.say("storage-credentials", "deis-builder", Outcome::Fail),
        Some(file) => keys(file, plan, &told, said),
    }
}

/// Who is told what; in the order in which the guide names them.
fn told(plan: &Workflow) -> Vec<(&'static str, Effective)> {
    let storage = &plan.storage;
    let all = [
        ("deis-registry", storage.registry.as_ref()),
        ("deis-database", storage.database.as_ref()),
        ("deis-builder", Some(&storage.builder)),
        ("deis-controller", Some(&storage.controller)),
    ];
    let there = |(name, setting): (_, Option<&Setting>)| Some((name, setting?.effective()));
    all.into_iter().filter_map(there).collect()
}

/// None of them works without a word: the registry keeps images in its pod, the builder takes Minio, the
/// other two do nothing that lasts.
fn backend(_: &str, setting: &Effective) -> Outcome {
    match setting {
        Effective::Text("s3" | "gcs" | "azure" | "swift") => Outcome::Pass,
        Effective::Text(_) | Effective::Unset => Outcome::Fail,
        Effective::Hidden => Outcome::Error,
    }
}

/// A word is to be the one of the keys; where these do not say, everybody else's.
fn agreement(own: Effective, file: Option<&KeyFile>, others: &[Effective]) -> Option<Outcome> {
    let word = match own {
        Effective::Text("") | Effective::Unset => return None,
        Effective::Hidden => return Some(Outcome::Error),
        Effective::Text(word) => word,
    };
    if let Some(file) = file.filter(|file| file.annotated) {
        return Some(if file.of.word() == word { Outcome::Pass } else { Outcome::Fail });
    }
    let differs = |other: &Effective| matches!(other, Effective::Text(text) if !text.is_empty() && *text != word);
    if others.iter().any(differs) {
        return Some(Outcome::Fail);
    }
    let hidden = others.contains(&Effective::Hidden);
    Some(if hidden { Outcome::Error } else { Outcome::Pass })
}

/// In use where somebody says so, or the builder says nothing.
fn minio(told: &[(&'static str, Effective)]) -> Outcome {
    let uses = |(name, setting): &(&str, Effective)| match setting {
        Effective::Text("minio") => true,
        Effective::Unset | Effective::Text("") => *name == "deis-builder",
        _ => false,
    };
    if told.iter().any(uses) {
        return Outcome::Fail;
    }
    let hidden = told.iter().any(|(_, setting)| *setting == Effective::Hidden);
    if hidden { Outcome::Error } else { Outcome::Warn }
}

fn keys(file: &KeyFile, plan: &Workflow, told: &[(&'static str, Effective)], said: &mut Said) {
    let word = if file.annotated { Ok(file.of.word()) } else { word_of(told) };
    let Ok(word) = word else {
        said.say("storage-credentials", KEY_FILE, Outcome::Error);
        return said.say("storage-buckets", KEY_FILE, Outcome::Error);
    };
    // Whose keys these are said to be: where that is not what they were made for, everything lacks.
    let Some(backend) = Backend::ALL.into_iter().find(|one| one.word() == word) else {
        said.say("storage-credentials", KEY_FILE, Outcome::Error);
        return said.say("storage-buckets", KEY_FILE, Outcome::Error);
    };
    said.say("storage-credentials", KEY_FILE, credentials(backend, file, plan));
    if backend != Backend::Minio {
        said.say("storage-buckets", KEY_FILE, buckets(backend, file));
    }
}

/// The first that is told something.
fn word_of(told: &[(&'static str, Effective)]) -> Result<&'static str, ()> {
    match told.iter().map(|(_, setting)| *setting).find(|setting| *setting != Effective::Unset) {
        Some(Effective::Text(word)) => Ok(word),
        _ => Err(()),
    }
}

/// The credentials of a backend, in the order in which the chart has them.
fn names(backend: Backend, plan: &Workflow) -> Vec<&'static str> {
    match backend {
        Backend::Minio => vec!["accesskey", "secretkey"],
        Backend::S3 => vec!["accesskey", "secretkey", "region"],
        Backend::Gcs => vec!["key.json"],
        Backend::Azure if plan.brand == Brand::Hephy => {
            vec!["accountname", "accountkey", "azure-storage-conn-string"]
        }
        Backend::Azure => vec!["accountname", "accountkey"],
        Backend::Swift => vec!["username", "password", "authurl", "tenant", "authversion"],
    }
}

/// What the file holds as long as nothing is wrong with it; swift's tenant is empty.
fn credentials(wanted: Backend, file: &KeyFile, plan: &Workflow) -> Outcome {
    let held = names(file.of, plan);
    let gone = match file.flaw {
        Some(Flaw::CredentialMissing(number)) => Some(number % held.len()),
        _ => None,
    };
    let has =
        |name: &&str| held.iter().position(|one| one == name).is_some_and(|at| Some(at) != gone);
    let may_lack = |name: &str| match wanted {
        Backend::S3 => name == "accesskey" || name == "secretkey",
        Backend::Swift => name == "tenant",
        // Hephy's database alone reads the connection string.
        Backend::Azure => name == "azure-storage-conn-string" && plan.storage.database.is_none(),
        _ => false,
    };
    let wanted_names = names(wanted, plan);
    if wanted_names.iter().any(|name| !has(name) && !may_lack(name)) {
        return Outcome::Fail;
    }
    // S3's two keys are there both, or neither is: the instance's role.
    let pair = |name: &'static str| has(&name) && !is_empty(name, file, &held);
    if wanted == Backend::S3 && pair("accesskey") != pair("secretkey") {
        return Outcome::Fail;
    }
    let published = held[..2.min(held.len())] == ["accesskey", "secretkey"]
        && (file.of == Backend::Minio && !matches!(file.flaw, Some(Flaw::InstanceRole))
            || file.flaw == Some(Flaw::Published));
    if published && keeps_published(file, &held) {
        return Outcome::Fail;
    }
    let spoiled = |name: &&str| {
        let read = wanted_names.contains(name)
            && !(*name == "azure-storage-conn-string" && plan.storage.database.is_none());
        let at = held.iter().position(|one| one == name);
        match file.flaw {
            Some(Flaw::CredentialEmpty(number)) => {
                read && !may_lack(name) && at == Some(number % held.len())
            }
            Some(Flaw::InstanceRole) => read && !may_lack(name) && name.ends_with("key"),
            Some(Flaw::CredentialPlaceholder(number)) => read && at == Some(number % held.len()),
            // Not somebody's own key, but one that works: for what is no pair of keys.
            Some(Flaw::Published) => read && *name == "key.json",
            _ => false,
        }
    };
    if held.iter().any(spoiled) { Outcome::Fail } else { Outcome::Pass }
}

fn is_empty(name: &str, file: &KeyFile, held: &[&str]) -> bool {
    match file.flaw {
        Some(Flaw::InstanceRole) => name.ends_with("key"),
        Some(Flaw::CredentialEmpty(number)) => held.get(number % held.len()) == Some(&name),
        _ => false,
    }
}

/// One of Minio's two published keys is enough to be somebody else's.
fn keeps_published(file: &KeyFile, held: &[&str]) -> bool {
    let changed = match file.flaw {
        Some(
            Flaw::CredentialMissing(number)
            | Flaw::CredentialEmpty(number)
            | Flaw::CredentialPlaceholder(number),
        ) => Some(number % held.len()),
        _ => None,
    };
    (0..2).any(|at| Some(at) != changed)
}

fn buckets(wanted: Backend, file: &KeyFile) -> Outcome {
    let plural = |backend: Backend| match backend {
        Backend::Minio => 0,
        Backend::S3 | Backend::Gcs => 1,
        Backend::Azure | Backend::Swift => 2,
    };
    if plural(wanted) != plural(file.of) {
        return Outcome::Fail;
    }
    match file.flaw {
        Some(Flaw::BucketMissing(_) | Flaw::BucketPlaceholder(_) | Flaw::BucketRefused(_)) => {
            Outcome::Fail
        }
        // A period: Azure takes none, S3's wildcard certificate does not cover it.
        Some(Flaw::BucketDotted(_)) => match wanted {
            Backend::Azure => Outcome::Fail,
            Backend::S3 => Outcome::Warn,
            _ => Outcome::Pass,
        },
        _ => Outcome::Pass,
    }
}
