//! HTML: read by html5ever, as browsers read it.

use std::collections::BTreeSet;

use base64::engine::{Engine, general_purpose::STANDARD};
use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use policy::report::Report;
use sha2::{Digest, Sha256};

use crate::hostile;
use crate::support::{TOOL, all, catalogue, cluster};

/// An element, with its attributes and the text in it.
#[derive(Debug)]
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
}

impl Element {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

fn html(report: &Report<'_>) -> String {
    render::html(report, &catalogue(), &TOOL)
}

/// Every element, in the order of the page. The page has no mistake that a reader would have to mend.
fn elements(text: &str) -> Vec<Element> {
    let dom = html5ever::parse_document(RcDom::default(), Default::default()).one(text);
    let errors: Vec<String> = dom.errors.borrow().iter().map(ToString::to_string).collect();
    assert_eq!(errors, [""; 0]);
    let mut found = Vec::new();
    walk(&dom.document, &mut found);
    found
}

fn walk(node: &Handle, found: &mut Vec<Element>) {
    if let NodeData::Element { name, attrs, .. } = &node.data {
        let attributes = attrs.borrow();
        let attributes =
            attributes.iter().map(|one| (one.name.local.to_string(), one.value.to_string()));
        found.push(Element {
            name: name.local.to_string(),
            attributes: attributes.collect(),
            text: text(node),
        });
    }
    node.children.borrow().iter().for_each(|child| walk(child, found));
}

fn text(node: &Handle) -> String {
    match &node.data {
        NodeData::Text { contents } => contents.borrow().to_string(),
        _ => node.children.borrow().iter().map(text).collect(),
    }
}

#[test]
fn nothing_runs_and_nothing_is_loaded() {
    let allowed = [
        "a", "article", "body", "code", "dd", "details", "div", "dl", "dt", "footer", "h1", "h2",
        "h3", "h4", "head", "header", "html", "li", "main", "meta", "ol", "p", "pre", "section",
        "span", "strong", "style", "summary", "table", "tbody", "td", "th", "thead", "title", "tr",
        "ul",
    ];
    let attributes = [
        "aria-hidden",
        "aria-labelledby",
        "charset",
        "class",
        "content",
        "href",
        "http-equiv",
        "id",
        "lang",
        "name",
        "scope",
        "tabindex",
    ];
    for (name, report) in all() {
        for element in elements(&html(&report)) {
            assert!(allowed.contains(&element.name.as_str()), "{name}: {}", element.name);
            for (attribute, value) in &element.attributes {
                assert!(attributes.contains(&attribute.as_str()), "{name}: {attribute}={value}");
            }
        }
    }
}

#[test]
fn the_policy_of_the_page_knows_its_one_style() {
    let elements = elements(&html(&cluster("deis-quickstart")));
    let styles: Vec<&Element> = elements.iter().filter(|one| one.name == "style").collect();
    let [style] = styles.as_slice() else { panic!("one style") };
    let hash = STANDARD.encode(Sha256::digest(&style.text));
    let policy =
        elements.iter().find(|one| one.get("http-equiv") == Some("Content-Security-Policy"));
    let policy = policy.and_then(|one| one.get("content")).expect("a policy");
    let expected = format!(
        "default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'"
    );
    assert_eq!(policy, expected);
    for word in ["url(", "@import", "</"] {
        assert!(!style.text.contains(word), "{word}");
    }
}

#[test]
fn links_lead_into_the_page_or_to_the_guide() {
    for (name, report) in all() {
        let elements = elements(&html(&report));
        let ids: Vec<&str> = elements.iter().filter_map(|one| one.get("id")).collect();
        assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "{name}: ids are unique");
        for link in elements.iter().filter_map(|one| one.get("href")) {
            let inside = link.strip_prefix('#').is_some_and(|id| ids.contains(&id));
            assert!(
                inside || link.starts_with("https://github.com/deis/workflow/"),
                "{name}: {link}"
            );
        }
        for label in elements.iter().filter_map(|one| one.get("aria-labelledby")) {
            assert!(ids.contains(&label), "{name}: {label}");
        }
    }
}

#[test]
fn a_reader_that_cannot_see_finds_its_way() {
    for (name, report) in all() {
        let elements = elements(&html(&report));
        let count = |wanted: &str| elements.iter().filter(|one| one.name == wanted).count();
        assert_eq!((count("main"), count("footer"), count("h1")), (1, 1, 1), "{name}");
        assert_eq!(elements[0].get("lang"), Some("en"));
        let mut last = 0;
        for heading in
            elements.iter().filter(|one| ["h1", "h2", "h3", "h4"].contains(&one.name.as_str()))
        {
            let level: usize = heading.name[1..].parse().expect("a level");
            assert!(level <= last + 1, "{name}: {level} behind {last}");
            last = level;
        }
        for header in elements.iter().filter(|one| one.name == "th") {
            assert!(matches!(header.get("scope"), Some("col" | "row")), "{name}");
        }
    }
}

/// A shape of the page: its elements but code, which depends on the words.
fn shape(text: &str) -> Vec<(String, Option<String>)> {
    let elements = elements(text).into_iter().filter(|one| one.name != "code");
    elements.map(|one| (one.name.clone(), one.get("class").map(str::to_owned))).collect()
}

#[test]
fn hostile_words_change_no_element_of_the_page() {
    let full = hostile::full();
    let plain = shape(&html(&hostile::with(&full, &["plain".to_owned()])));
    assert!(plain.len() > 500);
    for word in hostile::words().iter().chain(&hostile::long()) {
        // An edit without text has no block.
        if !word.is_empty() {
            let hostile = hostile::with(&full, std::slice::from_ref(word));
            assert_eq!(shape(&html(&hostile)), plain, "{:?}", &word.get(..20));
        }
    }
}

#[test]
fn words_are_shown_as_they_are() {
    let mut report = cluster("deis-quickstart");
    report.installations[0].results[0].message = "`<b>` & \u{202e}".to_owned();
    let found = elements(&html(&report));
    assert!(found.iter().any(|one| one.name == "code" && one.text == "<b>"));
    assert!(found.iter().any(|one| one.name == "p" && one.text == "<b> & \\u{202e}"));
}

#[test]
fn everything_that_the_report_says_is_on_the_page() {
    let report = hostile::full();
    let page = elements(&html(&report)).remove(0).text;
    for installation in &report.installations {
        for section in &installation.sections {
            assert!(page.contains(&section.title) && page.contains(section.standing.word()));
            for item in &section.checklist {
                let item = item.replace('`', "");
                assert!(page.contains(&item[1..]), "{item}");
            }
        }
        for result in &installation.results {
            assert!(page.contains(&result.subject.name), "{}", result.subject.name);
            let command = result.remediation.as_ref().and_then(|fix| fix.command.as_ref());
            command.into_iter().for_each(|command| assert!(page.contains(command), "{command}"));
        }
    }
    for words in [
        "Not read",
        "other.yaml:",
        "Not looked at",
        "Next",
        "ready",
        "by: YOUR NAME",
        "it moves next week",
    ] {
        assert!(page.contains(words), "{words}");
    }
}

/// A colour's relative luminance, as WCAG 2 defines it.
fn luminance(color: &str) -> f64 {
    let channel = |at: usize| {
        let value = u8::from_str_radix(&color[at..at + 2], 16).expect("a colour");
        let value = f64::from(value) / 255.0;
        if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
    };
    0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4)
}

fn contrast(one: &str, other: &str) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

#[test]
fn every_colour_of_words_stands_out_from_its_ground() {
    let style = include_str!("../../src/html/style.css");
    let schemes: Vec<&str> = style.split(":root {").skip(1).collect();
    assert_eq!(schemes.len(), 3, "light, dark, print");
    for scheme in schemes {
        let color = |name: &str| {
            let rest = scheme.split(&format!("--{name}: #")).nth(1).expect(name);
            &rest[..6]
        };
        for words in ["text", "faint", "link", "good", "bad", "caution"] {
            for ground in ["page", "panel"] {
                let contrast = contrast(color(words), color(ground));
                assert!(contrast >= 4.5, "{words} on {ground}: {contrast}");
            }
        }
    }
}
