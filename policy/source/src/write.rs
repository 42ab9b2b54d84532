//! New values as text, in the style of what stands around them.

use std::borrow::Cow;

use json::Json;
use policy::joined::joined;

use crate::scalar;

/// A value in flow style, or as JSON where everything is: in one line.
pub(crate) fn flow(value: &Json<'_>, is_json: bool) -> String {
    let mut text = String::new();
    if is_json {
        value.write(&mut text);
        return text;
    }
    match value {
        Json::Array(items) => {
            let items: Vec<String> = items.iter().map(|item| flow(item, false)).collect();
            format!("[{}]", joined(&items, ", "))
        }
        Json::Object(members) if members.is_empty() => "{}".to_owned(),
        Json::Object(members) => {
            let member =
                |(name, value): &(Cow<'_, str>, Json<'_>)| member(name, &flow(value, false));
            format!("{{ {} }}", joined(&members.iter().map(member).collect::<Vec<_>>(), ", "))
        }
        Json::String(word) => string(word),
        other => {
            other.write(&mut text);
            text
        }
    }
}

/// A member whose value stands in its line.
pub(crate) fn member(name: &str, value: &str) -> String {
    format!("{}: {value}", string(name))
}

/// What stands behind a key's colon or an item's dash: a scalar or something empty in the same line,
/// anything else in lines of its own, `indent` columns to the right.
pub(crate) fn behind_key(value: &Json<'_>, indent: usize, newline: &str) -> String {
    match value {
        Json::Object(members) if !members.is_empty() => {
            format!("{newline}{}{}", " ".repeat(indent), block(value, indent, newline))
        }
        // kubectl and the charts put the dashes of a list under its key.
        Json::Array(items) if !items.is_empty() => {
            let indent = indent.saturating_sub(2);
            format!("{newline}{}{}", " ".repeat(indent), block(value, indent, newline))
        }
        other => format!(" {}", flow(other, false)),
    }
}

/// A value in block style, the first line without its indent.
pub(crate) fn block(value: &Json<'_>, indent: usize, newline: &str) -> String {
    let between = format!("{newline}{}", " ".repeat(indent));
    match value {
        Json::Object(members) if !members.is_empty() => {
            let member = |(name, value): &(Cow<'_, str>, Json<'_>)| {
                format!("{}:{}", string(name), behind_key(value, indent + 2, newline))
            };
            joined(&members.iter().map(member).collect::<Vec<_>>(), &between)
        }
        Json::Array(items) if !items.is_empty() => {
            let item = |item: &Json<'_>| format!("- {}", block(item, indent + 2, newline));
            joined(&items.iter().map(item).collect::<Vec<_>>(), &between)
        }
        other => flow(other, false),
    }
}

/// A string without quotes where every reader of YAML takes it for one, else in double ones.
pub(crate) fn string(word: &str) -> String {
    let begins = word.starts_with(|first: char| first.is_ascii_alphabetic() || first == '/');
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte);
    if begins && word.bytes().all(plain) && scalar::resolve(word).is_none() {
        return word.to_owned();
    }
    let mut text = String::new();
    Json::text(word).write(&mut text);
    text
}
