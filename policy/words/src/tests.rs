use super::{CODES, ENDS, FIRST_PAIR, PAIRS, Words, words};

// The texts of these tests are the policy's: no others are packed.

#[test]
fn a_text_comes_out_as_it_was_written() {
    const EMPTY: Words = words!("it is empty");
    assert_eq!(EMPTY.text(), "it is empty");
    assert_eq!(EMPTY.to_string(), "it is empty");
    assert_eq!(String::from(words!("TLS, within 10 seconds")), "TLS, within 10 seconds");
}

#[test]
fn values_stand_in_their_places() {
    let (found, wanted, advice) = ("\u{0}\u{1}{}", 'é', 3);
    let text = words!("it holds {found}, not {wanted}{advice}");
    assert_eq!(text, "it holds \u{0}\u{1}{}, not é3");
    let text = words!("the platform loses {}", format!("{}%", 1 + 1));
    assert_eq!(text, "the platform loses 2%");
}

#[test]
fn a_number_that_no_text_has_is_no_text() {
    let after = u16::try_from(ENDS.len()).expect("few texts");
    assert_eq!(Words::numbered(after).text(), "");
    assert_eq!(Words::numbered(u16::MAX).text(), "");
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
fn a_text_takes_half_of_its_length() {
    let texts = (0..ENDS.len()).map(|number| Words::numbered(number as u16).text().len());
    assert!(CODES.len() * 2 < texts.sum::<usize>() + 1000);
}
