//! Text of the input, made inert.

use std::borrow::Cow;

/// Characters that one piece of foreign text may take up.
const MAX_LENGTH: usize = 500;

/// Makes foreign text safe to show: control characters and those that turn the direction of writing
/// become visible escapes, and what is too long is cut.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.len() <= MAX_LENGTH && !text.chars().any(is_active) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::new();
    for (place, character) in text.chars().enumerate() {
        if place == MAX_LENGTH {
            shown.push('…');
            break;
        }
        if is_active(character) {
            shown.extend(character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    Cow::Owned(shown)
}

/// Whether a character does something to the terminal or to its neighbours instead of being seen.
fn is_active(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::clean;

    #[test]
    fn escapes_and_bidi_overrides_become_visible() {
        assert_eq!(clean("a\u{1b}[31mb\u{202e}c\n"), r"a\u{1b}[31mb\u{202e}c\u{a}");
    }

    #[test]
    fn ordinary_text_of_any_script_is_left_alone() {
        assert_eq!(clean("deis-router ключ 鍵"), "deis-router ключ 鍵");
    }

    #[test]
    fn a_name_of_ten_thousand_characters_is_cut() {
        assert_eq!(clean(&"x".repeat(10_000)).chars().count(), 501);
    }
}
