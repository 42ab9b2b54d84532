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
    /// The first point of every piece of a text.
    pub(crate) const START: Position = Position { line: 1, column: 1, offset: 0 };

    /// Where a text begins. A byte order mark before it takes up no column: it stands before the first one.
    pub(crate) fn start_of(text: &[u8]) -> Position {
        let column = if text.starts_with(MARK.as_bytes()) { 0 } else { 1 };
        Position { column, ..Position::START }
    }

    /// The same point of a piece that begins at `start`, counted from where the text begins.
    pub fn behind(self, start: Position) -> Position {
        let column = if self.line == 1 { self.column + start.column - 1 } else { self.column };
        let (line, offset) = (self.line + start.line - 1, self.offset + start.offset);
        Position { line, column, offset }
    }

    /// The point at the end of `before`, which begins a text.
    pub fn after(before: &str) -> Position {
        Position::within(before).behind(Position::start_of(before.as_bytes()))
    }

    /// The point at the end of `before`, which begins a piece of a text.
    pub(crate) fn within(before: &str) -> Position {
        Finder::new(before).at(before.len())
    }
}

/// The byte order mark that some editors put before a text.
pub(crate) const MARK: &str = "\u{feff}";

/// Finds points of a piece of a text that come one after the other, without counting from its start each time.
#[derive(Debug)]
pub(crate) struct Finder<'t> {
    text: &'t str,
    last: Position,
}

impl<'t> Finder<'t> {
    pub(crate) fn new(text: &'t str) -> Finder<'t> {
        Finder { text, last: Position::START }
    }

    /// The point at that byte: quickly, if it does not lie before the last one asked for.
    pub(crate) fn at(&mut self, offset: usize) -> Position {
        if offset < self.last.offset {
            self.last = Position::START;
        }
        let between = self.text.get(self.last.offset..offset).unwrap_or_default();
        let lines = line_ends(between.as_bytes());
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
    start: Position,
    /// Where each block of the text begins.
    marks: Vec<Mark>,
}

/// A place of a text, and what stands before it.
#[derive(Debug, Clone, Copy)]
struct Mark {
    /// From 0.
    line: usize,
    /// Code points of its line before it.
    column: usize,
    /// UTF-16 code units before it.
    utf16: usize,
}

/// How many bytes lie between two marks.
const BLOCK: usize = 1024;

impl Mark {
    /// The place behind `bytes`, which may begin and end within a character: that counts where it begins.
    fn behind(self, bytes: &[u8]) -> Mark {
        let begins = |byte: &&u8| **byte & 0xc0 != 0x80;
        let count = |bytes: &[u8]| {
            if bytes.is_ascii() { bytes.len() } else { bytes.iter().filter(begins).count() }
        };
        let pairs = |bytes: &[u8]| bytes.iter().filter(|byte| **byte >= 0xf0).count();
        let wide = if bytes.is_ascii() { 0 } else { pairs(bytes) };
        let utf16 = self.utf16 + count(bytes) + wide;
        match bytes.iter().rposition(|byte| *byte == b'\n') {
            None => Mark { column: self.column + count(bytes), utf16, ..self },
            Some(last) => {
                let column = count(bytes.get(last + 1..).unwrap_or_default());
                Mark { line: self.line + line_ends(bytes), column, utf16 }
            }
        }
    }
}

impl<'t> Ruler<'t> {
    /// A ruler for a text.
    pub fn new(text: &'t str) -> Ruler<'t> {
        Ruler::of_piece(text, Position::start_of(text.as_bytes()))
    }

    /// A ruler for a piece that begins at `start`.
    pub(crate) fn of_piece(text: &'t str, start: Position) -> Ruler<'t> {
        let mut mark = Mark { line: 0, column: 0, utf16: 0 };
        let mut marks = vec![mark];
        for block in text.as_bytes().chunks_exact(BLOCK) {
            mark = mark.behind(block);
            marks.push(mark);
        }
        Ruler { text, start, marks }
    }

    /// The point at that byte, or at the text's end. What begins with a mark begins in the first column.
    pub fn at(&self, offset: usize) -> Position {
        let Mark { line, column, .. } = self.mark(offset);
        let place = Position { line: line + 1, column: column + 1, offset }.behind(self.start);
        Position { column: place.column.max(1), ..place }
    }

    /// How many UTF-16 code units of the text, or the piece, stand before that byte.
    pub fn utf16(&self, offset: usize) -> usize {
        self.mark(offset).utf16
    }

    fn mark(&self, offset: usize) -> Mark {
        let bytes = self.text.as_bytes();
        let end = offset.min(bytes.len());
        let block = end / BLOCK;
        self.marks[block].behind(bytes.get(block * BLOCK..end).unwrap_or_default())
    }
}

/// How many line ends there are. As many at a time as a byte can count: a machine adds up bytes faster than numbers.
fn line_ends(bytes: &[u8]) -> usize {
    let ends = |bytes: &[u8]| bytes.iter().map(|byte| u8::from(*byte == b'\n')).sum::<u8>();
    bytes.chunks(255).map(|bytes| usize::from(ends(bytes))).sum()
}

#[cfg(test)]
mod tests {
    use super::{BLOCK, Finder, Position, Ruler};

    #[test]
    fn a_ruler_counts_as_counting_from_the_start_does() {
        let lines = ["", "plain", "é€😀", "a\r", "\t😀😀 x"];
        let text: String = (0..700).map(|number| lines[number * 7 % 5].to_owned() + "\n").collect();
        let long = "😀é-".repeat(BLOCK);
        for text in [text.clone(), format!("\u{feff}{text}{long}\nend"), String::new(), long] {
            let ruler = Ruler::new(&text);
            let body = text.strip_prefix('\u{feff}').unwrap_or(&text);
            let mark = text.len() - body.len();
            for (offset, _) in body.char_indices().chain([(body.len(), ' ')]) {
                let before = &body[..offset];
                let last = before.rsplit('\n').next().unwrap_or_default();
                let position = Position {
                    line: before.matches('\n').count() + 1,
                    column: last.chars().count() + 1,
                    offset: mark + offset,
                };
                assert_eq!(ruler.at(mark + offset), position);
                let utf16 = before.encode_utf16().count() + usize::from(mark > 0);
                assert_eq!(ruler.utf16(mark + offset), utf16);
            }
        }
    }

    #[test]
    fn points_are_found_in_any_order() {
        let mut finder = Finder::new("\u{feff}ab\ncd\n\néf");
        for (offset, line, column) in
            [(4, 1, 3), (12, 4, 2), (6, 2, 1), (6, 2, 1), (3, 1, 2), (9, 3, 1)]
        {
            assert_eq!(finder.at(offset), Position { line, column, offset });
        }
    }
}
