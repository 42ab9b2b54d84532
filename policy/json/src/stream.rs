//! Values one after the other: each is checked, and stays text.

use super::parse::{MAX_DEPTH, Parsed, Parser};

/// The first value of a text and what stands behind it; none where only white space is left.
pub(super) fn first(text: &str) -> Parsed<Option<(&str, &str)>> {
    let mut parser = Parser::new(text);
    if parser.peek().is_none() {
        return Ok(None);
    }
    let start = parser.place();
    parser.check(0)?;
    let rest = text.get(parser.place()..).unwrap_or_default();
    Ok(Some((parser.piece(start), rest)))
}

impl Parser<'_> {
    /// Passes one value over that is JSON in all its parts.
    fn check(&mut self, depth: usize) -> Parsed<()> {
        let close = match self.peek() {
            Some(b'{') => b'}',
            Some(b'[') => b']',
            _ => return self.value(depth).map(drop),
        };
        if depth == MAX_DEPTH {
            return self.error("it is nested deeper than 128 levels");
        }
        self.step(1);
        let mut first = true;
        while self.more(close, first)? {
            first = false;
            if close == b'}' {
                self.key()?;
            }
            self.check(depth.saturating_add(1))?;
        }
        Ok(())
    }
}
