use crate::literal::{LETTERS, codes, string};

/// The letters of codes that are no pairs.
fn letters(codes: &[u8]) -> String {
    codes.iter().map(|code| char::from(*code + LETTERS)).collect()
}

#[test]
fn a_literal_ends_where_rust_ends_it() {
    let read = |source| string(source).map(|(text, behind)| (text, behind.to_owned()));
    assert_eq!(read("\"a\", b"), Some(("a".to_owned(), ", b".to_owned())));
    assert_eq!(read("\"a \\\"b\\\" \\\\\")"), Some(("a \"b\" \\".to_owned(), ")".to_owned())));
    assert_eq!(read("\"a \\\n      b\""), Some(("a b".to_owned(), String::new())));
    assert_eq!(read("\"a \\\n \u{a0}b\""), Some(("a \u{a0}b".to_owned(), String::new())));
    for other in ["a", "r\"a\"", "\"a", "\"a\\", "\"\\u{e9}\"", "\"a\\nb\""] {
        assert_eq!(read(other), None, "{other}");
    }
}

#[test]
fn braces_are_places_of_values_or_stand_for_themselves() {
    let (row, holes) = codes("`{name}` {} {:} {{~}}").expect("codes");
    assert_eq!(holes, ["name", "", ""]);
    assert_eq!(row.iter().filter(|code| **code == 0).count(), 3);
    let plain: Vec<u8> = row.into_iter().filter(|code| *code != 0).collect();
    assert_eq!(letters(&plain), "``   {~}");
}

#[test]
fn what_cannot_be_packed_is_said() {
    for (text, words) in
        [("{a", "open"), ("a}", "closes nothing"), ("é", "'é' is none"), ("a\nb", "'\\n' is none")]
    {
        assert!(codes(text).expect_err(text).contains(words), "{text}");
    }
}
