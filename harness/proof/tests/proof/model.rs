//! The report equals the model.

use std::collections::BTreeSet;

use proof::plan::World;
use proof::{Expected, expected, strategy};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use super::support::{holds, installation, outcomes, review_world, yaml};

/// What a report says otherwise than the model, a line each; nothing where they agree.
fn differences(report: &serde_json::Value, namespace: &str, wanted: &Expected) -> Vec<String> {
    let told = installation(report, namespace);
    let mut lines = Vec::new();
    for section in told["sections"].as_array().into_iter().flatten() {
        let id = section["id"].as_str().unwrap_or_default();
        let Some(standing) = wanted.standings.get(id) else { continue };
        if section["standing"] != standing.word() {
            let (standing, told) = (standing.word(), &section["standing"]);
            lines.push(format!("{id} stands {told}, not {standing}: {}", section["reason"]));
        }
    }
    let own = |(rule, subject, outcome): &(&str, String, proof::Outcome)| {
        ((*rule).to_owned(), subject.clone(), outcome.word().to_owned())
    };
    let wanted_outcomes: BTreeSet<_> = wanted.outcomes.iter().map(own).collect();
    let told_outcomes = outcomes(told);
    lines.extend(told_outcomes.difference(&wanted_outcomes).map(|one| format!("says {one:?}")));
    lines.extend(
        wanted_outcomes.difference(&told_outcomes).map(|one| format!("does not say {one:?}")),
    );
    if told["ready"] != wanted.ready {
        lines.push(format!("ready is {}, not {}", told["ready"], wanted.ready));
    }
    lines
}

fn agrees(world: &World) -> Result<(), TestCaseError> {
    let report = review_world(world);
    prop_assert_eq!(
        report["installations"].as_array().map_or(0, Vec::len),
        world.installations.len()
    );
    for plan in &world.installations {
        prop_assert_eq!(
            &installation(&report, plan.namespace())["distribution"],
            plan.distribution()
        );
        let lines = differences(&report, plan.namespace(), &expected(plan));
        if !lines.is_empty() {
            let objects = yaml(&proof::cluster::objects(world));
            return Err(TestCaseError::fail(format!("{}\n{plan:#?}\n{objects}", lines.join("\n"))));
        }
    }
    let ready = world.installations.iter().all(|plan| expected(plan).ready);
    prop_assert_eq!(&report["ready"], ready);
    Ok(())
}

#[test]
fn the_report_of_a_cluster_says_what_the_model_says() {
    holds(4000, strategy::world(), |world| agrees(&world));
}

#[test]
fn an_installation_that_follows_the_guide_is_ready() {
    holds(500, strategy::ready(), |plan| {
        prop_assert!(expected(&plan).ready, "the strategy's own claim");
        agrees(&World { installations: vec![plan], decoys: Vec::new() })
    });
}
