//! Texts in, a report with places out.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, missing_docs)]

use json::Json;
use policy::host::NoHost;
use policy::report::{Outcome, Report, RuleResult};
use source::{Bundle, Counting, Question};

fn fixture(path: &str) -> String {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/");
    std::fs::read_to_string(format!("{root}{path}")).expect("a fixture")
}

fn reviewed(bundle: &Bundle) -> Report<'static> {
    let question = Question { now: Some("2026-11-01T00:00:00Z".to_owned()), ..Question::default() };
    let payload = bundle.payload("{}", &question);
    let mut report = policy::api::report(payload.as_bytes(), &NoHost).expect("a report");
    bundle.locate(&mut report, Counting::Utf16);
    report
}

fn of_files(files: &[(&str, &str)]) -> Bundle {
    let mut bundle = Bundle::default();
    for (name, text) in files {
        bundle.add(name, text.as_bytes().to_vec());
    }
    bundle
}

fn results<'r>(report: &'r Report<'static>) -> impl Iterator<Item = &'r RuleResult<'static>> {
    report.installations.iter().flat_map(|one| &one.results)
}

fn edited(text: &str, file: &str, edits: &[policy::place::Edit]) -> String {
    let mut edits: Vec<_> = edits.iter().filter(|edit| edit.file == file).collect();
    edits.sort_by_key(|edit| edit.start.offset);
    let mut changed = text.to_owned();
    for edit in edits.into_iter().rev() {
        changed.replace_range(edit.start.offset..edit.end.offset, &edit.text);
    }
    changed
}

/// Every cluster, and the bad manifests of every rule.
fn manifests() -> Vec<String> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/");
    let of = |folder: &str, name: &str| -> Vec<String> {
        let entries = std::fs::read_dir(format!("{root}{folder}")).expect("a folder");
        let paths = entries.map(|entry| entry.expect("an entry").path().join(name));
        paths.filter_map(|path| std::fs::read_to_string(path).ok()).collect()
    };
    [of("clusters", "cluster.yaml"), of("rules", "bad.yaml")].concat()
}

#[test]
fn every_patch_of_every_fixture_can_be_made_in_the_text_and_heals_its_finding() {
    let mut count = 0;
    for text in manifests() {
        let report = reviewed(&of_files(&[("c.yaml", &text)]));
        for result in results(&report).filter(|one| one.outcome != Outcome::Pass) {
            let Some(fix) = &result.remediation else { continue };
            if fix.patch.is_empty() {
                continue;
            }
            assert!(!fix.edits.is_empty(), "{} {:?}", result.rule, result.subject);
            let changed = edited(&text, "c.yaml", &fix.edits);
            let after = reviewed(&of_files(&[("c.yaml", &changed)]));
            let same = |one: &&RuleResult<'_>| {
                one.rule == result.rule
                    && one.subject == result.subject
                    && one.message == result.message
                    && one.outcome == result.outcome
            };
            let before = results(&report).filter(same).count();
            assert!(results(&after).filter(same).count() < before, "{}\n{changed}", result.rule);
            count += 1;
        }
    }
    assert!(count > 30, "{count}");
}

#[test]
fn all_of_a_clusters_safe_fixes_can_be_made_at_once() {
    let text = fixture("clusters/hephy-quickstart/cluster.yaml");
    let bundle = of_files(&[("c.yaml", &text)]);
    let report = reviewed(&bundle);
    let failing: Vec<_> = results(&report).filter(|one| one.outcome == Outcome::Fail).collect();
    let json = serde_json::to_string(&failing).expect("JSON");
    let edits = bundle.fix(&Json::parse(&json).expect("JSON"), Counting::Bytes);
    let changed = edited(&text, "c.yaml", &edits);
    let after = reviewed(&of_files(&[("c.yaml", &changed)]));
    let patched = failing
        .iter()
        .filter(|one| one.remediation.as_ref().is_some_and(|fix| !fix.patch.is_empty()));
    assert!(after.summary.fail + patched.count() <= report.summary.fail + 1, "{:?}", after.summary);
    let kept = changed.lines().filter(|line| text.contains(*line)).count();
    assert!(kept + 20 > text.lines().count(), "{kept}");
}

#[test]
fn values_are_pointed_at_and_set_in_the_file_that_decides() {
    let mut bundle = Bundle::default();
    let first = "# mine\nglobal:\n  storage: minio # for now\n  grafana_location: on-cluster\n";
    let second =
        "grafana:\n  user: \"ädmin\"\ncontroller:\n  # who\n  registration_mode: enabled\n";
    bundle.add_values("a.yaml", first.as_bytes().to_vec()).expect("values");
    bundle.add_values("b.yaml", second.as_bytes().to_vec()).expect("values");
    let question = Question {
        now: Some("2026-11-01T00:00:00Z".to_owned()),
        distribution: Some("hephy".to_owned()),
        ..Question::default()
    };
    let payload = bundle.payload("{}", &question);
    let mut report = policy::api::report(payload.as_bytes(), &NoHost).expect("a report");
    bundle.locate(&mut report, Counting::Utf16);
    let of = |rule: &str| {
        let mut all = results(&report);
        all.find(|one| one.rule == rule && one.outcome == Outcome::Fail).expect(rule)
    };
    let registration = of("registration-mode");
    let source = registration.source.as_ref().expect("a place");
    assert_eq!((source.file.as_str(), source.start.line, source.start.column), ("b.yaml", 5, 22));
    assert_eq!(source.start.offset, second.find("enabled").expect("there"));
    assert_eq!(source.start.utf16, Some(source.start.offset - 1));
    let edits = &registration.remediation.as_ref().expect("a fix").edits;
    assert_eq!(edited(second, "b.yaml", edits), second.replace("enabled", "admin_only"));
    let storage = of("storage-minio").source.as_ref().expect("a place");
    assert_eq!((storage.file.as_str(), storage.start.line), ("a.yaml", 3));
    let json = serde_json::to_string(&[registration]).expect("JSON");
    let fixed = bundle.fix(&Json::parse(&json).expect("JSON"), Counting::Utf16);
    assert_eq!(&fixed, edits);
}

#[test]
fn what_cannot_be_read_is_told_beside_what_can() {
    let text = fixture("clusters/deis-quickstart/cluster.yaml");
    let broken = format!("{text}\n---\na: [1\n");
    let mut bundle = of_files(&[("c.yaml", &broken), ("d.json", "{\"kind\": \"Secret\"}")]);
    bundle.add("e.bin", vec![0xff, 0xfe, 0]);
    let report = reviewed(&bundle);
    let told: Vec<_> = report
        .unreadable
        .iter()
        .map(|one| (one.file.as_deref().unwrap_or("?"), one.line.unwrap_or(0)))
        .collect();
    let line = text.lines().count() + 3;
    assert_eq!(told, [("c.yaml", line), ("e.bin", 1), ("d.json", 1)]);
    assert_eq!(report.installations.len(), 1);
    assert!(!report.ready);
}

/// An installation whose router lacks what several rules want to see among its annotations.
fn router_with(annotations: &str) -> String {
    let text = fixture("rules/tls-enforced/bad.yaml");
    let old = "  annotations:
    component.deis.io/version: v2.13.3
    router.deis.io/nginx.platformDomain: example.com
";
    assert!(text.contains(old));
    text.replace(old, annotations)
}

#[test]
fn fixes_of_one_map_are_all_made_at_once_whatever_it_was_before() {
    for annotations in [
        "",
        "  annotations:\n",
        "  annotations: ~\n",
        "  annotations: {}\n",
        "  annotations: {\n    a: b # e\n  }\n",
        "  annotations: { a: b } # e\n",
        "  annotations:\n    a: b # e\n",
    ] {
        let text = router_with(annotations);
        let bundle = of_files(&[("c.yaml", &text)]);
        let report = reviewed(&bundle);
        let of_annotations = |one: &&RuleResult<'_>| {
            let fix = one.remediation.as_ref();
            one.outcome != Outcome::Pass
                && fix.is_some_and(|fix| fix.patch.to_string().contains("/metadata/annotations"))
        };
        let wanted: Vec<_> = results(&report).filter(of_annotations).collect();
        assert!(wanted.len() >= 2, "{annotations:?}: {}", wanted.len());
        let json = serde_json::to_string(&wanted).expect("JSON");
        let edits = bundle.fix(&Json::parse(&json).expect("JSON"), Counting::Bytes);
        let changed = edited(&text, "c.yaml", &edits);
        let after = reviewed(&of_files(&[("c.yaml", &changed)]));
        let left: Vec<_> = results(&after).filter(of_annotations).map(|one| &one.rule).collect();
        assert!(left.is_empty(), "{annotations:?}: {left:?}\n{changed}");
    }
}
