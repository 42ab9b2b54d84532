//! In Drycc a `REGISTRATION_MODE` on a controller of v1.4.0 or newer, or beside a passport, is
//! reported; the chart still renders it (drycc+controller: 8f9bef7e).

use words::words;

use crate::context::Context;
use crate::finding::Finding;
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
use crate::workflow::registration::{Registrar, registrar};

pub static RULE: Rule = Rule {
    id: "registration-mode-ignored",
    section: Section::Registration,
    severity: Severity::Info,
    advice: true,
    title: words!("no setting pretends to decide who registers"),
    why: words!(
        "Drycc's controller reads no registration mode since v1.4.0: whoever sets it believes that a door is closed that another switch opens"
    ),
    fix: words!(
        "rely on the passport's `REGISTRATION_ENABLED`; `controller.registrationMode` does nothing"
    ),
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
    if context.installation.distribution != Distribution::Drycc
        || registrar(controller, context)? == Registrar::Controller
    {
        return Ok(Verdict::not_applicable());
    }
    let container = context.container(controller)?;
    // A value that is not looked into, in a Secret for one, is set all the same.
    let own = Variable::of(container, "REGISTRATION_MODE");
    let mode = context.variable(container, own.name).unwrap_or_else(|_| Box::new(own));
    if mode.env == Env::Unset {
        return Ok(Verdict::pass());
    }
    let word = mode.text().map(|word| format!(" (`{word}`)")).unwrap_or_default();
    let message = words!(
        "`REGISTRATION_MODE`{word} is set, and this controller ignores it; from v1.5 on the passport decides who registers"
    );
    Ok(Finding::warn(message).at(mode.pointer()).into())
}
