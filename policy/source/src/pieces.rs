//! A stream of YAML, cut into its documents before any is parsed: so that a broken one spoils no other,
//! and no more than one has to be kept.

use std::ops::Range;

/// A document of a stream, or several behind one marker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Piece {
    /// In bytes.
    pub(crate) range: Range<usize>,
    /// Lines before it.
    pub(crate) line: usize,
}

/// Cuts a text before each `---` and behind each `...` that begins a line, where YAML lets nothing else
/// stand, not even in a quoted or block scalar. Directives stay with the document that they are for.
pub(crate) fn cut(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let (mut start, mut first, mut has_content) = (0, 0, false);
    let mut place = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let end = place + line.len();
        if is_marker(line, "---") {
            if has_content {
                pieces.push(Piece { range: start..place, line: first });
                (start, first) = (place, number);
            }
            has_content = true;
        } else if is_marker(line, "...") {
            pieces.push(Piece { range: start..end, line: first });
            (start, first, has_content) = (end, number + 1, false);
        } else if !line.trim_end().is_empty() && !line.starts_with(['#', '%']) {
            has_content = true;
        }
        place = end;
    }
    if start < text.len() {
        pieces.push(Piece { range: start..text.len(), line: first });
    }
    pieces
}

/// Where a short text stands in another one. The standard library's search would be 3 KB of the browser's
/// module, for speed that is not needed here.
pub(crate) fn find(text: &str, wanted: &str) -> Option<usize> {
    text.as_bytes().windows(wanted.len()).position(|window| window == wanted.as_bytes())
}

fn is_marker(line: &str, marker: &str) -> bool {
    let rest = line.strip_prefix(marker);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']))
}
