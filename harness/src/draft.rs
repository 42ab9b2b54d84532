//! Files that are written whole or not at all.

use std::fs::{self, Metadata, Permissions};
use std::io::{self, Write};
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Result, anyhow};
use tempfile::NamedTempFile;

use crate::file::{self, reason};
use crate::interrupt;

/// Drafts that are there now. Whoever holds it is the only one to make, keep or discard one.
static DRAFTS: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

fn drafts() -> MutexGuard<'static, Vec<PathBuf>> {
    DRAFTS.lock().unwrap_or_else(PoisonError::into_inner)
}

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
/// It cannot be written; then the old one is still there.
pub fn replace(path: &Path, bytes: &[u8]) -> Result<()> {
    if fs::metadata(path).is_ok_and(|old| !old.is_file()) {
        return fs::write(path, bytes).map_err(|error| unwritten(&file::name(path), &error));
    }
    stage(path, bytes)?.persist()
}

/// Writes what a file shall hold beside it. A link stays one: what it leads to is meant. Permissions and, where
/// that is allowed, the owner stay.
///
/// # Errors
/// It cannot be written there.
pub fn stage(path: &Path, bytes: &[u8]) -> Result<Staged> {
    let name = file::name(path);
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let old = fs::metadata(&path).ok();
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let permissions = old.as_ref().map_or_else(common, Metadata::permissions);
    let written = || {
        let mut file = begin(folder.unwrap_or(Path::new(".")), permissions)?;
        file.write_all(bytes)?;
        if let Some(old) = &old {
            keep(old, &file)?;
        }
        file.as_file().sync_all()?;
        Ok(file)
    };
    match written() {
        Ok(file) => Ok(Staged { name, path, file }),
        Err(error) => Err(unwritten(&name, &error)),
    }
}

impl Staged {
    /// Puts it in its place.
    ///
    /// # Errors
    /// It cannot be put there; the old one stays.
    pub fn persist(self) -> Result<()> {
        let Staged { name, path, file } = self;
        let mut all = drafts();
        all.retain(|one| one != file.path());
        file.persist(path).map(drop).map_err(|error| unwritten(&name, &error.error))
    }
}

fn unwritten(name: &str, error: &io::Error) -> anyhow::Error {
    anyhow!("{name} cannot be written: {}", reason(error))
}

fn begin(folder: &Path, permissions: Permissions) -> io::Result<NamedTempFile> {
    interrupt::watch();
    let mut all = drafts();
    let draft = tempfile::Builder::new()
        .prefix(".workflow-readiness-")
        .permissions(permissions)
        .tempfile_in(folder)?;
    all.push(draft.path().to_owned());
    Ok(draft)
}

/// Owner and permissions of the file before. Only root may give files away: for others it is theirs then, as
/// with any editor. The mask took permissions away, which the file had.
fn keep(old: &Metadata, file: &NamedTempFile) -> io::Result<()> {
    let new = file.as_file().metadata()?;
    if (old.uid(), old.gid()) != (new.uid(), new.gid()) {
        let _ = chown(file.path(), Some(old.uid()), Some(old.gid()));
    }
    file.as_file().set_permissions(old.permissions())
}

/// Takes every draft away. As long as the answer is held there will be no other.
pub fn discard() -> MutexGuard<'static, Vec<PathBuf>> {
    let all = drafts();
    for draft in all.iter() {
        let _ = fs::remove_file(draft);
    }
    all
}

/// What everybody's mask leaves of a new file's permissions, as for any other file.
fn common() -> Permissions {
    PermissionsExt::from_mode(0o666)
}

#[cfg(test)]
mod tests {
    use super::{begin, common, discard, replace};

    #[test]
    fn what_is_half_written_goes_with_the_signal_and_what_is_whole_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let whole = folder.path().join("report.json");
        replace(&whole, b"{}").expect("written");
        let half = begin(folder.path(), common()).expect("a draft");
        assert!(half.path().exists());
        drop(discard());
        assert!(!half.path().exists() && whole.exists());
    }
}
