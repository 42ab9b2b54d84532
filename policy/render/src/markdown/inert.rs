//! Foreign text in GitHub's Markdown: shown as it is, never acted on.

use crate::clean;
use crate::prose::{Piece, pieces};

/// A message: its values become code, its words plain text.
pub(crate) fn inline(message: &str) -> String {
    let message = clean(message);
    let mut text = String::new();
    // Blanks before a text would make a block of code of it.
    for piece in pieces(message.trim()) {
        match piece {
            Piece::Value(value) => push(&code(value), &mut text),
            Piece::Words(words) => plain(words, &mut text),
        }
    }
    if text.is_empty() { "–".to_owned() } else { text }
}

/// A message in a cell of a table. Not even code may hold the bar that ends a cell.
pub(crate) fn cell(message: &str) -> String {
    inline(&clean(message).replace('|', r"\u{7c}"))
}

/// A name or a value, as code: GitHub finds no mentions, links or numbers of issues in it.
pub(crate) fn code(text: &str) -> String {
    let text = clean(text);
    let fence = "`".repeat(longest_run(&text) + 1);
    // A reader takes one blank from each end, if there is one at both.
    let at_edge = |edge: [char; 2]| text.starts_with(edge) || text.ends_with(edge);
    let pad = if at_edge(['`', ' ']) || text.is_empty() { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// A block of code. `text` may have several lines; each of them has been made safe to show.
pub(crate) fn fenced(language: &str, text: &str) -> String {
    let fence = "`".repeat(longest_run(text).max(2) + 1);
    format!("{fence}{language}\n{text}\n{fence}\n")
}

/// Whether a link may go there: to a page, without a character that could end the link.
pub(crate) fn is_link(url: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&+,;=%".contains(&byte);
    url.len() < 500 && url.starts_with("https://") && url.bytes().all(is_plain)
}

/// A link to a page of ours; the words alone, where it is none.
pub(super) fn link(words: &str, url: &str) -> String {
    let words = cell(words);
    if is_link(url) { format!("[{words}]({url})") } else { words }
}

/// Words that GitHub would make something of are code; of the others every character stands for itself.
fn plain(words: &str, text: &mut String) {
    for part in words.split_inclusive(' ') {
        let word = part.trim_end_matches(' ');
        match word {
            "" => {}
            _ if is_active(word) => push(&code(word), text),
            _ => escaped(word, text),
        }
        text.push_str(&part[word.len()..]);
    }
}

/// Two runs of backticks side by side would be one.
fn push(code: &str, text: &mut String) {
    if text.ends_with('`') {
        text.push(' ');
    }
    text.push_str(code);
}

/// Mentions, addresses, links, issues, commits, formulas, emoji.
fn is_active(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let hexadecimal =
        |run: &str| run.len() >= 7 && run.bytes().all(|byte| byte.is_ascii_hexdigit());
    word.contains(['@', '#', '$'])
        || lower.contains("://")
        || lower.contains("www.")
        || lower.contains("gh-")
        || word.matches(':').count() > 1
        || word.split(|character: char| !character.is_ascii_alphanumeric()).any(hexadecimal)
}

fn escaped(word: &str, text: &mut String) {
    // At the beginning of a line some make a list or a heading.
    let is_first = text.is_empty();
    let is_number = word.trim_end_matches(['.', ')']).bytes().all(|byte| byte.is_ascii_digit());
    for (place, character) in word.char_indices() {
        let begins = is_first && place == 0 && matches!(character, '-' | '+' | '=');
        let counts = is_first && is_number && matches!(character, '.' | ')');
        if begins || counts || r"\`*_[]<>&~!|".contains(character) {
            text.push('\\');
        }
        text.push(character);
    }
}

fn longest_run(text: &str) -> usize {
    let runs = text.split(|character| character != '`').map(str::len);
    runs.max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{cell, code, fenced, inline};

    #[test]
    fn values_are_code_and_words_are_words() {
        assert_eq!(inline("`replicas` is 1; at least 2."), "`replicas` is 1; at least 2.");
    }

    #[test]
    fn what_github_would_act_on_is_code() {
        assert_eq!(inline("ask @ada about #12"), "ask `@ada` about `#12`");
        assert_eq!(inline("`a`@ada"), "`a` `@ada`");
        assert_eq!(inline("see https://evil.example"), "see `https://evil.example`");
    }

    #[test]
    fn nothing_of_the_text_is_markup() {
        assert_eq!(inline("<b> *x* [y](z) 1. - a"), r"\<b\> \*x\* \[y\](z) 1. - a");
        assert_eq!(inline("1. a"), r"1\. a");
        assert_eq!(inline("- a"), r"\- a");
        assert_eq!(cell("a|b `c|d`"), r"a\\u{7c}b `c\u{7c}d`");
    }

    #[test]
    fn backticks_stay_inside_of_their_code() {
        assert_eq!(code("a``b"), "```a``b```");
        assert_eq!(code("`a"), "`` `a ``");
        assert_eq!(fenced("sh", "```"), "````sh\n```\n````\n");
    }
}
