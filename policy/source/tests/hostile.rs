//! Texts that nobody should write: each is read in time and memory that its length bounds.
#![allow(clippy::disallowed_types, missing_docs)]

use source::{Text, read};

fn problem(text: &str) -> String {
    let Text { documents, problems } = read(text);
    assert_eq!(documents, []);
    problems.into_iter().map(|one| one.message).collect::<Vec<_>>().join("; ")
}

#[test]
fn what_looks_like_json_and_is_none_spoils_no_document_behind_it() {
    let good = "apiVersion: v1\nkind: Pod\n";
    for broken in ["{\"a\":1}}", "{\"a\":\n", "[1 2", "{{ x }}", "{"] {
        let text = format!("{broken}\n---\n{good}");
        let read = read(&text);
        assert_eq!(read.problems.len(), 1, "{broken}");
        let found: Vec<&str> = read.documents.iter().map(|one| one.json.as_ref()).collect();
        assert_eq!(found.last(), Some(&r#"{"apiVersion":"v1","kind":"Pod"}"#), "{broken}");
    }
}

#[test]
fn values_of_json_may_stand_before_documents_of_yaml() {
    let read = read("{\"b\":2}\n{\"c\":3}\n---\nd: 4\n---\n{\"e\":\n");
    let found: Vec<&str> = read.documents.iter().map(|one| one.json.as_ref()).collect();
    assert_eq!(found, [r#"{"b":2}"#, r#"{"c":3}"#, r#"{"d":4}"#]);
    assert_eq!(read.problems[0].position.line, 6);
}

#[test]
fn aliases_of_a_long_text_do_not_become_gigabytes() {
    let long = "x".repeat(100_000);
    let text = format!("a: &a {long}\nb: [{}]\n", "*a,".repeat(90_000));
    assert_eq!(problem(&text), "aliases repeat more than 100000 values");
    let key = format!("a: &a {{ {long}: 1 }}\nb: [{}]\n", "*a,".repeat(30_000));
    assert_eq!(problem(&key), "aliases repeat more than 100000 values");
}

#[test]
fn a_text_of_a_megabyte_may_have_a_few_aliases() {
    let long = "x".repeat(1_000_000);
    let text = format!("a: &a {long}\nb: *a\nc: [*a, *a]\n");
    assert_eq!(read(&text).problems, []);
}

#[test]
fn anchors_within_anchors_do_not_multiply_what_is_kept() {
    let (open, close) = ("[&a ".repeat(150), "]".repeat(150));
    let text = format!("a: {open}[{}]{close}\n", "0,".repeat(500_000));
    assert_eq!(problem(&text), "anchors hold more than 1000000 values");
}

#[test]
fn many_anchors_and_many_aliases_are_read_in_one_pass() {
    let anchors = (0..60_000).map(|number| format!("- &a{number} x\n"));
    let aliases = (0..30_000).map(|number| format!("- *a{number}\n"));
    let text: String = anchors.chain(aliases).collect();
    assert_eq!(read(&text).problems, []);
}

#[test]
fn keys_without_values_are_read_in_one_pass() {
    let explicit = "? a\n".repeat(400_000);
    assert_eq!(read(&explicit).problems, []);
    let flow = format!("{{{}}}\n", "a,".repeat(400_000));
    assert_eq!(read(&flow).problems, []);
}

#[test]
fn anchors_without_a_blank_behind_them_are_read_in_one_pass() {
    let text = format!("x: [{}]\n", "&a[],".repeat(50_000));
    assert_eq!(read(&text).problems, []);
}

#[test]
fn a_document_of_more_values_than_any_object_has_is_refused() {
    let many = format!("a: {{{}}}\n---\na: 1\n", "a,".repeat(1_000_001));
    let read = read(&many);
    assert_eq!(read.problems[0].message, "it holds more than 2000000 values");
    assert_eq!(read.documents.len(), 1);
}

#[test]
fn a_list_may_hold_more_values_than_an_object() {
    let item = format!("- {{{}}}\n", "a,".repeat(100_000));
    let text = format!("kind: List\nitems:\n{}", item.repeat(25));
    let read = read(&text);
    assert_eq!((read.documents.len(), read.problems.len()), (25, 0));
}

#[test]
fn an_object_that_no_cluster_could_keep_is_refused_and_the_others_are_read() {
    let long = "x".repeat(9 << 20);
    for (before, behind) in [("{\"a\":\"", "\"}\n{\"b\":1}"), ("a: ", "\n---\nb: 1\n")] {
        let text = format!("{before}{long}{behind}");
        let read = read(&text);
        assert_eq!(read.problems[0].message, "it is longer than 8 MiB, as no object is");
        assert_eq!((read.problems[0].position.line, read.documents.len()), (1, 1));
    }
}

#[test]
fn values_that_are_nested_too_deep_are_refused_by_themselves() {
    for depth in [126, 127, 128, 150, 1000] {
        let text = format!("{}1{}", "{\"a\":".repeat(depth), "}".repeat(depth));
        let mut bundle = source::Bundle::default();
        let taken = bundle.add_values("values.yaml", text.into_bytes());
        assert_eq!(taken.is_ok(), depth == 126 || !bundle.unreadable().is_empty(), "{depth}");
        let question = source::Question {
            now: Some("2026-11-01T00:00:00Z".to_owned()),
            ..source::Question::default()
        };
        let payload = bundle.payload("{}", &question);
        let report = policy::api::report(payload.as_bytes(), &policy::host::NoHost);
        assert!(report.is_ok(), "{depth}: {report:?}");
    }
}

#[test]
fn the_place_of_a_problem_at_the_end_is_one_place() {
    let read = read("? b)  a:\n   ");
    let position = read.problems[0].position;
    assert_eq!((position.line, position.column, position.offset), (2, 4, 12));
}
