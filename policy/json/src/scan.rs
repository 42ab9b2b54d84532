//! Finding the end of a string sixteen bytes at a time. In an engine that can interrupt a module, each
//! turn of a loop costs a check; byte by byte that was most of the time of a decision.

use wide::u8x16;

use crate::block::equal;

/// The place of the first quote, backslash or control character; the length, if there is none. Most texts are short.
#[inline(always)]
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    let Some((first, behind)) = bytes.split_first_chunk() else {
        return long_plain_length(bytes);
    };
    match stops(first) {
        0 => first.len().saturating_add(long_plain_length(behind)),
        stops => stops.trailing_zeros() as usize,
    }
}

#[inline(never)]
fn long_plain_length(bytes: &[u8]) -> usize {
    let mut rest = bytes;
    while let Some((piece, behind)) = rest.split_first_chunk() {
        let stops = stops(piece);
        if stops != 0 {
            let passed = bytes.len().saturating_sub(rest.len());
            return passed.saturating_add(stops.trailing_zeros() as usize);
        }
        rest = behind;
    }
    let stop = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f));
    let left = rest.len().saturating_sub(stop.unwrap_or(rest.len()));
    bytes.len().saturating_sub(left)
}

/// How many white spaces stand first.
#[inline(always)]
pub(super) fn space_length(piece: &[u8; 16]) -> usize {
    let bytes = u8x16::new(*piece);
    let spaces =
        equal(bytes, b' ') | equal(bytes, b'\n') | equal(bytes, b'\r') | equal(bytes, b'\t');
    spaces.to_bitmask().trailing_ones() as usize
}

/// Whether a text has only the characters of ASCII that are printed.
pub(super) fn is_printable(text: &str) -> bool {
    let (pieces, rest) = text.as_bytes().as_chunks();
    let is_within = |piece: &[u8; 16]| {
        let bytes = u8x16::new(*piece);
        let within = bytes.max(u8x16::splat(b' ')).min(u8x16::splat(b'~')).simd_eq(bytes);
        within.to_bitmask() == 0xffff
    };
    pieces.iter().all(is_within) && rest.iter().all(|byte| matches!(byte, b' '..=b'~'))
}

/// A bit for each byte that ends a plain text, the first one's the lowest.
#[inline(always)]
fn stops(piece: &[u8; 16]) -> u32 {
    let bytes = u8x16::new(*piece);
    let control = bytes.min(u8x16::splat(0x1f)).simd_eq(bytes);
    (equal(bytes, b'"') | equal(bytes, b'\\') | control).to_bitmask()
}

#[cfg(test)]
mod tests {
    use super::{is_printable, plain_length};

    #[test]
    fn a_text_is_printable_unless_some_byte_of_it_is_none_of_asciis_printed_ones() {
        let all: String = (' '..='~').collect();
        assert!(is_printable(&all) && is_printable(""));
        for other in ['\n', '\u{0}', '\u{1f}', '\u{7f}', '\u{80}', 'é'] {
            for before in 0..40 {
                let text = format!("{}{other}{}", "~".repeat(before), " ".repeat(40 - before));
                assert!(!is_printable(&text), "{text:?}");
            }
        }
    }

    #[test]
    fn every_stop_is_found_at_every_place() {
        for stop in ["\"", "\\", "\n", "\u{0}", "\u{1f}"] {
            for before in 0..20 {
                let text = format!("{}{stop}{}", "é~x".repeat(before), "\"y".repeat(9));
                assert_eq!(plain_length(text.as_bytes()), before * 4, "{text:?}");
            }
        }
    }

    #[test]
    fn a_text_without_a_stop_is_plain_to_its_end() {
        for length in 0..40 {
            assert_eq!(plain_length("ÿ".repeat(length).as_bytes()), length * 2);
        }
    }
}
