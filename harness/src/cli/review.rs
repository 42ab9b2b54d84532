//! Options of `review`.

use std::path::PathBuf;

use clap::ValueEnum;

use super::output::{Format, Output};
use super::{Connection, Judging};

pub(super) const EXAMPLES: &str = "\
Examples:
  kubectl --namespace deis get all,secrets,configmaps,ingresses,poddisruptionbudgets -o yaml > cluster.yaml
  workflow-readiness review cluster.yaml
  workflow-readiness review --cluster --context production
  helm template hephy/workflow | workflow-readiness review -
  workflow-readiness review --values values.yaml --distribution hephy
  workflow-readiness review manifests/ --settings settings.yaml --format json
  workflow-readiness review manifests/ --output json=report.json --output sarif=report.sarif
  workflow-readiness review manifests/ --baseline report.json --fail-on-new

Exit status:
  0  nothing at or above --fail-on
  1  a violation, or a check that could not be told, at or above it; or no Workflow was found;
     with --require-ready: anything but ready; with --fail-on-new: only what the baseline has not
  2  the call is wrong, or a part of the input could not be read (the rest is reviewed all the same)";

/// Options of `review`.
#[derive(Debug, clap::Args)]
pub struct Review {
    /// Files and folders of manifests, YAML or JSON; - for standard input
    #[arg(value_name = "PATH|-")]
    pub paths: Vec<PathBuf>,
    /// The live cluster of the kubeconfig instead of files: it is only read, and Secrets are got by name
    #[arg(long, conflicts_with = "paths")]
    pub cluster: bool,
    /// Helm values of the umbrella chart, alone or beside manifests; later files override earlier ones
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub values: Vec<PathBuf>,
    /// Only the installation of this namespace; manifests without one are taken to be in it
    #[arg(long, short, value_name = "NS")]
    pub namespace: Option<String>,
    /// Whose Workflow it is, where it cannot be told
    #[arg(long, value_enum, value_name = "NAME")]
    pub distribution: Option<Distribution>,
    /// The version of Workflow that values are for, such as v2.18.0: defaults of its chart changed
    #[arg(long, value_name = "V")]
    pub workflow_version: Option<String>,
    /// How to print the report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Also write the report into a file, in a format of its own; may be given again for others
    #[arg(long = "output", value_name = "FORMAT=FILE", value_parser = Output::parse)]
    pub outputs: Vec<Output>,
    /// The severity from which a violation makes the exit status 1
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = Severity::Medium)]
    pub fail_on: Severity,
    /// An earlier report, as --output json=FILE wrote it: what it has already is counted and not listed again
    #[arg(long, value_name = "FILE")]
    pub baseline: Option<PathBuf>,
    /// Only let what the --baseline has not make the exit status 1
    #[arg(long)]
    pub fail_on_new: bool,
    /// Exit with 1 unless the installation is ready
    #[arg(long)]
    pub require_ready: bool,
    #[command(flatten)]
    pub judging: Judging,
    #[command(flatten)]
    pub connection: Connection,
}

/// The three distributions.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Distribution {
    /// Deis Workflow
    Deis,
    /// Hephy Workflow
    Hephy,
    /// Drycc Workflow
    Drycc,
}

/// Severities, lowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub enum Severity {
    /// Advice
    Info,
    /// Advice worth following
    Low,
    /// Placeholders, unexpected ports
    Medium,
    /// TLS missing, one router, sign-ups on
    High,
    /// Data loss or open doors
    Critical,
}
