//! Text of the input, made inert.

use std::borrow::Cow;

/// Characters that one piece of foreign text may take up.
const MAX_LENGTH: usize = 500;

/// Bytes of the longest command that is worth copying.
const MAX_COMMAND: usize = 4_000;

/// Makes foreign text safe to show: control characters and those that turn the direction of writing
/// become visible escapes, and what is too long is cut.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.len() <= MAX_LENGTH && is_inert(text) {
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

/// A command as people may copy it: whole, or not at all. One that would have to be cut or escaped would
/// do something else.
pub(crate) fn copyable(command: &str) -> Option<&str> {
    Some(command).filter(|command| command.len() <= MAX_COMMAND && is_inert(command))
}

/// Several lines of foreign text, each made safe to show.
pub(crate) fn clean_lines(text: &str) -> String {
    let lines: Vec<Cow<'_, str>> = text.lines().map(clean).collect();
    lines.join("\n")
}

/// JSON text, laid out in lines, of the same value, in which no character does anything: such ones stand in
/// strings only, where each has an escape.
pub fn inert_json(text: String) -> String {
    let does_something = |letter: char| letter != '\n' && is_active(letter);
    if !text.contains(does_something) {
        return text;
    }
    let mut inert = String::with_capacity(text.len());
    for letter in text.chars() {
        if does_something(letter) {
            let mut units = [0; 2];
            for unit in letter.encode_utf16(&mut units) {
                inert.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            inert.push(letter);
        }
    }
    inert
}

fn is_inert(text: &str) -> bool {
    !text.chars().any(is_active)
}

/// Whether a character does something to the terminal or to its neighbours instead of being seen, or is
/// none that documents may hold.
fn is_active(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
        || is_noncharacter(character)
}

/// Unicode keeps these for programs' own use; XML 1.0 forbids some of them.
fn is_noncharacter(character: char) -> bool {
    matches!(character, '\u{fdd0}'..='\u{fdef}') || u32::from(character) & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::{clean, copyable, inert_json};

    #[test]
    fn json_keeps_its_value_and_loses_what_does_something() {
        let json = "{\n  \"a\": \"\u{202e}x\u{9b}\u{7f}\u{e0001}é\"\n}";
        let inert = inert_json(json.to_owned());
        assert_eq!(inert, "{\n  \"a\": \"\\u202ex\\u009b\\u007f\\udb40\\udc01é\"\n}");
        let value = |text: &str| {
            let read = serde_json::from_str::<std::collections::BTreeMap<String, String>>(text);
            read.expect("JSON")
        };
        assert_eq!(value(&inert), value(json));
    }

    #[test]
    fn escapes_and_bidi_overrides_become_visible() {
        assert_eq!(clean("a\u{1b}[31mb\u{202e}c\n"), r"a\u{1b}[31mb\u{202e}c\u{a}");
    }

    #[test]
    fn what_no_document_may_hold_becomes_visible() {
        assert_eq!(clean("a\u{ffff}b\u{1fffe}\0"), r"a\u{ffff}b\u{1fffe}\u{0}");
    }

    #[test]
    fn ordinary_text_of_any_script_is_left_alone() {
        assert_eq!(clean("deis-router ключ 鍵"), "deis-router ключ 鍵");
    }

    #[test]
    fn a_name_of_ten_thousand_characters_is_cut() {
        assert_eq!(clean(&"x".repeat(10_000)).chars().count(), 501);
    }

    #[test]
    fn a_command_is_whole_or_none() {
        assert_eq!(copyable("kubectl get pod"), Some("kubectl get pod"));
        assert_eq!(copyable("kubectl get pod\nreboot"), None);
        assert_eq!(copyable(&"x".repeat(10_000)), None);
    }
}
