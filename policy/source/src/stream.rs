//! A long text, handed over in pieces that can be read by themselves, as soon as each is complete: so that
//! no more of it has to be kept than what matters.

use std::io::{self, Read};

use crate::pieces::{Cut, Markers};
use crate::position::Position;

/// How much is read at once, in bytes.
const CHUNK: usize = 256 * 1024;
/// From how many bytes on JSON values are looked at for a place to cut between them.
const MUCH_JSON: usize = 64 * 1024;

/// Takes a piece that begins at that point. If it is to be taken as JSON only, it is given back unless it is.
pub(crate) type Take<'t> = dyn FnMut(Vec<u8>, Position, As) -> Result<(), Vec<u8>> + 't;

/// What a piece is taken as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum As {
    /// A text of its own, whatever it holds.
    Whole,
    /// JSON values. What only begins like JSON goes on.
    Json,
}

/// Reads to the end, and hands over each piece with the point at which it begins.
pub(crate) fn cut(source: &mut dyn Read, take: &mut Take<'_>) -> io::Result<()> {
    let mut stream = Stream::default();
    loop {
        let read = source.take(CHUNK as u64).read_to_end(&mut stream.buffer);
        // What came before an error is in the buffer.
        stream.look_on(take);
        if read? == 0 {
            break;
        }
    }
    // The last line may have no end.
    let end = stream.buffer.len();
    if stream.line < end {
        stream.look(end, take);
    }
    stream.hand_over(stream.buffer.len(), As::Whole, take);
    Ok(())
}

/// What is read of a text, and how much of it was looked at and handed over.
#[derive(Default)]
struct Stream {
    buffer: Vec<u8>,
    /// Where the piece begins that is not handed over yet, the line that is looked at next, and what is looked through
    /// for its end.
    piece: usize,
    line: usize,
    seen: usize,
    markers: Markers,
    json: Json,
    /// Lines and bytes before the piece and before the buffer.
    lines_before: usize,
    bytes_before: usize,
    /// How many lines of the piece were looked at.
    lines: usize,
    is_wide: bool,
}

/// Whether the piece is JSON, as far as it goes.
#[derive(Default, PartialEq)]
enum Json {
    #[default]
    Open,
    Never,
    Values {
        depth: usize,
        in_string: bool,
        is_escaped: bool,
    },
}

impl Stream {
    /// Looks at every line that is complete by what was read.
    fn look_on(&mut self, take: &mut Take<'_>) {
        // UTF-16 has other line ends, and is refused as a whole.
        let is_wide =
            self.buffer.starts_with(&[0xff, 0xfe]) || self.buffer.starts_with(&[0xfe, 0xff]);
        self.is_wide |= self.bytes_before == 0 && is_wide;
        let next = |buffer: &[u8], from| buffer.get(from..)?.iter().position(|byte| *byte == b'\n');
        while let Some(found) = next(&self.buffer, self.seen) {
            self.seen += found + 1;
            self.look(self.seen, take);
        }
        self.seen = self.buffer.len();
        self.buffer.drain(..self.piece);
        self.forget(self.piece);
    }

    /// Counts on without so many bytes, which the buffer had first.
    fn forget(&mut self, bytes: usize) {
        self.bytes_before += bytes;
        self.seen -= bytes;
        self.line -= bytes;
        self.piece -= bytes;
    }

    /// Looks at the line that ends at `end`.
    fn look(&mut self, end: usize, take: &mut Take<'_>) {
        let (mut start, mut end) = (std::mem::replace(&mut self.line, end), end);
        let line = self.buffer.get(start..end).unwrap_or_default();
        let cut = if self.is_wide { None } else { self.markers.look(line) };
        if cut == Some(Cut::Before) {
            let gone = self.hand_over(start, As::Whole, take);
            (start, end) = (start - gone, end - gone);
        }
        self.json.look(self.buffer.get(start..end).unwrap_or_default());
        self.lines += 1;
        if cut == Some(Cut::Behind) {
            self.hand_over(end, As::Whole, take);
        } else if end - self.piece >= MUCH_JSON && self.json.is_between() {
            self.hand_over(end, As::Json, take);
        }
    }

    /// Hands over what stands before `end`, and tells how many bytes the buffer has lost by that: what is longer than what
    /// is read at once is not copied.
    fn hand_over(&mut self, end: usize, taken: As, take: &mut Take<'_>) -> usize {
        if end == self.piece {
            self.next(end);
            return 0;
        }
        let offset = self.bytes_before + self.piece;
        let start = Position { line: self.lines_before + 1, column: 1, offset };
        if self.piece > 0 || end <= CHUNK {
            let piece = self.buffer.get(self.piece..end).unwrap_or_default().to_vec();
            match take(piece, start, taken) {
                Ok(()) => self.next(end),
                Err(_) => self.json = Json::Never,
            }
            return 0;
        }
        let rest = self.buffer.split_off(end);
        match take(std::mem::replace(&mut self.buffer, rest), start, taken) {
            Ok(()) => {
                self.next(end);
                self.forget(end);
                end
            }
            Err(mut piece) => {
                self.json = Json::Never;
                piece.append(&mut self.buffer);
                self.buffer = piece;
                0
            }
        }
    }

    /// The next piece begins at `place`.
    fn next(&mut self, place: usize) {
        self.lines_before += std::mem::take(&mut self.lines);
        (self.piece, self.json) = (place, Json::Open);
    }
}

impl Json {
    fn look(&mut self, line: &[u8]) {
        let mut rest = line;
        if *self == Json::Open {
            rest = rest.strip_prefix("\u{feff}".as_bytes()).unwrap_or(rest).trim_ascii_start();
            match rest.first() {
                None => return,
                Some(b'{' | b'[') => {
                    *self = Json::Values { depth: 0, in_string: false, is_escaped: false };
                }
                Some(_) => *self = Json::Never,
            }
        }
        let Json::Values { depth, in_string, is_escaped } = self else { return };
        for byte in rest {
            match byte {
                _ if *is_escaped => *is_escaped = false,
                b'\\' if *in_string => *is_escaped = true,
                b'"' => *in_string = !*in_string,
                b'{' | b'[' if !*in_string => *depth += 1,
                b'}' | b']' if !*in_string => *depth = depth.saturating_sub(1),
                _ => {}
            }
        }
    }

    fn is_between(&self) -> bool {
        matches!(self, Json::Values { depth: 0, in_string: false, .. })
    }
}

#[cfg(test)]
mod tests {
    use super::{As, CHUNK, MUCH_JSON, cut};
    use crate::position::Position;

    /// The pieces of a text, which together are the text, each where it says.
    fn pieces(text: &str) -> Vec<String> {
        let mut all: Vec<(Vec<u8>, Position)> = Vec::new();
        let mut take = |piece: Vec<u8>, start, taken| {
            let text = std::str::from_utf8(&piece).expect("text");
            if taken == As::Json && crate::read_json(text).is_none() {
                return Err(piece);
            }
            all.push((piece, start));
            Ok(())
        };
        cut(&mut text.as_bytes(), &mut take).expect("read");
        let mut before = 0;
        for (piece, start) in &all {
            let lines = text[..before].matches('\n').count();
            let expected = Position { line: lines + 1, column: 1, offset: before };
            assert_eq!(*start, expected);
            before += piece.len();
        }
        let pieces: Vec<_> = all.into_iter().map(|(piece, _)| String::from_utf8(piece)).collect();
        let pieces: Vec<String> = pieces.into_iter().map(|piece| piece.expect("text")).collect();
        assert_eq!(pieces.concat(), text);
        pieces
    }

    #[test]
    fn yaml_is_cut_at_its_markers() {
        let text = "# a\n%YAML 1.1\n---\na: 1\n---\nb: 2\n...\n# c\nc: 3";
        assert_eq!(pieces(text), ["# a\n%YAML 1.1\n---\na: 1\n", "---\nb: 2\n...\n", "# c\nc: 3"]);
    }

    #[test]
    fn much_json_is_cut_between_its_values_whatever_their_strings_hold() {
        let values = [
            "{\n \"a\": [\"]]\",\n 1]}\n",
            "{\n \"a\": [\"[[\", \"x\\\"[\"],\n \"b\": 1}\n",
            "{\n \"a\": \"\\\\\",\n \"b\": \"[\"}\n",
            "{\"a\": {\"b\":\n [{}]}\n}\n",
        ];
        for value in values {
            let text = format!("\u{feff}\n {}", value.repeat(400_000 / value.len()));
            let pieces = pieces(&text);
            assert!(pieces.len() > 4, "{value} {}", pieces.len());
            for piece in &pieces[..pieces.len() - 1] {
                let length = piece.len();
                assert!(
                    (MUCH_JSON..MUCH_JSON + value.len() + 5).contains(&length),
                    "{value} {length}"
                );
            }
            assert!(pieces[1..].iter().all(|piece| piece.starts_with('{')), "{value}");
        }
    }

    #[test]
    fn what_only_begins_like_json_is_not_cut_between_brackets() {
        let text = format!("{{a: 1}}\n{}", "[b, c]\n".repeat(20_000));
        assert_eq!(pieces(&text).len(), 1);
    }

    #[test]
    fn behind_a_value_longer_than_is_read_at_once_reading_goes_on() {
        let rest = ["{\"b\": 1}\n", "---\nc: 1\n---\nd: 1"];
        for head in ["{\"a\":", "\u{feff}\n{\"a\":"] {
            let long = format!("{head} [\n{}1]}}\n", "1,\n".repeat(CHUNK));
            let text = long.clone() + &rest.concat();
            assert_eq!(pieces(&text), [&long, rest[0], "---\nc: 1\n", "---\nd: 1"]);
            let yaml = text.replacen("\"a\"", "a", 1);
            let first = long.replacen("\"a\"", "a", 1) + rest[0];
            assert_eq!(pieces(&yaml), [&first, "---\nc: 1\n", "---\nd: 1"]);
        }
    }
}
