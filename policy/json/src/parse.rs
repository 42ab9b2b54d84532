//! The reader of JSON text (RFC 8259), made for borrowing: one pass, strings without escapes and
//! numbers stay pieces of the text. Why it is not serde_json's: `docs/decisions.md`.

use std::borrow::Cow;
use std::fmt;

use super::Json;
use super::scan::plain_length;

/// How deep values may be nested.
pub const MAX_DEPTH: usize = 128;

/// Why a text is no JSON that can be judged. It never holds anything of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseError {
    /// Where, in bytes.
    pub offset: usize,
    reason: &'static str,
}

impl fmt::Display for ParseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.reason)
    }
}

pub(super) type Parsed<T> = Result<T, ParseError>;

/// Reads one value, and nothing behind it.
pub(super) fn value(text: &str) -> Parsed<Json<'_>> {
    let mut parser = Parser::new(text);
    let value = parser.value(0)?;
    parser.end()?;
    Ok(value)
}

/// Writes a value over one that owns nothing.
#[inline(always)]
fn put<'a>(place: &mut Json<'a>, value: Json<'a>) {
    std::mem::forget(std::mem::replace(place, value));
}

pub(super) struct Parser<'a> {
    text: &'a str,
    /// What is not taken yet.
    rest: &'a [u8],
}

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str) -> Parser<'a> {
        Parser { text, rest: text.as_bytes() }
    }

    pub(super) fn error<T>(&self, reason: &'static str) -> Parsed<T> {
        Err(ParseError { offset: self.place(), reason })
    }

    /// How many bytes are taken.
    #[inline(always)]
    pub(super) fn place(&self) -> usize {
        self.text.len().saturating_sub(self.rest.len())
    }

    /// The text from a place to here.
    #[inline(always)]
    pub(super) fn piece(&self, start: usize) -> &'a str {
        self.text.get(start..self.place()).unwrap_or_default()
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// Goes on with that rest of the text.
    pub(super) fn go_to(&mut self, rest: &'a [u8]) {
        self.rest = rest;
    }

    #[inline(always)]
    pub(super) fn step(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or_default();
    }

    /// The next byte that is no white space; it is not taken.
    #[inline(always)]
    pub(super) fn peek(&mut self) -> Option<u8> {
        loop {
            match self.rest {
                [b' ' | b'\n' | b'\t' | b'\r', rest @ ..] => self.rest = rest,
                [byte, ..] => return Some(*byte),
                [] => return None,
            }
        }
    }

    #[inline(always)]
    pub(super) fn expect(&mut self, wanted: u8, reason: &'static str) -> Parsed<()> {
        if self.peek() != Some(wanted) {
            return self.error(reason);
        }
        self.step(1);
        Ok(())
    }

    pub(super) fn end(&mut self) -> Parsed<()> {
        if self.peek().is_some() { self.error("something stands behind it") } else { Ok(()) }
    }

    /// Takes the comma before a further element, or the bracket that closes.
    #[inline(always)]
    pub(super) fn more(&mut self, close: u8, first: bool) -> Parsed<bool> {
        match self.peek() {
            Some(byte) if byte == close => {
                self.step(1);
                Ok(false)
            }
            Some(b',') if !first => {
                self.step(1);
                match self.peek() {
                    Some(byte) if byte == close => self.error("a comma stands before the end"),
                    _ => Ok(true),
                }
            }
            Some(_) if first => Ok(true),
            Some(_) => self.error("a comma is missing"),
            None => self.error("it breaks off"),
        }
    }

    #[inline(always)]
    pub(super) fn key(&mut self) -> Parsed<Cow<'a, str>> {
        self.expect(b'"', "a key is missing")?;
        let key = self.string()?;
        self.expect(b':', "a colon is missing")?;
        Ok(key)
    }

    pub(super) fn value(&mut self, depth: usize) -> Parsed<Json<'a>> {
        let mut value = Json::Null;
        self.value_into(&mut value, depth)?;
        Ok(value)
    }

    /// Reads a value to where it stays: moved, it would be read before it is written in full, and that takes a processor
    /// as long as everything else here.
    fn value_into(&mut self, place: &mut Json<'a>, depth: usize) -> Parsed<()> {
        if depth == MAX_DEPTH {
            return self.error("it is nested deeper than 128 levels");
        }
        let inside = depth.saturating_add(1);
        match self.peek() {
            Some(b'{') => {
                self.step(1);
                let is_empty = self.rest.first() == Some(&b'}');
                let mut members = Vec::with_capacity(if is_empty { 0 } else { 6 });
                while self.more(b'}', members.is_empty())? {
                    members.push((self.key()?, Json::Null));
                    if let Some((_, value)) = members.last_mut() {
                        self.value_into(value, inside)?;
                    }
                }
                put(place, Json::Object(members));
            }
            Some(b'[') => {
                self.step(1);
                let mut items = Vec::new();
                while self.more(b']', items.is_empty())? {
                    items.push(Json::Null);
                    if let Some(item) = items.last_mut() {
                        self.value_into(item, inside)?;
                    }
                }
                put(place, Json::Array(items));
            }
            Some(b'"') => {
                self.step(1);
                put(place, Json::String(self.string()?));
            }
            Some(b't') => self.word("true", Json::Bool(true), place)?,
            Some(b'f') => self.word("false", Json::Bool(false), place)?,
            Some(b'n') => self.word("null", Json::Null, place)?,
            Some(b'-' | b'0'..=b'9') => put(place, Json::Number(Cow::Borrowed(self.number()?))),
            Some(_) => return self.error("a value is missing"),
            None => return self.error("it breaks off"),
        }
        Ok(())
    }

    fn word(&mut self, word: &str, value: Json<'a>, place: &mut Json<'a>) -> Parsed<()> {
        if !self.rest().starts_with(word.as_bytes()) {
            return self.error("a value is missing");
        }
        self.step(word.len());
        put(place, value);
        Ok(())
    }

    fn digits(&mut self) -> usize {
        let digits = self.rest().iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.step(digits);
        digits
    }

    fn number(&mut self) -> Parsed<&'a str> {
        let start = self.place();
        if self.rest().first() == Some(&b'-') {
            self.step(1);
        }
        let zero = self.rest().first() == Some(&b'0');
        let whole = self.digits();
        if whole == 0 || zero && whole > 1 {
            return self.error("a number is malformed");
        }
        if self.rest().first() == Some(&b'.') {
            self.step(1);
            if self.digits() == 0 {
                return self.error("a number is malformed");
            }
        }
        if matches!(self.rest().first(), Some(b'e' | b'E')) {
            self.step(1);
            if matches!(self.rest().first(), Some(b'+' | b'-')) {
                self.step(1);
            }
            if self.digits() == 0 {
                return self.error("a number is malformed");
            }
        }
        Ok(self.piece(start))
    }

    /// The rest of a string whose first quote is taken. Most have no escape, and stay in the text.
    #[inline(always)]
    fn string(&mut self) -> Parsed<Cow<'a, str>> {
        let start = self.place();
        let plain = plain_length(self.rest);
        let Some((_, [b'"', rest @ ..])) = self.rest.split_at_checked(plain) else {
            return self.escaped_string().map(Cow::Owned);
        };
        let piece = self.text.get(start..start.saturating_add(plain)).unwrap_or_default();
        self.rest = rest;
        Ok(Cow::Borrowed(piece))
    }

    #[cold]
    fn escaped_string(&mut self) -> Parsed<String> {
        let mut text = String::new();
        loop {
            let start = self.place();
            self.step(plain_length(self.rest));
            text.push_str(self.piece(start));
            match self.rest {
                [b'"', rest @ ..] => {
                    self.rest = rest;
                    return Ok(text);
                }
                [b'\\', rest @ ..] => {
                    self.rest = rest;
                    text.push(self.escape()?);
                }
                [] => return self.error("it breaks off in a string"),
                _ => return self.error("a string holds a control character"),
            }
        }
    }

    /// What stands behind a backslash. Half a surrogate pair is U+FFFD, as in the API server.
    fn escape(&mut self) -> Parsed<char> {
        let letter = self.rest().first().copied();
        self.step(1);
        Ok(match letter {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => {
                let high = self.hex()?;
                let is_pair = (0xd800..0xdc00).contains(&high) && self.rest().starts_with(b"\\u");
                if !is_pair {
                    return Ok(char::from_u32(high).unwrap_or('\u{fffd}'));
                }
                let before = self.rest;
                self.step(2);
                let low = self.hex()?;
                if !(0xdc00..0xe000).contains(&low) {
                    self.rest = before;
                    return Ok('\u{fffd}');
                }
                let (high, low) = (high & 0x3ff, low & 0x3ff);
                let code = (high << 10 | low).saturating_add(0x1_0000);
                char::from_u32(code).unwrap_or('\u{fffd}')
            }
            _ => return self.error("an escape is malformed"),
        })
    }

    fn hex(&mut self) -> Parsed<u32> {
        let digits = self.rest.get(..4).and_then(|four| std::str::from_utf8(four).ok());
        let all = digits.filter(|four| four.bytes().all(|byte| byte.is_ascii_hexdigit()));
        match all.map(|four| u32::from_str_radix(four, 16)) {
            Some(Ok(code)) => {
                self.step(4);
                Ok(code)
            }
            _ => self.error("an escape is malformed"),
        }
    }
}
