package workflow

# Where TLS ends: at the router, or at the load balancer before it; elsewhere, or where it cannot be told, undefined.
tls_end[namespace] := "router" if {
	some namespace in installations
	ends_behind_ingress(namespace)
	is_without_certificate(get(namespace, "Service", name_of(namespace, "router")))
}

tls_end[namespace] := "balancer" if {
	some namespace in installations
	ends_behind_ingress(namespace)
	has_certificate(get(namespace, "Service", name_of(namespace, "router")))
}

ends_behind_ingress(namespace) if {
	routing[namespace] == "router"
	count(secured(namespace)) == 0
}

# Those that answer for other hosts alone say nothing of the names of the API.
ends_behind_ingress(namespace) if {
	routing[namespace] == "router"
	count(secured(namespace)) > 0
	names := api_names(namespace)
	every ingress in secured(namespace) {
		not answers_for(ingress, names)
	}
}

secured(namespace) := [ingress |
	some ingress in ingresses_before(namespace, "router")
	is_secured(ingress)
]

is_secured(ingress) if count(ingress.spec.tls) > 0

is_secured(ingress) if {
	some name in [
		"networking.gke.io/managed-certificates", "ingress.gcp.kubernetes.io/pre-shared-cert",
		"appgw.ingress.kubernetes.io/appgw-ssl-certificate", "alb.ingress.kubernetes.io/certificate-arn",
	]
	trim_space(ingress.metadata.annotations[name]) != ""
}

answers_for(ingress, _) if count(object.get(ingress.spec, "rules", [])) == 0

answers_for(ingress, names) if {
	some rule in ingress.spec.rules
	host := object.get(rule, "host", "")
	some name in names
	covers(host, name)
}

covers(host, _) if host == ""

covers(host, name) if host == name

covers(host, name) if {
	startswith(host, "*.")
	place := indexof(name, ".")
	substring(name, place + 1, -1) == trim_prefix(host, "*.")
}

api_names(namespace) := array.concat(
	[concat(".", [lower(name), domain]) | some name in short_names(namespace)],
	[lower(name) | some name in domains(namespace); contains(name, ".")],
) if {
	domain := lower(trim_space(annotation(component(namespace, "router"), "nginx.platformDomain")))
	is_domain(domain)
	is_service_told(namespace)
}

is_domain(name) if {
	contains(name, ".")
	every label in split(name, ".") {
		label != ""
		trim(label, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
	}
}

is_service_told(namespace) if count(objects[namespace].Service) > 0

api_service(namespace) := found[0] if {
	found := [service |
		some name in components.controller[family(namespace)]
		service := objects[namespace].Service[name]
	]
}

domains(namespace) := [trim_space(name) |
	some name in split(annotation(api_service(namespace), "domains"), ",")
	trim_space(name) != ""
]

short_names(namespace) := [name | some name in domains(namespace); not contains(name, ".")] if {
	annotation(api_service(namespace), "domains")
} else := [family(namespace)]

balancer_annotations := [
	"service.beta.kubernetes.io/aws-load-balancer-ssl-cert",
	"service.beta.kubernetes.io/do-loadbalancer-certificate-id",
]

has_certificate(service) if {
	some name in balancer_annotations
	trim_space(service.metadata.annotations[name]) != ""
}

is_without_certificate(service) if service == null

is_without_certificate(service) if {
	service != null
	not has_certificate(service)
}

results contains result("tls-enforced", item, outcome) if {
	some item in workloads("router")
	tls_end[item.metadata.namespace]
	outcome := enforced(item)
}

enforced(item) := "pass" if is_switched_on(item, "nginx.ssl.enforce")

else := "pass" if is_switched_on(item, "nginx.ssl.hsts.enabled")

else := "pass" if is_switched_on(api_service(item.metadata.namespace), "ssl.enforce")

else := "warn" if is_service_told(item.metadata.namespace)

results contains result("tls-platform-cert", item, outcome) if {
	some item in workloads("router")
	tls_end[item.metadata.namespace] == "router"
	home := router_namespace(item)
	outcome := certified(item, secrets_in(home), platform_certificate(item))
}

platform_certificate(item) := concat("", [family(item.metadata.namespace), "-router-platform-cert"])

# Where the router looks.
router_namespace(item) := listed(container(item), "POD_NAMESPACE") if listed(container(item), "POD_NAMESPACE") != ""

else := item.metadata.namespace if is_own_namespace(container(item))

is_own_namespace(box) if not is_listed(box, "POD_NAMESPACE")

is_own_namespace(box) if {
	own := entries(box, "POD_NAMESPACE")
	from := source(own[count(own) - 1])
	not is_config_key(from)
	not is_from_secret(box, "POD_NAMESPACE")
	from.fieldRef.fieldPath == "metadata.namespace"
}

secrets_in(namespace) := objects[namespace].Secret if namespace in installations

else := {item.metadata.name: item |
	some item in items
	item.metadata.namespace == namespace
	item.kind == "Secret"
	is_known(item)
}

# Where no Secret was given it cannot be told.
certified(item, secrets, name) := certified_by(item, secrets[name]) if secrets[name]

certified(item, secrets, name) := "fail" if {
	count(secrets) > 0
	not secrets[name]
	not is_made(item.metadata.namespace, name)
}

certified_by(item, secret) := "fail" if {
	not holds_both(secret)
} else := "warn" if {
	not is_listed(container(item), "POD_NAMESPACE")
	item.metadata.namespace != "default"
} else := "pass"

holds_both(secret) if {
	holds(secret, "tls.crt")
	holds(secret, "tls.key")
}

holds(secret, key) if trim_space(held(secret, key)) != ""

held(secret, key) := secret.stringData[key] if is_string(secret.stringData[key])

else := secret.data[key]

is_made(namespace, name) if {
	some kind in ["Certificate", "ExternalSecret", "SealedSecret"]
	some maker in objects[namespace][kind]
	made_by(maker) == name
}

made_by(maker) := maker.spec.secretName if is_string(maker.spec.secretName)

else := maker.spec.target.name if is_string(maker.spec.target.name)

else := maker.spec.template.metadata.name if is_string(maker.spec.template.metadata.name)

else := maker.metadata.name
