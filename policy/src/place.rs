//! Places in a text. The core knows no text: whoever read it adds them to a report.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A point in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// From 1, in code points.
    pub column: usize,
    /// From 0, in bytes.
    pub offset: usize,
    /// From 0, in UTF-16 code units, as editors in browsers count; only there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub utf16: Option<usize>,
}

/// A range of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// The file, as it was named; `-` for standard input.
    pub file: String,
    /// Where it begins.
    pub start: Position,
    /// Where it ends: behind its last character.
    pub end: Position,
}

/// A change of a text: what stands in a range gives way to other text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Edit {
    /// The file, as it was named.
    pub file: String,
    /// Where what goes away begins.
    pub start: Position,
    /// Where it ends; the start, where nothing goes away.
    pub end: Position,
    /// What comes in its place.
    pub text: String,
}
