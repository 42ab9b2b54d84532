//! Sign-ups to Deis' and Hephy's Grafana.

use super::{Outcome, Said};
use crate::plan::{Effective, Grafana, Setting};

const NAME: &str = "deis-monitor-grafana";

pub fn all(grafana: &Grafana, said: &mut Said) {
    said.say("grafana-signup", NAME, sign_up(grafana));
    said.say("security-default-credentials", NAME, password(&grafana.password));
}

/// Grafana's own variable counts unless it is empty; then the image's, of which empty is unset, and
/// unset is on.
fn sign_up(grafana: &Grafana) -> Outcome {
    match grafana.over.effective() {
        Effective::Hidden => return Outcome::Error,
        Effective::Text(word) if !word.is_empty() => return go_ini(word),
        _ => {}
    }
    match grafana.word.effective() {
        Effective::Hidden => Outcome::Error,
        Effective::Unset | Effective::Text("") => Outcome::Fail,
        // It stands in an ini file, where these mean something.
        Effective::Text(word) if word.contains(['"', '\'', '`', '#', ';', '%', '$', '\\']) => {
            Outcome::Error
        }
        Effective::Text(word) => go_ini(word.trim()),
    }
}

/// What go-ini does not know for false is true here.
pub fn go_ini(word: &str) -> Outcome {
    let off =
        ["0", "f", "F", "false", "FALSE", "False", "NO", "no", "No", "n", "OFF", "off", "Off"];
    if off.contains(&word) { Outcome::Pass } else { Outcome::Fail }
}

/// The chart's password is `admin`, as the image's is; what a Secret holds is somebody's own.
pub fn password(setting: &Setting) -> Outcome {
    match setting.effective() {
        Effective::Hidden => Outcome::Pass,
        Effective::Unset | Effective::Text("" | "admin") => Outcome::Warn,
        Effective::Text(_) => Outcome::Pass,
    }
}
