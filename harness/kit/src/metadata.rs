//! Kubewarden's metadata of the policy.

use std::collections::BTreeMap;

use policy::rules::RULES;
use policy::settings::Severity;
use serde::Serialize;

use crate::resources::{self, Asked, CAPABILITIES, Requests};

/// What stands in the module's section `io.kubewarden.metadata`, and in metadata.yml.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Metadata {
    /// The requests to send to it.
    pub rules: Vec<Requests>,
    /// Whether it changes objects.
    pub mutating: bool,
    /// Whether the audit scanner asks it.
    pub background_audit: bool,
    /// What it asks the cluster for.
    pub context_aware_resources: Vec<Asked>,
    /// The callbacks that it makes.
    pub host_capabilities: Vec<&'static str>,
    /// How it is run.
    pub execution_mode: &'static str,
    /// What it judges.
    pub policy_type: &'static str,
    /// What a catalogue shows of it.
    pub annotations: BTreeMap<&'static str, String>,
    /// The version of Kubewarden's protocol; `kwctl annotate` asks the module for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol_version: Option<&'static str>,
}

const DESCRIPTION: &str = "Keeps a Deis, Hephy or Drycc Workflow installation as its production guide asks: object storage outside of the cluster, registration for administrators only, no Grafana sign-ups, TLS, at least two routers, and nothing deleted that the platform cannot lose.";

const USAGE: &str = "Works on the namespaces `deis` and `drycc` unless the setting `namespaces` says otherwise. Every setting may be left out. Begin in monitor mode, and see docs/kubewarden.md of the project for grants, settings and what is denied.";

impl Metadata {
    /// The metadata of this build; without the protocol's version, as metadata.yml has it.
    pub fn of_this_build(mutating: bool) -> Metadata {
        let title = "workflow-readiness";
        let worst = RULES.iter().map(|rule| rule.severity).max().unwrap_or(Severity::Info);
        let resources: Vec<&str> = resources::asked().iter().map(|asked| asked.kind).collect();
        let annotation = |key, value: &str| (key, value.to_owned());
        Metadata {
            rules: resources::requests(),
            mutating,
            background_audit: true,
            context_aware_resources: resources::asked(),
            host_capabilities: CAPABILITIES.to_vec(),
            execution_mode: "kubewarden-wapc",
            policy_type: "kubernetes",
            annotations: BTreeMap::from([
                annotation("io.kubewarden.policy.title", title),
                annotation("io.kubewarden.policy.version", env!("CARGO_PKG_VERSION")),
                annotation("io.kubewarden.policy.description", DESCRIPTION),
                annotation("io.kubewarden.policy.author", "The Workflow Readiness developers"),
                annotation("io.kubewarden.policy.license", "Apache-2.0"),
                annotation("io.kubewarden.policy.severity", worst.word()),
                annotation("io.kubewarden.policy.category", "Best practices"),
                annotation("io.kubewarden.policy.usage", USAGE),
                annotation("io.artifacthub.displayName", "Workflow Readiness"),
                annotation("io.artifacthub.resources", &resources.join(", ")),
                annotation(
                    "io.artifacthub.keywords",
                    "deis, hephy, drycc, workflow, production, readiness, compliance",
                ),
            ]),
            protocol_version: None,
        }
    }

    /// The same, as it stands in the module.
    #[must_use]
    pub fn with_protocol(self) -> Metadata {
        Metadata { protocol_version: Some("v1"), ..self }
    }
}
