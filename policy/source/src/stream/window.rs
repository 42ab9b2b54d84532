//! A part of a text that moves on with what is read.

use std::io::{self, Read};

use super::CHUNK;
use crate::position::{Finder, Position};

pub(super) struct Window<'s> {
    source: &'s mut dyn Read,
    text: String,
    /// What was read and is no whole character yet, or none at all.
    bytes: Vec<u8>,
    is_text: bool,
    /// Whether there is no more text to be had.
    is_over: bool,
    /// How many bytes of the text were taken, and the point behind them.
    taken: usize,
    at: Position,
}

impl<'s> Window<'s> {
    /// One that begins at `at` with what is read already.
    pub(super) fn new(source: &'s mut dyn Read, bytes: Vec<u8>, at: Position) -> Window<'s> {
        let text = String::new();
        let mut window =
            Window { source, text, bytes, is_text: true, is_over: false, taken: 0, at };
        window.decode();
        window
    }

    /// What was not taken yet.
    pub(super) fn rest(&self) -> &str {
        self.text.get(self.taken..).unwrap_or_default()
    }

    /// The point at which that begins.
    pub(super) fn at(&self) -> Position {
        self.at
    }

    /// The point so many bytes further on, or where the character begins that is there.
    pub(super) fn point(&self, mut length: usize) -> Position {
        let rest = self.rest();
        length = length.min(rest.len());
        while !rest.is_char_boundary(length) {
            length -= 1;
        }
        Finder::new(rest).at(length).behind(self.at)
    }

    /// Goes on by so many bytes.
    pub(super) fn take(&mut self, length: usize) {
        self.at = Finder::new(self.rest()).at(length).behind(self.at);
        self.taken += length;
    }

    /// Reads on: as much as there is already, so that what is read again and again is not read too often. Tells whether
    /// there was more, and a text.
    pub(super) fn more(&mut self) -> io::Result<bool> {
        self.text.drain(..std::mem::take(&mut self.taken));
        let length = self.text.len();
        while self.is_text && !self.is_over && self.text.len() == length {
            let wanted = length.max(CHUNK) as u64;
            self.is_over = (&mut self.source).take(wanted).read_to_end(&mut self.bytes)? == 0;
            self.decode();
        }
        self.is_over |= !self.is_text;
        Ok(self.text.len() > length)
    }

    /// Where the text ends before its bytes do, if all of it was read.
    pub(super) fn broken_at(&self) -> Option<Position> {
        (self.is_over && !self.bytes.is_empty()).then(|| self.point(self.rest().len()))
    }

    fn decode(&mut self) {
        let (good, is_text) = match std::str::from_utf8(&self.bytes) {
            Ok(text) => (text, true),
            Err(error) => {
                let good = self.bytes.get(..error.valid_up_to()).unwrap_or_default();
                (std::str::from_utf8(good).unwrap_or_default(), error.error_len().is_none())
            }
        };
        self.is_text = is_text;
        self.text.push_str(good);
        let length = good.len();
        self.bytes.drain(..length);
    }

    /// The next character but these, which are passed over; none where the text ends.
    pub(super) fn next_of(&mut self, but: &[char]) -> io::Result<Option<char>> {
        loop {
            let rest = self.rest();
            let inner = rest.trim_start_matches(but);
            let (white, next) = (rest.len() - inner.len(), inner.chars().next());
            self.take(white);
            if next.is_some() || !self.more()? {
                return Ok(next);
            }
        }
    }

    /// Where the first line begins, from that byte on, of which that holds; or where the text ends.
    pub(super) fn line_where(
        &mut self,
        from: usize,
        holds: impl Fn(&str) -> bool,
    ) -> io::Result<usize> {
        let mut seen = 0;
        loop {
            let rest = self.rest().get(seen..).unwrap_or_default();
            for line in rest.split_inclusive('\n').filter(|line| line.ends_with('\n')) {
                if seen >= from && holds(line) {
                    return Ok(seen);
                }
                seen += line.len();
            }
            if !self.more()? {
                let last = self.rest().get(seen..).unwrap_or_default();
                let is_it = seen >= from && holds(last);
                return Ok(if is_it { seen } else { self.rest().len() });
            }
        }
    }

    /// Goes on to the next line, and tells whether there is but white space before it.
    pub(super) fn ends_line(&mut self) -> io::Result<bool> {
        loop {
            let length = match self.rest().find('\n') {
                Some(end) => end + 1,
                None if self.more()? => continue,
                None => self.rest().len(),
            };
            let is_empty = self.rest().get(..length).unwrap_or_default().trim().is_empty();
            self.take(length);
            return Ok(is_empty);
        }
    }

    /// The point up to which it was taken, and what of the source's bytes was read behind that.
    pub(super) fn end(self) -> (Position, Vec<u8>) {
        let mut rest = self.rest().as_bytes().to_vec();
        rest.extend(self.bytes);
        (self.at, rest)
    }
}
