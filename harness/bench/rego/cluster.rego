# Which installations there are, and what each of them has. An application may be called like a component: only a
# platform's namespace counts.
package workflow

# A List, or the object of a request.
items := [input.request.object] if input.request

else := input.items

# The groups that serve a kind, or once did.
groups := {
	"Deployment": {"apps", "extensions"},
	"StatefulSet": {"apps", "extensions"},
	"DaemonSet": {"apps", "extensions"},
	"ReplicationController": {""},
	"Service": {""},
	"Secret": {""},
	"ConfigMap": {""},
	"Ingress": {"networking.k8s.io", "extensions"},
	"Gateway": {"gateway.networking.k8s.io"},
	"HorizontalPodAutoscaler": {"autoscaling", "extensions"},
	"Certificate": {"cert-manager.io", "certmanager.k8s.io"},
	"ExternalSecret": {"external-secrets.io"},
	"SealedSecret": {"bitnami.com"},
	"ClusterRoleBinding": {"rbac.authorization.k8s.io"},
}

workload_kinds := ["Deployment", "StatefulSet", "DaemonSet", "ReplicationController"]

# Every installation has some of these: an input with none was not given them.
given_kinds := {"Service", "Secret", "ConfigMap"}

# A component's names, the present one first, and the version of the last Deis release.
components := {
	"builder": {"deis": ["deis-builder"], "drycc": ["drycc-builder"], "last": [2, 12, 0]},
	"controller": {"deis": ["deis-controller"], "drycc": ["drycc-controller-api", "drycc-controller"], "last": [2, 18, 0]},
	"database": {"deis": ["deis-database"], "drycc": ["drycc-database"], "last": [2, 5, 6]},
	"fluentd": {"deis": ["deis-logger-fluentd"], "drycc": ["drycc-logger-fluentd"], "last": [2, 12, 0]},
	"grafana": {"deis": ["deis-monitor-grafana"], "drycc": ["drycc-grafana", "drycc-monitor-grafana"], "last": [2, 10, 1]},
	"influxdb": {"deis": ["deis-monitor-influxdb"], "drycc": ["drycc-monitor-influxdb"], "last": [2, 10, 1]},
	"logger": {"deis": ["deis-logger"], "drycc": ["drycc-logger"], "last": [2, 4, 5]},
	"logger-redis": {"deis": ["deis-logger-redis"], "drycc": ["drycc-logger-redis"], "last": [2, 2, 7]},
	"minio": {"deis": ["deis-minio"], "drycc": ["drycc-minio"], "last": [2, 3, 6]},
	"nsqd": {"deis": ["deis-nsqd"], "drycc": ["drycc-nsqd"], "last": [2, 2, 8]},
	"registry": {"deis": ["deis-registry"], "drycc": ["drycc-registry"], "last": [2, 4, 2]},
	"registry-proxy": {"deis": ["deis-registry-proxy"], "drycc": ["drycc-registry-proxy"], "last": [1, 4, 0]},
	"registry-token-refresher": {"deis": ["deis-registry-token-refresher"], "drycc": ["drycc-registry-token-refresher"], "last": [1, 1, 3]},
	"router": {"deis": ["deis-router"], "drycc": ["drycc-router"], "last": [2, 13, 3]},
	"telegraf": {"deis": ["deis-monitor-telegraf"], "drycc": ["drycc-monitor-telegraf"], "last": [2, 10, 1]},
	"workflow-manager": {"deis": ["deis-workflow-manager"], "drycc": ["drycc-workflow-manager"], "last": [2, 5, 1]},
	"passport": {"deis": [], "drycc": ["drycc-passport-api", "drycc-passport"], "last": []},
	"quickwit": {"deis": [], "drycc": ["drycc-quickwit-indexer", "drycc-quickwit-searcher", "drycc-quickwit-metastore", "drycc-quickwit-control-plane", "drycc-quickwit-janitor"], "last": []},
	"storage": {"deis": [], "drycc": ["drycc-storage"], "last": []},
}

component_of[name] := which if {
	some which, entry in components
	some whose in ["deis", "drycc"]
	some name in entry[whose]
}

core := {"deis-builder", "deis-controller", "drycc-builder", "drycc-controller", "drycc-controller-api"}

# Objects without a workload that speak for a platform.
secrets_and_ingress := {
	"objectstorage-keyfile", "builder-key-auth", "deis-router-dhparam", "deis-router-platform-cert",
	"controller-api-server-ingress-http",
}

platform_names := secrets_and_ingress | object.keys(component_of)

version_annotations := {"deis": "component.deis.io/version", "drycc": "component.drycc.cc/version"}

# What any of these names begins with: looked at first, since most of a cluster has none of them.
beginnings := [
	"deis-", "drycc-", "objectstorage-keyfile", "builder-key-auth", "controller-api-server-ingress-http",
]

is_known(item) if {
	parts := split(item.apiVersion, "/")
	group := {1: "", 2: parts[0]}[count(parts)]
	group in groups[item.kind]
}

family_of(name) := "drycc" if startswith(name, "drycc-")

else := "deis"

speaks_for_platform(item) if {
	item.kind in workload_kinds
	item.metadata.name in object.keys(component_of)
}

speaks_for_platform(item) if {
	item.kind in workload_kinds
	startswith(item.metadata.name, "drycc-")
}

speaks_for_platform(item) if {
	not item.kind in workload_kinds
	item.metadata.name in platform_names
}

runs_it(item) if not item.kind in workload_kinds

runs_it(item) if startswith(item.metadata.name, "drycc-")

runs_it(item) if {
	some box in item.spec.template.spec.containers
	box.name == item.metadata.name
}

# What speaks for a namespace being a platform's.
evidence := [item |
	some item in items
	strings.any_prefix_match(item.metadata.name, beginnings)
	is_known(item)
	speaks_for_platform(item)
	runs_it(item)
]

strong contains item.metadata.namespace if {
	some item in evidence
	item.kind in workload_kinds
	item.metadata.annotations[version_annotations[family_of(item.metadata.name)]]
}

strong contains namespace if {
	some namespace in has_heritage
	names := workloads_of(namespace)
	count(names & core) > 0
	count(names) > 2
}

workloads_of(namespace) := {item.metadata.name |
	some item in evidence
	item.metadata.namespace == namespace
	item.kind in workload_kinds
}

has_heritage contains item.metadata.namespace if {
	some item in evidence
	item.kind in workload_kinds
	item.metadata.labels.heritage == family_of(item.metadata.name)
}

weak contains namespace if {
	some namespace in has_heritage | {"deis", "drycc"}
	count(workloads_of(namespace)) > 0
}

weak contains item.metadata.namespace if {
	some item in evidence
	names := workloads_of(item.metadata.namespace)
	count(names & core) > 0
	count(names) > 1
}

weak contains item.metadata.namespace if {
	some item in evidence
	others := {other.metadata.name |
		some other in evidence
		other.metadata.namespace == item.metadata.namespace
		not other.kind in workload_kinds
	}
	count(others) > 1
}

installations := strong if count(strong) > 0

else := weak

# What installations have, and what is in no namespace.
looked_at := [item |
	namespaces := installations | {""}
	some item in items
	object.get(item.metadata, "namespace", "") in namespaces
	is_known(item)
]

# By namespace, kind and name.
objects[namespace] := by_kind if {
	some namespace in installations
	own := [item | some item in looked_at; item.metadata.namespace == namespace]
	by_kind := {kind: named |
		some kind, _ in groups
		named := {item.metadata.name: item | some item in own; item.kind == kind}
	}
}

cluster_role_bindings := [item | some item in looked_at; item.kind == "ClusterRoleBinding"]

families[namespace] := "drycc" if {
	some item in evidence
	startswith(item.metadata.name, "drycc-")
	namespace := item.metadata.namespace
	namespace in installations
}

family(namespace) := object.get(families, namespace, "deis")

# Hephy keeps every name, but its versions go on from the last ones of Deis.
hephy contains namespace if {
	some namespace in installations
	some kind in workload_kinds
	some name, item in objects[namespace][kind]
	version(item.metadata.annotations["component.deis.io/version"]) > components[component_of[name]].last
}

hephy contains namespace if {
	some namespace in installations
	some kind in workload_kinds
	some box in objects[namespace][kind]["deis-workflow-manager"].spec.template.spec.containers
	address := listed(box, "VERSIONS_API_URL")
	is_string(address)
	"teamhephy" in split(address, ".")
}

version(text) := numbers if {
	parts := split(trim_prefix(text, "v"), ".")
	count(parts) == 3
	every part in parts {
		part != ""
		trim(part, "0123456789") == ""
	}
	numbers := [to_number(part) | some part in parts]
}

# The object of that name; null where there is none, undefined where that cannot be told.
get(namespace, kind, name) := objects[namespace][kind][name] if objects[namespace][kind][name]

else := null if not kind in given_kinds

else := null if count(objects[namespace][kind]) > 0

# The workload of a component, whatever kind runs it: of several the first.
component(namespace, which) := found[0] if {
	found := [item |
		some name in components[which][family(namespace)]
		some kind in workload_kinds
		item := objects[namespace][kind][name]
	]
}

has_component(namespace, which) if component(namespace, which)

name_of(namespace, which) := components[which][family(namespace)][0]

# What rules look at: the workloads of a component in an installation. Workflow v2.3 to v2.9 left a
# ReplicationController without pods beside each Deployment.
workloads(which) := [item |
	some namespace in installations
	some kind in workload_kinds
	some whose in ["deis", "drycc"]
	some name in components[which][whose]
	item := objects[namespace][kind][name]
	not is_deprecated(namespace, item)
]

is_deprecated(namespace, item) if {
	item.kind == "ReplicationController"
	item.spec.replicas == 0
	objects[namespace].Deployment[item.metadata.name]
}

result(rule, item, outcome) := {
	"rule": rule,
	"kind": item.kind,
	"namespace": item.metadata.namespace,
	"name": item.metadata.name,
	"outcome": outcome,
}
