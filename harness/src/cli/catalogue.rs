//! Options of the commands that say something of the policy and of the command itself.

use std::path::PathBuf;

use clap::ValueEnum;
use clap_complete::Shell;

use super::Runner;

pub(super) const RULES_EXAMPLES: &str = "\
Examples:
  workflow-readiness rules
  workflow-readiness rules --module policy.wasm

Exit status:
  0  printed
  2  the call is wrong, or the module could not be run";

pub(super) const EXPLAIN_EXAMPLES: &str = "\
Examples:
  workflow-readiness explain routers-replicas
  workflow-readiness explain tls
  workflow-readiness explain routers-replicas --format json

Exit status:
  0  printed
  2  there is no such rule or section, or the call is wrong";

pub(super) const GUIDE_EXAMPLES: &str = "\
Examples:
  workflow-readiness guide

Exit status:
  0  printed
  2  the call is wrong, or the module could not be run";

pub(super) const SCHEMA_EXAMPLES: &str = "\
Examples:
  workflow-readiness schema config > config.schema.json
  workflow-readiness schema settings > settings.schema.json

An editor with a YAML language server takes the schema from the first line of the file that it is for:
  # yaml-language-server: $schema=config.schema.json

Exit status:
  0  printed
  2  the call is wrong";

pub(super) const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  workflow-readiness completions bash > ~/.local/share/bash-completion/completions/workflow-readiness
  workflow-readiness completions zsh > ~/.zfunc/_workflow-readiness
  workflow-readiness completions fish > ~/.config/fish/completions/workflow-readiness.fish

Exit status:
  0  printed
  2  the call is wrong";

pub(super) const MAN_EXAMPLES: &str = "\
Examples:
  workflow-readiness man | man -l -
  workflow-readiness man review | man -l -
  workflow-readiness man --dir ~/.local/share/man/man1

Exit status:
  0  printed or written
  2  the call is wrong, or a page could not be written";

/// Options of `explain`.
#[derive(Debug, clap::Args)]
pub struct Explain {
    /// The id of a rule or of a section, as `rules` and `guide` list them
    #[arg(value_name = "RULE|SECTION")]
    pub id: String,
    /// How to print it
    #[arg(long, value_enum, default_value_t)]
    pub format: ExplainFormat,
    #[command(flatten)]
    pub runner: Runner,
}

/// Formats of an explanation.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub enum ExplainFormat {
    /// For people
    #[default]
    Text,
    /// For programs
    Json,
}

/// What there is a schema of.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Schema {
    /// The settings
    Settings,
    /// The config, .workflow-readiness.yaml
    Config,
    /// The report, as --format json prints it
    Report,
}

/// Options of `completions`.
#[derive(Debug, clap::Args)]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub shell: Shell,
}

/// Options of `man`.
#[derive(Debug, clap::Args)]
pub struct Man {
    /// The command that the page is of; the whole, if left out
    #[arg(conflicts_with = "dir")]
    pub command: Option<String>,
    /// Write every page into a folder instead
    #[arg(long, value_name = "FOLDER")]
    pub dir: Option<PathBuf>,
}
