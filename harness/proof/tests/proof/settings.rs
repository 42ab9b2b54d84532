//! What people decide: rules that are off, exceptions, attestations; and what is written is read back.

use policy::report::Report;
use proof::certificate::NOW;
use proof::{cluster, forms, strategy};
use proptest::prelude::*;
use serde_json::{Value, json};

use super::support::{ask, call, holds, review, same, settings};

fn rules() -> Vec<String> {
    let all = call("rules", &json!({}));
    let rules = all["rules"].as_array().expect("a list").iter();
    rules.map(|rule| rule["id"].as_str().expect("an id").to_owned()).collect()
}

fn results(report: &Value) -> Vec<&Value> {
    let installations = report["installations"].as_array().into_iter().flatten();
    installations.flat_map(|one| one["results"].as_array().into_iter().flatten()).collect()
}

#[test]
fn a_rule_that_is_off_takes_its_results_away_and_nothing_else() {
    let rule = prop::sample::select(rules());
    holds(500, (strategy::world(), rule), |(world, rule)| {
        let objects = cluster::objects(&world);
        let mut settings = settings(&world.installations);
        let before = review(&objects, &settings);
        settings["rules"] = json!({ rule.clone(): { "action": "off" } });
        let after = review(&objects, &settings);
        let wanted: Vec<&Value> =
            results(&before).into_iter().filter(|one| one["rule"] != *rule).collect();
        prop_assert_eq!(results(&after), wanted);
        Ok(())
    });
}

/// Days before and after the moment of judgement, and whether something until then still counts.
const UNTIL: [(&str, bool); 4] =
    [("2026-10-31", false), ("2026-11-01", true), ("2026-11-02", true), ("2027-11-01", true)];

#[test]
fn an_exception_counts_until_its_day_is_over_and_for_its_object_alone() {
    let inputs =
        (strategy::world(), any::<prop::sample::Index>(), prop::sample::select(UNTIL.to_vec()));
    holds(500, inputs, |(world, pick, (until, counts))| {
        let objects = cluster::objects(&world);
        let mut settings = settings(&world.installations);
        let before = review(&objects, &settings);
        let all = results(&before);
        let one = all[pick.index(all.len())];
        let subject = json!({ "kind": one["subject"]["kind"], "name": one["subject"]["name"],
            "namespace": one["subject"]["namespace"] });
        settings["exceptions"] = json!([{ "rule": one["rule"], "subject": subject,
            "reason": "accepted", "until": until }]);
        let after = review(&objects, &settings);
        let is_it =
            |other: &Value| other["rule"] == one["rule"] && other["subject"] == one["subject"];
        for (old, new) in results(&before).into_iter().zip(results(&after)) {
            let excused = is_it(old) && old["outcome"] != "pass" && counts;
            let wanted = if excused { &json!("skip") } else { &old["outcome"] };
            prop_assert_eq!(&new["outcome"], wanted, "{}", old);
            if !is_it(old) {
                prop_assert_eq!(old, new);
            }
        }
        Ok(())
    });
}

#[test]
fn an_attestation_counts_from_its_day_until_its_last() {
    let days = [
        ("2026-10-01", "2026-10-31", false),
        ("2026-10-01", "2026-11-01", true),
        ("2026-11-01", "2026-12-01", true),
        ("2026-11-02", "2026-12-01", false),
    ];
    holds(
        300,
        (strategy::plan(), prop::sample::select(days.to_vec())),
        |(plan, (on, until, counts))| {
            let objects = cluster::of(&plan);
            let attest = |on: &str, until: &str| {
                json!({ "attestations": [{ "section": "security", "namespace": plan.namespace(),
                "by": "somebody", "on": on, "until": until }] })
            };
            let standing = |settings: &Value| {
                let report = review(&objects, settings);
                let sections = report["installations"][0]["sections"].clone();
                let all = sections.as_array().into_iter().flatten();
                all.filter(|one| one["id"] == "security").map(|one| one["standing"].clone()).next()
            };
            let wanted = if counts {
                standing(&attest("2026-10-01", "2027-10-01"))
            } else {
                standing(&json!({}))
            };
            prop_assert_eq!(standing(&attest(on, until)), wanted);
            Ok(())
        },
    );
}

#[test]
fn reports_and_their_patches_survive_json() {
    holds(300, strategy::world(), |world| {
        let report = review(&cluster::objects(&world), &settings(&world.installations));
        let text = report.to_string();
        let read: Report<'_> = serde_json::from_str(&text).expect("a report is read back");
        let written = serde_json::to_value(&read).expect("a report is JSON");
        same(&written, &report)?;
        Ok(())
    });
}

/// Settings as people write them.
fn any_settings() -> impl Strategy<Value = Value> {
    let rule = || prop::sample::select(rules());
    let action = prop::sample::select(vec!["deny", "warn", "off"]);
    let severity = prop::sample::select(vec!["info", "low", "medium", "high", "critical"]);
    let per_rule = prop::collection::btree_map(rule(), action, 0..4).prop_map(|all| {
        all.into_iter().map(|(id, action)| (id, json!({ "action": action }))).collect()
    });
    let until = prop::option::of(prop::sample::select(vec!["2026-10-31", "2027-01-31"]));
    (per_rule, severity, 1..9_i64, prop::bool::ANY, rule(), until).prop_map(
        |(rules, severity, routers, deny, excepted, until)| {
            let rules: serde_json::Map<String, Value> = rules;
            let mut exception = json!({ "rule": excepted, "reason": "so it is",
                "subject": { "kind": "Deployment", "namespace": "deis", "name": "deis-minio" } });
            if let Some(until) = until {
                exception["until"] = json!(until);
            }
            json!({ "namespaces": ["deis"], "denyAt": severity, "minimumRouters": routers,
                "onUnknown": if deny { "deny" } else { "warn" }, "rules": rules,
                "exceptions": [exception], "exempt": { "users": ["root"], "groups": [] } })
        },
    )
}

#[test]
fn settings_mean_the_same_in_yaml_in_json_and_with_their_keys_in_any_order() {
    holds(300, (any_settings(), strategy::plan()), |(settings, plan)| {
        prop_assert_eq!(
            &call("validate_settings", &settings),
            &json!({ "message": null, "valid": true })
        );
        let objects = cluster::of(&plan);
        let wanted = review(&objects, &settings);
        let json = policy::json::Json::parse(&settings.to_string()).expect("JSON").into_owned();
        let yaml = source::only(&source::document(&json)).expect("one object");
        for text in [yaml, forms::backwards(&settings)] {
            let objects = Value::from(objects.clone());
            let payload = format!(r#"{{"settings":{text},"objects":{objects},"now":"{NOW}"}}"#);
            let report: Value = serde_json::from_slice(&ask("review", &payload)).expect("JSON");
            same(&report, &wanted)?;
        }
        Ok(())
    });
}

#[test]
fn an_exception_that_has_ended_and_an_attestation_of_the_past_are_valid_settings() {
    let settings = json!({
        "exceptions": [{ "rule": "storage-minio", "reason": "then", "until": "2020-01-01",
            "subject": { "kind": "Deployment", "namespace": "deis", "name": "deis-minio" } }],
        "attestations": [{ "section": "tls", "namespace": "deis", "by": "x", "on": "2019-01-01", "until": "2020-01-01" }],
    });
    assert_eq!(call("validate_settings", &settings)["valid"], true);
    let payload = json!({ "objects": [], "settings": settings, "now": NOW }).to_string();
    assert!(!ask("review", &payload).is_empty());
}
