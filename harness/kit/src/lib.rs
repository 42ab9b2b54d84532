//! What lies beside `policy.wasm`, derived from the table of rules and from what they read: the metadata
//! that Kubewarden wants in the module, the settings' JSON Schema, Rancher's form, and the manifests to
//! deploy it with.

pub mod annotate;
pub mod collect;
mod facts;
pub mod manifests;
pub mod metadata;
pub mod needs;
pub mod questions;
pub mod resources;
pub mod schema;
pub mod snapshot;

pub use facts::{Facts, facts};
use serde::Serialize;
use serde_json::Value;

/// A generated file of the repository.
#[derive(Debug)]
pub struct File {
    /// Its path in the repository.
    pub path: &'static str,
    /// What it holds.
    pub text: String,
}

/// Every generated file.
pub fn files() -> Vec<File> {
    let [deis, drycc] = manifests::policies();
    let schema = |of: Value| serde_json::to_string_pretty(&of).unwrap_or_default() + "\n";
    vec![
        File {
            path: "policy/faces/wapc/metadata.yml",
            text: yaml(&[&metadata::Metadata::of_this_build(false)]),
        },
        File {
            path: "policy/faces/wapc/questions-ui.yml",
            text: yaml(&[&questions::Form::of_this_build()]),
        },
        File { path: "docs/settings.schema.json", text: schema(schema::settings()) },
        File { path: "docs/report.schema.json", text: schema(schema::report()) },
        File { path: "docs/deploy/rbac.yaml", text: manifests::access() },
        File { path: "docs/deploy/cluster-admission-policy.yaml", text: deis },
        File { path: "docs/deploy/cluster-admission-policy-drycc.yaml", text: drycc },
    ]
}

/// Documents of YAML, behind a line that says where they come from.
fn yaml(documents: &[&dyn Document]) -> String {
    let mut text = "# Generated from the table of rules; `make bless` writes it anew.\n".to_owned();
    for (place, document) in documents.iter().enumerate() {
        if place > 0 {
            text.push_str("---\n");
        }
        text.push_str(&document.yaml());
    }
    text
}

/// Something that is written as a YAML document.
trait Document {
    fn yaml(&self) -> String;
}

impl<T: Serialize> Document for T {
    fn yaml(&self) -> String {
        let options = serde_saphyr::ser_options! {
            compact_list_indent: true,
            folded_wrap_chars: usize::MAX,
        };
        serde_saphyr::to_string_with_options(self, options).unwrap_or_default()
    }
}
