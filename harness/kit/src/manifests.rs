//! The manifests to deploy the policy with.

use policy::model::distribution::Distribution;
use policy::model::kind::Kind;
use serde_json::{Value, json};

use crate::metadata::Metadata;
use crate::resources;

const ACCOUNT: &str = "policy-server-workflow";

/// What Drycc's rules are about, and can only be listed.
const GATEWAY_KINDS: [Kind; 3] = [Kind::Gateway, Kind::ListenerSet, Kind::HttpRoute];

/// What can excuse a finding of Deis' and Hephy's.
const EXCUSES: [Kind; 3] =
    [Kind::HorizontalPodAutoscaler, Kind::PodDisruptionBudget, Kind::Ingress];

/// The Roles that let the policy server look up what rules read: by name, in the installation's
/// namespace, and nothing else.
pub fn access() -> String {
    let mut text = String::from(
        "# Generated from what the rules read; `make bless` writes it anew.\n#\n# Keep the part of your installation's namespace, and change the namespace where it is another one. Objects of your\n# own that a rule follows (a Secret that your Ingress names, a ConfigMap that a variable comes from) are not in the\n# lists: add their names, or the rule answers that it may not read them. The Role `workflow-readiness-lists` is for the\n# setting `lists` only: an engine lists and watches a kind as a whole. Leave out what you do not list there.\n",
    );
    for distribution in [Distribution::Deis, Distribution::Drycc] {
        let named = resources::names(distribution).into_iter().map(|(kind, names)| {
            json!({
                "apiGroups": [group(kind)],
                "resources": [kind.plural()],
                "resourceNames": names,
                "verbs": ["get"],
            })
        });
        let listed: &[Kind] =
            if distribution == Distribution::Drycc { &GATEWAY_KINDS } else { &EXCUSES };
        let listed = listed.iter().map(|kind| {
            json!({
                "apiGroups": [group(*kind)],
                "resources": [kind.plural()],
                "verbs": ["list", "watch"],
            })
        });
        let namespace = distribution.heritage();
        text.push_str(&role("workflow-readiness", namespace, named.collect()));
        text.push_str(&role("workflow-readiness-lists", namespace, listed.collect()));
    }
    text
}

pub(crate) fn group(kind: Kind) -> &'static str {
    kind.groups().first().copied().unwrap_or_default()
}

/// A Role, and the binding that gives it to the policy server.
fn role(name: &str, namespace: &str, rules: Vec<Value>) -> String {
    let metadata = json!({ "name": name, "namespace": namespace });
    let group = "rbac.authorization.k8s.io";
    let version = format!("{group}/v1");
    documents(&[
        json!({ "apiVersion": version, "kind": "Role", "metadata": metadata, "rules": rules }),
        json!({
            "apiVersion": version,
            "kind": "RoleBinding",
            "metadata": metadata,
            "roleRef": { "apiGroup": group, "kind": "Role", "name": name },
            "subjects": [{ "kind": "ServiceAccount", "name": ACCOUNT, "namespace": "kubewarden" }],
        }),
    ])
}

/// The policies themselves, in monitor mode: one for Deis and Hephy, one for Drycc with its gateway.
pub fn policies() -> [String; 2] {
    let heading = "# Generated from the table of rules; `make bless` writes it anew.\n#\n# Give `module` the place that you pushed dist/policy.wasm to. Begin in monitor mode; then set `mode: protect` and\n# `failurePolicy: Fail` together: docs/kubewarden.md says when.\n";
    [Distribution::Deis, Distribution::Drycc]
        .map(|distribution| heading.to_owned() + &documents(&[policy(distribution)]))
}

fn policy(distribution: Distribution) -> Value {
    let metadata = Metadata::of_this_build(false);
    let annotation = |name: &str| metadata.annotations.get(name).cloned();
    let (category, severity) = ("io.kubewarden.policy.category", "io.kubewarden.policy.severity");
    let namespace = distribution.heritage();
    let is_drycc = distribution == Distribution::Drycc;
    let mut settings = json!({ "namespaces": [namespace] });
    if is_drycc {
        settings["lists"] = json!(GATEWAY_KINDS.map(|kind| kind.name()));
    }
    let rules =
        metadata.rules.iter().filter(|one| is_drycc || one.api_groups != [resources::GATEWAY]);
    let asked = metadata.context_aware_resources.iter();
    let asked = asked.filter(|one| is_drycc || !one.api_version.starts_with(resources::GATEWAY));
    json!({
        "apiVersion": "policies.kubewarden.io/v1",
        "kind": "ClusterAdmissionPolicy",
        "metadata": {
            "name": format!("workflow-readiness-{namespace}"),
            "annotations": { category: annotation(category), severity: annotation(severity) },
        },
        "spec": {
            "policyServer": "workflow",
            "module": "registry://registry.example.com/policies/workflow-readiness:v0.1.0",
            "mode": "monitor",
            "failurePolicy": "Ignore",
            "mutating": metadata.mutating,
            "backgroundAudit": metadata.background_audit,
            "namespaceSelector": {
                "matchExpressions": [{
                    "key": "kubernetes.io/metadata.name",
                    "operator": "In",
                    "values": [namespace],
                }],
            },
            "settings": settings,
            "contextAwareResources": asked.collect::<Vec<_>>(),
            "rules": rules.collect::<Vec<_>>(),
        },
    })
}

pub(crate) fn documents(all: &[Value]) -> String {
    all.iter().map(|one| format!("---\n{}", crate::Document::yaml(one))).collect()
}
