//! The manifests to deploy the policy with.

use policy::model::distribution::Distribution;
use serde_json::{Value, json};

use crate::metadata::Metadata;
use crate::resources;

const ACCOUNT: &str = "policy-server-workflow";

/// The Roles that let the policy server look up what rules read: by name, in the installation's
/// namespace, and nothing else.
pub fn access() -> String {
    let mut text = String::from(
        "# Generated from what the rules read; `make bless` writes it anew.\n#\n# Keep the pair of your installation's namespace, and change it where it is another one. Objects of your own that\n# a rule follows (a Secret that your Ingress names, a ConfigMap that a variable comes from) are not in the lists:\n# add their names, or the rule answers that it may not read them.\n",
    );
    for (namespace, distribution) in [("deis", Distribution::Deis), ("drycc", Distribution::Drycc)]
    {
        let rules: Vec<Value> = resources::names(distribution)
            .into_iter()
            .map(|(kind, names)| {
                json!({
                    "apiGroups": [kind.groups().first().copied().unwrap_or_default()],
                    "resources": [kind.plural()],
                    "resourceNames": names,
                    "verbs": ["get"],
                })
            })
            .collect();
        let name = "workflow-readiness";
        let metadata = json!({ "name": name, "namespace": namespace });
        let role = json!({
            "apiVersion": "rbac.authorization.k8s.io/v1",
            "kind": "Role",
            "metadata": metadata,
            "rules": rules,
        });
        let binding = json!({
            "apiVersion": "rbac.authorization.k8s.io/v1",
            "kind": "RoleBinding",
            "metadata": metadata,
            "roleRef": { "apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": name },
            "subjects": [{ "kind": "ServiceAccount", "name": ACCOUNT, "namespace": "kubewarden" }],
        });
        text.push_str(&documents(&[role, binding]));
    }
    text.push_str(LISTS);
    text
}

const LISTS: &str = "---
# Only for the setting `lists`: an engine lists and watches a kind as a whole. Leave out what you do not list there.
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata:
  name: workflow-readiness-lists
  namespace: deis
rules:
- apiGroups: [autoscaling]
  resources: [horizontalpodautoscalers]
  verbs: [list, watch]
- apiGroups: [policy]
  resources: [poddisruptionbudgets]
  verbs: [list, watch]
- apiGroups: [networking.k8s.io]
  resources: [ingresses]
  verbs: [list, watch]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: workflow-readiness-lists
  namespace: deis
roleRef:
  apiGroup: rbac.authorization.k8s.io
  kind: Role
  name: workflow-readiness-lists
subjects:
- kind: ServiceAccount
  name: policy-server-workflow
  namespace: kubewarden
";

/// The policy itself, in monitor mode.
pub fn policies() -> String {
    let metadata = Metadata::of_this_build(false);
    let policy = json!({
        "apiVersion": "policies.kubewarden.io/v1",
        "kind": "ClusterAdmissionPolicy",
        "metadata": {
            "name": "workflow-readiness",
            "annotations": {
                "io.kubewarden.policy.category": metadata.annotations.get("io.kubewarden.policy.category"),
                "io.kubewarden.policy.severity": metadata.annotations.get("io.kubewarden.policy.severity"),
            },
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
                    "values": ["deis", "drycc"],
                }],
            },
            "settings": { "namespaces": ["deis", "drycc"] },
            "contextAwareResources": metadata.context_aware_resources,
            "rules": metadata.rules,
        },
    });
    String::from(
        "# Generated from the table of rules; `make bless` writes it anew.\n#\n# Give `module` the place that you pushed dist/policy.wasm to. Begin in monitor mode; then set `mode: protect` and\n# `failurePolicy: Fail` together: docs/kubewarden.md says when.\n",
    ) + &documents(&[policy])
}

fn documents(all: &[Value]) -> String {
    all.iter().map(|one| format!("---\n{}", crate::Document::yaml(one))).collect()
}
