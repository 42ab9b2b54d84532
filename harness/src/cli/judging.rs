//! Options of every command that judges something.

use super::{Configured, Runner};
use crate::settings::Location;

/// By what, for which moment, and with which policy.
#[derive(Debug, clap::Args)]
pub struct Judging {
    /// The settings: attestations, exceptions and the like, as Kubewarden takes them; YAML or JSON
    #[arg(long, value_name = "FILE")]
    pub settings: Option<Location>,
    /// The moment to judge for; the clock's, if left out
    #[arg(long, value_name = "RFC3339")]
    pub now: Option<String>,
    #[command(flatten)]
    pub runner: Runner,
    #[command(flatten)]
    pub configured: Configured,
}
