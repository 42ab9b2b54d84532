//! The fields of a config: reader and schema are made from this table.

use clap::ValueEnum;

use crate::cli::{Distribution, EngineName, Format, Severity};

/// A field of a config.
pub(super) struct Field {
    /// As it is written.
    pub name: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// What may stand there.
    pub takes: Takes,
}

/// What may stand in a field.
pub(super) enum Takes {
    /// Anything with something in it.
    Text,
    /// One path, or a list of them.
    Paths,
    /// A path.
    Path,
    /// One of these words.
    Word(fn() -> Vec<String>),
    /// Yes or no.
    Flag,
    /// A path, or the settings themselves.
    Settings,
    /// Formats, and the file that each goes to.
    Outputs,
}

const fn field(name: &'static str, takes: Takes, about: &'static str) -> Field {
    Field { name, about, takes }
}

/// Every field.
pub(super) static FIELDS: [Field; 13] = [
    field(
        "paths",
        Takes::Paths,
        "Files and folders of manifests that are reviewed where a call names none.",
    ),
    field(
        "values",
        Takes::Paths,
        "Helm values of the umbrella chart; later files override earlier ones.",
    ),
    field(
        "distribution",
        Takes::Word(words::<Distribution>),
        "Whose Workflow it is, where it cannot be told.",
    ),
    field(
        "workflowVersion",
        Takes::Text,
        "The version of Workflow that values are for, such as v2.18.0.",
    ),
    field(
        "namespace",
        Takes::Text,
        "Only the installation of this namespace; manifests without one are taken to be in it.",
    ),
    field(
        "settings",
        Takes::Settings,
        "The settings, as Kubewarden takes them: the path of a file, or the settings themselves.",
    ),
    field("format", Takes::Word(words::<Format>), "How the report is printed."),
    field("outputs", Takes::Outputs, "Files that the report is written into, by format."),
    field(
        "failOn",
        Takes::Word(words::<Severity>),
        "The severity from which a violation makes the exit status 1.",
    ),
    field(
        "requireReady",
        Takes::Flag,
        "Whether the exit status is 1 unless the installation is ready.",
    ),
    field(
        "baseline",
        Takes::Path,
        "A report that was accepted before: what stands in it is not new.",
    ),
    field(
        "failOnNew",
        Takes::Flag,
        "Whether only what is not in the baseline makes the exit status 1.",
    ),
    field(
        "engine",
        Takes::Word(words::<EngineName>),
        "What runs the policy: the module in wasmtime, or the native core.",
    ),
];

/// The words of an option.
pub(super) fn words<T: ValueEnum>() -> Vec<String> {
    let values = T::value_variants().iter().filter_map(ValueEnum::to_possible_value);
    values.map(|value| value.get_name().to_owned()).collect()
}
