//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};

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
    #[command(after_help = REVIEW_EXAMPLES)]
    Review(Review),
    /// Decide one AdmissionReview, as the cluster would have it decided
    #[command(after_help = ADMIT_EXAMPLES)]
    Admit(Admit),
    /// Apply safe remediations to manifests, as Helm's post-renderer
    #[command(after_help = FIX_EXAMPLES)]
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

const REVIEW_EXAMPLES: &str = "\
Examples:
  kubectl --namespace deis get all,secrets,configmaps,ingresses,poddisruptionbudgets -o yaml > cluster.yaml
  workflow-readiness review cluster.yaml
  helm template hephy/workflow | workflow-readiness review -
  workflow-readiness review --values values.yaml --distribution hephy
  workflow-readiness review manifests/ --settings settings.yaml --format json
  workflow-readiness review manifests/ --output sarif=report.sarif --output html=report.html

Exit status:
  0  nothing at or above --fail-on
  1  a violation, or a check that could not be told, at or above it; or no Workflow was found;
     with --require-ready: anything but ready
  2  the call is wrong, or a part of the input could not be read (the rest is reviewed all the same)";

const ADMIT_EXAMPLES: &str = "\
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
    /// The settings, as Kubewarden takes them; YAML or JSON
    #[arg(long, value_name = "FILE")]
    pub settings: Option<PathBuf>,
    /// The moment to judge for; the clock's, if left out
    #[arg(long, value_name = "RFC3339")]
    pub now: Option<String>,
    #[command(flatten)]
    pub runner: Runner,
}

const FIX_EXAMPLES: &str = "\
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

/// Options of `review`.
#[derive(Debug, clap::Args)]
pub struct Review {
    /// Files and folders of manifests, YAML or JSON; - for standard input
    #[arg(required_unless_present = "values", value_name = "PATH|-")]
    pub paths: Vec<PathBuf>,
    /// Helm values of the umbrella chart, alone or beside manifests; later files override earlier ones
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub values: Vec<PathBuf>,
    /// Only the installation of this namespace; manifests without one are taken to be in it
    #[arg(long, value_name = "NS")]
    pub namespace: Option<String>,
    /// Whose Workflow it is, where it cannot be told
    #[arg(long, value_enum)]
    pub distribution: Option<Distribution>,
    /// The version of Workflow that values are for, such as v2.18.0: defaults of its chart changed
    #[arg(long, value_name = "V")]
    pub workflow_version: Option<String>,
    /// The settings: attestations, exceptions and the like, as Kubewarden takes them; YAML or JSON
    #[arg(long, value_name = "FILE")]
    pub settings: Option<PathBuf>,
    /// How to print the report
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// Also write the report into a file, in a format of its own; may be given again for others
    #[arg(long = "output", value_name = "FORMAT=FILE", value_parser = Output::parse)]
    pub outputs: Vec<Output>,
    /// The severity from which a violation makes the exit status 1
    #[arg(long, value_enum, default_value_t = Severity::Medium)]
    pub fail_on: Severity,
    /// Exit with 1 unless the installation is ready
    #[arg(long)]
    pub require_ready: bool,
    /// The moment to judge for; the clock's, if left out
    #[arg(long, value_name = "RFC3339")]
    pub now: Option<String>,
    #[command(flatten)]
    pub runner: Runner,
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

/// Formats of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people
    Text,
    /// For programs
    Json,
    /// For code scanning and editors: SARIF 2.1.0
    Sarif,
    /// For CI systems: each check is a test
    Junit,
    /// For a comment on a pull request: GitHub's Markdown
    Markdown,
    /// One page to read, print and hand on
    Html,
}

/// A file to write the report into.
#[derive(Debug, Clone)]
pub struct Output {
    /// How.
    pub format: Format,
    /// Where.
    pub file: PathBuf,
}

impl Output {
    /// Takes `sarif=report.sarif` apart.
    fn parse(text: &str) -> Result<Output, String> {
        let (format, file) = text.split_once('=').ok_or("write it as sarif=report.sarif")?;
        let format = Format::from_str(format, true).map_err(|_| {
            let known = Format::value_variants().iter().filter_map(ValueEnum::to_possible_value);
            let known: Vec<String> = known.map(|one| one.get_name().to_owned()).collect();
            format!("there is no such format; there are {}", known.join(", "))
        })?;
        match file {
            "" => Err("the file has no name".to_owned()),
            "-" => Err("for standard output there is --format".to_owned()),
            file => Ok(Output { format, file: file.into() }),
        }
    }
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

/// The two engines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum EngineName {
    /// policy.wasm in wasmtime
    Wasm,
    /// The native core
    Native,
}
