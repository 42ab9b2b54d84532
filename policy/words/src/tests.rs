use super::{FIRST_PAIR, PAIRS, Words, words};

const CONST: Words = words!("the object storage's credentials");

#[test]
fn a_text_comes_out_as_it_was_written() {
    assert_eq!(CONST.text(), "the object storage's credentials");
    assert_eq!(words!("").text(), "");
    assert_eq!(
        words!(
            "a \"quote\", a \\ and a \
            line\nand ~ {{braces}}"
        )
        .text(),
        "a \"quote\", a \\ and a line\nand ~ {braces}"
    );
    assert_eq!(words!("Grafana is published").to_string(), "Grafana is published");
}

#[test]
fn values_stand_in_their_places() {
    let (name, number) = ("deis-router", 3);
    assert_eq!(words!("{name}"), "deis-router");
    assert_eq!(
        words!("`{name}` has {} of {number} replicas, {:}", number - 1, 'x'),
        format!("`{name}` has 2 of {number} replicas, x")
    );
    assert_eq!(words!("{{{name}}}"), "{deis-router}");
}

#[test]
fn a_value_may_hold_what_no_text_does() {
    let value = "\u{0}é\u{1}{}";
    assert_eq!(words!("of `{value}`"), format!("of `{value}`"));
}

#[test]
fn a_pair_holds_lower_codes_only() {
    for (place, pair) in PAIRS.iter().enumerate() {
        for code in pair {
            assert!(usize::from(*code) < usize::from(FIRST_PAIR) + place, "{place}: {pair:?}");
        }
    }
}

#[test]
fn a_text_takes_some_half_of_its_length() {
    let Words(codes) = words!(
        "the registry of the platform is in the object storage, and its credentials are complete"
    );
    assert!(codes.len() < 60, "{}", codes.len());
}
