//! What lies outside of an installation changes nothing in it.

use proof::plan::World;
use proof::{cluster, strategy};
use proptest::prelude::*;

use super::support::{holds, installation, review, same, settings, without_places};

#[test]
fn applications_that_look_like_a_platform_change_nothing() {
    let decoys = prop::collection::vec(strategy::decoy(), 1..4);
    holds(600, (strategy::plan(), decoys), |(plan, decoys)| {
        let alone = World { installations: vec![plan], decoys: Vec::new() };
        let settings = settings(&alone.installations);
        let wanted = without_places(review(&cluster::objects(&alone), &settings));
        let among = World { decoys, ..alone };
        let told = without_places(review(&cluster::objects(&among), &settings));
        same(&told["installations"], &wanted["installations"])?;
        prop_assert_eq!(&told["ready"], &wanted["ready"]);
        Ok(())
    });
}

#[test]
fn installations_in_one_cluster_are_judged_each_for_itself() {
    let both = strategy::world().prop_filter("two", |world| world.installations.len() == 2);
    holds(200, both, |world| {
        let settings = settings(&world.installations);
        let together = without_places(review(&cluster::objects(&world), &settings));
        for plan in &world.installations {
            let alone = World { installations: vec![plan.clone()], decoys: Vec::new() };
            let alone = without_places(review(&cluster::objects(&alone), &settings));
            let namespace = plan.namespace();
            same(installation(&together, namespace), installation(&alone, namespace))?;
        }
        Ok(())
    });
}
