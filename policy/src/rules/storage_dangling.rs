//! In Drycc from v1.6 on, where no `drycc-storage` runs, no container's `DRYCC_STORAGE_ENDPOINT` may
//! name it; the consumers test a value of their own, not the umbrella chart's
//! (drycc+registry:charts/registry/templates/_helper.tpl).

use words::words;

use crate::context::Context;
use crate::finding::{Finding, Remediation};
use crate::gather::Gather as _;
use crate::guide::Section;
use crate::joined::joined;
use crate::model::distribution::Distribution;
use crate::model::object::Object;
use crate::rule::{Rule, Target};
use crate::settings::Severity;
use crate::unknown::Unknown;
use crate::verdict::Verdict;
use crate::workflow::endpoint::{self, endpoints, has_own_storage};

pub static RULE: Rule = Rule {
    id: "storage-dangling",
    section: Section::ObjectStorage,
    severity: Severity::Critical,
    advice: false,
    title: words!("nobody is pointed at a storage that is not there"),
    why: words!(
        "`storage.enabled: false` drops the storage, and nothing else: each component goes on asking for it until its own endpoint is set"
    ),
    fix: words!(
        "set `storageEndpoint` of every component that still has the storage's address, or turn `storage.enabled` on again"
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
    if endpoints.is_empty() {
        return Ok(Verdict::not_applicable());
    }
    let (mut own, mut unknown) = (Vec::new(), None);
    for endpoint in endpoints {
        match endpoint.is_own {
            Ok(true) => own.push(endpoint),
            Ok(false) => {}
            Err(reason) => unknown = Some(reason),
        }
    }
    let rest = Verdict { unknown, ..Verdict::pass() };
    if (own.is_empty() && rest.unknown.is_none()) || has_own_storage(context)? {
        return Ok(Verdict::pass());
    }
    let Some(first) = own.first() else { return Ok(rest) };
    let names: Vec<String> = own.iter().map(|one| format!("`{}`", one.container)).gathered();
    let message = words!(
        "the installation's own storage is not there, but still named to {}",
        joined(&names, ", ")
    );
    let remediation = Remediation::risky(
        words!("set the component's own endpoint"),
        words!("its pods are replaced; what was in the old storage is gone unless it was copied"),
    );
    let finding =
        Finding::fail(message).at(first.pointer.clone()).elsewhere().fixed_by(remediation);
    Ok(Verdict { findings: vec![finding], ..rest })
}
