//! Reading strings. Most have no escape, and stay pieces of the text.

use std::borrow::Cow;

use super::parse::{Parsed, Parser};
use super::scan::plain_length;

impl<'a> Parser<'a> {
    /// The rest of a string whose first quote is taken. Most have no escape, and stay in the text.
    #[inline]
    pub(super) fn string(&mut self) -> Parsed<Cow<'a, str>> {
        let plain = plain_length(self.rest);
        match self.rest.split_at_checked(plain) {
            Some((_, [b'"', rest @ ..])) => Ok(Cow::Borrowed(self.take(plain, rest))),
            _ => {
                let (text, rest) = self.escaped_string()?;
                self.rest = rest;
                Ok(Cow::Owned(text))
            }
        }
    }

    #[cold]
    fn escaped_string(self) -> Parsed<(String, &'a [u8])> {
        let mut here = self;
        let mut text = String::new();
        loop {
            let start = here.place();
            here.step(plain_length(here.rest));
            text.push_str(here.piece(start));
            match here.rest {
                [b'"', rest @ ..] => return Ok((text, rest)),
                [b'\\', rest @ ..] => {
                    here.rest = rest;
                    text.push(here.escape()?);
                }
                [] => return here.error("it breaks off in a string"),
                _ => return here.error("a string holds a control character"),
            }
        }
    }

    /// What stands behind a backslash. Half a surrogate pair is U+FFFD, as in the API server.
    fn escape(&mut self) -> Parsed<char> {
        let letter = self.rest.first().copied();
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
                let is_pair = (0xd800..0xdc00).contains(&high) && self.rest.starts_with(b"\\u");
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
