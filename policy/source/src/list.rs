//! Lists: `v1` List, and the typed ones of raw API answers, whose items do not say what they are.

/// Lists within Lists, at most.
pub(crate) const MAX_NESTING: usize = 32;

/// The kind of a List's items: empty if they say it themselves, `None` if this is no List.
pub(crate) fn items_kind(kind: &str) -> Option<&str> {
    kind.strip_suffix("List")
}

/// What is put into an item that does not say what it is; what it does say comes after and counts.
pub(crate) fn with_header(item: &str, api_version: &str, kind: &str) -> Option<String> {
    let rest = item.trim_start().strip_prefix('{')?;
    let quote = |text: &str| serde_json::to_string(text).unwrap_or_default();
    let comma = if rest.trim_start().starts_with('}') { "" } else { "," };
    let (version, kind) = (quote(api_version), quote(kind));
    Some(format!("{{\"apiVersion\":{version},\"kind\":{kind}{comma}{rest}"))
}
