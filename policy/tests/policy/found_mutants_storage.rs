//! What no test of object storage held until single changes of the core showed it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::support::{env, find, installation, remove, review, set_env};

const KEY_FILE: &str = "objectstorage-keyfile";

/// The outcomes of a rule on the keys of a cluster, once these are set; an empty name takes all others' place.
fn on_keys(cluster: &str, rule: &str, keys: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut objects = installation(cluster);
    let secret = find(&mut objects, "Secret", KEY_FILE);
    for (key, text) in keys {
        secret["data"][*key] = json!(STANDARD.encode(text));
    }
    let report = review(&objects);
    let results = report.on(rule, KEY_FILE).into_iter();
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    results.map(|one| (text(&one["outcome"]), text(&one["message"]))).collect()
}

/// Whether a bucket's name is taken, or at most advised against.
fn takes(cluster: &str, key: &str, name: &str) -> bool {
    let told = on_keys(cluster, "storage-buckets", &[(key, name)]);
    assert!(told.iter().all(|(outcome, _)| outcome != "error"), "{told:?}");
    told.iter().all(|(outcome, _)| outcome != "fail")
}

#[test]
fn swift_takes_any_name_without_a_slash_up_to_256_bytes() {
    let takes = |name: &str| takes("deis-production-swift", "registry-container", name);
    assert!(takes("a"));
    assert!(takes("Any thing_at--all."));
    assert!(takes(&"n".repeat(256)));
    assert!(!takes(&"n".repeat(257)));
    assert!(!takes("a/b"));
}

#[test]
fn azure_takes_small_letters_digits_and_single_hyphens() {
    let takes = |name: &str| takes("deis-production-azure", "registry-container", name);
    assert!(takes("abc"));
    assert!(takes("a-b-1"));
    assert!(takes(&"n".repeat(63)));
    for name in ["ab", "a.b.c", "a_b", "a--b", "-ab", "ab-", "Abc"] {
        assert!(!takes(name), "{name}");
    }
    assert!(!takes(&"n".repeat(64)));
}

#[test]
fn google_takes_underscores_and_long_names_with_periods_and_keeps_its_own() {
    let takes = |name: &str| takes("deis-production-gcs", "registry-bucket", name);
    assert!(takes("a_b"));
    assert!(takes("a--b"));
    assert!(takes("gooxle-a"));
    assert!(takes(&format!("{}.example.com", "n".repeat(100))));
    assert!(!takes(&"n".repeat(64)));
    for name in ["a..b", "10.20.30.40", "goog-a", "my-google", "a!b"] {
        assert!(!takes(name), "{name}");
    }
}

#[test]
fn s3_takes_no_underscores_and_no_long_names_unless_they_are_old_and_of_us_east_1() {
    let takes = |name: &str| takes("deis-production-s3", "registry-bucket", name);
    assert!(takes("goog-a"));
    assert!(takes("a--b"));
    assert!(!takes(&format!("{}.example.com", "n".repeat(100))));
    assert!(!takes("a..b"));
    assert!(!takes("10.20.30.40"));
    assert!(takes("a.b.c.d") && takes("1.2.3"));
    let in_region = |region: &str| {
        let keys = [("registry-bucket", "My_Bucket"), ("region", region)];
        on_keys("deis-production-s3", "storage-buckets", &keys)
            .iter()
            .all(|(outcome, _)| outcome != "fail")
    };
    assert!(in_region("us-east-1"));
    assert!(!in_region("eu-west-1"));
}

#[test]
fn what_is_wrong_with_a_credential_is_told_by_its_name() {
    let told = |cluster: &str, key: &str, text: &str| {
        let told = on_keys(cluster, "storage-credentials", &[(key, text)]);
        told.into_iter().map(|(_, words)| words).collect::<Vec<_>>().join("\n")
    };
    let azure = |text: &str| told("deis-production-azure", "accountkey", text);
    assert!(
        azure(" \n").contains("key `accountkey` is empty, and azure needs it"),
        "{}",
        azure(" ")
    );
    let gcs = |text: &str| told("deis-production-gcs", "key.json", text);
    for text in ["words", "[]", "{}", r#"{"type":1}"#, r#"["type"]"#] {
        assert!(gcs(text).contains("holds no JSON of a service account"), "{text}");
    }
    assert!(!gcs(r#"{"type":"service_account"}"#).contains("service account"));
    let mut objects = installation("deis-production-s3");
    let data = find(&mut objects, "Secret", KEY_FILE)["data"].as_object_mut().expect("a map");
    data.retain(|key, _| key != "accesskey" && key != "secretkey");
    assert_eq!(
        review(&objects).on("storage-credentials", KEY_FILE)[0]["outcome"],
        "pass",
        "the instance's role"
    );
    let swift = |text: &str| told("deis-production-swift", "tenant", text);
    assert!(!swift("").contains("tenant"), "it may be empty");
}

#[test]
fn dryccs_earlier_releases_know_azure_and_alibabas_store_by_a_pair_of_keys() {
    let told = |word: &str| {
        let mut objects = installation("drycc-v1.0");
        let secret = find(&mut objects, "Secret", KEY_FILE);
        secret["metadata"]["annotations"] =
            json!({ "drycc.cc/objectstorage": word, "deis.io/objectstorage": word });
        secret["data"] = json!({ "accesskey": "YQ==" });
        let report = review(&objects);
        let all = report.on("storage-credentials", KEY_FILE);
        all.iter().map(|one| one["message"].to_string()).collect::<Vec<_>>().join("\n")
    };
    for word in ["azure", "oss"] {
        let told = told(word);
        assert!(told.contains(&format!("it has no key `secretkey`, which {word} needs")), "{told}");
        assert!(!told.contains("accountname"), "{told}");
    }
}

#[test]
fn components_on_two_backends_are_told_each_by_the_others_word() {
    let mut objects = installation("deis-production-s3");
    find(&mut objects, "Secret", KEY_FILE)["metadata"]["annotations"] = json!({});
    set_env(&mut objects, "deis-controller", "APP_STORAGE", Some("gcs"));
    let report = review(&objects);
    let message = |name: &str| report.on("storage-agreement", name)[0]["message"].clone();
    assert_eq!(
        message("deis-controller"),
        "`APP_STORAGE` is `gcs`, but `REGISTRY_STORAGE` of `deis-registry` says `s3`"
    );
    let said = message("deis-builder").to_string();
    assert!(said.contains("`APP_STORAGE` of `deis-controller` says `gcs`"), "{said}");
}

#[test]
fn the_registry_alone_may_keep_images_in_its_pod_and_only_drycc_has_alibabas_store() {
    let told = |cluster: &str, component: &str, variable: &str, word: &str| {
        let mut objects = installation(cluster);
        let found = objects.iter().any(|one| one["metadata"]["name"] == component);
        assert!(found, "{component}");
        set_env(&mut objects, component, variable, Some(word));
        let report = review(&objects);
        report.on("storage-backend", component)[0]["message"].as_str().expect("a text").to_owned()
    };
    let of_deis = |component, variable, word| told("deis-production-s3", component, variable, word);
    let unknown = "none of the words that Workflow knows";
    for word in ["filesystem", "inmemory"] {
        let registry = of_deis("deis-registry", "REGISTRY_STORAGE", word);
        assert!(!registry.contains(unknown), "{registry}");
        let builder = of_deis("deis-builder", "BUILDER_STORAGE", word);
        assert!(builder.contains(unknown), "{builder}");
    }
    let builder = of_deis("deis-builder", "BUILDER_STORAGE", "oss");
    assert!(builder.contains(unknown), "{builder}");
    let drycc = told("drycc-v1.0", "drycc-builder", "BUILDER_STORAGE", "oss");
    assert!(!drycc.contains(unknown), "{drycc}");
}

#[test]
fn minio_may_be_in_use_by_whoever_was_not_given_unless_that_can_be_elsewhere() {
    let outcome = |gone: &str| {
        let mut objects = installation("deis-production-s3");
        let minio = json!({ "apiVersion": "apps/v1", "kind": "Deployment",
            "metadata": { "name": "deis-minio", "namespace": "deis" },
            "spec": { "template": { "spec": { "containers": [{ "name": "deis-minio" }] } } } });
        objects.push(minio);
        remove(&mut objects, "Deployment", gone);
        review(&objects).outcome("storage-minio").to_owned()
    };
    let without_registry = outcome("deis-registry");
    let without_builder = outcome("deis-builder");
    assert_ne!(without_registry, without_builder);
    assert_eq!(without_builder, "error");
}

#[test]
fn a_variable_that_is_in_no_list_yet_gets_a_list_and_one_that_comes_from_elsewhere_a_value() {
    let patch = |change: &dyn Fn(&mut Vec<Value>)| {
        let mut objects = installation("deis-production-s3");
        objects.push(json!({ "apiVersion": "v1", "kind": "ConfigMap",
            "metadata": { "name": "modes", "namespace": "deis" }, "data": { "mode": "enabled" } }));
        set_env(&mut objects, "deis-controller", "REGISTRATION_MODE", None);
        change(env(&mut objects, "Deployment", "deis-controller"));
        let report = review(&objects);
        let result = report.results("registration-mode")[0].clone();
        (result["pointer"].clone(), result["remediation"]["patch"][0].clone())
    };
    let name = "REGISTRATION_MODE";
    let list = "/spec/template/spec/containers/0/env";
    let (pointer, step) = patch(&|env| env.clear());
    assert_eq!(pointer, list);
    assert_eq!((&step["op"], &step["path"]), (&json!("add"), &json!(format!("{list}/-"))));
    let (pointer, _) = patch(&|env| *env = vec![json!({ "name": name })]);
    assert_eq!(pointer, format!("{list}/0"));
    let (pointer, step) = patch(&|env| *env = vec![json!({ "name": name, "value": "enabled" })]);
    assert_eq!(pointer, format!("{list}/0/value"));
    assert_eq!(
        step,
        json!({ "op": "add", "path": format!("{list}/0/value"), "value": "admin_only" })
    );
    let source = json!({ "configMapKeyRef": { "name": "modes", "key": "mode" } });
    let (_, step) = patch(&|env| *env = vec![json!({ "name": name, "valueFrom": source })]);
    let entry = json!({ "name": name, "value": "admin_only" });
    assert_eq!(step, json!({ "op": "replace", "path": format!("{list}/0"), "value": entry }));
}

#[test]
fn a_container_without_an_environment_is_given_one() {
    let mut objects = installation("deis-production-s3");
    let controller = find(&mut objects, "Deployment", "deis-controller");
    let container = &mut controller["spec"]["template"]["spec"]["containers"][0];
    container.as_object_mut().expect("an object").remove("env");
    let report = review(&objects);
    let step = &report.results("registration-mode")[0]["remediation"]["patch"][0];
    let entry = json!([{ "name": "REGISTRATION_MODE", "value": "admin_only" }]);
    assert_eq!(
        (&step["path"], &step["value"]),
        (&json!("/spec/template/spec/containers/0/env"), &entry)
    );
}

#[test]
fn an_endpoint_that_its_secret_leaves_blank_is_unknown() {
    let outcome = |address: &str| {
        let mut objects = installation("drycc-production");
        let source = json!({ "secretKeyRef": { "name": "own", "key": "endpoint" } });
        let entries = env(&mut objects, "Deployment", "drycc-builder");
        entries.retain(|entry| entry["name"] != "DRYCC_STORAGE_ENDPOINT");
        entries.push(json!({ "name": "DRYCC_STORAGE_ENDPOINT", "valueFrom": source }));
        objects.push(json!({ "apiVersion": "v1", "kind": "Secret",
            "metadata": { "name": "own", "namespace": "drycc" },
            "data": { "endpoint": STANDARD.encode(address) } }));
        let report = review(&objects);
        report.on("storage-endpoint", "drycc-builder")[0]["outcome"].clone()
    };
    assert_eq!(outcome("https://s3.example.com"), "pass");
    assert_eq!(outcome("http://drycc-storage.drycc:9000"), "fail");
    assert_eq!(outcome(" \n"), "error");
}
