//! Reads `REGISTRY_STORAGE`, `DATABASE_STORAGE`, `BUILDER_STORAGE` and `APP_STORAGE`; absent or empty
//! means a directory of the pod for the registry (deis+registry:main.go), Minio for the builder
//! (deis+builder:pkg/gitreceive/config.go), and nothing that works for the others
//! (deis+postgres:rootfs/bin/create_bucket, deis+controller:rootfs/api/settings/production.py).

use words::words;

use crate::context::Context;
use crate::finding::{Finding, Remediation, Remedy};
use crate::guide::Section;
use crate::json::Json;
use crate::model::component::Component;
use crate::model::distribution::Distribution;
use crate::model::env::Variable;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::rule::{Rule, Target};
use crate::settings::Severity;
use crate::unknown::Unknown;
use crate::verdict::Verdict;
use crate::workflow::storage::{self, Backend, Consumer, Manner};

pub static RULE: Rule = Rule {
    id: "storage-backend",
    section: Section::ObjectStorage,
    severity: Severity::Critical,
    advice: false,
    title: words!("registry, database, builder and controller use external object storage"),
    why: words!(
        "images, slugs, git pushes and the database's backups are lost with a pod if they are kept on the cluster"
    ),
    fix: words!(
        "choose `s3`, `gcs`, `azure` or `swift` as `global.storage`, with its credentials and buckets, and move the data"
    ),
    target: Target::Components(&[
        Component::Registry,
        Component::Database,
        Component::Builder,
        Component::Controller,
    ]),
    reads: &[Kind::ConfigMap, Kind::Secret],
    check,
};

fn check<'a>(workload: &'a Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    let Some(consumer) = workload.component().and_then(Consumer::of) else {
        return Ok(Verdict::not_applicable());
    };
    if storage::manner(workload, context)? == Manner::Endpoint {
        return Ok(Verdict::not_applicable());
    }
    let (backend, variable) = consumer.backend(workload, context)?;
    if backend == Backend::External {
        return Ok(Verdict::pass());
    }
    let finding = Finding::fail(message(consumer, &backend, &variable)).of(&variable);
    // Drycc's later components are told endpoints: that one without either is an earlier one is only
    // what a Secret of the cluster says.
    let is_guess =
        context.installation.distribution == Distribution::Drycc && variable.text().is_none();
    let finding = if is_guess { finding.elsewhere() } else { finding };
    Ok(finding.fixed_by(migration()).into())
}

fn message(consumer: &Consumer, backend: &Backend, variable: &Variable<'_>) -> String {
    let name = consumer.variable;
    match (variable.text(), backend) {
        (None, _) => words!("`{name}` is not set: {}", consumer.consequence),
        (Some(""), _) => words!("`{name}` is empty: {}", consumer.consequence),
        (Some(word), Backend::Minio) => {
            words!("`{name}` is `{word}`: storage on the cluster, lost with the pod")
        }
        (Some(word), Backend::PodDirectory) => {
            format!("`{name}` is `{word}`: {}", consumer.consequence)
        }
        (Some(word), _) => {
            words!(
                "`{name}` is `{word}`, none of the words that Workflow knows: s3, gcs, azure, swift"
            )
        }
    }
}

/// Never a patch: an empty new bucket is an empty platform, and the database has no volume.
fn migration() -> Remedy {
    Remediation::risky(
        words!("move to external object storage"),
        words!("every component that stores objects restarts; what was not copied is gone"),
    )
    .value("global.storage", Json::text("s3"))
    .step(words!("back the database up: it has no volume, its data is only as new as its last backup"))
    .step(words!("create the three buckets (registry, database, builder) and credentials for them"))
    .step(words!("copy what the old storage holds into the new buckets"))
    .step(words!("set `global.storage` and its section (`s3`, `gcs`, `azure` or `swift`) in values.yaml, then `helm upgrade`"))
    .step(words!("push an application and pull its image before you delete the old storage"))
}
