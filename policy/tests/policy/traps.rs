//! The traps of the facts' section 13 that concern Deis and Hephy, one test of the name of each.

use serde_json::{Value, json};

use crate::support::{cluster, env, find, installation, remove, review, set_env, standing};

#[test]
fn trap_1_secret_minio_user_present_does_not_mean_minio_is_used() {
    let mut objects = installation("deis-production-s3");
    find(&mut objects, "Secret", "minio-user");
    let report = review(&objects);
    assert_eq!(report.standing("object-storage"), "met");
    assert!(report.results("storage-minio").is_empty());
}

#[test]
fn trap_2_registration_mode_absent_is_open_an_invalid_word_is_closed_with_errors() {
    let mut objects = installation("deis-production-s3");
    set_env(&mut objects, "deis-controller", "REGISTRATION_MODE", None);
    assert!(review(&objects).message("registration-mode").contains("anybody can register"));
    for word in ["", "closed"] {
        set_env(&mut objects, "deis-controller", "REGISTRATION_MODE", Some(word));
        assert!(review(&objects).message("registration-mode").contains("ends in an error"));
    }
}

#[test]
fn trap_3_allow_sign_up_empty_is_on_and_the_gf_variable_overrides_it() {
    let mut objects = installation("deis-production-s3");
    set_env(&mut objects, "deis-monitor-grafana", "ALLOW_SIGN_UP", Some(""));
    assert_eq!(review(&objects).outcome("grafana-signup"), "fail");
    set_env(&mut objects, "deis-monitor-grafana", "GF_USERS_ALLOW_SIGN_UP", Some("false"));
    assert_eq!(review(&objects).outcome("grafana-signup"), "pass");
}

#[test]
fn trap_4_registry_storage_absent_is_an_empty_dir() {
    let mut objects = installation("deis-production-s3");
    set_env(&mut objects, "deis-registry", "REGISTRY_STORAGE", None);
    let report = review(&objects);
    let result = &report.on("storage-backend", "deis-registry")[0];
    assert_eq!(result["outcome"], "fail");
    assert!(result["message"].as_str().expect("a text").contains("emptyDir"));
}

#[test]
fn trap_5_the_platform_certificate_needs_the_right_name_namespace_and_keys_of_any_type() {
    let secret = |name: &str, namespace: &str, keys: [&str; 2], kind: &str| {
        let data = json!({ keys[0]: "eA==", keys[1]: "eA==" });
        json!({
            "apiVersion": "v1", "kind": "Secret", "type": kind, "data": data,
            "metadata": { "name": name, "namespace": namespace },
        })
    };
    let right = "deis-router-platform-cert";
    let keys = ["tls.crt", "tls.key"];
    let cases = [
        (secret(right, "deis", keys, "Opaque"), "pass"),
        (secret(right, "deis", keys, "kubernetes.io/tls"), "pass"),
        (secret(right, "default", keys, "Opaque"), "fail"),
        (secret("platform-cert", "deis", keys, "Opaque"), "fail"),
        (secret(right, "deis", ["cert", "key"], "Opaque"), "fail"),
        (secret(right, "deis", ["tls.crt", "key"], "Opaque"), "fail"),
    ];
    for (secret, outcome) in cases {
        let mut objects = installation("deis-production-s3");
        remove(&mut objects, "Secret", right);
        objects.push(secret.clone());
        assert_eq!(review(&objects).outcome("tls-platform-cert"), outcome, "{secret}");
    }
}

#[test]
fn trap_5_the_platform_certificate_covers_no_full_domain_name() {
    let mut objects = installation("deis-production-s3");
    let annotations = "/metadata/annotations";
    let controller = find(&mut objects, "Service", "deis-controller");
    controller.pointer_mut(annotations).expect("annotations")["router.deis.io/domains"] =
        json!("deis.example.com");
    let report = review(&objects);
    assert_eq!(report.on("tls-domains-covered", "deis-controller")[0]["outcome"], "fail");
    assert_eq!(report.standing("tls"), "not-met");
    let controller = find(&mut objects, "Service", "deis-controller");
    controller.pointer_mut(annotations).expect("annotations")["router.deis.io/certificates"] =
        json!("deis.example.com:api");
    assert_eq!(review(&objects).standing("tls"), "not-met", "its Secret is not there");
    let mut secret = find(&mut objects, "Secret", "deis-router-platform-cert").clone();
    secret["metadata"]["name"] = json!("api-cert");
    objects.push(secret);
    assert_eq!(review(&objects).standing("tls"), "met");
}

#[test]
fn trap_6_port_443_on_the_service_is_no_evidence_of_tls() {
    let mut objects = installation("deis-quickstart");
    let ports = &find(&mut objects, "Service", "deis-router")["spec"]["ports"];
    assert!(ports.as_array().expect("a list").iter().any(|port| port["port"] == 443));
    assert_eq!(review(&objects).standing("tls"), "not-met");
}

/// Gives Service deis-router a certificate of AWS, and its port 443 that target.
fn aws(target: Value, annotations: &[(&str, &str)]) -> Vec<Value> {
    let mut objects = installation("deis-production-s3");
    remove(&mut objects, "Secret", "deis-router-platform-cert");
    let service = find(&mut objects, "Service", "deis-router");
    let mut all = json!({});
    all["service.beta.kubernetes.io/aws-load-balancer-ssl-cert"] =
        json!("arn:aws:acm:x:1:certificate/y");
    for (name, value) in annotations {
        all[format!("service.beta.kubernetes.io/aws-load-balancer-{name}")] = json!(value);
    }
    service["metadata"]["annotations"] = all;
    let ports = service["spec"]["ports"].as_array_mut().expect("a list");
    let https = ports.iter_mut().find(|port| port["port"] == 443).expect("https");
    https["targetPort"] = target;
    objects
}

#[test]
fn trap_7_an_aws_certificate_before_a_port_that_expects_tls_again_is_broken() {
    let only_443 = ("ssl-ports", "443");
    let outcomes = |objects: &[Value]| -> Vec<String> {
        let report = review(objects);
        assert!(report.results("tls-platform-cert").is_empty(), "TLS ends at the load balancer");
        report.results("tls-load-balancer").iter().map(|one| one["outcome"].to_string()).collect()
    };
    assert_eq!(
        outcomes(&aws(json!(6443), &[only_443, ("backend-protocol", "http")]))[0],
        "\"fail\""
    );
    assert_eq!(outcomes(&aws(json!(6443), &[only_443])), ["\"fail\""]);
    assert_eq!(outcomes(&aws(json!(8080), &[only_443])), ["\"pass\""]);
    assert_eq!(outcomes(&aws(json!(8080), &[("ssl-ports", "https")])), ["\"pass\""]);
    assert_eq!(outcomes(&aws(json!(6443), &[only_443, ("backend-protocol", "ssl")])), ["\"fail\""]);
    assert_eq!(outcomes(&aws(json!(8080), &[("ssl-ports", "80")])), ["\"fail\""]);
    assert_eq!(outcomes(&aws(json!(8080), &[])), ["\"warn\""], "80 and 2222 get TLS too");
}

#[test]
fn trap_8_missing_replicas_are_one_and_a_missing_hpa_minimum_is_one() {
    let mut objects = installation("deis-production-s3");
    find(&mut objects, "Deployment", "deis-router")["spec"]
        .as_object_mut()
        .expect("an object")
        .remove("replicas");
    assert!(review(&objects).message("routers-replicas").contains("not set, which means 1"));
    let autoscaler = |spec: Value| {
        let mut spec = spec;
        // By memory: without any metric the API server fills in CPU, which the router requests none of.
        spec["metrics"] = json!([{ "type": "Resource", "resource": { "name": "memory" } }]);
        spec["scaleTargetRef"] =
            json!({ "apiVersion": "apps/v1", "kind": "Deployment", "name": "deis-router" });
        json!({
            "apiVersion": "autoscaling/v2", "kind": "HorizontalPodAutoscaler",
            "metadata": { "name": "routers", "namespace": "deis" }, "spec": spec,
        })
    };
    for (spec, outcome) in [
        (json!({ "maxReplicas": 5 }), "fail"),
        (json!({ "minReplicas": 1, "maxReplicas": 5 }), "fail"),
        (json!({ "minReplicas": 2, "maxReplicas": 5 }), "pass"),
    ] {
        for replicas in [1, 3] {
            let mut objects = objects.clone();
            find(&mut objects, "Deployment", "deis-router")["spec"]["replicas"] = json!(replicas);
            objects.push(autoscaler(spec.clone()));
            let report = review(&objects);
            assert_eq!(report.outcome("routers-autoscaler"), outcome, "{spec} {replicas}");
            assert_eq!(report.standing("routers") == "met", outcome == "pass", "{spec}");
        }
    }
}

#[test]
fn trap_8_an_autoscaler_is_off_at_zero_replicas() {
    let mut objects = installation("deis-production-azure");
    find(&mut objects, "Deployment", "deis-router")["spec"]["replicas"] = json!(0);
    assert_eq!(review(&objects).outcome("routers-replicas"), "fail");
}

#[test]
fn trap_9_hephy_keeps_every_name() {
    let report = review(&cluster("hephy-production-s3"));
    assert_eq!(report.one()["distribution"], "hephy");
    assert_eq!(report.standing("routers"), "met");
}

#[test]
fn trap_10_the_release_namespace_need_not_be_deis() {
    let mut objects = installation("deis-production-s3");
    for object in &mut objects {
        object["metadata"]["namespace"] = json!("paas");
    }
    let report = review(&objects);
    assert_eq!(report.one()["namespace"], "paas");
    assert_eq!(report.standing("tls"), "met");
}

#[test]
fn trap_11_components_off_the_cluster_are_no_failure() {
    let mut objects = installation("deis-production-s3");
    for name in ["deis-database", "deis-registry", "deis-monitor-grafana", "deis-logger-redis"] {
        remove(&mut objects, "Deployment", name);
        remove(&mut objects, "Service", name);
    }
    let report = review(&objects);
    assert_eq!(report.standing("object-storage"), "met");
    assert_eq!(report.standing("grafana"), "not-applicable");
}

#[test]
fn trap_14_hephys_tip_leaves_the_router_beside_native_ingress() {
    let mut objects = installation("deis-native-ingress");
    let mut others = installation("deis-quickstart");
    objects.push(find(&mut others, "Deployment", "deis-router").clone());
    objects.push(find(&mut others, "Service", "deis-router").clone());
    let entries = env(&mut objects, "Deployment", "deis-controller");
    entries.retain(|entry| entry["name"] != "EXPERIMENTAL_NATIVE_INGRESS");
    entries.push(json!({ "name": "NATIVE_INGRESS", "value": "true" }));
    let report = review(&objects);
    assert_eq!(report.standing("routers"), "unknown", "a router is there and answers");
    assert_eq!(report.outcome("tls-ingress"), "pass");
    assert_eq!(report.outcome("tls-platform-cert"), "error", "without a certificate");
    assert_eq!(report.on("security-ports", "deis-router")[0]["outcome"], "pass", "the Deployment");
    assert_eq!(report.on("security-ports", "deis-router")[1]["outcome"], "warn", "its Service");
}

#[test]
fn trap_18_an_application_called_like_a_component_is_not_the_platform() {
    let report = review(&cluster("deis-production-s3"));
    for result in report.one()["results"].as_array().expect("a list") {
        assert_eq!(result["subject"]["namespace"], "deis");
    }
    let mut only_applications = cluster("deis-production-s3");
    only_applications.retain(|object| object["metadata"]["namespace"] != "deis");
    let report = review(&only_applications);
    assert_eq!(report.0["installations"], json!([]));
    assert_eq!(report.0["ready"], false);
}

#[test]
fn trap_18_an_application_with_the_controllers_name_does_not_become_an_installation() {
    let mut objects = cluster("deis-production-s3");
    let mut decoy = find(&mut objects, "Deployment", "deis-controller").clone();
    decoy["metadata"] = json!({ "name": "deis-controller", "namespace": "shop" });
    objects.push(decoy);
    assert_eq!(standing(review(&objects).one(), "registration"), "met");
}

#[test]
fn trap_12_a_whitelist_of_everybody_settles_nothing() {
    let mut objects = installation("deis-production-s3");
    let router = find(&mut objects, "Deployment", "deis-router");
    router["metadata"]["annotations"]["router.deis.io/nginx.defaultWhitelist"] = json!("0.0.0.0/0");
    router["metadata"]["annotations"]["router.deis.io/nginx.enforceWhitelists"] = json!("true");
    assert_eq!(review(&objects).standing("security"), "needs-review");
}

#[test]
fn trap_17_annotations_count_on_the_deployment_and_not_on_its_pods() {
    let version = "component.deis.io/version";
    let mut objects = installation("deis-production-s3");
    let router = find(&mut objects, "Deployment", "deis-router");
    router["spec"]["template"]["metadata"]["annotations"] = json!({ version: "v2.19.0" });
    assert_eq!(review(&objects).one()["distribution"], "deis");
    find(&mut objects, "Deployment", "deis-router")["metadata"]["annotations"][version] =
        json!("v2.19.0");
    assert_eq!(review(&objects).one()["distribution"], "hephy");
}
