//! Settings.

use crate::engine::{Ask, nobody, parsed, twice};
use crate::planted::{PLANTED, holds_secret};
use crate::review::payload;
use source::Bundle;

/// Holds what is said of settings, as JSON and as a file of YAML, to what a review makes of them.
pub fn settings(bytes: &[u8], ask: Ask<'_>) {
    if holds_secret(bytes) {
        return;
    }
    is_judged(bytes, ask);
    let file = source::decode(bytes).and_then(source::only);
    if let Ok(json) = file {
        is_judged(json.as_bytes(), ask);
    }
}

fn is_judged(bytes: &[u8], ask: Ask<'_>) {
    let answer = twice(ask, "validate_settings", bytes, &nobody()).expect("never an error");
    let answer = parsed(&answer);
    let valid = answer["valid"].as_bool().expect("a boolean");
    let words = answer["message"].as_str();
    assert_eq!(words.is_none_or(str::is_empty), valid, "{words:?}");
    // What is no value would spoil the payload around it.
    let Ok(text) = std::str::from_utf8(bytes) else { return assert!(!valid) };
    if json::Json::parse(text).is_err() {
        return assert!(!valid);
    }
    let mut bundle = Bundle::default();
    bundle.add("good.yaml", PLANTED.as_bytes().to_vec());
    let report = twice(ask, "review", payload(&bundle, text).as_bytes(), &nobody());
    match report {
        Ok(report) => {
            assert!(valid, "settings that are refused are obeyed");
            assert!(!holds_secret(&report), "a Secret is shown");
            let report = parsed(&report);
            assert!(report["installations"].is_array() && report["ready"] == false);
        }
        Err(words) => assert!(!valid && !words.is_empty(), "valid settings are refused: {words}"),
    }
}
