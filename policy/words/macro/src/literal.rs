//! String literals of Rust, as this macro and its build script read them.

/// What a letter's code is less than its byte: 0 is the place of a value, and the blank comes next.
pub(crate) const LETTERS: u8 = b' ' - 1;

/// The first code that stands for two others.
pub(crate) const FIRST_PAIR: u8 = b'~' - LETTERS + 1;

/// What a literal holds between its quotes, and what is written behind it; none unless `source` begins with a string
/// literal that this reads: of escapes only `\\`, `\"`, `\'` and the end of a line.
pub(crate) fn string(source: &str) -> Option<(String, &str)> {
    let mut rest = source.strip_prefix('"')?.chars();
    let mut text = String::new();
    loop {
        match rest.next()? {
            '"' => return Some((text, rest.as_str())),
            '\\' => match rest.next()? {
                same @ ('\\' | '"' | '\'') => text.push(same),
                // The line goes on behind what it is indented by.
                '\n' => rest = rest.as_str().trim_start_matches([' ', '\t', '\n', '\r']).chars(),
                _ => return None,
            },
            other => text.push(other),
        }
    }
}

/// A text in codes, before any pair of them is one; and what stands in its braces.
///
/// # Errors
/// In words: what cannot be packed.
pub(crate) fn codes(text: &str) -> Result<(Vec<u8>, Vec<String>), String> {
    let (mut codes, mut holes) = (Vec::new(), Vec::new());
    let mut rest = text.chars();
    while let Some(letter) = rest.next() {
        let behind = rest.as_str();
        match letter {
            '{' if !behind.starts_with('{') => {
                let (hole, behind) =
                    behind.split_once('}').ok_or("a brace is open: write `{{` for one")?;
                holes.push(hole.trim_end_matches(':').to_owned());
                codes.push(0);
                rest = behind.chars();
                continue;
            }
            '}' if !behind.starts_with('}') => {
                return Err("a brace closes nothing: write `}}` for one".to_owned());
            }
            '{' | '}' => drop(rest.next()),
            _ => {}
        }
        if !(' '..='~').contains(&letter) {
            return Err(format!(
                "{letter:?} is none of the letters that are packed: give it as a value"
            ));
        }
        codes.push(letter as u8 - LETTERS);
    }
    Ok((codes, holes))
}
