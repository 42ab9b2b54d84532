//! A text read as it comes is the same as one read at once.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, missing_docs)]

use std::io::{self, Read};

use policy::host::NoHost;
use policy::report::Report;
use source::{Bundle, Counting, Question};

/// Gives as many bytes at once as it is told.
struct Slow<'t>(&'t [u8], usize);

impl Read for Slow<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let length = self.1.min(to.len());
        let read = self.0.read(&mut to[..length])?;
        Ok(read)
    }
}

fn question() -> Question {
    Question { now: Some("2026-11-01T00:00:00Z".to_owned()), ..Question::default() }
}

fn reviewed(bundle: &Bundle) -> Report<'static> {
    let payload = bundle.payload("{}", &question());
    let mut report = policy::api::report(payload.as_bytes(), &NoHost).expect("a report");
    bundle.locate(&mut report, Counting::Bytes);
    report
}

fn at_once(text: &str) -> Bundle {
    let mut bundle = Bundle::default();
    bundle.add("a.yaml", text.as_bytes().to_vec());
    bundle
}

fn as_it_comes(text: &[u8], step: usize) -> Bundle {
    let read = |bundle: &mut Bundle| bundle.read("a.yaml", &mut Slow(text, step));
    Bundle::gather(None, false, read).expect("it can be read")
}

fn fixtures() -> Vec<String> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/");
    let of = |folder: &str, name: &str| -> Vec<String> {
        let entries = std::fs::read_dir(format!("{root}{folder}")).expect("a folder");
        let paths = entries.map(|entry| entry.expect("an entry").path().join(name));
        paths.filter_map(|path| std::fs::read_to_string(path).ok()).collect()
    };
    [of("clusters", "cluster.yaml"), of("rules", "bad.yaml"), of("rules", "good.yaml")].concat()
}

#[test]
fn what_is_read_as_it_comes_is_judged_and_placed_as_what_is_read_at_once() {
    let broken =
        "# a comment\n%YAML 1.1\n---\na: [1\n---\nkind: Secret\n...\n# end\n---\n---\n- 1\n";
    let windows = "\u{feff}kind: Pod\r\napiVersion: v1\r\n---\r\nb: {{ x }}\r\n";
    let mut texts = fixtures();
    let all = texts.join("\n---\n");
    let split = all.replace("\n- apiVersion", "\n---\napiVersion");
    texts.extend([broken.to_owned(), windows.to_owned(), String::new(), "---".to_owned()]);
    texts.extend([all, split]);
    for text in texts {
        let whole = serde_json::to_string_pretty(&reviewed(&at_once(&text))).expect("JSON");
        for step in [7, 1000, 100_000] {
            let pieces = as_it_comes(text.as_bytes(), step);
            let pieces = serde_json::to_string_pretty(&reviewed(&pieces)).expect("JSON");
            assert!(whole == pieces, "step {step}: {}", text.get(..300).unwrap_or(&text));
        }
    }
}

#[test]
fn a_long_stream_of_json_values_is_judged_as_it_is_at_once() {
    let mut text = String::new();
    for number in 0..2000 {
        let words = "}{\\\"[".repeat(20);
        text += &format!(
            "{{\n \"apiVersion\": \"v1\", \"kind\": \"Pod{}\",\n \"x\": \"{words}\"}}\n",
            number % 3
        );
    }
    text += "{\"apiVersion\": \"v1\",\n}\n{\"apiVersion\": \"v1\", \"kind\": \"Pod\"}\n";
    let whole = serde_json::to_value(reviewed(&at_once(&text))).expect("JSON");
    let pieces = serde_json::to_value(reviewed(&as_it_comes(text.as_bytes(), 4096))).expect("JSON");
    assert_eq!(
        whole["ignored"],
        serde_json::json!({ "Pod": 1, "Pod0": 667, "Pod1": 667, "Pod2": 666 })
    );
    assert_eq!(whole, pieces);
}

#[test]
fn a_document_that_is_no_text_spoils_no_other() {
    let text = b"apiVersion: v1\nkind: Pod\n---\nb: \xe9\n---\napiVersion: v1\nkind: Node\n";
    let report = reviewed(&as_it_comes(text, 10));
    assert_eq!(report.unreadable.len(), 1);
    let one = &report.unreadable[0];
    assert_eq!((one.line, one.column), (Some(4), Some(4)));
    assert_eq!(
        serde_json::to_value(&report.ignored).expect("JSON").to_string(),
        r#"{"Node":1,"Pod":1}"#
    );
}

#[test]
fn utf_16_is_refused_once() {
    let wide: Vec<u8> =
        "\u{feff}a: 1\n---\nb: 2\n---\nc: 3\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let report = reviewed(&as_it_comes(&wide, 3));
    assert_eq!(report.unreadable.len(), 1);
}

/// The report without what a bundle adds of places.
fn unplaced(mut report: Report<'static>) -> Report<'static> {
    for result in report.installations.iter_mut().flat_map(|one| &mut one.results) {
        result.source = None;
        if let Some(remediation) = &mut result.remediation {
            remediation.edits.clear();
        }
    }
    report
}

/// The report of everything, without a thought for what rules have a use for.
fn of_all(text: &str) -> Report<'static> {
    let read = source::read(text);
    let objects: Vec<&str> = read.documents.iter().map(|one| one.json.as_ref()).collect();
    let objects = objects.join(",");
    let payload =
        format!(r#"{{"objects":[{objects}],"settings":{{}},"now":"2026-11-01T00:00:00Z"}}"#);
    policy::api::report(payload.as_bytes(), &NoHost).expect("a report")
}

#[test]
fn what_is_left_out_for_the_policy_changes_nothing_of_its_report() {
    let fixtures = fixtures();
    let application = |namespace: &str, name: &str| {
        let object = |kind: &str| {
            format!(
                "apiVersion: apps/v1\nkind: {kind}\nmetadata: {{name: {name}, namespace: {namespace}}}\nspec: {{template: {{spec: {{containers: [{{name: {name}}}]}}}}}}\n"
            )
        };
        ["Deployment", "StatefulSet"].map(object).join("---\n")
            + &format!(
                "---\napiVersion: v1\nkind: Service\nmetadata: {{name: {name}, namespace: {namespace}}}\n"
            )
    };
    for text in &fixtures {
        let list = text.replace("\n- apiVersion", "\n---\napiVersion");
        let shops = ["shop", "deis", "kube-system", "drycc", "default"].map(|namespace| {
            ["web", "deis-router", "drycc-x"].map(|name| application(namespace, name)).join("---\n")
        });
        // The same application twice.
        let shops = [shops.as_slice(), &shops[..1]].concat().join("---\n");
        for text in [text.clone(), format!("{list}\n---\n{shops}"), format!("{shops}\n---\n{list}")]
        {
            let bundle = Bundle::gather(None, true, |bundle| {
                bundle.add("a.yaml", text.as_bytes().to_vec());
                Ok::<_, ()>(())
            });
            let bundle = bundle.expect("no error");
            let payload = bundle.payload("{}", &question());
            let mut less = policy::api::report(payload.as_bytes(), &NoHost).expect("a report");
            bundle.locate(&mut less, Counting::Bytes);
            let less = unplaced(less);
            if less.unreadable.is_empty() {
                assert_eq!(
                    serde_json::to_value(&less).unwrap(),
                    serde_json::to_value(of_all(&text)).unwrap()
                );
            }
        }
    }
}

/// A source that breaks off with an error.
struct Broken<'t>(&'t [u8]);

impl Read for Broken<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        match self.0.read(to)? {
            0 => Err(io::Error::other("gone")),
            read => Ok(read),
        }
    }
}

#[test]
fn what_was_read_before_an_error_is_in() {
    let mut bundle = Bundle::default();
    let text = b"apiVersion: v1\nkind: Pod\n---\napiVersion: v1\nkind: Node\n---\nkind";
    bundle.read("a.yaml", &mut Broken(text)).expect_err("an error");
    let ignored = serde_json::to_value(reviewed(&bundle).ignored).expect("JSON");
    assert_eq!(ignored, serde_json::json!({ "Node": 1, "Pod": 1 }));
}
