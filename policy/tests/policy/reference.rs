//! The reference of the rules: complete, fresh, and with a source for every default.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use policy::api;
use policy::host::NoHost;
use policy::report::{Report, RuleResult};
use policy::rules::RULES;
use render::Documented;
use serde_json::json;
use similar::{Algorithm, TextDiff};

use crate::support::{NOW, fixtures, objects};

fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The comment at the head of a rule's file, on one line.
fn head(id: &str) -> String {
    let path = here().join(format!("src/rules/{}.rs", id.replace('-', "_")));
    let text = fs::read_to_string(path).expect(id);
    let lines = text.lines().map_while(|line| line.strip_prefix("//!"));
    lines.map(str::trim).collect::<Vec<&str>>().join(" ")
}

/// What is read of a rule for its entry.
struct Entry {
    decides: String,
    bad: String,
    diff: String,
    answer: Vec<u8>,
}

impl Entry {
    fn of(id: &str) -> Entry {
        let text = |file: &str| {
            let path = fixtures().join(format!("rules/{id}/{file}.yaml"));
            fs::read_to_string(path).expect(id)
        };
        let (bad, fixed) = (text("bad"), text("fixed"));
        let diff = TextDiff::configure().algorithm(Algorithm::Patience).diff_lines(&bad, &fixed);
        let diff = diff.unified_diff().context_radius(3).to_string();
        let input = json!({ "objects": objects(&format!("rules/{id}/bad.yaml")), "now": NOW });
        let answer = api::call("review", input.to_string().as_bytes(), &NoHost).expect("a review");
        Entry { decides: head(id), bad, diff, answer }
    }
}

fn page() -> String {
    let entries: Vec<Entry> = RULES.iter().map(|rule| Entry::of(rule.id)).collect();
    let reports: Vec<Report<'_>> = entries
        .iter()
        .map(|entry| serde_json::from_slice(&entry.answer).expect("a report"))
        .collect();
    let documented: Vec<Documented<'_>> = RULES
        .iter()
        .zip(&entries)
        .zip(&reports)
        .map(|((rule, Entry { decides, bad, diff, .. }), report)| {
            let all = report.installations.iter().flat_map(|one| &one.results);
            let results: Vec<&RuleResult<'_>> = all.filter(|one| one.rule == rule.id).collect();
            Documented { rule, decides, bad, diff, results }
        })
        .collect();
    render::reference(&documented)
}

#[test]
fn the_reference_says_what_the_rules_say_or_make_bless_writes_it() {
    expect_file![here().join("RULES.md")].assert_eq(&page());
}

#[test]
fn every_rule_has_an_entry_with_an_anchor_of_its_id() {
    let text = page();
    let headings: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("### ")).collect();
    let ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    assert_eq!(headings, ids);
    for id in ids {
        assert_eq!(text.matches(&format!("[`{id}`](#{id})")).count(), 1, "{id} in the contents");
    }
}

#[test]
fn no_words_are_left_from_the_scaffold_of_a_rule() {
    let changelog = fs::read_to_string(here().join("../CHANGELOG.md")).expect("a changelog");
    for line in page().lines().chain(changelog.lines()) {
        let left = ["say here", "owner+repository"]
            .into_iter()
            .find(|words| line.to_lowercase().contains(words));
        assert_eq!(left, None, "these words are its author's to replace: {line}");
    }
}

/// The text of a page, generated or not, by its place in the tree.
fn text(path: &Path) -> String {
    match path.file_name().and_then(|name| name.to_str()) {
        Some("RULES.md") => page(),
        Some("guide-coverage.md") => render::coverage(),
        _ => fs::read_to_string(path).unwrap_or_else(|_| panic!("{} is not there", path.display())),
    }
}

/// What a code host makes of a page's headings.
fn anchors(page: &str) -> BTreeSet<String> {
    let headings = page.lines().filter(|line| line.starts_with('#'));
    headings
        .map(|line| line.trim_start_matches(['#', ' ']).to_lowercase().replace(' ', "-"))
        .collect()
}

#[test]
fn every_link_inside_the_tree_leads_to_a_file_and_a_heading() {
    let mut known: BTreeMap<PathBuf, BTreeSet<String>> = BTreeMap::new();
    for from in ["RULES.md", "../docs/guide-coverage.md"].map(|page| here().join(page)) {
        let page = text(&from);
        let links = page.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        let inside = links.filter(|link| !link.starts_with("https://"));
        for (file, place) in inside.map(|link| link.split_once('#').unwrap_or((link, ""))) {
            let folder = from.parent().expect("a folder");
            let path = if file.is_empty() { from.clone() } else { folder.join(file) };
            let there = known.entry(path).or_insert_with_key(|path| anchors(&text(path)));
            assert!(place.is_empty() || there.contains(place), "{file}#{place}");
        }
    }
}

#[test]
fn every_rule_says_at_the_head_of_its_file_how_it_decides_and_from_what_source() {
    for rule in RULES {
        let head = head(rule.id);
        assert!(head.ends_with('.') && head.split(' ').count() > 5, "{}: {head}", rule.id);
        let sourced = head.split('(').skip(1).any(|rest| {
            let inside = rest.split(')').next().unwrap_or_default();
            inside.contains(['/', ':']) || inside.starts_with(char::is_uppercase)
        });
        // Its source, the providers' own rules, is no file.
        assert!(sourced, "{}: no source in: {head}", rule.id);
    }
}
