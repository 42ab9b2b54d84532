//! Why a text is no JSON that can be judged.

use std::fmt;

/// Why a text is no JSON that can be judged. It never holds anything of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParseError {
    /// Where, in bytes.
    pub offset: usize,
    reason: Reason,
}

impl fmt::Display for ParseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.reason.words())
    }
}

/// What is wrong with a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    BreaksOff,
    BreaksOffInString,
    BreaksOffOrMissing,
    Colon,
    Comma,
    CommaBeforeEnd,
    Control,
    Escape,
    Key,
    NoList,
    NoObject,
    Number,
    Rest,
    TooDeep,
    Value,
}

impl Reason {
    const fn words(self) -> &'static str {
        match self {
            Reason::BreaksOff => "it breaks off",
            Reason::BreaksOffInString => "it breaks off in a string",
            Reason::BreaksOffOrMissing => "it breaks off, or a value is missing",
            Reason::Colon => "a colon is missing",
            Reason::Comma => "a comma is missing",
            Reason::CommaBeforeEnd => "a comma stands before the end",
            Reason::Control => "a string holds a control character",
            Reason::Escape => "an escape is malformed",
            Reason::Key => "a key is missing",
            Reason::NoList => "it is not a list",
            Reason::NoObject => "it is not an object",
            Reason::Number => "a number is malformed",
            Reason::Rest => "something stands behind it",
            Reason::TooDeep => "it is nested deeper than 128 levels",
            Reason::Value => "a value is missing",
        }
    }
}

/// Why reading ended.
#[derive(Debug, Clone, Copy)]
pub(super) struct Broken {
    /// How many bytes were left.
    pub(super) left: usize,
    pub(super) reason: Reason,
}

impl Broken {
    /// The same within a whole text.
    #[cold]
    pub(super) fn within(self, text: &str) -> ParseError {
        ParseError { offset: text.len().saturating_sub(self.left), reason: self.reason }
    }
}

pub(super) type Parsed<T> = Result<T, Broken>;

#[inline]
pub(super) fn broken<T>(rest: &str, reason: Reason) -> Parsed<T> {
    Err(Broken { left: rest.len(), reason })
}
