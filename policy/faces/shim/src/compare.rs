//! Comparing bytes, for the whole module: the compiler's own goes byte by byte, and in an engine that can
//! interrupt a module each turn of a loop costs a check. Names of fields are most of what is compared.
#![expect(unsafe_code, reason = "the compiler calls it with addresses")]

/// C's `memcmp`.
#[unsafe(no_mangle)]
unsafe extern "C" fn memcmp(left: *const u8, right: *const u8, length: usize) -> i32 {
    // SAFETY: the caller vouches for `length` bytes behind both addresses, and each piece ends within.
    unsafe {
        let mut at = 0;
        while at + 8 <= length {
            let order = eight(left.add(at), right.add(at));
            if order != 0 {
                return order;
            }
            at += 8;
        }
        let rest = length - at;
        if rest == 0 {
            return 0;
        }
        // Of a longer text the last eight bytes, some of which are known to be equal.
        if length >= 8 {
            return eight(left.add(length - 8), right.add(length - 8));
        }
        if rest >= 4 {
            let order = four(left, right);
            return if order != 0 { order } else { four(left.add(rest - 4), right.add(rest - 4)) };
        }
        let three = |text: *const u8| {
            u64::from(*text)
                | u64::from(*text.add(rest / 2)) << 8
                | u64::from(*text.add(rest - 1)) << 16
        };
        first(three(left), three(right))
    }
}

#[inline(always)]
unsafe fn eight(left: *const u8, right: *const u8) -> i32 {
    // SAFETY: as above.
    unsafe { first(left.cast::<u64>().read_unaligned(), right.cast::<u64>().read_unaligned()) }
}

#[inline(always)]
unsafe fn four(left: *const u8, right: *const u8) -> i32 {
    // SAFETY: as above.
    let read = |text: *const u8| u64::from(unsafe { text.cast::<u32>().read_unaligned() });
    first(read(left), read(right))
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
