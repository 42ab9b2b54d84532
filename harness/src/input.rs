//! From files, folders and standard input to texts.

use std::fs::File;
use std::io::{self, Seek, SeekFrom};
use std::os::fd::AsFd;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use anyhow::{Context, Result, anyhow, bail};
use policy::report::Unreadable;
use serde_json::Value;
use source::Bundle;
use walkdir::{DirEntry, WalkDir};

use crate::{file, terminal};

/// All that was read.
#[derive(Debug, Default)]
pub struct Input {
    /// The texts of the files.
    pub bundle: Bundle,
    /// What was left out on purpose, in words.
    pub notes: Vec<String>,
}

/// Files that lie beside manifests in charts and are none.
const NOT_MANIFESTS: [&str; 4] = ["values.yaml", "Chart.yaml", "requirements.yaml", "Chart.lock"];

/// `--values` takes all the files behind it.
const BEFORE: &str = ": name manifests before --values";

impl Input {
    /// Reads every path: files as they are, folders with all the manifests in them, `-` for standard input. What the
    /// review of that namespace's installation, or of all, has no use for is counted and not kept.
    ///
    /// # Errors
    /// The only path cannot be read, or a folder holds no manifests. One of several paths that cannot
    /// be read is told in the report instead.
    pub fn read(paths: &[PathBuf], namespace: Option<&str>) -> Result<Input> {
        let is_given_once = paths.iter().any(|path| is_given_once(path));
        let mut notes = Vec::new();
        let mut times = 0;
        let bundle = Bundle::gather(namespace, is_given_once, |bundle| {
            times += 1;
            if times > 1 {
                terminal::detail("reading again: now it is known what has to be kept");
            }
            let input = Input { bundle: std::mem::take(bundle), notes: Vec::new() }.and(paths)?;
            (*bundle, notes) = (input.bundle, input.notes);
            anyhow::Ok(())
        })?;
        Ok(Input { bundle, notes })
    }

    /// Reads every path as [`Input::read`] does, and keeps every object as it is, also of kinds that no rule knows.
    ///
    /// # Errors
    /// As [`Input::read`].
    pub fn complete(paths: &[PathBuf]) -> Result<Input> {
        Input::default().and(paths)
    }

    fn and(self, paths: &[PathBuf]) -> Result<Input> {
        let mut input = self;
        for path in paths {
            if let Err(error) = input.path(path) {
                if paths.len() == 1 {
                    return Err(error);
                }
                let message = format!("{error:#}");
                input.bundle.unreadable_file(&path.display().to_string(), message);
            }
        }
        Ok(input)
    }

    fn path(&mut self, path: &Path) -> Result<()> {
        if path.as_os_str() == "-" {
            terminal::invite("manifests");
            return self.stdin().context("standard input cannot be read");
        }
        if path.is_dir() { self.folder(path) } else { self.file(path) }
    }

    /// Standard input: where that is a file, from where it stood when it was read first.
    fn stdin(&mut self) -> io::Result<()> {
        static START: OnceLock<u64> = OnceLock::new();
        let Some(mut file) = stdin_file() else {
            return self.bundle.read_once("-", &mut io::stdin().lock());
        };
        let here = file.stream_position()?;
        file.seek(SeekFrom::Start(*START.get_or_init(|| here)))?;
        self.bundle.read("-", &mut file)
    }

    fn file(&mut self, path: &Path) -> Result<()> {
        let name = path.display().to_string();
        terminal::reading(&name);
        let read = File::open(path).and_then(|mut file| match is_given_once(path) {
            true => self.bundle.read_once(&name, &mut file),
            false => self.bundle.read(&name, &mut file),
        });
        read.map_err(|error| file::unread(path, &error))
    }

    fn folder(&mut self, folder: &Path) -> Result<()> {
        for path in manifests(folder, &mut self.notes)? {
            self.file(&path)?;
        }
        Ok(())
    }

    /// Every object.
    ///
    /// # Errors
    /// Something could not be read: where, and why.
    pub fn objects(&self) -> Result<Vec<Value>> {
        if let Some(one) = self.bundle.unreadable().first() {
            bail!(unread(one));
        }
        let objects: Result<_, _> = self.bundle.objects().map(serde_json::from_str).collect();
        objects.context("the objects cannot be read")
    }

    /// Reads files of Helm values, in the order in which they override each other.
    ///
    /// # Errors
    /// A file cannot be read, or holds something else than one map.
    pub fn values(&mut self, paths: &[PathBuf]) -> Result<()> {
        for path in paths {
            let name = path.display().to_string();
            terminal::reading(&name);
            if path.is_dir() {
                bail!("{} is a folder, and --values takes files{BEFORE}", file::name(path));
            }
            let bytes = file::read(path)?;
            if let Err(words) = self.bundle.add_values(&name, bytes) {
                let is_other = words.contains("manifest") || words.contains("more than one");
                let hint = if is_other { BEFORE } else { "" };
                bail!("{} {words}{hint}", file::name(path));
            }
        }
        Ok(())
    }
}

/// Whether what a path leads to can be read only once, as from a pipe.
fn is_given_once(path: &Path) -> bool {
    if path.as_os_str() == "-" {
        return stdin_file().is_none();
    }
    std::fs::metadata(path).is_ok_and(|it| !it.is_file() && !it.is_dir())
}

/// Standard input, if it is a file.
fn stdin_file() -> Option<File> {
    let file = File::from(io::stdin().as_fd().try_clone_to_owned().ok()?);
    file.metadata().is_ok_and(|it| it.is_file()).then_some(file)
}

/// What could not be read, on one line: where, and why.
pub fn unread(one: &Unreadable) -> String {
    let place = |number: Option<usize>| number.map_or("-".to_owned(), |one| one.to_string());
    let file = one.file.as_deref().unwrap_or("input");
    let (line, column) = (place(one.line), place(one.column));
    render::clean(&format!("{file}:{line}:{column}: {}", one.message)).into_owned()
}

/// Every file of manifests in a folder, in order; what is left out is noted.
///
/// # Errors
/// The folder cannot be read, or holds none.
pub fn manifests(folder: &Path, notes: &mut Vec<String>) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    // A mounted ConfigMap is a folder of links into hidden ones.
    let hidden = |entry: &DirEntry| {
        entry.depth() > 0 && entry.file_name().as_encoded_bytes().starts_with(b".")
    };
    let walk = WalkDir::new(folder).follow_links(true).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(|entry| !hidden(entry)) {
        let entry = entry.map_err(|error| unwalked(folder, error))?;
        let extension = entry.path().extension().and_then(|extension| extension.to_str());
        let extension = extension.map(str::to_ascii_lowercase);
        let is_manifest = matches!(extension.as_deref(), Some("yaml" | "yml" | "json"));
        if !entry.file_type().is_file() || !is_manifest {
            continue;
        }
        if NOT_MANIFESTS.iter().any(|name| entry.file_name() == *name) {
            let path = file::name(entry.path());
            notes.push(format!(
                "{path}: not a manifest, left out; name the file itself to review it"
            ));
            continue;
        }
        found.push(entry.into_path());
    }
    if found.is_empty() {
        bail!("{} holds no .yaml, .yml or .json file", file::name(folder));
    }
    Ok(found)
}

fn unwalked(folder: &Path, error: walkdir::Error) -> anyhow::Error {
    let path = error.path().unwrap_or(folder).to_owned();
    match error.into_io_error() {
        Some(error) => file::unread(&path, &error),
        None => anyhow!("{} cannot be read: its links go round in a circle", file::name(&path)),
    }
}
