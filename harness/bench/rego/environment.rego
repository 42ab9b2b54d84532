# A container's environment, by Kubernetes' rules: the last entry of a name counts, `env` wins over `envFrom`, and
# an empty value is not an absent one. A value is a text, or null where it is not set; what cannot be told is undefined.
package workflow

# The container that a component's workload is about: the one of its name.
container(item) := own[0] if {
	own := [one | some one in item.spec.template.spec.containers; one.name == item.metadata.name]
	count(own) == 1
}

every_container(item) := array.concat(
	object.get(item.spec.template.spec, "initContainers", []),
	object.get(item.spec.template.spec, "containers", []),
)

entries(box, name) := [entry | some entry in object.get(box, "env", []); entry.name == name]

source(entry) := object.get(entry, "valueFrom", null)

is_config_key(from) if {
	is_string(from.configMapKeyRef.name)
	is_string(from.configMapKeyRef.key)
}

# The kubelet passes over an optional entry without a source: what stands before it counts.
is_passed_over(namespace, entry) if {
	from := source(entry)
	is_config_key(from)
	from.configMapKeyRef.optional == true
	count(objects[namespace].ConfigMap) > 0
	not is_string(objects[namespace].ConfigMap[from.configMapKeyRef.name].data[from.configMapKeyRef.key])
}

value(item, name) := of_container(item.metadata.namespace, container(item), name)

of_container(namespace, box, name) := of_entries(namespace, box, name, [entry |
	some entry in entries(box, name)
	not is_passed_over(namespace, entry)
])

of_entries(namespace, _, _, own) := of_entry(namespace, own[count(own) - 1]) if count(own) > 0

of_entries(namespace, box, name, own) := sourced(namespace, box, name) if {
	count(own) == 0
	is_well_formed(box)
}

is_well_formed(box) if object.get(box, "env", null) == null

is_well_formed(box) if {
	is_array(box.env)
	every entry in box.env {
		is_string(entry.name)
	}
}

of_entry(namespace, entry) := objects[namespace].ConfigMap[from.configMapKeyRef.name].data[from.configMapKeyRef.key] if {
	from := source(entry)
	is_config_key(from)
}

of_entry(_, entry) := written(entry) if source(entry) == null

written(entry) := "" if object.get(entry, "value", null) == null

else := entry.value if {
	is_string(entry.value)
	not contains(entry.value, "$(")
}

# What `env` alone says: the text of the last entry.
listed(box, name) := written(own[count(own) - 1]) if {
	own := entries(box, name)
	source(own[count(own) - 1]) == null
}

is_listed(box, name) if count(entries(box, name)) > 0

is_listed(box, _) if not is_well_formed(box)

is_from_secret(box, name) if {
	own := entries(box, name)
	from := source(own[count(own) - 1])
	not is_config_key(from)
	is_string(from.secretKeyRef.name)
	is_string(from.secretKeyRef.key)
}

# Of what `envFrom` takes in, the last that has the name counts.
sourced(namespace, box, name) := null if object.get(box, "envFrom", null) == null

else := told[0].text if {
	is_array(box.envFrom)
	every entry in box.envFrom {
		names_source(entry)
	}
	told := array.concat(all_sourced(namespace, box, name), [{"text": null}])
}

all_sourced(namespace, box, name) := [says |
	some entry in array.reverse(box.envFrom)
	some member, kind in {"configMapRef": "ConfigMap", "secretRef": "Secret"}
	is_string(entry[member].name)
	startswith(name, prefix(entry))
	key := trim_prefix(name, prefix(entry))
	says := from_source(namespace, kind, entry[member], key)
	says != "nothing"
]

names_source(entry) if is_string(entry.configMapRef.name)

names_source(entry) if is_string(entry.secretRef.name)

prefix(entry) := entry.prefix if is_string(entry.prefix)

else := ""

# A text, nothing, or that it cannot be told.
from_source(namespace, "ConfigMap", named, key) := {"text": objects[namespace].ConfigMap[named.name].data[key]} if {
	is_string(objects[namespace].ConfigMap[named.name].data[key])
} else := "nothing" if {
	objects[namespace].ConfigMap[named.name]
} else := "nothing" if {
	get(namespace, "ConfigMap", named.name) == null
	named.optional == true
} else := "unknown"

from_source(namespace, "Secret", named, key) := "unknown" if {
	has_key(objects[namespace].Secret[named.name], key)
} else := "nothing" if {
	objects[namespace].Secret[named.name]
} else := "nothing" if {
	get(namespace, "Secret", named.name) == null
	named.optional == true
} else := "unknown"

has_key(secret, key) if {
	some place in ["data", "stringData"]
	key in object.keys(secret[place])
}
