//! Comparing bytes, for the whole module: the compiler's own goes byte by byte, and in an engine that can
//! interrupt a module each turn of a loop costs a check. Names of fields are most of what is compared.

/// What C's `memcmp` says of two texts of one length. It must not compare slices with `==`: that calls it.
pub(crate) fn compare(left: &[u8], right: &[u8]) -> i32 {
    let (mut one, mut other) = (left, right);
    while let (Some((ones, behind)), Some((others, behind_other))) =
        (one.split_first_chunk(), other.split_first_chunk())
    {
        let order = first(u64::from_le_bytes(*ones), u64::from_le_bytes(*others));
        if order != 0 {
            return order;
        }
        (one, other) = (behind, behind_other);
    }
    // Of a longer text the last eight bytes, some of which are known to be equal.
    if let (Some(ones), Some(others)) = (left.last_chunk(), right.last_chunk()) {
        return first(u64::from_le_bytes(*ones), u64::from_le_bytes(*others));
    }
    let four = |text: &[u8; 4]| u64::from(u32::from_le_bytes(*text));
    if let (Some(ones), Some(others)) = (one.first_chunk(), other.first_chunk()) {
        let order = first(four(ones), four(others));
        if order != 0 {
            return order;
        }
    }
    if let (Some(ones), Some(others)) = (one.last_chunk(), other.last_chunk()) {
        return first(four(ones), four(others));
    }
    let three = |text: &[u8]| match *text {
        [] => 0,
        [one] => u64::from(one),
        [one, .., last] => {
            let middle = text.get(text.len() / 2).copied().unwrap_or_default();
            u64::from(one) | u64::from(middle) << 8 | u64::from(last) << 16
        }
    };
    first(three(one), three(other))
}

/// By how much the first bytes that differ do; the first one is the lowest.
#[inline(always)]
fn first(left: u64, right: u64) -> i32 {
    let differs = left ^ right;
    if differs == 0 {
        return 0;
    }
    let place = differs.trailing_zeros() & !7;
    let byte = |word: u64| (word >> place & 0xff) as i32;
    byte(left) - byte(right)
}
