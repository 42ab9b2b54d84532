//! JUnit: read by nextest's reader of it.

use std::collections::BTreeSet;

use policy::report::{Outcome, Report};
use quick_junit::{NonSuccessKind, TestCase, TestCaseStatus};

use crate::hostile;
use crate::support::{TOOL, all, cluster};

fn junit(report: &Report<'_>) -> (String, quick_junit::Report) {
    let text = render::junit(report, &TOOL).expect("XML");
    let read = quick_junit::Report::deserialize_from_str(&text);
    let read = read.unwrap_or_else(|error| panic!("{error}"));
    (text, read)
}

fn cases(report: &quick_junit::Report) -> impl Iterator<Item = &TestCase> {
    report.test_suites.iter().flat_map(|suite| &suite.test_cases)
}

fn is(case: &TestCase, wanted: NonSuccessKind) -> bool {
    matches!(case.status, TestCaseStatus::NonSuccess { kind, .. } if kind == wanted)
}

fn is_skipped(case: &TestCase) -> bool {
    matches!(case.status, TestCaseStatus::Skipped { .. })
}

/// XML 1.0, production 2.
fn is_allowed(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[test]
fn every_document_is_read_and_counts_right() {
    for (name, report) in all() {
        let (text, read) = junit(&report);
        assert!(text.chars().all(is_allowed), "{name}");
        let count = |is: &dyn Fn(&TestCase) -> bool| cases(&read).filter(|one| is(one)).count();
        assert_eq!(read.tests, count(&|_| true), "{name}");
        assert_eq!(read.failures, count(&|one| is(one, NonSuccessKind::Failure)), "{name}");
        assert_eq!(read.errors, count(&|one| is(one, NonSuccessKind::Error)), "{name}");
        assert_eq!(read.skipped, count(&is_skipped), "{name}");
        for suite in &read.test_suites {
            assert_eq!(suite.tests, suite.test_cases.len(), "{name}");
            assert!(suite.tests > 0, "{name}: a suite without tests says nothing");
        }
        let timeless = cases(&read).all(|one| one.time.is_none() && one.timestamp.is_none());
        assert!(timeless && read.timestamp.is_none(), "{name}");
    }
}

#[test]
fn each_section_of_each_installation_is_a_suite() {
    let report = cluster("deis-two-installations");
    let (_, read) = junit(&report);
    let sections: usize = report.installations.iter().map(|one| one.sections.len()).sum();
    assert_eq!(read.test_suites.len(), sections);
    assert_eq!(read.test_suites[0].name.as_str(), "Deis Workflow in deis: Run without Minio");
}

#[test]
fn a_violation_on_an_object_is_one_failure() {
    for name in crate::support::clusters() {
        let report = cluster(&name);
        let (_, read) = junit(&report);
        let results = report.installations.iter().flat_map(|one| &one.results);
        let failed = results.filter(|one| one.outcome == Outcome::Fail);
        let objects: BTreeSet<_> = failed.map(|one| (&one.rule, &one.subject)).collect();
        assert_eq!(read.failures, objects.len(), "{name}");
        let names: BTreeSet<_> = cases(&read).map(|one| (&one.classname, &one.name)).collect();
        assert_eq!(names.len(), read.tests, "{name}: each test has a name of its own");
    }
}

#[test]
fn advice_passes_and_says_so() {
    let (_, read) = junit(&cluster("deis-quickstart"));
    let advised =
        cases(&read).find(|one| one.name.as_str().starts_with("tls-enforced")).expect("it");
    assert!(matches!(advised.status, TestCaseStatus::Success { .. }));
    assert!(advised.system_out.as_ref().expect("words").as_str().starts_with("advice: "));
}

#[test]
fn what_is_accepted_and_what_waits_for_a_person_is_skipped() {
    let mut report = hostile::full();
    report.installations.remove(0);
    let (_, read) = junit(&report);
    let skipped: Vec<&str> =
        cases(&read).filter(|one| is_skipped(one)).map(|one| one.name.as_str()).collect();
    assert!(skipped.contains(&"storage-backend: Deployment deis-builder"), "{skipped:?}");
    assert!(skipped.contains(&"Review the security considerations"), "{skipped:?}");
}

#[test]
fn an_empty_input_and_an_unreadable_one_are_errors() {
    let (_, nothing) = junit(&hostile::nothing());
    assert_eq!((nothing.tests, nothing.errors), (1, 1));
    let (_, full) = junit(&hostile::full());
    let unread = cases(&full).next().expect("a test");
    assert!(is(unread, NonSuccessKind::Error) && unread.name.as_str().starts_with("other.yaml:"));
}

#[test]
fn names_are_shown_as_they_are() {
    let mut report = cluster("deis-quickstart");
    report.installations[0].results[0].subject.name = "<a & \"b\"> ]]>\u{1b}[31m".to_owned();
    let (_, read) = junit(&report);
    let name = cases(&read).next().expect("a test").name.as_str().to_owned();
    assert_eq!(name, "storage-backend: Deployment <a & \"b\"> ]]>\\u{1b}[31m");
}
