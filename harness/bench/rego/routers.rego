package workflow

minimum := 2

results contains result("routers-replicas", item, "pass") if {
	some item in workloads("router")
	item.kind != "DaemonSet"
	replicas(item) >= minimum
}

results contains result("routers-replicas", item, outcome) if {
	some item in workloads("router")
	item.kind != "DaemonSet"
	replicas(item) < minimum
	outcome := counted(item)
	is_for_routers(item, outcome)
}

# With native ingress on, fewer routers than enough say nothing.
is_for_routers(item, _) if routing[item.metadata.namespace] == "router"

is_for_routers(item, "pass") if {
	routing[item.metadata.namespace] in {"ingress", "gateway"}
	answers_beside_ingress(item) == true
}

# An autoscaler's minimum is what holds, unless the Deployment is at 0.
counted(item) := "pass" if {
	replicas(item) != 0
	count(autoscalers(item)) > 0
	every autoscaler in autoscalers(item) {
		lowest(autoscaler) >= minimum
	}
}

counted(item) := "fail" if replicas(item) == 0

counted(item) := "fail" if count(autoscalers(item)) == 0

lowest(autoscaler) := 1 if object.get(autoscaler.spec, "minReplicas", null) == null

else := autoscaler.spec.minReplicas if is_number(autoscaler.spec.minReplicas)

autoscalers(item) := [autoscaler |
	some autoscaler in objects[item.metadata.namespace].HorizontalPodAutoscaler
	target := scaled(autoscaler)
	target.name == item.metadata.name
	object.get(target, "kind", item.kind) == item.kind
	is_of_group(target, item.kind)
]

scaled(autoscaler) := autoscaler.spec.scaleTargetRef if autoscaler.spec.scaleTargetRef != null

else := autoscaler.spec.scaleRef

is_of_group(target, _) if not contains(object.get(target, "apiVersion", ""), "/")

is_of_group(target, kind) if split(target.apiVersion, "/")[0] in groups[kind]

results contains result("routers-host-ports", item, outcome) if {
	some item in workloads("router")
	item.kind != "DaemonSet"
	routing[item.metadata.namespace] == "router"
	outcome := on_nodes(item)
}

on_nodes(item) := "warn" if takes_ports(item)

else := {true: "warn", false: "pass"}[host_network(item)]

takes_ports(item) if {
	some box in every_container(item)
	some port in box.ports
	is_number(port.hostPort)
	port.hostPort != 0
}
