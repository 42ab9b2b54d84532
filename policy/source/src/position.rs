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
    /// The point at the end of `before`.
    pub fn after(before: &str) -> Position {
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let last = before.rsplit('\n').next().unwrap_or_default();
        Position { line, column: last.chars().count() + 1, offset: before.len() }
    }

    /// The point at that byte of `text`, or at its end.
    pub fn at(text: &str, offset: usize) -> Position {
        Position::after(text.get(..offset).unwrap_or(text))
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
        Finder { text, last: Position { line: 1, column: 1, offset: 0 } }
    }

    /// The point at that byte, which must not lie before the last one asked for.
    pub(crate) fn at(&mut self, offset: usize) -> Position {
        let between = self.text.get(self.last.offset..offset).unwrap_or_default();
        let lines = between.bytes().filter(|byte| *byte == b'\n').count();
        let tail = between.rsplit('\n').next().unwrap_or_default().chars().count();
        let column = if lines == 0 { self.last.column + tail } else { tail + 1 };
        self.last = Position { line: self.last.line + lines, column, offset };
        self.last
    }
}
