//! Values as Helm reads them.

use std::borrow::Cow;

use words::words;

use crate::joined::joined;
use crate::json::Json;

/// Lays values over others: objects member by member, everything else as a whole. `null` takes what is
/// below it away.
pub fn merge<'a>(below: &mut Json<'a>, above: &Json<'a>) {
    match (below, above) {
        (Json::Object(below), Json::Object(above)) => {
            for (name, value) in above {
                match below.iter_mut().find(|(known, _)| known == name) {
                    Some((_, old)) => merge(old, value),
                    None => below.push((name.clone(), value.clone())),
                }
            }
        }
        (_, Json::Object(above)) if above.is_empty() => {}
        (below, above) => *below = above.clone(),
    }
}

/// Why values leave open which objects a chart renders. `null` takes the chart's own default away, and the default of
/// the chart within it comes back, which is not known here (helm:pkg/chartutil/coalesce.go); what is no map where the
/// chart has one is passed over.
pub fn left_open(given: &Json<'_>, default: &Json<'_>, path: &str) -> Option<String> {
    if let (Json::Object(_), Json::Object(members)) = (given, default) {
        return members.iter().find_map(|(name, default)| {
            let path = if path.is_empty() { name.to_string() } else { joined(&[path, name], ".") };
            left_open(given.member(name)?, default, &path)
        });
    }
    let is_switch = path.starts_with("global")
        || path.ends_with(".enabled") && truthy(default)
        || truthy(default.get("enabled"));
    let words = match (given, default) {
        (Json::Null, _) => {
            words!(
                "null, which brings another default back than the chart's own: write it out, or leave it out"
            )
        }
        (_, Json::Object(_)) => words!("no map, as the chart has there"),
        _ => return None,
    };
    is_switch.then(|| words!("the value `{path}` is {words}"))
}

/// The value at a path with dots; `null` where there is none.
pub fn value<'j, 'a>(values: &'j Json<'a>, path: &str) -> &'j Json<'a> {
    path.split('.').fold(values, |json, step| json.get(step))
}

/// What a template's `if` takes for true (Go's text/template): everything but false, zero, nothing, and
/// what is empty. The word `"false"` in quotes is true.
pub fn truthy(value: &Json<'_>) -> bool {
    match value {
        Json::Null => false,
        Json::Bool(on) => *on,
        // Zero however it is written: parsing a float would add a twentieth to the module.
        Json::Number(number) => {
            let digits = number.bytes().take_while(|byte| !matches!(byte, b'e' | b'E'));
            digits.into_iter().any(|byte| matches!(byte, b'1'..=b'9'))
        }
        Json::String(text) => !text.is_empty(),
        Json::Array(items) => !items.is_empty(),
        Json::Object(members) => !members.is_empty(),
        Json::Unread(_) => true,
    }
}

/// What a template's `quote` makes of a value; lists and objects stay what they are, which no field of
/// text takes.
pub fn quoted<'a>(value: &Json<'a>) -> Json<'a> {
    match value {
        Json::Null => Json::String(Cow::Borrowed("")),
        Json::Bool(on) => Json::text(if *on { "true" } else { "false" }),
        Json::Number(number) => Json::String(number.clone()),
        other => other.clone(),
    }
}
