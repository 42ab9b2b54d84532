//! Options of `collect`.

use super::Distribution;

pub(super) const EXAMPLES: &str = "\
Examples:
  workflow-readiness collect > collect.sh && sh collect.sh
  workflow-readiness collect --distribution drycc
  workflow-readiness collect --role | kubectl apply -f -
  workflow-readiness review cluster.yaml secrets.yaml bindings.yaml

`review --cluster` and `snapshot` read the same by themselves.

Exit status:
  0  printed
  2  the call is wrong";

/// Options of `collect`.
#[derive(Debug, clap::Args)]
pub struct Collect {
    /// Whose Workflow it is; Deis' and Hephy's commands are the same
    #[arg(long, value_enum, default_value_t = Distribution::Deis)]
    pub distribution: Distribution,
    /// The namespace of the installation; that of the documentation, if left out
    #[arg(long, short, value_name = "NS")]
    pub namespace: Option<String>,
    /// Print the Roles that the commands and `review --cluster` need instead
    #[arg(long)]
    pub role: bool,
}
