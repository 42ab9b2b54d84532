//! YAML's numbers as JSON has them.

/// The largest double, as digits; its first one stands for 10^308.
const LARGEST: &str = "17976931348623157";

/// An integer in any of YAML 1.1's bases, within 64 bits.
pub(crate) fn integer(plain: &str) -> Option<String> {
    let (negative, digits) = signed(plain);
    let based = |prefix: &str, radix: u32| {
        let digits = digits.strip_prefix(prefix)?;
        let fits = !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(radix));
        fits.then(|| u64::from_str_radix(digits, radix).ok())?
    };
    let value = based("0x", 16)
        .or_else(|| based("0b", 2))
        .or_else(|| based("0o", 8))
        .or_else(|| based("0", 8))
        .or_else(|| based("", 10))?;
    let sign = if negative && value != 0 { "-" } else { "" };
    let fits = !negative || value <= i64::MIN.unsigned_abs();
    fits.then(|| format!("{sign}{value}"))
}

/// A decimal fraction within a double's range, by its digits: reading it as a double and writing it again
/// would bring tables of 16 KB, compressed, into the browser's module.
pub(crate) fn decimal(plain: &str) -> Option<String> {
    let (negative, plain) = signed(plain);
    let (mantissa, exponent) = match plain.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent_of(exponent)?),
        None => (plain, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = format!("{whole}{fraction}");
    if all.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let digits = all.trim_start_matches('0');
    // How many of the digits stand before the point.
    let point = digits.len() as i64 - fraction.len() as i64 + exponent;
    let digits = digits.trim_end_matches('0');
    let size = digits.get(..LARGEST.len()).unwrap_or(digits);
    if !digits.is_empty() && (point > 309 || point == 309 && size > LARGEST) {
        return None;
    }
    let sign = if negative { "-" } else { "" };
    Some(format!("{sign}{}", written(digits, point)))
}

fn written(digits: &str, point: i64) -> String {
    let length = digits.len() as i64;
    if digits.is_empty() || point < -400 {
        "0".to_owned()
    } else if (length..=21).contains(&point) {
        format!("{digits}{}", "0".repeat((point - length) as usize))
    } else if (1..length).contains(&point) {
        let (whole, fraction) = digits.split_at(point as usize);
        format!("{whole}.{fraction}")
    } else if (-5..=0).contains(&point) {
        format!("0.{}{digits}", "0".repeat(-point as usize))
    } else {
        let (first, rest) = digits.split_at(1);
        let rest = if rest.is_empty() { String::new() } else { format!(".{rest}") };
        format!("{first}{rest}e{}", point - 1)
    }
}

fn exponent_of(word: &str) -> Option<i64> {
    let (negative, digits) = signed(word);
    let all = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    // No number needs more digits; they are all out of range alike.
    let value = digits.trim_start_matches('0');
    let value = if value.len() > 6 { 999_999 } else { value.parse().unwrap_or(0) };
    all.then_some(if negative { -value } else { value })
}

fn signed(word: &str) -> (bool, &str) {
    match word.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, word.strip_prefix('+').unwrap_or(word)),
    }
}

#[cfg(test)]
mod tests {
    use super::decimal;
    use proptest::prelude::*;

    #[test]
    fn a_fraction_keeps_its_value_in_as_few_digits_as_it_has() {
        let cases = [
            ("1.50", "1.5"),
            ("1e3", "1000"),
            ("-.5", "-0.5"),
            ("1.", "1"),
            ("0.00001", "0.00001"),
            ("1e-9", "1e-9"),
            ("12e30", "1.2e31"),
            ("1e-999999999", "0"),
            ("1e-99999999999999999999", "0"),
            ("1.7976931348623157e308", "1.7976931348623157e308"),
            ("1e308", "1e308"),
        ];
        for (word, json) in cases {
            assert_eq!(decimal(word).as_deref(), Some(json), "{word}");
        }
        for word in [
            ".",
            "e5",
            "1e",
            "1e999",
            "1e99999999999999999999",
            "1.8e308",
            "1e309",
            "1..2",
            "1e+-2",
        ] {
            assert_eq!(decimal(word), None, "{word}");
        }
    }

    proptest! {
        #[test]
        fn it_is_the_same_double_as_that_of_the_standard_library(word in "[+-]?[0-9]{0,20}\\.?[0-9]{0,20}([eE][+-]?[0-9]{1,3})?") {
            let theirs = word.parse::<f64>().ok().filter(|value| value.is_finite());
            let ours = decimal(&word);
            prop_assert_eq!(ours.is_some(), theirs.is_some(), "{}", word);
            if let (Some(ours), Some(theirs)) = (ours, theirs) {
                let again: f64 = ours.parse().expect("a number");
                prop_assert_eq!(again, theirs, "{} {}", word, ours);
                prop_assert!(json::Json::parse(&ours).is_ok(), "{}", ours);
            }
        }
    }
}
