//! The command line.

mod admit;
mod called;
mod catalogue;
mod collect;
mod configured;
mod connection;
mod fix;
mod judging;
mod output;
mod review;
mod snapshot;
mod terminal;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

use crate::enforced;

pub use admit::Admit;
pub use called::{called, parse};
pub use catalogue::{Completions, Explain, ExplainFormat, Man, Schema};
pub use collect::Collect;
pub use configured::Configured;
pub use connection::Connection;
pub use fix::Fix;
pub use judging::Judging;
pub use output::{Format, Output};
pub use review::{Distribution, Review, Severity};
pub use snapshot::{Form, Snapshot};
pub use terminal::{Terminal, When};

const EXAMPLES: &str = "\
Examples:
  workflow-readiness review cluster.yaml
  helm template hephy/workflow | workflow-readiness review -
  workflow-readiness explain routers-replicas

`workflow-readiness help COMMAND` has examples of each.

Exit status:
  0  nothing is wrong
  1  something is wrong with what was looked at
  2  the call is wrong, or a part of the input could not be read";

/// Is this Deis, Hephy or Drycc Workflow installation ready for production?
///
/// Runs the recommendations of Workflow's production guide, compiled to policy.wasm, on manifests.
#[derive(Debug, Parser)]
#[command(name = "workflow-readiness", bin_name = "workflow-readiness", version)]
#[command(long_version = enforced::version(), propagate_version = true, after_help = EXAMPLES)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub terminal: Terminal,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Review the manifests of an installation
    #[command(after_help = review::EXAMPLES)]
    Review(Review),
    /// Decide one AdmissionReview, as the cluster would have it decided
    #[command(after_help = admit::EXAMPLES)]
    Admit(Admit),
    /// Fix manifests and Helm values: as a diff, in the files, or as Helm's post-renderer
    #[command(after_help = fix::EXAMPLES)]
    Fix(Fix),
    /// Keep what rules read of the live cluster, or of manifests, to review it elsewhere
    #[command(after_help = snapshot::EXAMPLES)]
    Snapshot(Snapshot),
    /// Print the kubectl commands that gather what rules read, and no more
    #[command(after_help = collect::EXAMPLES)]
    Collect(Collect),
    /// List the rules
    #[command(after_help = catalogue::RULES_EXAMPLES)]
    Rules(Runner),
    /// Say more of one rule, or of a section of the guide
    #[command(after_help = catalogue::EXPLAIN_EXAMPLES)]
    Explain(Explain),
    /// List the guide's sections, and what decides each
    #[command(after_help = catalogue::GUIDE_EXAMPLES)]
    Guide(Runner),
    /// Print a JSON Schema, for editors and for other programs
    #[command(after_help = catalogue::SCHEMA_EXAMPLES)]
    Schema {
        /// Of what
        #[arg(value_enum)]
        of: Schema,
    },
    /// Print what completes commands, options and rules in a shell
    #[command(after_help = catalogue::COMPLETIONS_EXAMPLES)]
    Completions(Completions),
    /// Print a manual page, or write all of them into a folder
    #[command(after_help = catalogue::MAN_EXAMPLES)]
    Man(Man),
}

/// What runs the policy.
#[derive(Debug, clap::Args)]
pub struct Runner {
    /// What runs the policy: the module in wasmtime, or the native core
    #[arg(long, value_enum, default_value_t = EngineName::Wasm)]
    pub engine: EngineName,
    /// Another policy.wasm than the built-in one
    #[arg(long, value_name = "PATH", conflicts_with = "engine")]
    pub module: Option<PathBuf>,
}

/// The two engines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum EngineName {
    /// policy.wasm in wasmtime
    Wasm,
    /// The native core
    Native,
}
