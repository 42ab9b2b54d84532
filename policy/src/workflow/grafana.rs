//! Grafana's configuration in Drycc: a ConfigMap with its ini file.

use crate::context::Context;
use crate::model::kind::Kind;
use crate::unknown::Unknown;

/// The ConfigMap (drycc+grafana:charts/grafana/templates/grafana-configmap.yaml).
pub const CONFIG: &str = "grafana-config";

/// What the file says of `allow_sign_up`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IniWord {
    /// This.
    Set(String),
    /// Nothing.
    Absent,
}

/// What the ConfigMap says of sign-ups; `None` where there is no such ConfigMap, as in older Drycc.
///
/// # Errors
/// It cannot be told.
pub fn ini_word(context: &Context<'_>) -> Result<Option<IniWord>, Unknown> {
    let Some(map) = context.get(Kind::ConfigMap, CONFIG)? else { return Ok(None) };
    let file = map.body.get("data").get("grafana.ini").as_str().ok_or_else(|| {
        Unknown::not_followed(format!("ConfigMap `{CONFIG}` has no `grafana.ini`"))
    })?;
    Ok(Some(value(file, "users", "allow_sign_up").map_or(IniWord::Absent, IniWord::Set)))
}

/// The last value of a key in a section, as go-ini reads it: blanks and quotes around it taken away.
fn value(file: &str, section: &str, key: &str) -> Option<String> {
    let mut inside = false;
    let mut found = None;
    for line in file.lines().map(str::trim) {
        if line.starts_with(['#', ';']) {
            continue;
        }
        if let Some(name) = line.strip_prefix('[') {
            inside = name.split(']').next().map(str::trim) == Some(section);
        } else if let Some((name, value)) = line.split_once(['=', ':'])
            && inside
            && name.trim() == key
        {
            let value = value.split(" ;").next().unwrap_or_default();
            let value = value.split(" #").next().unwrap_or_default().trim();
            found = Some(value.trim_matches(['"', '\'', '`']).to_owned());
        }
    }
    found
}
