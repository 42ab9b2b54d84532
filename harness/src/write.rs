//! Files, written whole or not at all.

use std::fs::{Metadata, Permissions};
use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use tempfile::NamedTempFile;

/// A file's new content, written beside it and not yet in its place. What is never put there goes away.
#[derive(Debug)]
pub struct Staged {
    name: String,
    path: PathBuf,
    file: NamedTempFile,
}

/// Writes a file whole or not at all: whoever reads it meanwhile sees the old one. What is no file, such
/// as a pipe, is written as it is.
///
/// # Errors
/// It cannot be written.
pub fn write(path: &Path, text: &str) -> Result<()> {
    if std::fs::metadata(path).is_ok_and(|old| !old.is_file()) {
        let failed = || format!("{} cannot be written", path.display());
        return std::fs::write(path, text).with_context(failed);
    }
    stage(path, text)?.persist()
}

/// Writes what a file shall hold beside it. A link stays one: what it leads to is meant. Permissions and, where
/// that is allowed, the owner stay.
///
/// # Errors
/// It cannot be written there.
pub fn stage(path: &Path, text: &str) -> Result<Staged> {
    let name = path.display().to_string();
    let failed = || format!("{name} cannot be written");
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let old = std::fs::metadata(&path).ok();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut file = tempfile::Builder::new()
        .prefix(".workflow-readiness-")
        .permissions(old.as_ref().map_or_else(common, Metadata::permissions))
        .tempfile_in(folder.unwrap_or(Path::new(".")))
        .with_context(failed)?;
    file.write_all(text.as_bytes()).with_context(failed)?;
    if let Some(old) = old {
        keep(&old, &file).with_context(failed)?;
    }
    file.as_file().sync_all().with_context(failed)?;
    Ok(Staged { name, path, file })
}

impl Staged {
    /// Puts it in its place.
    ///
    /// # Errors
    /// It cannot be put there; the old one stays.
    pub fn persist(self) -> Result<()> {
        let Staged { name, path, file } = self;
        let persisted = file.persist(path).map_err(|error| error.error);
        persisted.with_context(|| format!("{name} cannot be written"))?;
        Ok(())
    }
}

/// What everybody's mask leaves of a new file's permissions, as for any other file.
fn common() -> Permissions {
    PermissionsExt::from_mode(0o666)
}

/// Owner and permissions of the file before. Only root may give files away: for others it is theirs then, as
/// with any editor. The mask took permissions away, which the file had.
fn keep(old: &Metadata, file: &NamedTempFile) -> std::io::Result<()> {
    let new = file.as_file().metadata()?;
    if (old.uid(), old.gid()) != (new.uid(), new.gid()) {
        let _ = chown(file.path(), Some(old.uid()), Some(old.gid()));
    }
    file.as_file().set_permissions(old.permissions())
}
