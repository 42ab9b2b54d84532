//! Words one after the other. The standard library's `join` writes each length of separator by itself, which
//! costs the module a kilobyte and a half.

/// The words with a separator between them.
pub fn joined<S: AsRef<str>>(words: &[S], separator: &str) -> String {
    let words_length: usize = words.iter().map(|word| word.as_ref().len()).sum();
    let mut all = String::with_capacity(
        separator.len().saturating_mul(words.len()).saturating_add(words_length),
    );
    for (place, word) in words.iter().enumerate() {
        if place > 0 {
            all.push_str(separator);
        }
        all.push_str(word.as_ref());
    }
    all
}
