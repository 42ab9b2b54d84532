//! Words of the tables, which have neither capital nor full stop, as sentences of a page.

/// The words with a capital.
pub(crate) fn capital(words: &str) -> String {
    let mut rest = words.chars();
    let first = rest.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}", rest.as_str())
}

/// The words with a capital and a full stop.
pub(crate) fn sentence(words: &str) -> String {
    format!("{}.", capital(words.trim_end_matches('.')))
}
