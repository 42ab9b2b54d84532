//! Where something stands, for people.

use std::borrow::Cow;

use policy::place::Edit;
use policy::report::{RuleResult, Unreadable};

use crate::clean;

/// A file as people know it.
pub(crate) fn file(name: &str) -> Cow<'_, str> {
    if name == "-" { Cow::Borrowed("stdin") } else { clean(name) }
}

/// The file and the line of a result; for one that follows from values the file and the value.
pub(crate) fn of(result: &RuleResult<'_>) -> Option<String> {
    let source = result.source.as_ref()?;
    let file = file(&source.file);
    Some(match &result.value {
        Some(path) => format!("{file}: {}", clean(path)),
        None => format!("{file}:{}", source.start.line),
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

/// What an edit does, in words; the file and the points stand in backticks.
pub(crate) fn edit_words(edit: &Edit) -> String {
    let Edit { start, end, text, .. } = edit;
    let file = file(&edit.file);
    let from = format!("`{file}:{}:{}`", start.line, start.column);
    let until = format!("`{}:{}`", end.line, end.column);
    match (start == end, text.is_empty()) {
        (true, _) => format!("At {from} write"),
        (false, true) => format!("Delete {from} to {until}"),
        (false, false) => format!("Replace {from} to {until} by"),
    }
}
