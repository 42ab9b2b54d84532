//! Safe fixes heal what they are for, and nothing gets worse by them.

use std::collections::BTreeSet;

use proof::{cluster, strategy};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use serde_json::Value;

use super::support::{holds, outcomes, review, settings};

type Told = BTreeSet<(String, String, String)>;

/// What is not as it should be.
fn problems(report: &Value) -> Told {
    let installations = report["installations"].as_array().into_iter().flatten();
    installations.flat_map(outcomes).filter(|(.., outcome)| outcome != "pass").collect()
}

fn subject(result: &Value) -> String {
    format!("{}/{}", result["subject"]["namespace"], result["subject"]["name"])
}

/// Rule, object and words of each result.
fn words(report: &Value) -> Told {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let installations = report["installations"].as_array().into_iter().flatten();
    let results = installations.flat_map(|one| one["results"].as_array().into_iter().flatten());
    results.map(|one| (text(&one["rule"]), subject(one), text(&one["message"]))).collect()
}

/// The safe patches of a report: what each is for, the object's place, and the patch.
fn patches(report: &Value) -> Vec<((String, String, String), usize, Value)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let installations = report["installations"].as_array().into_iter().flatten();
    let results = installations.flat_map(|one| one["results"].as_array().into_iter().flatten());
    let safe = results.filter(|one| one["remediation"]["safety"] == "safe");
    safe.filter_map(|one| {
        let patch = one["remediation"].get("patch")?.clone();
        let place = usize::try_from(one["index"].as_u64()?).ok()?;
        let key = (text(&one["rule"]), subject(one), text(&one["message"]));
        Some((key, place, patch))
    })
    .collect()
}

fn apply(object: &mut Value, patch: &Value) -> Result<(), TestCaseError> {
    let patch: json_patch::Patch = serde_json::from_value(patch.clone())
        .map_err(|error| TestCaseError::fail(error.to_string()))?;
    json_patch::patch(object, &patch).map_err(|error| TestCaseError::fail(error.to_string()))
}

#[test]
fn each_safe_patch_heals_its_finding_and_brings_none() {
    holds(600, strategy::world(), |world| {
        let objects = cluster::objects(&world);
        let settings = settings(&world.installations);
        let report = review(&objects, &settings);
        let before = problems(&report);
        for (healed, place, patch) in patches(&report) {
            let mut mended = objects.clone();
            apply(&mut mended[place], &patch)?;
            let after = review(&mended, &settings);
            prop_assert!(!words(&after).contains(&healed), "{healed:?} stays with {patch}");
            let after = problems(&after);
            let brought: Vec<_> = after.difference(&before).collect();
            prop_assert!(brought.is_empty(), "{patch} for {healed:?} brings {brought:?}");
        }
        Ok(())
    });
}

#[test]
fn safe_patches_converge() {
    holds(300, strategy::world(), |world| {
        let mut objects = cluster::objects(&world);
        let settings = settings(&world.installations);
        let mut rounds = 0;
        loop {
            let report = review(&objects, &settings);
            let open = patches(&report);
            let Some((_, place, patch)) = open.first() else { break };
            apply(&mut objects[*place], patch)?;
            rounds += 1;
            prop_assert!(rounds < 40, "{open:?}");
        }
        Ok(())
    });
}
