//! Reads Grafana's `DEFAULT_USER` and `DEFAULT_USER_PASSWORD`, both `admin` where absent
//! (deis+monitor:grafana/rootfs/usr/share/grafana/grafana.ini.tpl), the passport's `ADMIN_USERNAME` and
//! `ADMIN_PASSWORD` (drycc+passport:charts/passport/values.yaml), and the controller's
//! `DEIS_SECRET_KEY` and `DEIS_BUILDER_KEY`, a `CHANGEME_` constant where absent
//! (deis+controller:rootfs/api/settings/production.py). Secret `minio-user` is never reported: every
//! chart renders it.

use words::{Words, words};

use crate::context::Context;
use crate::finding::{Finding, Remediation};
use crate::guide::Section;
use crate::model::component::Component;
use crate::model::distribution::Distribution;
use crate::model::env::{Env, Variable};
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::rule::{Rule, Target};
use crate::settings::Severity;
use crate::unknown::Unknown;
use crate::verdict::Verdict;

pub static RULE: Rule = Rule {
    id: "security-default-credentials",
    section: Section::Security,
    severity: Severity::Medium,
    advice: true,
    title: words!("nobody logs in with what the charts publish"),
    why: words!(
        "the charts' administrator is `admin` with the password `admin`, and the controller's keys fall back to a published constant: whoever reads the chart logs in"
    ),
    fix: words!(
        "set `monitor.grafana.user` and `.password` (Drycc: `passport.adminUsername` and `.adminPassword`); leave the controller's keys to the chart's Secrets"
    ),
    target: Target::Components(&[Component::Grafana, Component::Passport, Component::Controller]),
    reads: &[Kind::ConfigMap, Kind::Secret],
    check,
};

fn check<'a>(workload: &'a Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    let drycc = context.installation.distribution == Distribution::Drycc;
    match workload.component() {
        // Later Drycc's Grafana has random credentials in a Secret, and names them otherwise.
        Some(Component::Grafana) if drycc && !names(workload, "DEFAULT_USER", context)? => {
            Ok(Verdict::not_applicable())
        }
        Some(Component::Grafana) => administrator(
            workload,
            ["DEFAULT_USER", "DEFAULT_USER_PASSWORD"],
            words!(
                "set `monitor.grafana.password`, and the user beside it, in values.yaml, then `helm upgrade`"
            ),
            context,
        ),
        Some(Component::Passport) => administrator(
            workload,
            ["ADMIN_USERNAME", "ADMIN_PASSWORD"],
            words!(
                "set `passport.adminPassword`, and the user beside it, in values.yaml, then `helm upgrade`"
            ),
            context,
        ),
        Some(_) if !drycc => keys(workload, context),
        _ => Ok(Verdict::not_applicable()),
    }
}

fn names<'a>(
    workload: &'a Object<'a>,
    name: &'a str,
    context: &Context<'a>,
) -> Result<bool, Unknown> {
    let container = context.container(workload)?;
    Ok(Variable::of(container, name).env != Env::Unset)
}

/// A password that comes from a Secret is not the chart's: it has it as plain text.
fn administrator<'a>(
    workload: &'a Object<'a>,
    [user, password]: [&'a str; 2],
    step: Words,
    context: &Context<'a>,
) -> Result<Verdict, Unknown> {
    let container = context.container(workload)?;
    let variable = Variable::of(container, password);
    if matches!(variable.env, Env::SecretKey { .. }) {
        return Ok(Verdict::pass());
    }
    let is_default =
        |variable: &Variable<'_>| variable.text().is_none_or(|text| matches!(text, "" | "admin"));
    let variable = context.variable(container, password)?;
    if !is_default(&variable) {
        return Ok(Verdict::pass());
    }
    let who = match context.variable(container, user).is_ok_and(|name| is_default(&name)) {
        true => words!("the administrator `admin`").text(),
        false => "the administrator".to_owned(),
    };
    let message = words!(
        "{who} of `{}` has the password that the chart publishes (`{password}`)",
        workload.name
    );
    let remediation = Remediation::risky(
        words!("set a user and a password of your own"),
        words!("the pod is replaced; an account that was made before keeps its old password until you change it there"),
    )
    .step(step)
    .step(words!("log in and change the password of the account that exists already"));
    Ok(Finding::warn(message).at(variable.pointer()).fixed_by(remediation).into())
}

fn keys<'a>(controller: &'a Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    let container = context.container(controller)?;
    let mut findings = Vec::new();
    for name in ["DEIS_SECRET_KEY", "DEIS_BUILDER_KEY"] {
        let own = Variable::of(container, name);
        if matches!(own.env, Env::SecretKey { .. }) {
            continue;
        }
        let variable = context.variable(container, name)?;
        let state = match variable.text() {
            None => words!("is not set, and falls back to a published constant"),
            Some(text) if text.starts_with("CHANGEME_") => words!("is the published constant"),
            Some(_) => continue,
        };
        let remediation = Remediation::risky(
            words!("take the key from the chart's Secret"),
            words!(
                "the controller's pod is replaced; every login ends, and everybody logs in again"
            ),
        );
        let message = words!("`{name}` {state}: whoever knows it signs in as anybody");
        findings.push(Finding::warn(message).at(variable.pointer()).fixed_by(remediation));
    }
    Ok(findings.into())
}
