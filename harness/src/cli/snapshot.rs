//! Options of `snapshot`.

use std::path::PathBuf;

use clap::ValueEnum;

use super::{Connection, Distribution};

pub(super) const EXAMPLES: &str = "\
Examples:
  workflow-readiness snapshot --output snapshot.yaml
  workflow-readiness snapshot --context production --namespace deis --output snapshot.yaml
  workflow-readiness snapshot cluster.yaml > snapshot.yaml
  workflow-readiness review snapshot.yaml

A snapshot has the verdicts of what it was made from. Of a Secret it holds the names of its keys, certificates in
full, and of every other value only what rules need to know: that it is there, or a placeholder, or what a chart
publishes. Variables keep their values where rules look at them. Names, addresses, routes and annotations stay.

Exit status:
  0  written
  1  no Workflow was found
  2  the call is wrong, or something could not be read; nothing is written then";

/// Options of `snapshot`.
#[derive(Debug, clap::Args)]
pub struct Snapshot {
    /// Files and folders of manifests, YAML or JSON; - for standard input; the live cluster, if left out
    #[arg(value_name = "PATH|-")]
    pub paths: Vec<PathBuf>,
    /// Only the installation of this namespace; manifests without one are taken to be in it
    #[arg(long, short, value_name = "NS")]
    pub namespace: Option<String>,
    /// Whose Workflow it is, where it cannot be told
    #[arg(long, value_enum)]
    pub distribution: Option<Distribution>,
    /// How to write it
    #[arg(long, value_enum, default_value_t = Form::Yaml)]
    pub format: Form,
    /// The file to write; standard output, if left out
    #[arg(long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    #[command(flatten)]
    pub connection: Connection,
}

/// How a snapshot is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// For people, and for all that reads manifests
    Yaml,
    /// For programs
    Json,
}
