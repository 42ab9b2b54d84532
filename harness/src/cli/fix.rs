//! Options of `fix`.

use std::path::PathBuf;

use super::{Distribution, Judging};

pub(super) const EXAMPLES: &str = "\
Examples:
  workflow-readiness fix manifests/
  workflow-readiness fix manifests/ | patch -p0
  workflow-readiness fix manifests/ --write
  workflow-readiness fix --values values.yaml --distribution hephy --write
  helm template hephy/workflow | workflow-readiness fix - | kubectl apply -f -
  helm upgrade hephy hephy/workflow --post-renderer workflow-readiness --post-renderer-args fix --post-renderer-args -

Files are not touched without --write: what would change is printed as a diff, for patch -p0 or git apply -p0. From
standard input the whole text comes out, fixed. Each fix is told on standard error, with what it does to a running
installation, and so is what is left for a person. Violations are fixed, not advice, unless --rule names its rule.

What is fixed is read and reviewed again first: a fix that mends nothing, or breaks something else, is not made. All
but the changed lines stays as it is, byte for byte. Lines of Secrets, and of passwords elsewhere, are never shown: a
diff has fewer lines around a change for it, or leaves the change out and says so.

Exit status:
  0  fixed, or there is nothing to fix; what is left does not change it, see review
  1  with --check: there is something to fix, or no Workflow was found
  2  the call is wrong, or a part of the input could not be read; nothing is printed or written then";

/// Options of `fix`.
#[derive(Debug, clap::Args)]
pub struct Fix {
    /// Files and folders of manifests, YAML or JSON; - alone for standard input to standard output
    #[arg(required_unless_present = "values", value_name = "PATH|-")]
    pub paths: Vec<PathBuf>,
    /// Helm values of the umbrella chart, to be fixed too; later files override earlier ones
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub values: Vec<PathBuf>,
    /// Write the files instead of printing a diff, each as a whole
    #[arg(long, conflicts_with = "check")]
    pub write: bool,
    /// Change nothing, and exit with 1 where there is something to fix
    #[arg(long)]
    pub check: bool,
    /// Also make the fixes that may cut traffic or lose what is not kept: read what each says
    #[arg(long = "unsafe")]
    pub is_unsafe: bool,
    /// Only fix what this rule finds, its advice too; may be given again
    #[arg(long = "rule", value_name = "ID")]
    pub rules: Vec<String>,
    /// Only the installation of this namespace; manifests without one are taken to be in it
    #[arg(long, value_name = "NS")]
    pub namespace: Option<String>,
    /// Whose Workflow it is, where it cannot be told
    #[arg(long, value_enum)]
    pub distribution: Option<Distribution>,
    /// The version of Workflow that values are for, such as v2.18.0: defaults of its chart changed
    #[arg(long, value_name = "V")]
    pub workflow_version: Option<String>,
    #[command(flatten)]
    pub judging: Judging,
}
