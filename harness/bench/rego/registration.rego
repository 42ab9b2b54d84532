package workflow

# Who decides about registration: Drycc's controller reads no mode since v1.4.0.
by_controller(item) if family(item.metadata.namespace) == "deis"

by_controller(item) if version(item.metadata.annotations["component.drycc.cc/version"]) < [1, 4, 0]

results contains result("registration-mode", item, outcome) if {
	some item in workloads("controller")
	by_controller(item)
	outcome := judged_mode(value(item, "REGISTRATION_MODE"))
}

judged_mode(mode) := "pass" if mode in {"admin_only", "disabled"}

else := "fail"
