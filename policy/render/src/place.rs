//! Where something stands, for people.

use std::borrow::Cow;

use policy::report::{RuleResult, Unreadable};

use crate::clean;

/// A file as people know it.
pub(crate) fn file(name: &str) -> Cow<'_, str> {
    if name == "-" { Cow::Borrowed("stdin") } else { clean(name) }
}

/// The file and the line of a result; for one that follows from values also the value, which may be absent
/// there: then the line is the one under which it belongs.
pub(crate) fn of(result: &RuleResult<'_>) -> Option<String> {
    let source = result.source.as_ref()?;
    let line = format!("{}:{}", file(&source.file), source.start.line);
    Some(match &result.value {
        Some(path) => format!("{line}: {}", clean(path)),
        None => line,
    })
}

/// Where something could not be read, as far as that is known.
pub(crate) fn of_unreadable(one: &Unreadable) -> String {
    let file = one.file.as_deref().map_or(Cow::Borrowed("input"), file);
    match (one.line, one.column) {
        (Some(line), Some(column)) => format!("{file}:{line}:{column}"),
        _ => file.into_owned(),
    }
}
