//! Manifests, values and payloads of the operation `review`.

use policy::report::Report;
use serde_json::Value;
use source::{Bundle, Counting, Question};

use crate::engine::{Ask, nobody, parsed, twice};
use crate::planted::{NAMESPACE, PLANTED, holds_secret};
use crate::{NOW, shown};

/// Holds the reviews of these bytes, as a payload and as a file, to what every review has.
pub fn review(bytes: &[u8], ask: Ask<'_>) {
    if holds_secret(bytes) {
        return;
    }
    as_a_payload(bytes, ask);
    alone(bytes, ask);
    beside_a_good_file(bytes, ask);
    as_values(bytes, ask);
}

fn as_a_payload(bytes: &[u8], ask: Ask<'_>) {
    if let Ok(answer) = twice(ask, "review", bytes, &nobody()) {
        is_a_report(&parsed(&answer));
    }
}

fn alone(bytes: &[u8], ask: Ask<'_>) {
    let bundle = bundle(&[("hostile.yaml", bytes)]);
    let answer = of(&bundle, "{}", ask);
    let report = parsed(&answer);
    is_a_report(&report);
    let is_unread = !bundle.unreadable().is_empty() || bundle.objects().next().is_none();
    assert!(!is_unread || report["ready"] == false, "ready, and not read");
}

fn beside_a_good_file(bytes: &[u8], ask: Ask<'_>) {
    let bundle = bundle(&[("hostile.yaml", bytes), ("good.yaml", PLANTED.as_bytes())]);
    let answer = of(&bundle, "{}", ask);
    assert!(!holds_secret(&answer), "a Secret is shown");
    let report = parsed(&answer);
    is_a_report(&report);
    judges_the_planted_platform(&report);
    let mut report: Report<'_> = serde_json::from_slice(&answer).expect("a report");
    bundle.locate(&mut report, Counting::Utf16);
    let sum = bytes.iter().fold(bytes.len(), |sum, byte| sum + usize::from(*byte));
    shown::no_form_shows_a_secret(&report, sum, ask);
}

fn as_values(bytes: &[u8], ask: Ask<'_>) {
    let mut bundle = bundle(&[("good.yaml", PLANTED.as_bytes())]);
    let taken = bundle.add_values("values.yaml", bytes.to_vec());
    let answer = of(&bundle, "{}", ask);
    assert!(!holds_secret(&answer), "a Secret is shown");
    let report = parsed(&answer);
    is_a_report(&report);
    judges_the_planted_platform(&report);
    assert!(taken.is_ok() || !holds_secret(taken.unwrap_err().as_bytes()));
    let mut report: Report<'_> = serde_json::from_slice(&answer).expect("a report");
    bundle.locate(&mut report, Counting::Bytes);
}

fn bundle(files: &[(&str, &[u8])]) -> Bundle {
    let read = |bundle: &mut Bundle| {
        files.iter().try_for_each(|(name, bytes)| bundle.read(name, &mut &bytes[..]))
    };
    Bundle::gather(None, false, read).expect("no error of its own")
}

/// The answer to a bundle; there is one, whatever it holds.
fn of(bundle: &Bundle, settings: &str, ask: Ask<'_>) -> Vec<u8> {
    twice(ask, "review", payload(bundle, settings).as_bytes(), &nobody()).expect("a report")
}

/// What the operation is handed for a bundle.
pub fn payload(bundle: &Bundle, settings: &str) -> String {
    bundle.payload(settings, &Question { now: Some(NOW.to_owned()), ..Question::default() })
}

/// A report has all its parts, and is ready only if every installation is and everything was read.
fn is_a_report(report: &Value) {
    let list = |name: &str| report[name].as_array().expect("a list");
    let (installations, unreadable) = (list("installations"), list("unreadable"));
    let all_ready = installations.iter().all(|one| one["ready"] == true);
    let ready = !installations.is_empty() && unreadable.is_empty() && all_ready;
    assert_eq!(report["ready"], ready);
    for one in unreadable {
        let words = one["message"].as_str().expect("words");
        assert!(!words.is_empty(), "an error without words");
    }
}

/// The planted platform has its results, whatever lies beside it.
fn judges_the_planted_platform(report: &Value) {
    let installations = report["installations"].as_array().expect("a list");
    let planted = installations.iter().find(|one| one["namespace"] == NAMESPACE);
    let results = planted.expect("the planted platform")["results"].as_array().expect("a list");
    for name in ["deis-router", "deis-controller"] {
        assert!(results.iter().any(|one| one["subject"]["name"] == name), "{name} is not judged");
    }
}
