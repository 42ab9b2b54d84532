//! Numbers, which stay as they are written.

use super::parse::{Parsed, Parser};

impl<'a> Parser<'a> {
    /// What stands behind a number.
    pub(super) fn behind_number(self) -> Parsed<&'a [u8]> {
        let mut here = self;
        if here.rest.first() == Some(&b'-') {
            here.step(1);
        }
        let zero = here.rest.first() == Some(&b'0');
        let whole = here.digits();
        if whole == 0 || zero && whole > 1 {
            return here.error("a number is malformed");
        }
        if here.rest.first() == Some(&b'.') {
            here.step(1);
            if here.digits() == 0 {
                return here.error("a number is malformed");
            }
        }
        if matches!(here.rest.first(), Some(b'e' | b'E')) {
            here.step(1);
            if matches!(here.rest.first(), Some(b'+' | b'-')) {
                here.step(1);
            }
            if here.digits() == 0 {
                return here.error("a number is malformed");
            }
        }
        Ok(here.rest)
    }

    #[inline]
    fn digits(&mut self) -> usize {
        let before = self.rest.len();
        while let [b'0'..=b'9', rest @ ..] = self.rest {
            self.rest = rest;
        }
        before.saturating_sub(self.rest.len())
    }
}
