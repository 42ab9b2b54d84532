//! Reading files, with words about what is wrong that say what to do.

use std::io::{Error, ErrorKind};
use std::path::Path;

use anyhow::{Result, anyhow};

use crate::suggest;

/// A path in a message, on one line, whatever it holds.
pub fn name(path: &Path) -> String {
    render::clean(&path.display().to_string()).into_owned()
}

/// Reads a file.
///
/// # Errors
/// Why it cannot be read, and where it is not there the one that was probably meant.
pub fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|error| unread(path, &error))
}

/// Why a path cannot be read.
pub fn unread(path: &Path, error: &Error) -> anyhow::Error {
    let name = name(path);
    if error.kind() != ErrorKind::NotFound {
        return anyhow!("{name} cannot be read: {}", reason(error));
    }
    let meant = suggest::did_you_mean(suggest::neighbour(path).as_deref());
    anyhow!("{name} cannot be read: there is no such file or folder{meant}")
}

/// The system's words as a part of a sentence, without its number for them.
pub fn reason(error: &Error) -> String {
    let words = error.to_string();
    let words = words.split(" (os error").next().unwrap_or_default();
    let mut letters = words.chars();
    letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
}
