//! Reads, in Drycc from v1.5 on, `REGISTRATION_ENABLED` of the passport, which is off where it is
//! absent. Open means `true` in any case (passport v1.3.0 and newer), one of y, yes, t, true, on, 1
//! (v1.1, v1.2), any word at all (v1.0). A set `LDAP_ENDPOINT` closes it
//! (drycc+passport:rootfs/api/settings/production.py, rootfs/api/views/web.py).

use words::words;

use crate::context::Context;
use crate::finding::{Finding, Remediation, Remedy};
use crate::guide::Section;
use crate::json::Json;
use crate::model::component::Component;
use crate::model::distribution::{Distribution, version};
use crate::model::env::Variable;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::rule::{Rule, Target};
use crate::settings::Severity;
use crate::unknown::Unknown;
use crate::verdict::Verdict;

pub static RULE: Rule = Rule {
    id: "registration-passport",
    section: Section::Registration,
    severity: Severity::Critical,
    advice: false,
    title: words!("nobody registers at the passport"),
    why: words!(
        "with open registration, whoever reaches the passport makes an account and runs code on the cluster"
    ),
    fix: words!(
        "leave `passport.environment.REGISTRATION_ENABLED` out, or empty, which is off in every version"
    ),
    target: Target::Components(&[Component::Passport]),
    reads: &[Kind::ConfigMap, Kind::Secret],
    check,
};

const SWITCH: &str = "REGISTRATION_ENABLED";

fn check<'a>(passport: &'a Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    let container = context.container(passport)?;
    let switch = context.variable(container, SWITCH)?;
    let Some(word) = switch.text().filter(|word| opens(word, passport)) else {
        return Ok(Verdict::pass());
    };
    if context.variable(container, "LDAP_ENDPOINT")?.text().is_some_and(|text| !text.is_empty()) {
        return Ok(Verdict::pass());
    }
    let odd = !word.eq_ignore_ascii_case("true");
    let meaning = if odd { ", which this version of the passport takes for true" } else { "" };
    let message = words!("`{SWITCH}` is `{word}`{meaning}: anybody can register");
    Ok(Finding::fail(message).of(&switch).fixed_by(close(passport, &switch)).into())
}

/// Builds between releases have no version, and are newer than all that have.
fn opens(word: &str, passport: &Object<'_>) -> bool {
    let annotation = passport.annotation(Distribution::Drycc.version_annotation());
    match annotation.and_then(version) {
        Some(old) if old < [1, 1, 0] => !word.is_empty(),
        Some(old) if old < [1, 3, 0] => {
            ["y", "yes", "t", "true", "on", "1"].contains(&word.to_ascii_lowercase().as_str())
        }
        _ => word.eq_ignore_ascii_case("true"),
    }
}

fn close(passport: &Object<'_>, switch: &Variable<'_>) -> Remedy {
    // Empty is off in every version.
    let container = format!("--containers={}", passport.name);
    let word = format!("{SWITCH}=");
    Remediation::safe(
        words!("close registration"),
        words!("the passport's pod is replaced; it keeps nothing"),
    )
    .patch(switch.set_to(""))
    .kubectl(passport, &["set", "env", &passport.argument(), &container, &word])
    .value("passport.environment.REGISTRATION_ENABLED", Json::text(""))
}
