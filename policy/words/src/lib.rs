//! Texts for people, packed where they stand: in half of their length.
//!
//! `words!("…")` is a [`Words`], which `const` and `static` take too. `words!("… {} … {name} …", value)` is a `String`:
//! what `format!` makes of it, where nothing stands in the braces but a name.
//!
//! All texts of the policy are one row of codes of one byte: 0 for a place that a value goes to, then the letters of ASCII
//! from the blank on, and the rest for two codes each, so that frequent words take one byte or two. Which pairs those are,
//! and what number each text has, is worked out when the policy is built (`macro/build.rs`).

use std::fmt::{self, Display, Write as _};

#[cfg(test)]
extern crate self as words;

pub use words_macro::words;

words_macro::tables!();

/// A text for people, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Words(u16);

impl Words {
    /// What `words!` has numbered so.
    pub const fn numbered(number: u16) -> Words {
        Words(number)
    }

    /// The text.
    pub fn text(self) -> String {
        fill(self.0, &[])
    }
}

impl From<Words> for String {
    fn from(words: Words) -> String {
        words.text()
    }
}

impl Display for Words {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text())
    }
}

/// The text that `words!` has numbered so, with the values in their places.
#[inline(never)]
pub fn fill(number: u16, values: &[&dyn Display]) -> String {
    let codes = codes(number).unwrap_or_default();
    let mut text = Utf8(Vec::with_capacity(codes.len().saturating_mul(2)));
    let mut values = values.iter();
    for code in codes {
        add(*code, &mut text, &mut values);
    }
    String::from_utf8(text.0).unwrap_or_default()
}

/// A text that is put together letter by letter: the texts' own are bytes of ASCII, and values come whole.
struct Utf8(Vec<u8>);

impl fmt::Write for Utf8 {
    fn write_str(&mut self, value: &str) -> fmt::Result {
        self.0.extend_from_slice(value.as_bytes());
        Ok(())
    }
}

/// The codes of a text; none if there are not so many.
fn codes(number: u16) -> Option<&'static [u8]> {
    let number = usize::from(number);
    let start = number.checked_sub(1).map_or(Some(&0), |before| ENDS.get(before))?;
    CODES.get(usize::from(*start)..usize::from(*ENDS.get(number)?))
}

/// Adds what a code stands for. A pair holds codes below its own, so this comes to an end.
fn add<'v>(code: u8, text: &mut Utf8, values: &mut impl Iterator<Item = &'v &'v dyn Display>) {
    if let Some(place) = code.checked_sub(FIRST_PAIR) {
        let [left, right] = PAIRS.get(usize::from(place)).copied().unwrap_or_default();
        add(left, text, values);
        return add(right, text, values);
    }
    if code != 0 {
        text.0.push(code.saturating_add(LETTERS));
    } else if let Some(value) = values.next() {
        let _ = write!(text, "{value}");
    }
}

#[cfg(test)]
mod tests;
