//! YAML scalars as go-yaml v2 takes them, which kubectl and Helm read manifests with.

use std::borrow::Cow;

use crate::number;

/// What a scalar is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Scalar<'t> {
    Null,
    Bool(bool),
    /// As JSON has it: a number, or a packed mapping.
    Written(String),
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
        number(word).map(Scalar::Written)
    }
}

fn number(word: &str) -> Option<String> {
    let first = word.bytes().next()?;
    if !(first.is_ascii_digit() || matches!(first, b'+' | b'-' | b'.')) {
        return None;
    }
    let plain = word.replace('_', "");
    number::integer(&plain).or_else(|| number::decimal(&plain))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number_of(word: &str) -> Option<String> {
        match resolve(word) {
            Some(Scalar::Written(number)) => Some(number),
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
            ("1e3", "1000"),
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
