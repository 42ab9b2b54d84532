//! The config file: what the calls of a project have in common. Options of a call win.

mod apply;
mod field;
mod find;
mod read;
mod schema;

use std::path::PathBuf;

use crate::cli::{Distribution, EngineName, Format, Output, Severity};
use crate::settings::Location;

pub use apply::apply;
pub use schema::schema;

/// The name of the file that is looked for.
pub const NAME: &str = ".workflow-readiness.yaml";

/// What a config says. Its paths lead on from where the command runs.
#[derive(Debug, Default)]
struct Config {
    file: PathBuf,
    paths: Option<Vec<PathBuf>>,
    values: Option<Vec<PathBuf>>,
    distribution: Option<Distribution>,
    workflow_version: Option<String>,
    namespace: Option<String>,
    settings: Option<Location>,
    format: Option<Format>,
    outputs: Option<Vec<Output>>,
    fail_on: Option<Severity>,
    require_ready: Option<bool>,
    baseline: Option<PathBuf>,
    fail_on_new: Option<bool>,
    engine: Option<EngineName>,
}
