//! 64 bytes of JSON at a time: which of them are quotes, backslashes and brackets, as bits. Brackets are
//! counted block by block; byte by byte each of them cost an engine's check whether it has to interrupt.
//! The idea is simdjson's (Langdale and Lemire, *Parsing Gigabytes of JSON per Second*, 2019).

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
struct Scan {
    /// All ones within a string.
    string: u64,
    /// Whether the next byte is escaped.
    escaped: bool,
    /// How many brackets are open.
    open: u32,
}

/// What stands behind an object or array whose first bracket is taken; none where it breaks off.
pub(super) fn behind_bracket(text: &[u8]) -> Option<&[u8]> {
    let mut scan = Scan { string: 0, escaped: false, open: 1 };
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
    /// The place behind the bracket that closes the first one, if it is in this block.
    #[inline(always)]
    fn end(&mut self, block: &[u8; BLOCK]) -> Option<usize> {
        let marks = Marks::of(block);
        let quotes = match (marks.backslashes, self.escaped) {
            (0, false) => marks.quotes,
            _ => marks.quotes & !self.escapes(marks.backslashes),
        };
        let string = prefix_xor(quotes) ^ self.string;
        self.string = if string >> 63 == 1 { !0 } else { 0 };
        let (opening, closing) = (marks.opening & !string, marks.closing & !string);
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

    /// Which bytes follow a backslash that is not escaped itself.
    #[cold]
    fn escapes(&mut self, mut backslashes: u64) -> u64 {
        let mut escaped = u64::from(self.escaped);
        backslashes &= !escaped;
        self.escaped = false;
        while backslashes != 0 {
            let next = (backslashes & backslashes.wrapping_neg()) << 1;
            self.escaped = next == 0;
            escaped |= next;
            backslashes &= backslashes.wrapping_sub(1) & !next;
        }
        escaped
    }
}

/// Bit n is the parity of the bits 0 to n: set from each quote to before the next one.
#[inline(always)]
fn prefix_xor(bits: u64) -> u64 {
    [1, 2, 4, 8, 16, 32].into_iter().fold(bits, |bits, by| bits ^ bits << by)
}

/// Sixteen bytes as the engine computes with them; one instruction.
#[cfg(target_feature = "simd128")]
#[inline(always)]
pub(super) fn vector(bytes: &[u8; 16]) -> std::arch::wasm32::v128 {
    let all = u128::from_le_bytes(*bytes);
    std::arch::wasm32::u64x2(all as u64, (all >> 64) as u64)
}

#[cfg(target_feature = "simd128")]
impl Marks {
    #[inline(always)]
    fn of(block: &[u8; BLOCK]) -> Marks {
        use std::arch::wasm32::{i8x16_bitmask, i8x16_eq, i8x16_splat, v128_or};
        let mut marks = Marks::default();
        for (half, shift) in block.as_chunks::<16>().0.iter().zip([0, 16, 32, 48]) {
            let bytes = vector(half);
            // Both kinds of brackets differ in one bit.
            let folded = v128_or(bytes, i8x16_splat(0x20));
            let bits = |bytes, byte: u8| {
                let equal = i8x16_eq(bytes, i8x16_splat(byte.cast_signed()));
                u64::from(i8x16_bitmask(equal)) << shift
            };
            marks.quotes |= bits(bytes, b'"');
            marks.backslashes |= bits(bytes, b'\\');
            marks.opening |= bits(folded, b'{');
            marks.closing |= bits(folded, b'}');
        }
        marks
    }
}

#[cfg(not(target_feature = "simd128"))]
impl Marks {
    #[inline(always)]
    fn of(block: &[u8; BLOCK]) -> Marks {
        let mut marks = Marks::default();
        for (eight, shift) in block.as_chunks::<8>().0.iter().zip([0, 8, 16, 24, 32, 40, 48, 56]) {
            let word = u64::from_le_bytes(*eight);
            let folded = word | 0x2020_2020_2020_2020;
            let bits = |word, byte| equal(word, byte) << shift;
            marks.quotes |= bits(word, b'"');
            marks.backslashes |= bits(word, b'\\');
            marks.opening |= bits(folded, b'{');
            marks.closing |= bits(folded, b'}');
        }
        marks
    }
}

/// A bit for each byte of a word that equals `byte`, the first byte's the lowest.
#[cfg(not(target_feature = "simd128"))]
#[inline(always)]
fn equal(word: u64, byte: u8) -> u64 {
    const LOWS: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    let other = word ^ 0x0101_0101_0101_0101_u64.wrapping_mul(u64::from(byte));
    let differs = (other & LOWS).wrapping_add(LOWS) | other;
    (!differs >> 7 & 0x0101_0101_0101_0101).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

#[cfg(test)]
mod tests {
    use super::behind_bracket;

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
    }
}
