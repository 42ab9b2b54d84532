//! Which file is the config.

use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use super::NAME;
use crate::file;

/// Names that somebody may expect to count.
const MISNAMED: [&str; 2] = [".workflow-readiness.yml", ".workflow-readiness.json"];

/// A folder that everybody writes into, as /tmp is: its mode has the sticky bit.
const EVERYBODYS: u32 = 0o1002;

/// The nearest config: in the working directory or above it, up to the root of its git repository. Folders
/// that everybody may write into end the way too: what lies there may be anybody's.
///
/// # Errors
/// A config has the wrong name.
pub(super) fn nearest() -> Result<Option<PathBuf>> {
    let Ok(here) = std::env::current_dir() else { return Ok(None) };
    let mut way = PathBuf::new();
    for folder in here.ancestors() {
        if is_everybodys(folder) {
            return Ok(None);
        }
        if folder.join(NAME).exists() {
            return Ok(Some(way.join(NAME)));
        }
        if let Some(name) = MISNAMED.iter().find(|name| folder.join(name).exists()) {
            bail!("{}: a config is called {NAME}: rename it", file::name(&way.join(name)));
        }
        if folder.join(".git").exists() {
            return Ok(None);
        }
        way.push("..");
    }
    Ok(None)
}

fn is_everybodys(folder: &Path) -> bool {
    folder.metadata().is_ok_and(|folder| folder.mode() & EVERYBODYS == EVERYBODYS)
}
