# What routes the traffic from outside: the routers, an Ingress or a Gateway; undefined where it cannot be told.
package workflow

routing[namespace] := "ingress" if {
	some namespace in installations
	family(namespace) == "deis"
	is_native(namespace)
}

routing[namespace] := "router" if {
	some namespace in installations
	family(namespace) == "deis"
	is_not_native(namespace)
}

routing[namespace] := "router" if {
	some namespace in installations
	family(namespace) == "drycc"
	has_component(namespace, "router")
}

routing[namespace] := "gateway" if {
	some namespace in installations
	family(namespace) == "drycc"
	not has_component(namespace, "router")
	count(objects[namespace].Gateway) > 0
}

routing[namespace] := "ingress" if {
	some namespace in installations
	family(namespace) == "drycc"
	not has_component(namespace, "router")
	count(objects[namespace].Gateway) == 0
	count(ingresses_before(namespace, "controller")) > 0
}

switches := ["EXPERIMENTAL_NATIVE_INGRESS", "NATIVE_INGRESS"]

on_words := {"true", "t", "yes", "y", "on", "1"}

# The first switch that is on, with each one before it told.
is_native(namespace) if is_on(namespace, switches[0])

is_native(namespace) if {
	is_off(namespace, switches[0])
	is_on(namespace, switches[1])
}

is_native(namespace) if {
	not has_component(namespace, "controller")
	not has_component(namespace, "router")
	objects[namespace].Ingress["controller-api-server-ingress-http"]
}

is_not_native(namespace) if {
	every switch in switches {
		is_off(namespace, switch)
	}
}

is_not_native(namespace) if {
	not has_component(namespace, "controller")
	not objects[namespace].Ingress["controller-api-server-ingress-http"]
}

is_not_native(namespace) if {
	not has_component(namespace, "controller")
	has_component(namespace, "router")
}

is_on(namespace, switch) if {
	word := value(component(namespace, "controller"), switch)
	is_string(word)
	lower(word) in on_words
}

is_off(namespace, switch) if value(component(namespace, "controller"), switch) == null

is_off(namespace, switch) if {
	word := value(component(namespace, "controller"), switch)
	is_string(word)
	not lower(word) in on_words
}

# The chart of Deis renders no router in this mode, so that one that is there answers.
is_off(namespace, switch) if {
	not namespace in hephy
	has_component(namespace, "router")
	controller := component(namespace, "controller")
	container(controller)
	not is_told(controller, switch)
}

is_told(item, name) if value(item, name) == null

is_told(item, name) if is_string(value(item, name))

ingresses_before(namespace, which) := [ingress |
	some ingress in objects[namespace].Ingress
	sends_to(ingress, components[which][family(namespace)])
]

sends_to(ingress, names) if {
	some end in backends(ingress)
	end.serviceName in names
}

sends_to(ingress, names) if {
	some end in backends(ingress)
	end.service.name in names
}

backends(ingress) := array.concat(
	[path.backend | some rule in ingress.spec.rules; some path in rule.http.paths],
	[ingress.spec[member] | some member in ["backend", "defaultBackend"]],
)

# Whether a router answers from outside beside the ingress controller; undefined where it cannot be told.
answers_beside_ingress(item) := false if family(item.metadata.namespace) == "drycc"

else := false if routing[item.metadata.namespace] != "ingress"

else := false if {
	item.kind != "DaemonSet"
	replicas(item) == 0
} else := true if {
	is_countable(item)
	names_ports(item)
} else := true if {
	is_countable(item)
	host_network(item)
} else := outcome if {
	is_countable(item)
	host_network(item) == false
	outcome := is_reached(get(item.metadata.namespace, "Service", name_of(item.metadata.namespace, "router")))
}

names_ports(item) if {
	some box in every_container(item)
	some port in box.ports
	object.get(port, "hostPort", null) != null
}

is_countable(item) if item.kind == "DaemonSet"

is_countable(item) if is_number(replicas(item))

is_reached(null) := false

is_reached(service) := true if {
	is_object(service.spec)
	object.get(service.spec, "type", "ClusterIP") != "ClusterIP"
	is_string(service.spec.type)
}

is_reached(service) := count(object.get(service.spec, "externalIPs", [])) > 0 if {
	is_object(service.spec)
	object.get(service.spec, "type", "ClusterIP") == "ClusterIP"
}

# Absent means 1.
replicas(item) := 1 if object.get(item.spec, "replicas", null) == null

else := item.spec.replicas if {
	is_number(item.spec.replicas)
	floor(item.spec.replicas) == item.spec.replicas
}

host_network(item) := false if object.get(item.spec.template.spec, "hostNetwork", null) == null

else := item.spec.template.spec.hostNetwork if is_boolean(item.spec.template.spec.hostNetwork)

is_switched_on(item, name) if lower(annotation(item, name)) == "true"

annotation(item, name) := item.metadata.annotations[concat("", [router_prefixes[family(item.metadata.namespace)], name])]

router_prefixes := {"deis": "router.deis.io/", "drycc": "router.drycc.cc/"}
