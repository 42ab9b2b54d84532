//! Options of `fix`.

use std::path::PathBuf;

use super::Runner;

pub(super) const EXAMPLES: &str = "\
Examples:
  helm template hephy/workflow | workflow-readiness fix - | kubectl apply -f -
  helm upgrade hephy hephy/workflow --post-renderer workflow-readiness --post-renderer-args fix --post-renderer-args -

What was changed is told on standard error. Only violations are mended, not advice, and only where nothing is cut off.

Exit status:
  0  printed, mended or not
  2  the call is wrong, or the manifests could not be read; nothing is printed then";

/// Options of `fix`.
#[derive(Debug, clap::Args)]
pub struct Fix {
    /// - for standard input
    #[arg(required = true, value_name = "-")]
    pub paths: Vec<PathBuf>,
    /// Only the installation of this namespace; manifests without one are taken to be in it
    #[arg(long, value_name = "NS")]
    pub namespace: Option<String>,
    /// The settings, as Kubewarden takes them; YAML or JSON
    #[arg(long, value_name = "FILE")]
    pub settings: Option<PathBuf>,
    /// The moment to judge for; the clock's, if left out
    #[arg(long, value_name = "RFC3339")]
    pub now: Option<String>,
    #[command(flatten)]
    pub runner: Runner,
}
