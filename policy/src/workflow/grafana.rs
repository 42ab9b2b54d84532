//! Grafana's configuration in Drycc: a ConfigMap with its ini file.

use words::words;

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
        Unknown::not_followed(words!("ConfigMap `{CONFIG}` has no `grafana.ini`"))
    })?;
    Ok(Some(match value(file, "users", "allow_sign_up") {
        Some(value) => IniWord::Set(word(value)?),
        None => IniWord::Absent,
    }))
}

/// The last value of a key in a section, before go-ini makes a word of it.
fn value<'a>(file: &'a str, section: &str, key: &str) -> Option<&'a str> {
    let mut inside = false;
    let mut found = None;
    for line in file.lines().map(str::trim) {
        if line.starts_with(['#', ';']) {
            continue;
        }
        if let Some(rest) = line.strip_prefix('[') {
            inside = rest.rsplit_once(']').map(|(name, _)| name) == Some(section);
        } else if let Some((name, value)) = line.split_once(['=', ':'])
            && inside
            && name.trim().trim_matches(['"', '`']) == key
        {
            found = Some(value.trim());
        }
    }
    found
}

/// The word that go-ini makes of a value: a comment behind it and one pair of quotes taken away. What
/// goes on in other lines, or is filled in when Grafana starts, is not followed.
fn word(value: &str) -> Result<String, Unknown> {
    let goes_on = value.starts_with("\"\"\"") || value.starts_with('`') || value.ends_with('\\');
    if goes_on || value.contains(['%', '$']) {
        return Err(Unknown::not_followed(words!(
            "`allow_sign_up` in ConfigMap `{CONFIG}` holds characters that an ini file treats specially"
        )));
    }
    let plain = value.split(['#', ';']).next().unwrap_or_default().trim();
    let bare = |quote: char| plain.strip_prefix(quote)?.strip_suffix(quote);
    Ok(bare('"').or_else(|| bare('\'')).unwrap_or(plain).to_owned())
}
