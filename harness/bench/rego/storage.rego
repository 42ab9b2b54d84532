package workflow

consumers := {
	"registry": "REGISTRY_STORAGE",
	"database": "DATABASE_STORAGE",
	"builder": "BUILDER_STORAGE",
	"controller": "APP_STORAGE",
}

results contains result("storage-backend", item, outcome) if {
	some which, _ in consumers
	some item in workloads(which)
	is_told_by_word(item)
	outcome := judged_backend(backend(which, item))
}

judged_backend("external") := "pass"

judged_backend(other) := "fail" if other != "external"

# Later Drycc tells each component an endpoint instead of a word.
is_told_by_word(item) if family(item.metadata.namespace) == "deis"

is_told_by_word(item) if {
	not has_variable(item, "DRYCC_STORAGE_ENDPOINT")
	has_word(item)
}

is_told_by_word(item) if {
	not has_variable(item, "DRYCC_STORAGE_ENDPOINT")
	objects[item.metadata.namespace].Secret["objectstorage-keyfile"]
}

has_word(item) if {
	some variable in consumers
	has_variable(item, variable)
}

has_variable(item, name) if {
	some box in every_container(item)
	is_listed(box, name)
}

backend(which, item) := kept(which, item, value(item, consumers[which]))

kept("registry", _, word) := "pod" if word in {null, "", "filesystem", "inmemory"}

kept("builder", _, word) := "minio" if word in {null, ""}

kept(which, _, word) := "nothing" if {
	which in {"database", "controller"}
	word in {null, ""}
}

kept(_, _, "minio") := "minio"

kept(_, _, word) := "external" if word in {"s3", "gcs", "azure", "swift"}

kept(_, item, "oss") := "external" if family(item.metadata.namespace) == "drycc"

kept(_, item, "oss") := "unrecognised" if family(item.metadata.namespace) == "deis"

kept(which, _, word) := "unrecognised" if {
	is_string(word)
	not word in {"", "minio", "s3", "gcs", "azure", "swift", "oss"}
	not is_directory(which, word)
}

is_directory("registry", word) if word in {"filesystem", "inmemory"}

results contains result("storage-minio", item, "fail") if {
	some item in workloads("minio")
	some which, _ in consumers
	backend(which, component(item.metadata.namespace, which)) == "minio"
}

# Nobody uses it, of all of them.
results contains result("storage-minio", item, "warn") if {
	some item in workloads("minio")
	every which, _ in consumers {
		is_elsewhere(item.metadata.namespace, which)
	}
}

is_elsewhere(namespace, which) if backend(which, component(namespace, which)) != "minio"

# A database or registry that is not there is off the cluster.
is_elsewhere(namespace, which) if {
	which in {"registry", "database"}
	not has_component(namespace, which)
}
