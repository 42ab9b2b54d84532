//! What is passed over by its name.

use super::same_name;

/// Names of what is not read where it is an object or array.
#[derive(Debug, Clone, Copy)]
pub struct Unread {
    names: &'static [&'static str],
    /// A bit for each name: of most other names nothing else has to be looked at.
    marks: u64,
}

impl Unread {
    /// No name.
    pub const NOTHING: Unread = Unread::of(&[]);

    /// These names.
    pub const fn of(names: &'static [&'static str]) -> Unread {
        let (mut marks, mut rest) = (0, names);
        while let [name, behind @ ..] = rest {
            marks |= mark(name);
            rest = behind;
        }
        Unread { names, marks }
    }

    /// All of them.
    pub const fn names(&self) -> &'static [&'static str] {
        self.names
    }

    #[inline(always)]
    pub(super) fn has(&self, name: &str) -> bool {
        self.marks & mark(name) != 0 && self.is_among(name)
    }

    #[inline(never)]
    fn is_among(&self, name: &str) -> bool {
        self.names.iter().any(|one| same_name(one, name))
    }
}

/// One bit, by how long a name is and by its first and last byte.
#[inline(always)]
const fn mark(name: &str) -> u64 {
    match name.as_bytes() {
        [first, .., last] => {
            let sum = name.len().wrapping_mul(3).wrapping_add(*first as usize);
            1 << (sum.wrapping_add(*last as usize) & 63)
        }
        _ => 1,
    }
}
