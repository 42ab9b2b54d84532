//! Forms of variables.

use proptest::prelude::*;

use crate::plan::Setting;

/// A word in any form, the first of the words most often; or none.
pub fn setting(words: &'static [&'static str]) -> BoxedStrategy<Setting> {
    let word = || prop_oneof![3 => Just(words[0]), 2 => prop::sample::select(words)];
    prop_oneof![
        8 => word().prop_map(Setting::Word),
        1 => (word(), word()).prop_map(|(first, last)| Setting::Twice(first, last)),
        1 => word().prop_map(Setting::FromMap),
        1 => word().prop_map(Setting::EnvFrom),
        1 => (word(), word()).prop_map(|(own, other)| Setting::OverEnvFrom(own, other)),
        1 => Just(Setting::Absent),
        1 => Just(Setting::OptionalMissing),
        1 => Just(Setting::Empty),
        1 => Just(Setting::FromSecret),
    ]
    .boxed()
}

/// None, most of the time.
pub fn rarely(words: &'static [&'static str]) -> BoxedStrategy<Setting> {
    prop_oneof![3 => Just(Setting::Absent), 1 => setting(words)].boxed()
}

/// A Secret, most of the time.
pub fn hidden(words: &'static [&'static str]) -> BoxedStrategy<Setting> {
    prop_oneof![2 => Just(Setting::FromSecret), 1 => setting(words)].boxed()
}

/// Yes, in most cases.
pub fn mostly() -> BoxedStrategy<bool> {
    prop::bool::weighted(0.8).boxed()
}
