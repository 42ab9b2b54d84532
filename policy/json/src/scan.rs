//! Finding the end of a string eight bytes at a time. In an engine that can interrupt a module, each
//! turn of a loop costs a check; byte by byte that was most of the time of a decision.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHS: u64 = 0x8080_8080_8080_8080;

/// The place of the first quote, backslash or control character; the length, if there is none.
#[inline(always)]
pub(super) fn plain_length(bytes: &[u8]) -> usize {
    let mut length = 0_usize;
    let mut words = bytes.chunks_exact(8);
    for chunk in words.by_ref() {
        let word = chunk.try_into().map_or(0, u64::from_le_bytes);
        let hits = equal(word, b'"') | equal(word, b'\\') | below(word, 0x20);
        if hits != 0 {
            // The lowest hit is exact; those above it may be borrows.
            return length.saturating_add(hits.trailing_zeros() as usize / 8);
        }
        length = length.saturating_add(8);
    }
    let rest = words.remainder();
    let stop = rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f));
    length.saturating_add(stop.unwrap_or(rest.len()))
}

/// The high bit of each byte that equals `byte`.
#[inline(always)]
fn equal(word: u64, byte: u8) -> u64 {
    below(word ^ ONES.wrapping_mul(u64::from(byte)), 1)
}

/// The high bit of each byte below `limit`, which is at most 128.
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
