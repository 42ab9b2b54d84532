//! The kubectl commands that gather what rules read and no more, and the Roles that they need.

use policy::model::distribution::Distribution;
use policy::model::kind::Kind;
use policy::rule::Target;
use policy::rules::RULES;
use serde_json::{Value, json};

use crate::manifests::{documents, group};
use crate::{needs, resources};

/// Kinds that a cluster has only where somebody installed them.
const OTHERS: [Kind; 6] = [
    Kind::Gateway,
    Kind::ListenerSet,
    Kind::HttpRoute,
    Kind::Certificate,
    Kind::ExternalSecret,
    Kind::SealedSecret,
];

/// The names of Secrets that rules ask for, whatever an installation refers to.
pub fn secrets(distribution: Distribution) -> Vec<String> {
    let known = resources::names(distribution).into_iter();
    let known = known.filter(|(kind, _)| *kind == Kind::Secret).flat_map(|(_, names)| names);
    let judged = RULES.iter().filter_map(|rule| match rule.target {
        Target::Named(Kind::Secret, names) => Some(names),
        _ => None,
    });
    let prefix = distribution.prefix();
    let judged = judged.flatten().filter(|name| name.starts_with(prefix));
    known.chain(judged.map(|name| (*name).to_owned())).collect()
}

/// The commands, for any shell of POSIX. `namespace` is a name that a namespace can have.
pub fn script(distribution: Distribution, namespace: &str) -> String {
    let kinds: Vec<Kind> = needs::kinds(distribution).collect();
    let (others, own): (Vec<Kind>, Vec<Kind>) =
        kinds.into_iter().partition(|kind| OTHERS.contains(kind));
    let own = own.into_iter().map(Kind::plural).collect::<Vec<_>>().join(",");
    let others: Vec<String> = others.into_iter().map(full).collect();
    let others = others.join(" ");
    let secrets = secrets(distribution).join(" ");
    let (certificates, title) = (certificates(distribution), distribution.title());
    let word = distribution.word();
    format!(
        "\
# Gathers what workflow-readiness reads of {title} in namespace {namespace}: run it with sh.
# secrets.yaml holds Secrets with their values. To hand things on without them:
#   workflow-readiness snapshot cluster.yaml secrets.yaml bindings.yaml --output snapshot.yaml
# The Roles that it needs: workflow-readiness collect --distribution {word} --namespace {namespace} --role
set -euf
umask 077

# Kinds that not every cluster has: asked for where this one has them.
kinds={own}
served=$(kubectl api-resources --verbs=list --namespaced --output=name)
for kind in {others}; do
  if printf '%s\\n' \"$served\" | grep -qxF \"$kind\"; then kinds=$kinds,$kind; fi
done
kubectl --namespace={namespace} get \"$kinds\" --output=yaml > cluster.yaml

# Secrets by name: those of the charts, and those that Ingresses and the like refer to.
names='{secrets}'
refer() {{
  kubectl --namespace={namespace} get \"$1\" --output=jsonpath=\"$2\"
}}
{certificates}names=$(printf '%s\\n' $names | grep -xE '[a-z0-9]([-a-z0-9.]*[a-z0-9])?' | sort -u)
kubectl --namespace={namespace} get secrets --ignore-not-found --output=yaml -- $names > secrets.yaml

# For the advice on RBAC.
kubectl get clusterrolebindings --output=yaml > bindings.yaml

# workflow-readiness review cluster.yaml secrets.yaml bindings.yaml
"
    )
}

/// The commands that find the names of certificates' Secrets.
fn certificates(distribution: Distribution) -> String {
    let prefix = distribution.router_prefix().replace('.', "\\.");
    let mut text = format!(
        "\
names=\"$names $(refer ingresses '{{.items[*].spec.tls[*].secretName}}')\"
names=\"$names $(refer services '{{.items[*].metadata.annotations.{prefix}certificates}}' | tr ', ' '\\n\\n' | sed -n 's/^[^:]*:\\(..*\\)$/\\1-cert/p' | tr '\\n' ' ')\"
"
    );
    if distribution == Distribution::Drycc {
        text.push_str(
            "\
for kind in gateways.gateway.networking.k8s.io listenersets.gateway.networking.k8s.io; do
  case ,$kinds, in
  *,$kind,*) names=\"$names $(refer $kind '{.items[*].spec.listeners[*].tls.certificateRefs[*].name}')\" ;;
  esac
done
",
        );
    }
    let references = "'{.items[*].spec.template.spec.containers[*].envFrom[*].secretRef.name}'";
    text.push_str(&format!(
        "names=\"$names $(refer deployments,statefulsets,daemonsets {references})\"\n"
    ));
    text
}

/// What kubectl calls a kind of somebody's own: `gateways.gateway.networking.k8s.io`.
fn full(kind: Kind) -> String {
    format!("{}.{}", kind.plural(), group(kind))
}

/// What stands before the Roles.
const HEADING: &str = "\
# What `workflow-readiness review --cluster` and the commands of `collect` may do: list what rules read, and get
# the Secrets that they need, by name. Add the names of Secrets that your Ingresses or Gateways refer to. The ClusterRole
# lists ClusterRoleBindings, for the advice on RBAC, and workloads, to find the namespace: leave them out if you
# give --namespace. Bind your own user or group instead of the account as you like.
";

/// The account that the Roles are bound to.
const ACCOUNT: &str = "workflow-readiness-review";

/// The Roles that the commands and `review --cluster` need, bound to an account in the namespace.
pub fn role(distribution: Distribution, namespace: &str) -> String {
    let secrets = secrets(distribution);
    let api = "rbac.authorization.k8s.io";
    let version = format!("{api}/v1");
    let rule = |group: &str, resources: Vec<&str>| json!({ "apiGroups": [group], "resources": resources, "verbs": ["list"] });
    let mut rules: Vec<Value> = by_group(needs::kinds(distribution))
        .into_iter()
        .map(|(group, resources)| rule(group, resources))
        .collect();
    rules.push(json!({
        "apiGroups": [""], "resources": ["secrets"], "resourceNames": secrets, "verbs": ["get"],
    }));
    let bindings = rule(api, vec![Kind::ClusterRoleBinding.plural()]);
    let finding = by_group(Kind::WORKLOADS.into_iter());
    let finding = finding.into_iter().map(|(group, resources)| rule(group, resources));
    let here = json!({ "name": ACCOUNT, "namespace": namespace });
    let everywhere = json!({ "name": ACCOUNT });
    let subjects = json!([{ "kind": "ServiceAccount", "name": ACCOUNT, "namespace": namespace }]);
    let bound = |kind: &str| json!({ "apiGroup": api, "kind": kind, "name": ACCOUNT });
    let of_cluster: Vec<Value> = std::iter::once(bindings).chain(finding).collect();
    HEADING.to_owned()
        + &documents(&[
            json!({ "apiVersion": "v1", "kind": "ServiceAccount", "metadata": here }),
            json!({ "apiVersion": version, "kind": "Role", "metadata": here, "rules": rules }),
            json!({
                "apiVersion": version, "kind": "RoleBinding", "metadata": here,
                "roleRef": bound("Role"), "subjects": subjects,
            }),
            json!({
                "apiVersion": version, "kind": "ClusterRole", "metadata": everywhere,
                "rules": of_cluster,
            }),
            json!({
                "apiVersion": version, "kind": "ClusterRoleBinding", "metadata": everywhere,
                "roleRef": bound("ClusterRole"), "subjects": subjects,
            }),
        ])
}

/// The resources of kinds by their API group, in the order of the kinds.
fn by_group(kinds: impl Iterator<Item = Kind>) -> Vec<(&'static str, Vec<&'static str>)> {
    let mut groups: Vec<(&str, Vec<&str>)> = Vec::new();
    for kind in kinds {
        let (group, plural) = (group(kind), kind.plural());
        match groups.iter_mut().find(|(known, _)| *known == group) {
            Some((_, resources)) => resources.push(plural),
            None => groups.push((group, vec![plural])),
        }
    }
    groups
}
