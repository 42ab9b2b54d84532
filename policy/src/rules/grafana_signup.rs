//! Grafana's own `GF_USERS_ALLOW_SIGN_UP` wins if it is not empty; then `ALLOW_SIGN_UP`, where absent
//! or empty means true and any word that go-ini does not know means true as well
//! (deis+monitor:grafana/rootfs/usr/share/grafana/grafana.ini.tpl; grafana:pkg/setting/setting.go;
//! go-ini:key.go); in later Drycc `allow_sign_up` of ConfigMap `grafana-config`.

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
use crate::model::workload::Workload;
use crate::rule::{Rule, Target};
use crate::settings::Severity;
use crate::unknown::Unknown;
use crate::verdict::Verdict;
use crate::workflow::grafana::{self, CONFIG, IniWord};

pub static RULE: Rule = Rule {
    id: "grafana-signup",
    section: Section::Grafana,
    severity: Severity::High,
    advice: false,
    title: words!("nobody signs up to Grafana"),
    why: words!(
        "Grafana is published by the router: with sign-ups on, anybody makes an account and reads the platform's dashboards"
    ),
    fix: words!("set `monitor.grafana.allow_sign_up` to `\"false\"`"),
    target: Target::Components(&[Component::Grafana]),
    reads: &[Kind::ConfigMap, Kind::Secret],
    check,
};

/// Grafana's own override of its ini file; it counts unless it is empty (grafana:pkg/setting/setting.go).
const OVERRIDE: &str = "GF_USERS_ALLOW_SIGN_UP";
/// The variable that the image writes into the ini file (deis+monitor:grafana/…/grafana.ini.tpl).
const WORD: &str = "ALLOW_SIGN_UP";

/// What go-ini takes for false; anything that it does not know counts as true here (go-ini:key.go,
/// read with `MustBool(true)`).
const FALSE: [&str; 13] =
    ["0", "f", "F", "false", "FALSE", "False", "NO", "no", "No", "n", "OFF", "off", "Off"];
const TRUE: [&str; 13] =
    ["1", "t", "T", "true", "TRUE", "True", "YES", "yes", "Yes", "y", "ON", "on", "On"];

fn check<'a>(grafana: &'a Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    let container = context.container(grafana)?;
    let over = context.variable(container, OVERRIDE)?;
    if let Some(word) = over.text().filter(|word| !word.is_empty()) {
        if word.contains(['$']) {
            return Err(Unknown::not_followed(words!(
                "`{OVERRIDE}` holds a `$`, which Grafana fills in when it starts"
            )));
        }
        return Ok(judge(word, &over, grafana));
    }
    if context.installation.distribution == Distribution::Drycc
        && let Some(word) = grafana::ini_word(context)?
    {
        return Ok(judge_ini(&word));
    }
    let variable = context.variable(container, WORD)?;
    // Drycc's first Grafana, `drycc-monitor-grafana`, is Deis' under another name.
    let is_drycc = context.installation.distribution == Distribution::Drycc;
    let is_later = is_drycc && grafana.name == context.name(Component::Grafana);
    if is_later && variable.text().is_none() {
        return Err(Unknown::not_followed(words!(
            "neither ConfigMap `{CONFIG}` nor `{WORD}` is there to say"
        )));
    }
    let Some(word) = variable.text().filter(|word| !word.is_empty()) else {
        let state = if variable.text().is_some() { "is empty" } else { "is not set" };
        let message =
            words!("`{WORD}` {state}, and the image's own default is `true`: anybody can sign up");
        return Ok(violation(message, &variable, grafana));
    };
    // The ini parser trims blanks, and gives these characters a meaning of their own.
    if word.contains(['"', '\'', '`', '#', ';', '\n', '\\', '%', '$']) {
        return Err(Unknown::not_followed(words!(
            "`{WORD}` holds characters that an ini file treats specially"
        )));
    }
    Ok(judge(word.trim(), &variable, grafana))
}

/// What ConfigMap `grafana-config` says; no value of the chart changes it.
fn judge_ini(word: &IniWord) -> Verdict {
    let message = match word {
        IniWord::Set(word) if FALSE.contains(&word.as_str()) => return Verdict::pass(),
        IniWord::Set(word) => {
            words!("`allow_sign_up` in ConfigMap `{CONFIG}` is `{word}`: anybody can sign up")
        }
        IniWord::Absent => words!(
            "ConfigMap `{CONFIG}` says nothing of `allow_sign_up`, and Grafana's own default is true: anybody can sign up"
        ),
    };
    let remediation = Remediation::risky(
        words!("set `allow_sign_up = false` in section `[users]` of the ConfigMap's `grafana.ini`"),
        words!("Grafana reads it when it starts: restart its pod afterwards"),
    );
    Finding::fail(message).elsewhere().fixed_by(remediation).into()
}

fn judge(word: &str, variable: &Variable<'_>, grafana: &Object<'_>) -> Verdict {
    if FALSE.contains(&word) {
        return Verdict::pass();
    }
    let meaning = if TRUE.contains(&word) { "" } else { ", which Grafana takes for true" };
    let message = words!("`{}` is `{word}`{meaning}: anybody can sign up", variable.name);
    violation(message, variable, grafana)
}

fn violation(message: String, variable: &Variable<'_>, grafana: &Object<'_>) -> Verdict {
    Finding::fail(message).of(variable).fixed_by(switch_off(grafana, variable)).into()
}

fn switch_off(grafana: &Object<'_>, variable: &Variable<'_>) -> Remedy {
    let title = words!("switch sign-ups off");
    let remediation = if Workload::of(grafana).has_persistent_volume() {
        Remediation::safe(title, words!("Grafana's pod is replaced; its database is on a volume"))
    } else {
        let effect = words!(
            "Grafana's pod is replaced, and its users and own dashboards go with it: it has no volume"
        );
        Remediation::risky(title, effect)
    };
    let word = format!("{}=false", variable.name);
    let argument = grafana.argument();
    let container = format!("--containers={}", grafana.name);
    let words = ["set", "env", &argument, &container, &word];
    remediation
        .patch(variable.set_to("false"))
        .kubectl(grafana, &words)
        .value("monitor.grafana.allow_sign_up", Json::text("false"))
}
