//! Files that are nothing but mistakes: what is told of them has an end, and what is good in them is kept.
#![allow(clippy::disallowed_types, missing_docs)]

use policy::host::NoHost;
use policy::report::Report;
use source::{Bundle, Question};

const GOOD: &str =
    "apiVersion: v1\nkind: Service\nmetadata: { name: deis-router, namespace: deis }\n";

fn report(bundle: &Bundle) -> Report<'static> {
    let question = Question { now: Some("2026-11-01T00:00:00Z".to_owned()), ..Question::default() };
    let payload = bundle.payload("{}", &question);
    policy::api::report(payload.as_bytes(), &NoHost).expect("a report")
}

fn read(text: String) -> Bundle {
    let read = |bundle: &mut Bundle| bundle.read("all.yaml", &mut text.as_bytes());
    Bundle::gather(None, false, read).expect("no error of its own")
}

#[test]
fn ten_thousand_broken_documents_of_a_file_are_told_and_no_more() {
    for broken in ["---\na: [\n", "---\na\n", "---\nkind: Pod\n", "---\n\u{7f}: \u{1}\n"] {
        let bundle = read(broken.repeat(30_000) + "---\n" + GOOD);
        let report = report(&bundle);
        assert_eq!(report.unreadable.len(), 10_000, "{broken}");
        let more = "from here on, unreadable documents are not told one by one";
        let told = report.unreadable.iter().filter(|one| one.message.starts_with(more)).count();
        assert_eq!(told, 1, "{broken}");
        assert!(bundle.objects().any(|object| object.contains("deis-router")), "{broken}");
        assert!(!report.ready);
    }
}

#[test]
fn each_file_is_told_of_by_itself() {
    let mut bundle = Bundle::default();
    for name in ["a.yaml", "b.yaml", "c.yaml"] {
        let text = "---\na: [\n".repeat(9_000);
        bundle.read(name, &mut text.as_bytes()).expect("no error of its own");
    }
    assert_eq!(bundle.unreadable().len(), 27_000);
}
