//! The reader of JSON text (RFC 8259), made for borrowing: one pass, strings without escapes and
//! numbers stay pieces of the text. Why it is not serde_json's: `docs/decisions.md`.

use std::borrow::Cow;
use std::fmt;

use super::Json;

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

type Parsed<T> = Result<T, ParseError>;

/// Reads one value, and nothing behind it.
pub(super) fn value(text: &str) -> Parsed<Json<'_>> {
    let mut parser = Parser::new(text);
    let value = parser.value(0)?;
    parser.end()?;
    Ok(value)
}

/// The members of an object, each value still text. What is in a value is not checked.
pub(super) fn members(text: &str) -> Parsed<Vec<(Cow<'_, str>, &str)>> {
    let mut parser = Parser::new(text);
    parser.expect(b'{', "it is not an object")?;
    let mut members = Vec::new();
    while parser.more(b'}', members.is_empty())? {
        let key = parser.key()?;
        members.push((key, parser.skip()?));
    }
    parser.end()?;
    Ok(members)
}

/// The elements of an array, each still text. What is in an element is not checked.
pub(super) fn elements(text: &str) -> Parsed<Vec<&str>> {
    let mut parser = Parser::new(text);
    parser.expect(b'[', "it is not a list")?;
    let mut elements = Vec::new();
    while parser.more(b']', elements.is_empty())? {
        elements.push(parser.skip()?);
    }
    parser.end()?;
    Ok(elements)
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Parser<'a> {
        Parser { text, at: 0 }
    }

    fn error<T>(&self, reason: &'static str) -> Parsed<T> {
        Err(ParseError { offset: self.at, reason })
    }

    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    fn step(&mut self, bytes: usize) {
        self.at = self.at.saturating_add(bytes);
    }

    /// The next byte that is no white space; it is not taken.
    fn peek(&mut self) -> Option<u8> {
        let rest = self.rest();
        let blank =
            rest.iter().take_while(|byte| matches!(byte, b' ' | b'\n' | b'\t' | b'\r')).count();
        self.step(blank);
        rest.get(blank).copied()
    }

    fn expect(&mut self, wanted: u8, reason: &'static str) -> Parsed<()> {
        if self.peek() != Some(wanted) {
            return self.error(reason);
        }
        self.step(1);
        Ok(())
    }

    fn end(&mut self) -> Parsed<()> {
        if self.peek().is_some() { self.error("something stands behind it") } else { Ok(()) }
    }

    /// Takes the comma before a further element, or the bracket that closes.
    fn more(&mut self, close: u8, first: bool) -> Parsed<bool> {
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

    fn key(&mut self) -> Parsed<Cow<'a, str>> {
        self.expect(b'"', "a key is missing")?;
        let key = self.string()?;
        self.expect(b':', "a colon is missing")?;
        Ok(key)
    }

    fn value(&mut self, depth: usize) -> Parsed<Json<'a>> {
        if depth == MAX_DEPTH {
            return self.error("it is nested deeper than 128 levels");
        }
        let inside = depth.saturating_add(1);
        match self.peek() {
            Some(b'{') => {
                self.step(1);
                let mut members = Vec::new();
                while self.more(b'}', members.is_empty())? {
                    let key = self.key()?;
                    members.push((key, self.value(inside)?));
                }
                Ok(Json::Object(members))
            }
            Some(b'[') => {
                self.step(1);
                let mut items = Vec::new();
                while self.more(b']', items.is_empty())? {
                    items.push(self.value(inside)?);
                }
                Ok(Json::Array(items))
            }
            Some(b'"') => {
                self.step(1);
                self.string().map(Json::String)
            }
            Some(b't') => self.word("true", Json::Bool(true)),
            Some(b'f') => self.word("false", Json::Bool(false)),
            Some(b'n') => self.word("null", Json::Null),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(_) => self.error("a value is missing"),
            None => self.error("it breaks off"),
        }
    }

    fn word(&mut self, word: &str, value: Json<'a>) -> Parsed<Json<'a>> {
        if !self.rest().starts_with(word.as_bytes()) {
            return self.error("a value is missing");
        }
        self.step(word.len());
        Ok(value)
    }

    fn digits(&mut self) -> usize {
        let digits = self.rest().iter().take_while(|byte| byte.is_ascii_digit()).count();
        self.step(digits);
        digits
    }

    fn number(&mut self) -> Parsed<Json<'a>> {
        let start = self.at;
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
        Ok(Json::Number(Cow::Borrowed(self.text.get(start..self.at).unwrap_or_default())))
    }

    /// The rest of a string whose first quote is taken.
    fn string(&mut self) -> Parsed<Cow<'a, str>> {
        let mut owned: Option<String> = None;
        loop {
            let rest = self.rest();
            let plain = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f));
            let Some(plain) = plain else {
                self.step(rest.len());
                return self.error("it breaks off in a string");
            };
            let stop = rest.get(plain).copied();
            let piece = self.text.get(self.at..self.at.saturating_add(plain)).unwrap_or_default();
            self.step(plain);
            match (stop, &mut owned) {
                (Some(b'"'), None) => {
                    self.step(1);
                    return Ok(Cow::Borrowed(piece));
                }
                (Some(b'"'), Some(text)) => {
                    text.push_str(piece);
                    self.step(1);
                    return Ok(Cow::Owned(owned.unwrap_or_default()));
                }
                (Some(b'\\'), _) => {
                    let text = owned.get_or_insert_default();
                    text.push_str(piece);
                    self.step(1);
                    let character = self.escape()?;
                    owned.get_or_insert_default().push(character);
                }
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
                let before = self.at;
                self.step(2);
                let low = self.hex()?;
                if !(0xdc00..0xe000).contains(&low) {
                    self.at = before;
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
        let digits = self.text.get(self.at..self.at.saturating_add(4));
        let all = digits.filter(|four| four.bytes().all(|byte| byte.is_ascii_hexdigit()));
        match all.map(|four| u32::from_str_radix(four, 16)) {
            Some(Ok(code)) => {
                self.step(4);
                Ok(code)
            }
            _ => self.error("an escape is malformed"),
        }
    }

    /// Passes one value over, and gives its text.
    fn skip(&mut self) -> Parsed<&'a str> {
        let first = self.peek();
        let start = self.at;
        let length = match first {
            Some(b'"') => string_length(self.rest()),
            Some(b'{' | b'[') => bracket_length(self.rest()),
            Some(_) => {
                let ends =
                    |byte: &u8| matches!(byte, b',' | b'}' | b']' | b' ' | b'\n' | b'\t' | b'\r');
                let rest = self.rest();
                Some(rest.iter().position(ends).unwrap_or(rest.len())).filter(|length| *length > 0)
            }
            None => None,
        };
        let Some(length) = length else {
            return self.error("it breaks off, or a value is missing");
        };
        self.step(length);
        Ok(self.text.get(start..self.at).unwrap_or_default())
    }
}

/// The length of a string with both its quotes.
fn string_length(text: &[u8]) -> Option<usize> {
    let mut bytes = text.iter().enumerate().skip(1);
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'"' => return at.checked_add(1),
            b'\\' => {
                bytes.next();
            }
            _ => {}
        }
    }
    None
}

/// The length of an object or array with both its brackets.
fn bracket_length(text: &[u8]) -> Option<usize> {
    let mut open = 0_usize;
    let mut in_string = false;
    let mut bytes = text.iter().enumerate();
    while let Some((at, byte)) = bytes.next() {
        match (byte, in_string) {
            (b'\\', true) => {
                bytes.next();
            }
            (b'"', _) => in_string = !in_string,
            (b'{' | b'[', false) => open = open.saturating_add(1),
            (b'}' | b']', false) => {
                open = open.saturating_sub(1);
                if open == 0 {
                    return at.checked_add(1);
                }
            }
            _ => {}
        }
    }
    None
}
