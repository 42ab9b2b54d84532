//! The contract's truth table, line by line: the first line that fits decides.

use policy::report::Standing;
use policy::standing::Facts;

/// Everything at once; each line of the table takes away what stands before it.
fn everything() -> Facts {
    Facts {
        fails: 1,
        errors: 1,
        because: None,
        passes: 1,
        advice: 1,
        missing: Some("missing".to_owned()),
        review: Some("look".to_owned()),
        attested: None,
        absent: Some("absent".to_owned()),
    }
}

#[test]
fn line_1_a_fail_is_not_met_whatever_else_holds() {
    assert_eq!(everything().standing().0, Standing::NotMet);
    let attested = Facts { attested: Some("Ada".to_owned()), ..everything() };
    assert_eq!(attested.standing().0, Standing::NotMet);
}

#[test]
fn line_2_an_error_is_unknown() {
    let facts = Facts { fails: 0, missing: None, ..everything() };
    assert_eq!(facts.standing().0, Standing::Unknown);
}

#[test]
fn line_2_what_was_not_given_is_unknown() {
    let facts = Facts { fails: 0, errors: 0, ..everything() };
    assert_eq!(facts.standing(), (Standing::Unknown, "missing".to_owned()));
}

#[test]
fn line_3_a_person_has_to_look_and_nobody_attests() {
    let facts = Facts { fails: 0, errors: 0, missing: None, ..everything() };
    assert_eq!(facts.standing(), (Standing::NeedsReview, "look".to_owned()));
}

#[test]
fn line_4_nothing_of_it_is_there_and_there_is_evidence() {
    let facts = Facts { fails: 0, errors: 0, missing: None, review: None, ..everything() };
    assert_eq!(facts.standing(), (Standing::NotApplicable, "absent".to_owned()));
}

#[test]
fn line_5_a_pass_is_met() {
    let facts = Facts { passes: 2, ..Facts::default() };
    assert_eq!(facts.standing(), (Standing::Met, "2 checks passed".to_owned()));
}

#[test]
fn line_5_an_attestation_that_counts_is_met() {
    let review = Some("look".to_owned());
    let facts = Facts { review, attested: Some("attested by Ada".to_owned()), ..Facts::default() };
    assert_eq!(facts.standing(), (Standing::Met, "attested by Ada".to_owned()));
}

#[test]
fn line_6_otherwise_it_is_unknown() {
    assert_eq!(Facts::default().standing().0, Standing::Unknown);
}
