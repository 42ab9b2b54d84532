//! Changes of a text, for people who make them by hand.

use policy::place::Edit;
use policy::report::RuleResult;

use crate::{clean_lines, place};

/// A change of a text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// Where, and what is done there; a file stands in backticks. It is named where the result's is
    /// another one.
    pub words: String,
    /// What is to be written there, line by line, made safe to show; none where something only goes away.
    pub text: Option<String>,
}

/// Every change of the text that mends a result.
pub(crate) fn all<'r>(result: &'r RuleResult<'_>) -> impl Iterator<Item = Change> + 'r {
    let edits = result.remediation.iter().flat_map(|fix| &fix.edits);
    edits.map(|edit| {
        let is_elsewhere = result.source.as_ref().is_none_or(|source| source.file != edit.file);
        let file = match is_elsewhere {
            true => format!("`{}`", place::file(&edit.file)),
            false => "the file".to_owned(),
        };
        Change {
            words: format!("In {file}: {}", words(edit)),
            text: (!edit.text.is_empty()).then(|| clean_lines(shown(edit))),
        }
    })
}

/// What is written between two lines brings a line feed along, which is not worth showing.
fn shown(edit: &Edit) -> &str {
    let text = if is_below(edit) { edit.text.strip_prefix('\n') } else { None };
    text.unwrap_or(&edit.text)
}

fn is_insertion(edit: &Edit) -> bool {
    edit.start == edit.end
}

fn is_below(edit: &Edit) -> bool {
    is_insertion(edit) && edit.text.starts_with('\n')
}

fn is_above(edit: &Edit) -> bool {
    is_insertion(edit) && edit.start.column == 1 && edit.text.ends_with('\n')
}

fn words(edit: &Edit) -> String {
    let (line, column) = (edit.start.line, edit.start.column);
    let (last, behind) = (edit.end.line, edit.end.column);
    let what = if edit.text.is_empty() { "delete" } else { "replace" };
    let by = if edit.text.is_empty() { "" } else { " by" };
    if is_below(edit) {
        format!("below line {line} add")
    } else if is_above(edit) {
        format!("above line {line} add")
    } else if is_insertion(edit) {
        format!("on line {line} write at column {column}")
    } else if line == last && column + 1 == behind {
        format!("{what} on line {line} column {column}{by}")
    } else if line == last {
        format!("{what} on line {line} columns {column} to {}{by}", behind.saturating_sub(1))
    } else {
        format!(
            "{what} from line {line}, column {column}, to before line {last}, column {behind}{by}"
        )
    }
}
