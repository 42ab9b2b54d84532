//! In Drycc from v1.6 on looks at `DRYCC_STORAGE_ENDPOINT` of every container, init containers,
//! CronJobs and Jobs too, through the Secret where it comes from one; on the cluster it is
//! `http://drycc-storage:9000` (drycc+registry:charts/registry/templates/_helper.tpl).

use words::words;

use crate::context::Context;
use crate::finding::{Finding, Remediation, Remedy};
use crate::gather::Gather as _;
use crate::guide::Section;
use crate::joined::joined;
use crate::json::Json;
use crate::model::distribution::Distribution;
use crate::model::object::Object;
use crate::rule::{Rule, Target};
use crate::settings::Severity;
use crate::unknown::Unknown;
use crate::verdict::Verdict;
use crate::workflow::endpoint::{self, Endpoint, endpoints, is_consumer};
use crate::workflow::storage::{self, ENDPOINT, Manner};

pub static RULE: Rule = Rule {
    id: "storage-endpoint",
    section: Section::ObjectStorage,
    severity: Severity::Critical,
    advice: false,
    title: words!("what stores objects uses a storage outside of the installation"),
    why: words!(
        "the installation's own storage keeps everything in its pods unless it was given volumes; images, slugs and the database's backups go with it"
    ),
    fix: words!(
        "set `storageEndpoint`, `storageBucket`, `storageAccesskey` and `storageSecretkey` of builder, registry, database and quickwit each, and move the data"
    ),
    target: Target::Kinds(&endpoint::CONSUMERS),
    reads: endpoint::READS,
    check,
};

fn check<'a>(workload: &'a Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    if context.installation.distribution != Distribution::Drycc {
        return Ok(Verdict::not_applicable());
    }
    let endpoints = endpoints(workload, context);
    let is_told = endpoints.iter().any(|endpoint| endpoint.container == workload.name);
    let mut verdict = Verdict::pass();
    if !is_told && is_untold(workload, context)? {
        verdict.unknown = Some(Unknown::not_followed(words!(
            "no container `{}` is told a storage (`{ENDPOINT}`)",
            workload.name
        )));
    } else if endpoints.is_empty() {
        return Ok(Verdict::not_applicable());
    }
    let mut own = Vec::new();
    for endpoint in endpoints {
        match endpoint.is_own {
            Ok(false) => {}
            Ok(true) => own.push(endpoint),
            Err(unknown) => verdict.unknown = Some(unknown),
        }
    }
    if let Some(first) = own.first() {
        let whence = match first.from {
            Some((secret, key)) => words!("key `{key}` of Secret `{secret}`"),
            None => format!("`{ENDPOINT}`"),
        };
        let whose = names(&own);
        let message = words!("{whose} on the installation's own storage: {whence} names it");
        let mut finding = Finding::fail(message).at(first.pointer.clone());
        if own.iter().all(|endpoint| endpoint.from.is_some()) {
            finding = finding.elsewhere();
        }
        verdict.findings.push(finding.fixed_by(move_away(workload)));
    }
    Ok(verdict)
}

/// Whether a component that stores objects is not told where.
fn is_untold<'a>(workload: &'a Object<'a>, context: &Context<'a>) -> Result<bool, Unknown> {
    Ok(is_consumer(workload) && storage::manner(workload, context)? == Manner::Endpoint)
}

/// The containers, as the beginning of a sentence.
fn names(own: &[Endpoint<'_>]) -> String {
    let names: Vec<String> = own.iter().map(|one| format!("`{}`", one.container)).gathered();
    match names.as_slice() {
        [one] => words!("container {one} stores"),
        several => words!("containers {} store", joined(several, ", ")),
    }
}

fn move_away(workload: &Object<'_>) -> Remedy {
    let own = workload.name.strip_prefix("drycc-").unwrap_or(workload.name);
    let component = own.split('-').next().unwrap_or(own);
    Remediation::risky(
        words!("move to a storage outside of the installation"),
        words!("the component restarts with an empty bucket, unless what it stored was copied there"),
    )
    .value(&format!("{component}.storageEndpoint"), Json::text("https://s3.example.com"))
    .step(words!("back the database up"))
    .step(words!("create a bucket for each of builder, registry, database and quickwit, and credentials for them"))
    .step(words!("copy what the old storage holds into the new buckets"))
    .step(words!("set the four values that begin with `storage` for each of the four components, then `helm upgrade`; only then set `storage.enabled` to false"))
}
