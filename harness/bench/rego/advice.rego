package workflow

results contains result("rbac-enabled", item, outcome) if {
	some item in workloads("controller")
	count(cluster_role_bindings) > 0
	outcome := bound(item)
}

bound(item) := "pass" if is_bound(item)

else := "warn"

is_bound(item) if {
	some binding in cluster_role_bindings
	some subject in binding.subjects
	subject.kind == "ServiceAccount"
	subject.name == account(item.spec.template.spec)
	subject.namespace == item.metadata.namespace
}

account(pod) := given[0] if {
	given := [pod[field] | some field in ["serviceAccountName", "serviceAccount"]; pod[field] != ""]
} else := "default"

results contains result("cni-registry-proxy", item, outcome) if {
	some item in workloads("registry-proxy")
	not is_later_drycc(item.metadata.namespace)
	outcome := with_cni(item)
}

is_later_drycc(namespace) if {
	family(namespace) == "drycc"
	has_component(namespace, "passport")
}

with_cni(item) := "warn" if host_network(item) == false

with_cni(item) := judged_address(value(item, "BIND_ADDR")) if host_network(item) == true

judged_address(address) := "pass" if contains(address, ":")

else := "warn"

results contains result("security-default-credentials", item, outcome) if {
	some item in workloads("grafana")
	is_given_user(item)
	outcome := judged_password(item, "DEFAULT_USER_PASSWORD")
}

results contains result("security-default-credentials", item, outcome) if {
	some item in workloads("passport")
	outcome := judged_password(item, "ADMIN_PASSWORD")
}

# Later Drycc has random credentials in a Secret, and names them otherwise.
is_given_user(item) if family(item.metadata.namespace) == "deis"

is_given_user(item) if is_listed(container(item), "DEFAULT_USER")

judged_password(item, name) := "pass" if is_from_secret(container(item), name)

else := judged_text(value(item, name))

judged_text(text) := "warn" if text in {null, "", "admin"}

else := "pass"

keys := ["DEIS_SECRET_KEY", "DEIS_BUILDER_KEY"]

results contains result("security-default-credentials", item, "pass") if {
	some item in workloads("controller")
	family(item.metadata.namespace) == "deis"
	every name in keys {
		is_own_key(item, name)
	}
}

results contains result("security-default-credentials", item, "warn") if {
	some item in workloads("controller")
	family(item.metadata.namespace) == "deis"
	every name in keys {
		is_told_key(item, name)
	}
	some name in keys
	not is_own_key(item, name)
}

is_own_key(item, name) if is_from_secret(container(item), name)

is_own_key(item, name) if {
	text := value(item, name)
	is_string(text)
	not startswith(text, "CHANGEME_")
}

is_told_key(item, name) if is_from_secret(container(item), name)

is_told_key(item, name) if is_told(item, name)
