//! Finding the end of a string eight or sixteen bytes at a time. In an engine that can interrupt a module, each
//! turn of a loop costs a check; byte by byte that was most of the time of a decision.

#[cfg(not(target_feature = "simd128"))]
const ONES: u64 = 0x0101_0101_0101_0101;
#[cfg(not(target_feature = "simd128"))]
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// The place of the first quote, backslash or control character; the length, if there is none.
#[inline(always)]
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    let mut length = 0_usize;
    let mut rest = bytes;
    while let Some((piece, behind)) = rest.split_first_chunk() {
        let hits = stops(piece);
        if hits != 0 {
            return length.saturating_add(hits.trailing_zeros() as usize / PER_BYTE);
        }
        length = length.saturating_add(PIECE);
        rest = behind;
    }
    let stop = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f));
    length.saturating_add(stop.unwrap_or(rest.len()))
}

/// Bytes that are looked at together, and how many bits tell of each.
#[cfg(target_feature = "simd128")]
const PIECE: usize = 16;
#[cfg(target_feature = "simd128")]
const PER_BYTE: usize = 1;
#[cfg(not(target_feature = "simd128"))]
const PIECE: usize = 8;
#[cfg(not(target_feature = "simd128"))]
const PER_BYTE: usize = 8;

/// A bit for each byte that ends a plain text; the lowest one is exact.
#[cfg(target_feature = "simd128")]
#[inline(always)]
fn stops(piece: &[u8; PIECE]) -> u32 {
    use std::arch::wasm32::{i8x16_bitmask, i8x16_eq, i8x16_splat, u8x16_lt, u8x16_splat, v128_or};
    let bytes = crate::block::vector(piece);
    let equal = |byte: u8| i8x16_eq(bytes, i8x16_splat(byte.cast_signed()));
    let controls = u8x16_lt(bytes, u8x16_splat(0x20));
    u32::from(i8x16_bitmask(v128_or(v128_or(equal(b'"'), equal(b'\\')), controls)))
}

/// A high bit for each byte that ends a plain text; the lowest one is exact, those above it may be borrows.
#[cfg(not(target_feature = "simd128"))]
#[inline(always)]
fn stops(piece: &[u8; PIECE]) -> u64 {
    let word = u64::from_le_bytes(*piece);
    equal(word, b'"') | equal(word, b'\\') | below(word, 0x20)
}

/// The high bit of each byte that equals `byte`.
#[cfg(not(target_feature = "simd128"))]
#[inline(always)]
fn equal(word: u64, byte: u8) -> u64 {
    below(word ^ ONES.wrapping_mul(u64::from(byte)), 1)
}

/// The high bit of each byte below `limit`, which is at most 128.
#[cfg(not(target_feature = "simd128"))]
#[inline(always)]
fn below(word: u64, limit: u8) -> u64 {
    word.wrapping_sub(ONES.wrapping_mul(u64::from(limit))) & !word & HIGHS
}

#[cfg(test)]
mod tests {
    use super::plain_length;

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
