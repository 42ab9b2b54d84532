//! A long text, handed over in pieces that can be read by themselves, as soon as each is complete: so that
//! no more of it has to be kept than what matters.

use std::io::{self, ErrorKind, Read};

use crate::pieces::{Cut, Markers};
use crate::position::Position;

/// How much is read at once, in bytes.
const CHUNK: usize = 256 * 1024;
/// From how many bytes on JSON values are looked at for a place to cut between them.
const MUCH_JSON: usize = 64 * 1024;

/// Reads to the end, and hands over each piece with the point at which it begins.
pub(crate) fn cut(
    source: &mut dyn Read,
    take: &mut dyn FnMut(Vec<u8>, Position),
) -> io::Result<()> {
    let mut stream = Stream::default();
    let mut chunk = vec![0; CHUNK];
    loop {
        match source.read(&mut chunk) {
            Ok(0) => break,
            Ok(read) => {
                stream.take_in(chunk.get(..read).unwrap_or_default(), take);
            }
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    // The last line may have no end.
    let end = stream.buffer.len();
    if stream.line < end {
        stream.look(end, take);
    }
    stream.finish(take);
    Ok(())
}

/// What is read of a text, and how much of it was looked at and handed over.
#[derive(Default)]
struct Stream {
    buffer: Vec<u8>,
    /// Where the piece begins that is not handed over yet, and the line that is looked at next.
    piece: usize,
    line: usize,
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
    /// Takes what was read in, and looks at every line that is complete by it.
    fn take_in(&mut self, chunk: &[u8], take: &mut dyn FnMut(Vec<u8>, Position)) {
        let mut from = self.buffer.len();
        self.buffer.extend_from_slice(chunk);
        // UTF-16 has other line ends, and is refused as a whole.
        let is_wide =
            self.buffer.starts_with(&[0xff, 0xfe]) || self.buffer.starts_with(&[0xfe, 0xff]);
        self.is_wide |= self.bytes_before == 0 && is_wide;
        let next = |buffer: &[u8], from| buffer.get(from..)?.iter().position(|byte| *byte == b'\n');
        while let Some(found) = next(&self.buffer, from) {
            from += found + 1;
            self.look(from, take);
        }
        self.buffer.drain(..self.piece);
        self.bytes_before += self.piece;
        self.line -= self.piece;
        self.piece = 0;
    }

    /// Looks at the line that ends at `end`.
    fn look(&mut self, end: usize, take: &mut dyn FnMut(Vec<u8>, Position)) {
        let start = std::mem::replace(&mut self.line, end);
        let line = self.buffer.get(start..end).unwrap_or_default();
        let cut = if self.is_wide { None } else { self.markers.look(line) };
        if cut == Some(Cut::Before) {
            self.hand_over(start, take);
        }
        self.json.look(self.buffer.get(start..end).unwrap_or_default());
        self.lines += 1;
        if cut == Some(Cut::Behind) || end - self.piece >= MUCH_JSON && self.is_json_until(end) {
            self.hand_over(end, take);
        }
    }

    /// Whether what stands before `end` is JSON values, all of them complete.
    fn is_json_until(&mut self, end: usize) -> bool {
        if !self.json.is_between() {
            return false;
        }
        let bytes = self.buffer.get(self.piece..end).unwrap_or_default();
        let text = std::str::from_utf8(bytes).ok();
        let is_json =
            text.is_some_and(|text| crate::json::read(text, &mut |_| ()).problems.is_empty());
        if !is_json {
            self.json = Json::Never;
        }
        is_json
    }

    /// Hands over what stands before `end`.
    fn hand_over(&mut self, end: usize, take: &mut dyn FnMut(Vec<u8>, Position)) {
        let piece = self.buffer.get(self.piece..end).unwrap_or_default().to_vec();
        self.give(piece, end, take);
    }

    /// Hands over all that is left. A long text of one piece is not copied.
    fn finish(&mut self, take: &mut dyn FnMut(Vec<u8>, Position)) {
        let end = self.buffer.len();
        let mut piece = std::mem::take(&mut self.buffer);
        piece.drain(..self.piece);
        self.give(piece, end, take);
    }

    fn give(&mut self, piece: Vec<u8>, end: usize, take: &mut dyn FnMut(Vec<u8>, Position)) {
        let offset = self.bytes_before + self.piece;
        let start = Position { line: self.lines_before + 1, column: 1, offset };
        self.lines_before += std::mem::take(&mut self.lines);
        (self.piece, self.json) = (end, Json::Open);
        if !piece.is_empty() {
            take(piece, start);
        }
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
    use super::{MUCH_JSON, cut};
    use crate::position::Position;

    /// The pieces of a text, which together are the text, each where it says.
    fn pieces(text: &str) -> Vec<String> {
        let mut all: Vec<(Vec<u8>, Position)> = Vec::new();
        let mut take = |piece, start| all.push((piece, start));
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
}
