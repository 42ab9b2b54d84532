//! Trap 13 of the facts' section 13: what Drycc's objects seem to say.

use serde_json::{Value, json};

use crate::support::{Reviewed, env, find, installation, review, set_env};

#[test]
fn trap_13_registration_mode_is_decoration_and_the_passport_decides() {
    for word in [None, Some("enabled"), Some("admin_only"), Some("disabled"), Some("")] {
        for (switch, standing) in [(None, "met"), (Some("false"), "met"), (Some("true"), "not-met")]
        {
            let mut objects = installation("drycc-production");
            set_env(&mut objects, "drycc-controller-api", "REGISTRATION_MODE", word);
            set_env(&mut objects, "drycc-passport-api", "REGISTRATION_ENABLED", switch);
            let report = review(&objects);
            assert_eq!(report.standing("registration"), standing, "{word:?} {switch:?}");
            assert!(report.results("registration-mode").is_empty(), "{word:?}");
            let ignored = if word.is_some() { "warn" } else { "pass" };
            assert_eq!(report.outcome("registration-mode-ignored"), ignored, "{word:?}");
        }
    }
}

#[test]
fn trap_13_without_the_passport_no_registration_mode_closes_anything() {
    for word in ["admin_only", "disabled"] {
        let mut objects = installation("drycc-production");
        set_env(&mut objects, "drycc-controller-api", "REGISTRATION_MODE", Some(word));
        objects.retain(|object| object["metadata"]["name"] != "drycc-passport-api");
        assert_eq!(review(&objects).standing("registration"), "unknown", "{word}");
    }
}

#[test]
fn trap_13_the_controller_of_before_v1_4_still_reads_its_mode() {
    let judge = |version: &str| {
        let mut objects = installation("drycc-v1.0");
        set_env(&mut objects, "drycc-controller", "REGISTRATION_MODE", Some("enabled"));
        find(&mut objects, "Deployment", "drycc-controller")["metadata"]["annotations"]["component.drycc.cc/version"] =
            json!(version);
        review(&objects).standing("registration").to_owned()
    };
    assert_eq!(judge("v1.0.1"), "not-met");
    assert_eq!(judge("v1.3.9"), "not-met");
    assert_eq!(judge("v1.4.0"), "unknown", "nobody shown decides");
    assert_eq!(judge("canary"), "unknown");
}

#[test]
fn trap_13_which_words_open_the_passport_depends_on_its_version() {
    let judge = |version: &str, word: &str| {
        let mut objects = installation("drycc-production");
        set_env(&mut objects, "drycc-passport-api", "REGISTRATION_ENABLED", Some(word));
        find(&mut objects, "Deployment", "drycc-passport-api")["metadata"]["annotations"]["component.drycc.cc/version"] =
            json!(version);
        review(&objects).standing("registration").to_owned()
    };
    for word in ["true", "True", "TRUE"] {
        assert_eq!(judge("v1.3.0", word), "not-met", "{word}");
        assert_eq!(judge("canary", word), "not-met", "{word}");
    }
    for word in ["yes", "on", "1", "t", "y"] {
        assert_eq!(judge("v1.2.9", word), "not-met", "{word}");
        assert_eq!(judge("v1.3.0", word), "met", "{word}");
    }
    for word in ["false", "0", "off"] {
        assert_eq!(judge("v1.0.9", word), "not-met", "any word opened it: {word}");
        assert_eq!(judge("v1.1.0", word), "met", "{word}");
    }
    assert_eq!(judge("v1.0.9", ""), "met");
}

#[test]
fn trap_13_a_directory_closes_the_passport() {
    let mut objects = installation("drycc-production");
    set_env(&mut objects, "drycc-passport-api", "REGISTRATION_ENABLED", Some("true"));
    set_env(&mut objects, "drycc-passport-api", "LDAP_ENDPOINT", Some("ldaps://ldap.example.com"));
    assert_eq!(review(&objects).standing("registration"), "met");
    set_env(&mut objects, "drycc-passport-api", "LDAP_ENDPOINT", Some(""));
    assert_eq!(review(&objects).standing("registration"), "not-met");
}

/// Every Secret that an endpoint of the installation is taken from.
const SECRETS: [&str; 4] =
    ["builder-secret", "registry-secret", "database-creds", "quickwit-creds"];

/// The review once key `storage-endpoint` of that Secret holds something else.
fn endpoint(secret: &str, text: Option<&str>) -> Reviewed {
    let mut objects = installation("drycc-production");
    let secret = find(&mut objects, "Secret", secret);
    let data = secret["data"].as_object_mut().expect("data");
    assert!(data.remove("storage-endpoint").is_some());
    if let Some(text) = text {
        secret["stringData"] = json!({ "storage-endpoint": text });
    }
    review(&objects)
}

#[test]
fn trap_13_the_endpoint_behind_a_secret_is_read_and_never_shown() {
    for secret in SECRETS {
        let report = endpoint(secret, Some("http://drycc-storage.drycc.svc:9000/hidden-path"));
        assert_eq!(report.standing("object-storage"), "not-met", "{secret}");
        assert!(!report.0.to_string().contains("hidden-path"), "{secret}");
        let report = endpoint(secret, Some("https://s3.example.com"));
        assert_eq!(report.standing("object-storage"), "met", "{secret}");
    }
}

#[test]
fn trap_13_an_endpoint_whose_secret_does_not_hold_it_is_not_outside() {
    for secret in SECRETS {
        for text in [None, Some(""), Some(" ")] {
            let standing = endpoint(secret, text).standing("object-storage").to_owned();
            assert_ne!(standing, "met", "{secret} {text:?}");
        }
        let mut objects = installation("drycc-production");
        objects.retain(|object| object["metadata"]["name"] != secret);
        assert_ne!(review(&objects).standing("object-storage"), "met", "{secret} is gone");
    }
    let mut objects = installation("drycc-production");
    objects.retain(|object| object["kind"] != "Secret");
    assert_eq!(review(&objects).standing("object-storage"), "unknown", "none was given");
}

fn without_own_storage() -> Vec<Value> {
    let mut objects = installation("drycc-default");
    let gone = |object: &Value| {
        object["metadata"]["name"] == "drycc-storage"
            && (object["kind"] == "StatefulSet" || object["kind"] == "Service")
    };
    objects.retain(|object| !gone(object));
    objects
}

#[test]
fn trap_13_switching_the_storage_off_leaves_every_consumer_pointed_at_it() {
    let report = review(&without_own_storage());
    assert_eq!(report.standing("object-storage"), "not-met");
    let dangling = report.results("storage-dangling");
    assert!(dangling.iter().all(|one| one["outcome"] == "fail"), "{dangling:?}");
    for name in ["drycc-builder", "drycc-registry", "drycc-database", "drycc-quickwit-indexer"] {
        assert!(!report.on("storage-dangling", name).is_empty(), "{name}");
    }
    for name in ["drycc-registry-cronjob-daily", "drycc-database-cronjob-backup"] {
        assert!(!report.on("storage-dangling", name).is_empty(), "{name}: a CronJob");
    }
    let with = review(&installation("drycc-default"));
    assert!(with.results("storage-dangling").iter().all(|one| one["outcome"] == "pass"));
}

#[test]
fn trap_13_one_consumer_that_was_forgotten_is_enough() {
    let mut objects = installation("drycc-production");
    for entry in env(&mut objects, "Deployment", "drycc-registry") {
        if entry["name"] == "DRYCC_STORAGE_ENDPOINT" {
            *entry = json!({ "name": entry["name"], "value": "http://drycc-storage:9000" });
        }
    }
    let report = review(&objects);
    assert_eq!(report.on("storage-dangling", "drycc-registry")[0]["outcome"], "fail");
    assert_eq!(report.on("storage-dangling", "drycc-builder")[0]["outcome"], "pass");
    assert_eq!(report.standing("object-storage"), "not-met");
}

#[test]
fn trap_13_the_route_to_the_storage_is_always_there_and_proves_nothing() {
    for name in ["drycc-default", "drycc-production"] {
        let mut objects = installation(name);
        find(&mut objects, "HTTPRoute", "drycc-storage");
        let with = review(&objects);
        objects.retain(|object| {
            let name = object["metadata"]["name"].as_str().unwrap_or_default();
            object["kind"] != "HTTPRoute" || !name.starts_with("drycc-storage")
        });
        let without = review(&objects);
        for section in ["object-storage", "tls"] {
            assert_eq!(with.standing(section), without.standing(section), "{name} {section}");
        }
        assert_eq!(with.0["summary"], without.0["summary"], "{name}");
    }
    let mut objects = without_own_storage();
    find(&mut objects, "HTTPRoute", "drycc-storage");
    assert_eq!(review(&objects).standing("object-storage"), "not-met", "the route is no storage");
}
