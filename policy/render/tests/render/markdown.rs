//! Markdown: read by pulldown-cmark, as GitHub reads it.

use policy::report::{Outcome, Report};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::hostile;
use crate::support::{TOOL, all, catalogue, cluster, open};

fn markdown(report: &Report<'_>) -> String {
    render::markdown(report, &catalogue(), &TOOL)
}

fn events(text: &str) -> Vec<Event<'_>> {
    let github = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_MATH
        | Options::ENABLE_GFM;
    Parser::new_ext(text, github).collect()
}

/// What GitHub makes something of in plain text, after Markdown is done with it.
fn is_active(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    lower.contains(['@', '#'])
        || lower.contains("://")
        || lower.contains("www.")
        || lower.contains("gh-")
}

/// Nothing but our own markup is in it.
fn assert_inert(name: &str, text: &str) {
    let mut in_code = false;
    for event in events(text) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Html(html) | Event::InlineHtml(html) => {
                let html = html.trim();
                let summary = html.strip_prefix("<details><summary>");
                let words = summary.and_then(|rest| rest.strip_suffix("</summary>"));
                let plain = |one: char| one.is_ascii_alphanumeric() || " ()-".contains(one);
                assert!(
                    html == "</details>" || words.is_some_and(|words| words.chars().all(plain)),
                    "{name}: {html}"
                );
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                assert!(
                    dest_url.starts_with("https://github.com/deis/workflow/"),
                    "{name}: {dest_url}"
                );
            }
            Event::Start(
                Tag::Image { .. }
                | Tag::FootnoteDefinition(_)
                | Tag::Strikethrough
                | Tag::BlockQuote(Some(_)),
            )
            | Event::FootnoteReference(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::HardBreak => panic!("{name}: {event:?}"),
            Event::Text(words) if !in_code => assert!(!is_active(&words), "{name}: {words}"),
            _ => {}
        }
    }
}

/// The blocks of a page, without what stands in them.
fn blocks(text: &str) -> Vec<String> {
    let is_block = |event: &Event<'_>| {
        let inline = matches!(
            event,
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Link { .. })
                | Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link)
        );
        !inline
            && matches!(
                event,
                Event::Start(_) | Event::End(_) | Event::TaskListMarker(_) | Event::Rule
            )
    };
    events(text).iter().filter(|event| is_block(event)).map(|event| format!("{event:?}")).collect()
}

#[test]
fn nothing_of_the_input_is_markup_a_link_or_a_mention() {
    for (name, report) in all() {
        assert_inert(&name, &markdown(&report));
    }
}

#[test]
fn every_comment_fits() {
    for (name, report) in all() {
        let text = markdown(&report);
        assert!(text.len() < 65_000, "{name}: {}", text.len());
    }
}

#[test]
fn hostile_words_change_no_block_of_the_page() {
    // One installation: with three, long words would fill the page, and then pieces are cut.
    let mut full = hostile::full();
    full.installations.truncate(1);
    let plain = blocks(&markdown(&hostile::with(&full, &["plain".to_owned()])));
    assert!(plain.len() > 200);
    // Where an edit has no text, there is no block of it.
    for word in hostile::words().into_iter().filter(|word| !word.is_empty()) {
        let text = markdown(&hostile::with(&full, std::slice::from_ref(&word)));
        assert!(!text.contains("Left out"), "{word:?}");
        let blocks = blocks(&text);
        let other = blocks.iter().zip(&plain).position(|(left, right)| left != right);
        assert_eq!((other, blocks.len()), (None, plain.len()), "{word:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_mix_of_signs_is_markup(words in prop::collection::vec(r"[ -~\n`|<>@#\\\[\]]{1,24}", 1..12)) {
        let report = hostile::with(&cluster("deis-production-s3"), &words);
        let text = markdown(&report);
        assert_inert("mixed", &text);
        let plain = hostile::with(&cluster("deis-production-s3"), &["plain".to_owned()]);
        prop_assert_eq!(blocks(&text), blocks(&markdown(&plain)));
    }
}

#[test]
fn tables_keep_their_columns() {
    for (name, report) in all() {
        let text = markdown(&report);
        let mut cells = 0;
        for event in events(&text) {
            match event {
                Event::Start(Tag::TableRow | Tag::TableHead) => cells = 0,
                Event::Start(Tag::TableCell) => cells += 1,
                Event::End(TagEnd::TableRow | TagEnd::TableHead) => assert_eq!(cells, 4, "{name}"),
                _ => {}
            }
        }
    }
}

#[test]
fn a_command_stands_alone_in_its_block() {
    let report = cluster("deis-quickstart");
    let text = markdown(&report);
    let mut blocks = Vec::new();
    let mut inside = None;
    for event in events(&text) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => inside = Some(String::new()),
            Event::Text(words) => {
                if let Some(block) = &mut inside {
                    block.push_str(&words);
                }
            }
            Event::End(TagEnd::CodeBlock) => blocks.extend(inside.take()),
            _ => {}
        }
    }
    let commands =
        open(&report).into_iter().filter_map(|one| one.remediation.as_ref()?.command.as_ref());
    let mut count = 0;
    for command in commands {
        assert!(blocks.contains(&format!("{command}\n")), "{command}");
        count += 1;
    }
    assert!(count > 5);
}

#[test]
fn a_fix_that_is_the_same_but_for_the_text_is_told_once() {
    let mut report = hostile::full();
    report.installations.truncate(1);
    let results = report.installations[0].results.iter_mut();
    let fixes = results.filter(|one| one.rule == "storage-backend");
    for (line, fix) in fixes.filter_map(|one| one.remediation.as_mut()).enumerate() {
        fix.edits.truncate(1);
        fix.edits[0].start.line = line + 1;
    }
    let text = markdown(&report);
    let rule = text.split("\n### ").find(|part| part.contains("`storage-backend`")).expect("it");
    assert_eq!(rule.matches("**Fix:**").count(), 1);
    assert_eq!(
        rule.matches("replace on line 3 ").count() + rule.matches("replace from line ").count(),
        4
    );
}

#[test]
fn headings_stand_in_order() {
    for (name, report) in all() {
        let text = markdown(&report);
        let mut last = 1;
        for event in events(&text) {
            if let Event::Start(Tag::Heading { level, .. }) = event {
                let level = level as usize;
                assert!(level <= last + 1, "{name}: {level} behind {last}");
                last = level;
            }
        }
    }
}

#[test]
fn a_comment_that_would_be_too_long_loses_whole_findings_and_says_how_many() {
    let mut report = hostile::full();
    let first = report.installations[0].clone();
    let results: Vec<_> = (0..60)
        .flat_map(|number| {
            first.results.iter().cloned().map(move |mut result| {
                result.subject.name = format!("{}-{number}", result.subject.name);
                result
            })
        })
        .collect();
    report.installations.truncate(1);
    report.installations[0].results = results;
    report.installations[0].results.sort_by(|left, right| left.rule.cmp(&right.rule));
    let text = markdown(&report);
    assert!(text.len() < 65_000 && text.len() > 50_000, "{}", text.len());
    assert_inert("many", &text);
    let cut =
        text.split("Left out, since GitHub takes no longer comment: ").nth(1).expect("it says so");
    let cut: usize = cut.split(' ').next().and_then(|count| count.parse().ok()).expect("a count");
    let shown = text.matches("\n- **").count();
    let open = report.installations[0].results.iter().filter(|one| one.outcome != Outcome::Pass);
    assert!(shown > 50 && shown + cut >= open.count(), "{shown} and {cut}");
    assert!(text.contains("Checks: ") && text.contains("**Next**"), "what matters most is kept");
}

#[test]
fn the_verdict_is_the_heading() {
    let ready =
        |report: &Report<'_>| markdown(report).lines().next().unwrap_or_default().to_owned();
    assert_eq!(
        ready(&cluster("deis-quickstart")),
        "## ❌ Deis Workflow in namespace `deis` is not ready"
    );
    assert_eq!(ready(&hostile::nothing()), "## ❌ No Workflow installation found: not ready");
    let two = ready(&cluster("deis-two-installations"));
    assert_eq!(two, "## ❌ 0 of 2 Workflow installations are ready");
}
