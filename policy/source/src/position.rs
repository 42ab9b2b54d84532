//! Points of a text.

/// A point in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// From 1, in code points.
    pub column: usize,
    /// From 0, in bytes.
    pub offset: usize,
}

impl Position {
    /// The first point of every text.
    pub const START: Position = Position { line: 1, column: 1, offset: 0 };

    /// The same point of a text that `start` begins a line of, counted from where the whole text begins.
    pub fn behind(self, start: Position) -> Position {
        let (line, offset) = (self.line + start.line - 1, self.offset + start.offset);
        Position { line, offset, ..self }
    }

    /// The point at the end of `before`.
    pub fn after(before: &str) -> Position {
        Finder::new(before).at(before.len())
    }
}

/// Finds points of a text that come one after the other, without counting from the start each time.
#[derive(Debug)]
pub(crate) struct Finder<'t> {
    text: &'t str,
    last: Position,
}

impl<'t> Finder<'t> {
    pub(crate) fn new(text: &'t str) -> Finder<'t> {
        Finder { text, last: Position { offset: mark_length(text), ..Position::START } }
    }

    /// The point at that byte: quickly, if it does not lie before the last one asked for.
    pub(crate) fn at(&mut self, offset: usize) -> Position {
        if offset < self.last.offset {
            self.last = Finder::new(self.text).last;
        }
        let between = self.text.get(self.last.offset..offset).unwrap_or_default();
        // As many at a time as a byte can count: a machine adds up bytes faster than numbers.
        let ends = |bytes: &[u8]| bytes.iter().map(|byte| u8::from(*byte == b'\n')).sum::<u8>();
        let lines: usize =
            between.as_bytes().chunks(255).map(|bytes| usize::from(ends(bytes))).sum();
        let tail = between.rsplit('\n').next().unwrap_or_default().chars().count();
        let column = if lines == 0 { self.last.column + tail } else { tail + 1 };
        self.last = Position { line: self.last.line + lines, column, offset };
        self.last
    }
}

/// Finds points of a text in any order.
#[derive(Debug)]
pub struct Ruler<'t> {
    text: &'t str,
    /// Where each line begins: in bytes, and in UTF-16 code units.
    lines: Vec<(usize, usize)>,
}

impl<'t> Ruler<'t> {
    /// A ruler for a text.
    pub fn new(text: &'t str) -> Ruler<'t> {
        let mut lines = Vec::with_capacity(text.len() / 32 + 1);
        let (mut bytes, mut units) = (mark_length(text), usize::from(mark_length(text) > 0));
        for line in crate::body(text).split_inclusive('\n') {
            lines.push((bytes, units));
            bytes += line.len();
            units += utf16_length(line);
        }
        if lines.is_empty() || text.ends_with('\n') {
            lines.push((bytes, units));
        }
        Ruler { text, lines }
    }

    /// The point at that byte, or at the text's end.
    pub fn at(&self, offset: usize) -> Position {
        let (line, before) = self.line(offset);
        Position { line: line + 1, column: before.chars().count() + 1, offset }
    }

    /// How many UTF-16 code units stand before that byte.
    pub fn utf16(&self, offset: usize) -> usize {
        let (line, before) = self.line(offset);
        self.lines[line].1 + utf16_length(before)
    }

    /// The line, from 0, that a byte stands in, and what stands before it in that line.
    fn line(&self, offset: usize) -> (usize, &'t str) {
        let line = self.lines.partition_point(|(start, _)| *start <= offset).saturating_sub(1);
        let start = self.lines[line].0;
        let rest = self.text.get(start..).unwrap_or_default();
        (line, self.text.get(start..offset).unwrap_or(rest))
    }
}

fn utf16_length(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.encode_utf16().count() }
}

/// The length of the byte order mark, which takes up no column.
fn mark_length(text: &str) -> usize {
    text.len() - crate::body(text).len()
}

#[cfg(test)]
mod tests {
    use super::{Finder, Position};

    #[test]
    fn points_are_found_in_any_order() {
        let mut finder = Finder::new("\u{feff}ab\ncd\n\néf");
        for (offset, line, column) in
            [(4, 1, 2), (12, 4, 2), (6, 2, 1), (6, 2, 1), (3, 1, 1), (9, 3, 1)]
        {
            assert_eq!(finder.at(offset), Position { line, column, offset });
        }
    }
}
