//! Messages: words, with values in backticks.

/// A part of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece<'t> {
    /// Words.
    Words(&'t str),
    /// What stood in backticks: a value, a name. No backtick is in it.
    Value(&'t str),
}

/// Takes a message apart at its backticks. One that is never closed is words. Values come from the input
/// and may hold backticks themselves: then words and values change places, and both are shown inert.
pub(crate) fn pieces(message: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = message;
    while let Some((words, behind)) = rest.split_once('`') {
        let Some((value, after)) = behind.split_once('`') else { break };
        pieces.push(Piece::Words(words));
        pieces.push(Piece::Value(value));
        rest = after;
    }
    pieces.push(Piece::Words(rest));
    pieces.retain(|piece| !matches!(piece, Piece::Words("") | Piece::Value("")));
    pieces
}

/// The words of the tables, which have neither capital nor full stop, with a capital.
pub(crate) fn capital(words: &str) -> String {
    let mut rest = words.chars();
    let first = rest.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}", rest.as_str())
}

/// The words with a capital and a full stop.
pub(crate) fn sentence(words: &str) -> String {
    format!("{}.", capital(words.trim_end_matches('.')))
}

#[cfg(test)]
mod tests {
    use super::{Piece, pieces};

    #[test]
    fn values_stand_in_backticks() {
        let expected = [Piece::Value("replicas"), Piece::Words(" is "), Piece::Value("1")];
        assert_eq!(pieces("`replicas` is `1`"), expected);
    }

    #[test]
    fn a_backtick_alone_is_words() {
        assert_eq!(pieces("a ` b"), [Piece::Words("a ` b")]);
        assert_eq!(pieces(""), []);
    }
}
