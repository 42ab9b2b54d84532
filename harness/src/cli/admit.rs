//! Options of `admit`.

use std::path::PathBuf;

use super::Judging;

pub(super) const EXAMPLES: &str = "\
Examples:
  workflow-readiness admit request.json --objects cluster.yaml
  workflow-readiness admit request.json --settings settings.yaml
  workflow-readiness admit - < request.json

An AdmissionReview is answered by an AdmissionReview, a bare request by a bare response.

Exit status:
  0  allowed
  1  denied
  2  the call is wrong, or the input could not be read";

/// Options of `admit`.
#[derive(Debug, clap::Args)]
pub struct Admit {
    /// An AdmissionReview or an AdmissionRequest, JSON or YAML; - for standard input
    #[arg(value_name = "REQUEST")]
    pub request: PathBuf,
    /// The cluster that the policy's lookups see; without it they fail, and what they would tell is unknown
    #[arg(long, value_name = "PATH", num_args = 1..)]
    pub objects: Vec<PathBuf>,
    /// A session that kwctl recorded, played back to the policy's lookups
    #[arg(long, value_name = "FILE", conflicts_with = "objects")]
    pub replay: Option<PathBuf>,
    #[command(flatten)]
    pub judging: Judging,
}
