//! Writes metadata into a module, as `kwctl annotate` does: JSON in a custom section behind all others.

use std::borrow::Cow;

use wasm_encoder::{CustomSection, Section};

use crate::metadata::Metadata;

/// The section that Kubewarden reads.
pub const SECTION: &str = "io.kubewarden.metadata";

/// The module with its metadata.
///
/// # Errors
/// The metadata cannot be written as JSON.
pub fn annotate(module: &[u8], metadata: &Metadata) -> serde_json::Result<Vec<u8>> {
    let json = serde_json::to_vec(metadata)?;
    let section = CustomSection { name: Cow::Borrowed(SECTION), data: Cow::Owned(json) };
    let mut bytes = module.to_vec();
    section.append_to(&mut bytes);
    Ok(bytes)
}
