//! 64 bytes of JSON at a time: which of them are quotes, backslashes and brackets, as bits. Brackets are
//! counted block by block; byte by byte each of them cost an engine's check whether it has to interrupt.
//! The idea is simdjson's (Langdale and Lemire, *Parsing Gigabytes of JSON per Second*, 2019).

use wide::u8x16;

/// Bytes of a block.
const BLOCK: usize = 64;

/// A bit for each byte of a block, the first byte's the lowest.
#[derive(Default)]
struct Marks {
    quotes: u64,
    backslashes: u64,
    opening: u64,
    closing: u64,
}

/// Where a scan stands between two blocks.
#[derive(Clone, Copy)]
struct Scan {
    /// All ones within a string.
    string: u64,
    /// Whether the next byte is escaped.
    escaped: bool,
    /// How many brackets are open.
    open: u32,
}

/// Looks for the end of an object or array in a text that comes bit by bit. What is in it is not checked.
pub struct Brackets(Scan);

impl Brackets {
    /// Behind the first bracket.
    pub fn behind_the_first() -> Brackets {
        Brackets(Scan::BEGIN)
    }

    /// Goes on in the text behind what is passed: gives the place behind the last bracket.
    ///
    /// # Errors
    /// It is not there: so many bytes are passed, and the rest has to come again with what follows.
    pub fn pass(&mut self, text: &[u8]) -> Result<usize, usize> {
        let (blocks, rest) = text.as_chunks();
        let mut passed = 0_usize;
        for block in blocks {
            if let Some(place) = self.0.end(block) {
                return Ok(passed.saturating_add(place));
            }
            passed = passed.saturating_add(BLOCK);
        }
        let mut last = [b' '; BLOCK];
        last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        let place = Scan::end(&mut { self.0 }, &last);
        place.map(|place| passed.saturating_add(place)).ok_or(passed)
    }
}

/// What stands behind an object or array whose first bracket is taken; none where it breaks off.
pub(super) fn behind_bracket(text: &[u8]) -> Option<&[u8]> {
    let mut scan = Scan::BEGIN;
    let mut rest = text;
    let mut last = [b' '; BLOCK];
    while !rest.is_empty() {
        let (block, behind) = rest.split_first_chunk().unwrap_or_else(|| {
            last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
            (&last, &[])
        });
        if let Some(place) = scan.end(block) {
            return rest.get(place..);
        }
        rest = behind;
    }
    None
}

impl Scan {
    /// Behind the first bracket.
    const BEGIN: Scan = Scan { string: 0, escaped: false, open: 1 };

    /// The place behind the bracket that closes the first one, if it is in this block.
    #[inline(always)]
    fn end(&mut self, block: &[u8; BLOCK]) -> Option<usize> {
        let marks = Marks::of(block);
        let quotes = match (marks.backslashes, self.escaped) {
            (0, false) => marks.quotes,
            (backslashes, before) => {
                let (escaped, behind) = escapes(backslashes, before);
                self.escaped = behind;
                marks.quotes & !escaped
            }
        };
        let string = prefix_xor(quotes) ^ self.string;
        self.string = if string >> 63 == 1 { !0 } else { 0 };
        let (opening, closing) = (marks.opening & !string, marks.closing & !string);
        // Most objects that are passed over have none within, and are short.
        let before = closing.wrapping_sub(1) & !closing;
        if self.open == 1 && closing != 0 && opening & before == 0 {
            return Some((closing.trailing_zeros() as usize).wrapping_add(1));
        }
        let closed = closing.count_ones();
        if closed >= self.open
            && let Some(place) = self.last(opening, closing)
        {
            return Some(place);
        }
        self.open = self.open.wrapping_add(opening.count_ones()).wrapping_sub(closed);
        None
    }

    /// Goes from closing bracket to closing bracket, where one of them may be the last.
    fn last(&self, opening: u64, closing: u64) -> Option<usize> {
        let mut left = closing;
        while left != 0 {
            let bit = left & left.wrapping_neg();
            let before = bit.wrapping_sub(1);
            let opened = self.open.wrapping_add((opening & before).count_ones());
            if opened.wrapping_sub((closing & before).count_ones()) == 1 {
                return Some(before.count_ones().wrapping_add(1) as usize);
            }
            left ^= bit;
        }
        None
    }
}

/// Which bytes follow a backslash that is not escaped itself, and whether the one behind the block does; `before` tells
/// whether the first one does.
#[cold]
fn escapes(mut backslashes: u64, before: bool) -> (u64, bool) {
    let mut escaped = u64::from(before);
    let mut behind = false;
    backslashes &= !escaped;
    while backslashes != 0 {
        let next = (backslashes & backslashes.wrapping_neg()) << 1;
        behind = next == 0;
        escaped |= next;
        backslashes &= backslashes.wrapping_sub(1) & !next;
    }
    (escaped, behind)
}

/// Bit n is the parity of the bits 0 to n: set from each quote to before the next one.
#[inline(always)]
fn prefix_xor(bits: u64) -> u64 {
    [1, 2, 4, 8, 16, 32].into_iter().fold(bits, |bits, by| bits ^ bits << by)
}

impl Marks {
    #[inline(always)]
    fn of(block: &[u8; BLOCK]) -> Marks {
        let mut marks = Marks::default();
        for (quarter, shift) in block.as_chunks().0.iter().zip([0, 16, 32, 48]) {
            let bytes = u8x16::new(*quarter);
            // Both kinds of brackets differ in one bit.
            let folded = bytes | u8x16::splat(0x20);
            let bits = |bytes, byte| u64::from(equal(bytes, byte).to_bitmask()) << shift;
            marks.quotes |= bits(bytes, b'"');
            marks.backslashes |= bits(bytes, b'\\');
            marks.opening |= bits(folded, b'{');
            marks.closing |= bits(folded, b'}');
        }
        marks
    }
}

/// All ones in the place of each byte that is this one.
#[inline(always)]
pub(super) fn equal(bytes: u8x16, byte: u8) -> u8x16 {
    bytes.simd_eq(u8x16::splat(byte))
}

#[cfg(test)]
mod tests {
    use super::{Brackets, behind_bracket};

    /// Byte by byte.
    fn plainly(mut text: &[u8]) -> Option<&[u8]> {
        let (mut open, mut string) = (1_u32, false);
        loop {
            let [byte, rest @ ..] = text else { return None };
            text = rest;
            match (byte, string) {
                (b'"', _) => string = !string,
                (b'\\', true) => text = text.get(1..)?,
                (b'{' | b'[', false) => open = open.saturating_add(1),
                (b'}' | b']', false) => open = open.saturating_sub(1),
                _ => {}
            }
            if open == 0 {
                return Some(text);
            }
        }
    }

    proptest::proptest! {
        #[test]
        fn the_end_is_where_it_is_byte_by_byte(text in r#"([{}\[\]]|"([^"\\]|\\.){0,40}"|[a-zé, ]{0,9}){0,60}"#) {
            let text = text.as_bytes();
            assert_eq!(behind_bracket(text), plainly(text));
        }

        #[test]
        fn the_end_is_the_same_however_the_text_comes(
            text in r#"([{}\[\]]|"([^"\\]|\\.){0,40}"|[a-zé, ]{0,9}){0,60}"#,
            step in 1_usize..200,
        ) {
            let text = text.as_bytes();
            let mut brackets = Brackets::behind_the_first();
            let (mut passed, mut end, mut found) = (0, 0, None);
            while end < text.len() && found.is_none() {
                end = text.len().min(end.saturating_add(step));
                match brackets.pass(&text[passed..end]) {
                    Ok(place) => found = text.get(passed.saturating_add(place)..),
                    Err(more) => passed = passed.saturating_add(more),
                }
            }
            assert_eq!(found, plainly(text));
        }
    }
}
