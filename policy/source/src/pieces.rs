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

/// Where a text is cut at a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    Before,
    Behind,
}

/// What a text's lines are looked at for: a text is cut before each `---` and behind each `...` that begins a
/// line, where YAML lets nothing else stand, not even in a quoted or block scalar. Directives stay with the
/// document that they are for.
#[derive(Debug, Default)]
pub(crate) struct Markers {
    has_content: bool,
}

impl Markers {
    /// Looks at the next line.
    pub(crate) fn look(&mut self, line: &[u8]) -> Option<Cut> {
        if is_marker(line, b"---") {
            let before = self.has_content.then_some(Cut::Before);
            self.has_content = true;
            before
        } else if is_marker(line, b"...") {
            self.has_content = false;
            Some(Cut::Behind)
        } else {
            self.has_content = self.has_content
                || !line.trim_ascii().is_empty()
                    && !line.starts_with(b"#")
                    && !line.starts_with(b"%");
            None
        }
    }
}

/// Cuts a text into pieces that can be read by themselves.
pub(crate) fn cut(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut markers = Markers::default();
    let (mut start, mut first) = (0, 0);
    let mut place = 0;
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let end = place + line.len();
        let at = match markers.look(line.as_bytes()) {
            Some(Cut::Before) => Some((place, number)),
            Some(Cut::Behind) => Some((end, number + 1)),
            None => None,
        };
        if let Some((next, line)) = at {
            pieces.push(Piece { range: start..next, line: first });
            (start, first) = (next, line);
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

fn is_marker(line: &[u8], marker: &[u8]) -> bool {
    let rest = line.strip_prefix(marker);
    rest.is_some_and(|rest| matches!(rest.first(), None | Some(b' ' | b'\t' | b'\r' | b'\n')))
}
