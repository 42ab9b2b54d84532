//! Reads `REGISTRATION_MODE` of the controller; absent means `enabled` in every version of Deis and
//! Hephy, whatever the documentation says of the chart's default; words are compared exactly
//! (deis+controller:rootfs/api/settings/production.py, rootfs/api/permissions.py); Drycc to v1.3 is
//! alike.

use words::words;

use crate::context::Context;
use crate::finding::{Finding, Remediation, Remedy};
use crate::guide::Section;
use crate::json::Json;
use crate::model::component::Component;
use crate::model::env::Variable;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::rule::{Rule, Target};
use crate::settings::Severity;
use crate::unknown::Unknown;
use crate::verdict::Verdict;
use crate::workflow::registration::{Registrar, registrar};

pub static RULE: Rule = Rule {
    id: "registration-mode",
    section: Section::Registration,
    severity: Severity::Critical,
    advice: false,
    title: words!("only administrators register users"),
    why: words!(
        "with open registration, whoever reaches the API makes an account and runs code on the cluster"
    ),
    fix: words!("set `controller.registration_mode` to `admin_only` (or `disabled`)"),
    target: Target::Components(&[Component::Controller]),
    reads: &[
        Kind::ConfigMap,
        Kind::Secret,
        Kind::Deployment,
        Kind::StatefulSet,
        Kind::DaemonSet,
        Kind::ReplicationController,
    ],
    check,
};

fn check<'a>(controller: &'a Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    if registrar(controller, context)? == Registrar::Passport {
        return Ok(Verdict::not_applicable());
    }
    let container = context.container(controller)?;
    let mode = context.variable(container, "REGISTRATION_MODE")?;
    // Words, and `enabled` where the variable is absent: deis+controller:rootfs/api/permissions.py
    // and rootfs/api/settings/production.py, in every version of Deis and Hephy. Compared exactly.
    let message = match mode.text() {
        Some("admin_only" | "disabled") => return Ok(Verdict::pass()),
        None => words!("`REGISTRATION_MODE` is not set, and the controller's own default is `enabled`: anybody can register").text(),
        Some("enabled") => words!("`REGISTRATION_MODE` is `enabled`: anybody can register").text(),
        Some("") => words!("`REGISTRATION_MODE` is empty, which is no mode: every registration ends in an error, an administrator's too").text(),
        Some(word) => words!("`REGISTRATION_MODE` is `{word}`, which is no mode: every registration ends in an error, an administrator's too"),
    };
    Ok(Finding::fail(message).of(&mode).fixed_by(admin_only(controller, &mode)).into())
}

fn admin_only(controller: &Object<'_>, mode: &Variable<'_>) -> Remedy {
    Remediation::safe(
        words!("let only administrators register users"),
        words!("the controller's pod is replaced; it keeps nothing"),
    )
    .patch(mode.set_to("admin_only"))
    .kubectl(
        controller,
        &[
            "set",
            "env",
            &controller.argument(),
            &format!("--containers={}", controller.name),
            "REGISTRATION_MODE=admin_only",
        ],
    )
    .value("controller.registration_mode", Json::text("admin_only"))
}
