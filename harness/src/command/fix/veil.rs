//! Lines of a text that nobody is shown: Secrets whole, and what is called a password or a key elsewhere.

use std::ops::Range;

use serde_json::Value;
use source::{Document, Object};

use super::window::around;

/// Parts of names whose values are secret.
const SECRET: [&str; 9] = [
    "password",
    "passwd",
    "passphrase",
    "secret",
    "token",
    "credential",
    "accesskey",
    "accountkey",
    "apikey",
];
/// Ends of names whose values are secret.
const SECRET_END: [&str; 5] = ["_key", "-key", ".key", "_pass", "key_json"];
/// Ends of names of what only names a secret, or says where one is.
const REFERENCE_END: [&str; 5] = ["name", "ref", "path", "file", "seconds"];
/// kubectl keeps the whole object here once more.
const LAST_APPLIED: &str = "kubectl.kubernetes.io/last-applied-configuration";

/// What is secret in some ranges of a text that can be read, each of whole lines, one behind the other: ranges
/// in bytes, in no order.
pub fn secret(text: &str, near: &[Range<usize>]) -> Vec<Range<usize>> {
    let (Some(first), Some(last)) = (near.first(), near.last()) else { return Vec::new() };
    let window = around(text, &with_comments(text, &(first.start..last.end)));
    let documents = source::read(text.get(window.clone()).unwrap_or_default()).documents;
    let mut ranges = Vec::new();
    for mut document in documents {
        let Range { start, end } = document.range;
        document.range = window.start + start..window.start + end;
        let whole = with_comments(text, &document.range);
        if near.iter().any(|near| whole.start < near.end && near.start < whole.end) {
            ranges.extend(hidden(text, &document).unwrap_or(vec![whole]));
        }
    }
    ranges.extend(near.iter().flat_map(|near| comments(text, near)));
    ranges
}

/// What is hidden of an object; none, if all of it is.
fn hidden(text: &str, document: &Document<'_>) -> Option<Vec<Range<usize>>> {
    let json = serde_json::from_str::<Value>(&document.json).ok()?;
    if json["kind"] == "Secret" {
        return None;
    }
    let mut pointers = Vec::new();
    secrets(&json, "", false, &mut pointers);
    if pointers.is_empty() {
        return Some(Vec::new());
    }
    let object = Object::of(text, document);
    // What an alias stands for is somewhere else.
    pointers.iter().map(|pointer| object.extent(pointer)).collect()
}

/// A range with the comments before it and behind it, which may hold what it held once.
fn with_comments(text: &str, range: &Range<usize>) -> Range<usize> {
    let is_aside = |line: &&str| line.trim_start().is_empty() || line.trim_start().starts_with('#');
    let length = |lines: &mut dyn Iterator<Item = &str>| lines.map(str::len).sum::<usize>();
    let before = text.get(..range.start).unwrap_or_default();
    let line = before.rfind('\n').map_or(0, |end| end + 1);
    let before = before.get(..line).unwrap_or_default();
    let above = length(&mut before.split_inclusive('\n').rev().take_while(is_aside));
    let behind = text.get(range.end..).unwrap_or_default();
    let (rest, behind) = behind.split_at(behind.find('\n').map_or(behind.len(), |end| end + 1));
    let below = length(&mut behind.split_inclusive('\n').take_while(is_aside));
    line.min(range.start) - above..range.end + rest.len() + below
}

/// The pointers of all secret scalars in a value; `is_secret` says that it stands under a secret's name.
fn secrets(json: &Value, here: &str, is_secret: bool, found: &mut Vec<String>) {
    match json {
        Value::Object(members) => {
            let called = members.get("name").and_then(Value::as_str).is_some_and(is_secret_name);
            for (name, value) in members {
                let step = name.replace('~', "~0").replace('/', "~1");
                let is_secret = is_secret && !is_reference(name)
                    || is_secret_name(name)
                    || called && name == "value";
                secrets(value, &format!("{here}/{step}"), is_secret, found);
            }
        }
        Value::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                secrets(item, &format!("{here}/{place}"), is_secret, found);
            }
        }
        Value::String(text) if is_secret && !text.is_empty() || is_secret_text(text) => {
            found.push(here.to_owned());
        }
        Value::Number(_) if is_secret => found.push(here.to_owned()),
        _ => {}
    }
}

fn is_secret_name(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let is_secret = SECRET.iter().any(|word| lower.contains(word))
        || SECRET_END.iter().any(|end| lower.ends_with(end));
    name == LAST_APPLIED || is_secret && !is_reference(name)
}

fn is_reference(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    REFERENCE_END.iter().any(|end| lower.ends_with(end))
}

/// Whether a text is secret whatever it is called: a private key, or an address with a password in it.
fn is_secret_text(text: &str) -> bool {
    let has_login = text.split("://").skip(1).any(|rest| {
        let host = rest.split(['/', ' ', '\n', '?']).next().unwrap_or_default();
        host.rsplit_once('@').is_some_and(|(login, _)| login.contains(':'))
    });
    has_login || text.contains("PRIVATE KEY-----")
}

/// Comments that say what is secret, in a range of whole lines.
fn comments(text: &str, near: &Range<usize>) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = near.start;
    for line in text.get(near.clone()).unwrap_or_default().split_inclusive('\n') {
        let comment = line.split_once('#').map(|(_, comment)| comment);
        let says = comment.and_then(|comment| comment.split_once([':', '=']));
        if says.is_some_and(|(name, _)| is_secret_name(name.trim()) || is_secret_text(line)) {
            ranges.push(start..start + line.len());
        }
        start += line.len();
    }
    ranges
}
