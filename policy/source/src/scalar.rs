//! YAML scalars as go-yaml v2 takes them, which kubectl and Helm read manifests with.

use std::borrow::Cow;

/// What a scalar is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Scalar<'t> {
    Null,
    Bool(bool),
    /// Digits as JSON has them.
    Number(String),
    String(Cow<'t, str>),
}

const NULL: [&str; 5] = ["", "~", "null", "Null", "NULL"];
const TRUE: [&str; 11] = ["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"];
const FALSE: [&str; 11] =
    ["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"];

/// What a scalar without quotes is, if it is anything but a string.
pub(crate) fn resolve<'t>(word: &str) -> Option<Scalar<'t>> {
    if NULL.contains(&word) {
        Some(Scalar::Null)
    } else if TRUE.contains(&word) {
        Some(Scalar::Bool(true))
    } else if FALSE.contains(&word) {
        Some(Scalar::Bool(false))
    } else {
        number(word).map(Scalar::Number)
    }
}

fn number(word: &str) -> Option<String> {
    let first = word.bytes().next()?;
    if !(first.is_ascii_digit() || matches!(first, b'+' | b'-' | b'.')) {
        return None;
    }
    let plain = word.replace('_', "");
    integer(&plain).or_else(|| float(&plain))
}

fn integer(plain: &str) -> Option<String> {
    let (negative, digits) = match plain.as_bytes().first()? {
        b'-' => (true, &plain[1..]),
        b'+' => (false, &plain[1..]),
        _ => (false, plain),
    };
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

fn float(plain: &str) -> Option<String> {
    let digits = plain.strip_prefix(['+', '-']).unwrap_or(plain);
    let shape =
        digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'))
            && digits.bytes().any(|byte| byte.is_ascii_digit());
    let value: f64 = shape.then(|| plain.parse().ok())??;
    value.is_finite().then(|| serde_json::to_string(&value).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number_of(word: &str) -> Option<String> {
        match resolve(word) {
            Some(Scalar::Number(number)) => Some(number),
            _ => None,
        }
    }

    #[test]
    fn words_for_booleans_are_those_of_yaml_1_1() {
        for word in ["yes", "on", "y", "True"] {
            assert_eq!(resolve(word), Some(Scalar::Bool(true)), "{word}");
        }
        for word in ["no", "off", "n", "FALSE"] {
            assert_eq!(resolve(word), Some(Scalar::Bool(false)), "{word}");
        }
        assert_eq!(resolve("yEs"), None);
    }

    #[test]
    fn numbers_come_out_as_json_has_them() {
        let cases = [
            ("2", "2"),
            ("-1", "-1"),
            ("+3", "3"),
            ("0755", "493"),
            ("0x1F", "31"),
            ("1_000", "1000"),
            ("0", "0"),
            ("-0", "0"),
            ("1.50", "1.5"),
            ("1e3", "1000.0"),
            ("18446744073709551615", "18446744073709551615"),
        ];
        for (word, json) in cases {
            assert_eq!(number_of(word).as_deref(), Some(json), "{word}");
        }
    }

    #[test]
    fn what_only_looks_like_a_number_stays_a_string() {
        for word in ["1.2.3", "2016-01-01", "12:30", ".", "-", "0x", "1e", ".inf", "0o9", "1e999"] {
            assert_eq!(number_of(word), None, "{word}");
        }
    }
}
