//! Looks for a workload `deis-minio`, and which components use it; Secret `minio-user` says nothing,
//! every chart renders it (deis+minio:charts/minio/templates/minio-user-secret.yaml).

use words::words;

use crate::context::Context;
use crate::finding::{Finding, Remediation, Remedy};
use crate::guide::Section;
use crate::joined::joined;
use crate::json::Json;
use crate::model::component::Component;
use crate::model::object::Object;
use crate::rule::{Rule, Target};
use crate::settings::Severity;
use crate::unknown::Unknown;
use crate::verdict::Verdict;
use crate::workflow::storage::{self, minio_users};

pub static RULE: Rule = Rule {
    id: "storage-minio",
    section: Section::ObjectStorage,
    severity: Severity::Critical,
    advice: false,
    title: words!("no Minio server runs in the installation"),
    why: words!(
        "Minio keeps everything in its container: when its pod goes, every image, slug and backup goes with it, and its credentials are published"
    ),
    fix: words!("move to external object storage; once nothing uses Minio any more, delete it"),
    target: Target::Components(&[Component::Minio]),
    reads: storage::READS,
    check,
};

fn check<'a>(minio: &'a Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    let users = minio_users(context);
    if !users.certain.is_empty() {
        let message = words!("the Minio server is in use by `{}`", joined(&users.certain, "`, `"));
        return Ok(Finding::fail(message).fixed_by(move_away()).into());
    }
    if let Some(unknown) = users.unknown {
        let words = words!("the Minio server runs; whether it is in use cannot be told: {unknown}");
        return Err(Unknown::not_followed(words));
    }
    Ok(Finding::warn(words!("the Minio server is left over: no component uses it"))
        .fixed_by(delete(minio))
        .into())
}

fn move_away() -> Remedy {
    Remediation::risky(
        words!("move to external object storage, then delete Minio"),
        words!("deleting it while it is in use loses every image, slug and backup"),
    )
    .value("global.storage", Json::text("s3"))
}

fn delete(minio: &Object<'_>) -> Remedy {
    Remediation::risky(
        words!("delete the Minio server"),
        words!("what it still holds is lost; make sure that the buckets were copied"),
    )
    .kubectl(minio, &["delete", &minio.argument(), &format!("service/{}", minio.name)])
    .value("global.storage", Json::text("s3"))
}
