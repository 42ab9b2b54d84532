//! A long text, handed over in pieces that can be read by themselves, as soon as each is complete: so that
//! no more of it has to be kept than what matters.

mod items;
mod window;

use std::io::{self, Read};

use ::json::Brackets;

use self::items::Ending;
use self::window::Window;
use crate::Problem;
use crate::pieces::{Cut, Markers};
use crate::position::Position;

/// How much is read at once, in bytes.
const CHUNK: usize = 256 * 1024;
/// From how many bytes on JSON values are looked at for a place to cut between them.
const MUCH_JSON: usize = 64 * 1024;

/// Takes in what a text is cut into.
pub(crate) trait Take {
    /// Takes a piece that begins at that point. If it is to be taken as JSON only, it is given back unless it is.
    fn piece(&mut self, piece: Vec<u8>, start: Position, taken: As) -> Result<(), Vec<u8>>;

    /// Whether a long List may be handed over item by item, before it is known that it is one.
    fn takes_items(&self) -> bool;

    /// Takes an item of a List that begins at that point, and tells whether it can be read by itself.
    fn item(&mut self, item: &str, start: Position, form: Form<'_>) -> bool;

    /// The items that came were none, or not all: the text has to be read anew, without handing over items. What stands
    /// behind is not read; whether that could be otherwise, or the text `is_broken`.
    fn misread(&mut self, problem: Problem, is_broken: bool);
}

/// How an item of a List is written.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Form<'i> {
    /// With what a typed List says of its items.
    Json(Option<(&'i str, &'i str)>),
    Yaml,
}

/// What a piece is taken as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum As {
    /// A text of its own, whatever it holds.
    Whole,
    /// JSON values. What only begins like JSON goes on.
    Json,
}

/// Reads to the end, and hands over each piece with the point at which it begins.
pub(crate) fn cut(source: &mut dyn Read, take: &mut dyn Take) -> io::Result<()> {
    let mut stream = Stream::default();
    loop {
        let read = (&mut *source).take(CHUNK as u64).read_to_end(&mut stream.buffer);
        // What came before an error is in the buffer.
        stream.look_on(take);
        if read? == 0 {
            break;
        }
        if stream.may_be_long_list() && take.takes_items() {
            match stream.items(source, take)? {
                Ending::NoList => stream.is_no_list = true,
                Ending::Read => {}
                Ending::Misread(problem) => {
                    take.misread(problem, false);
                    return Ok(());
                }
                Ending::Broken(problem) => {
                    take.misread(problem, true);
                    return Ok(());
                }
            }
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
    /// Whether the piece was looked at for a List, and is none.
    is_no_list: bool,
}

/// Whether the piece is JSON, as far as it goes.
#[derive(Default)]
enum Json {
    #[default]
    Open,
    Never,
    /// How much of the piece was looked at, and the value that it ends in.
    Values {
        seen: usize,
        inside: Option<Brackets>,
    },
}

impl Stream {
    /// Looks at every line that is complete by what was read.
    fn look_on(&mut self, take: &mut dyn Take) {
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

    /// Whether so much of the piece is there that it is long, if it is a List.
    fn may_be_long_list(&self) -> bool {
        !self.is_no_list && !self.is_wide && self.buffer.len() - self.piece > CHUNK
    }

    /// Reads the piece on, if it is a List, and hands over its items.
    fn items(&mut self, source: &mut dyn Read, take: &mut dyn Take) -> io::Result<Ending> {
        let start = self.start();
        self.json.begin(self.buffer.get(self.piece..).unwrap_or_default());
        let rest = self.buffer.split_off(self.piece);
        let is_yaml = matches!(self.json, Json::Never);
        let mut window = Window::new(source, rest, start);
        let ending = match is_yaml {
            true => items::yaml(&mut window, take)?,
            false => items::json(&mut window, take)?,
        };
        if let (Some(position), false) = (window.broken_at(), matches!(ending, Ending::NoList)) {
            let message = "it is not UTF-8 text".to_owned();
            return Ok(Ending::Broken(Problem { position, message }));
        }
        let (end, rest) = window.end();
        if matches!(ending, Ending::NoList) {
            self.buffer.extend(rest);
            return Ok(ending);
        }
        self.bytes_before = end.offset;
        self.lines_before = end.line - 1;
        (self.buffer, self.piece, self.line, self.seen, self.lines) = (rest, 0, 0, 0, 0);
        (self.markers, self.json) = (Markers::default(), Json::Open);
        Ok(ending)
    }

    /// Counts on without so many bytes, which the buffer had first.
    fn forget(&mut self, bytes: usize) {
        self.bytes_before += bytes;
        self.seen -= bytes;
        self.line -= bytes;
        self.piece -= bytes;
    }

    /// Looks at the line that ends at `end`.
    fn look(&mut self, end: usize, take: &mut dyn Take) {
        let (start, mut end) = (std::mem::replace(&mut self.line, end), end);
        let line = self.buffer.get(start..end).unwrap_or_default();
        let cut = if self.is_wide { None } else { self.markers.look(line) };
        if cut == Some(Cut::Before) {
            end -= self.hand_over(start, As::Whole, take);
        }
        self.lines += 1;
        if cut == Some(Cut::Behind) {
            self.hand_over(end, As::Whole, take);
        } else if end - self.piece >= MUCH_JSON {
            let piece = self.buffer.get(self.piece..end).unwrap_or_default();
            if self.json.is_between(piece) {
                self.hand_over(end, As::Json, take);
            }
        }
    }

    /// Hands over what stands before `end`, and tells how many bytes the buffer has lost by that: what is longer than what
    /// is read at once is not copied.
    fn hand_over(&mut self, end: usize, taken: As, take: &mut dyn Take) -> usize {
        if end == self.piece {
            self.next(end);
            return 0;
        }
        let start = self.start();
        if self.piece > 0 || end <= CHUNK {
            let piece = self.buffer.get(self.piece..end).unwrap_or_default().to_vec();
            match take.piece(piece, start, taken) {
                Ok(()) => self.next(end),
                Err(_) => self.json = Json::Never,
            }
            return 0;
        }
        let rest = self.buffer.split_off(end);
        match take.piece(std::mem::replace(&mut self.buffer, rest), start, taken) {
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

    /// The point at which the piece begins.
    fn start(&self) -> Position {
        match self.bytes_before + self.piece {
            0 => Position::start_of(&self.buffer),
            offset => Position { line: self.lines_before + 1, column: 1, offset },
        }
    }

    /// The next piece begins at `place`.
    fn next(&mut self, place: usize) {
        self.lines_before += std::mem::take(&mut self.lines);
        (self.piece, self.json, self.is_no_list) = (place, Json::Open, false);
    }
}

impl Json {
    /// Looks how the piece begins.
    fn begin(&mut self, piece: &[u8]) {
        let body = piece.strip_prefix("\u{feff}".as_bytes()).unwrap_or(piece).trim_ascii_start();
        let seen = piece.len() - body.len();
        match (&self, body.first()) {
            (Json::Open, Some(b'{' | b'[')) => *self = Json::Values { seen, inside: None },
            (Json::Open, Some(_)) => *self = Json::Never,
            _ => {}
        }
    }

    /// Whether the piece, which begins as it did before, ends between values.
    fn is_between(&mut self, piece: &[u8]) -> bool {
        self.begin(piece);
        let Json::Values { seen, inside } = self else { return false };
        loop {
            let rest = piece.get(*seen..).unwrap_or_default();
            if let Some(brackets) = inside {
                match brackets.pass(rest) {
                    Ok(length) => (*seen, *inside) = (*seen + length, None),
                    Err(length) => {
                        *seen += length;
                        return false;
                    }
                }
                continue;
            }
            let body = rest.trim_ascii_start();
            *seen += rest.len() - body.len();
            match body.first() {
                Some(b'{' | b'[') => {
                    (*seen, *inside) = (*seen + 1, Some(Brackets::behind_the_first()));
                }
                Some(_) => {
                    *self = Json::Never;
                    return false;
                }
                None => return true,
            }
        }
    }
}

#[cfg(test)]
mod tests;
