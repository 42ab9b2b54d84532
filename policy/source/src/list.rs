//! Lists: `v1` List, and the typed ones of raw API answers, whose items do not say what they are.

use std::borrow::Cow;

use ::json::Json;

/// Lists within Lists, at most.
pub(crate) const MAX_NESTING: usize = 32;

/// The kind of a List's items: empty if they say it themselves, `None` if this is no List.
pub(crate) fn items_kind(kind: &str) -> Option<&str> {
    kind.strip_suffix("List")
}

/// What is put into an item that does not say what it is; what it does say comes after and counts.
pub(crate) fn with_header(item: &str, api_version: &str, kind: &str) -> Option<String> {
    let rest = item.trim_start().strip_prefix('{')?;
    let mut json = "{\"apiVersion\":".to_owned();
    Json::String(Cow::Borrowed(api_version)).write(&mut json);
    json.push_str(",\"kind\":");
    Json::String(Cow::Borrowed(kind)).write(&mut json);
    json.push_str(if rest.trim_start().starts_with('}') { "" } else { "," });
    json.push_str(rest);
    Some(json)
}
