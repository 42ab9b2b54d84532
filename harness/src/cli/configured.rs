//! Options about the config file.

use std::path::PathBuf;

/// Which config file counts.
#[derive(Debug, clap::Args)]
pub struct Configured {
    /// The config file; the nearest .workflow-readiness.yaml from here up to the repository's root, if left out
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub config: Option<PathBuf>,
    /// Look for no config file
    #[arg(long)]
    pub no_config: bool,
}
