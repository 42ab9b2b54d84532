//! The command line.

mod admit;
mod fix;
mod output;
mod review;

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

pub use admit::Admit;
pub use fix::Fix;
pub use output::{Format, Output};
pub use review::{Distribution, Review, Severity};

/// Is this Deis, Hephy or Drycc Workflow installation ready for production?
///
/// Runs the recommendations of Workflow's production guide, compiled to policy.wasm, on manifests.
#[derive(Debug, Parser)]
#[command(name = "workflow-readiness", version, propagate_version = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
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
    /// List the rules
    Rules(Runner),
    /// Say more of one rule
    Explain {
        /// The rule's id, as `rules` lists it
        rule: String,
        #[command(flatten)]
        runner: Runner,
    },
    /// List the guide's sections, and what decides each
    Guide(Runner),
    /// Print a JSON Schema, for editors and for other programs
    Schema {
        /// Of what
        #[arg(value_enum)]
        of: Schema,
    },
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

/// What there is a schema of.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Schema {
    /// The settings
    Settings,
    /// The report, as --format json prints it
    Report,
}

/// The two engines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum EngineName {
    /// policy.wasm in wasmtime
    Wasm,
    /// The native core
    Native,
}
