//! What of the README is made from the rules and from the command: `make bless` writes it.

use std::{env, fs};

use anstyle_svg::Term;
use expect_test::expect_file;
use policy::guide::Section;
use policy::rules::RULES;

use crate::support::{NOW, command, read, root, stdout};

const START: &str = "<!-- rules: written by `make bless` -->\n";
const END: &str = "<!-- end of rules -->";

/// How many lines of a report the picture shows.
const LINES: usize = 46;

fn table() -> String {
    let mut table =
        "| section | rule | severity | where it is met |\n| --- | --- | --- | --- |\n".to_owned();
    for section in Section::ALL {
        for (place, rule) in RULES.iter().filter(|rule| rule.section == section).enumerate() {
            let title = if place == 0 { section.title().text() } else { String::new() };
            let advice = if rule.advice { ", advice" } else { "" };
            let severity = rule.severity.word();
            let link = format!("[{}](policy/RULES.md#{})", rule.id, rule.id);
            table
                .push_str(&format!("| {title} | {link} | {severity}{advice} | {} |\n", rule.title));
        }
    }
    table
}

#[test]
fn the_readme_lists_every_rule() {
    let path = root().join("README.md");
    let text = read(&path);
    let (before, rest) = text.split_once(START).expect("the mark before the table");
    let (old, behind) = rest.split_once(END).expect("the mark behind the table");
    let new = table();
    if env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, format!("{before}{START}{new}{END}{behind}")).expect("written");
    } else {
        assert_eq!(old, new, "run `make bless`");
    }
}

#[test]
fn the_readme_shows_a_report_as_it_is() {
    let words = ["review", "fixtures/clusters/deis-quickstart", "--color", "always", "--now", NOW];
    let output = command(&words).env("COLUMNS", "100").output().expect("the command runs");
    let text = stdout(&output);
    let shown: Vec<&str> = text.lines().take(LINES).collect();
    let shown = format!("$ workflow-readiness review cluster.yaml\n{}\n…\n", shown.join("\n"));
    let picture = Term::new().min_width_px(860).render_svg(&shown);
    expect_file![root().join("docs/report.svg")].assert_eq(&picture);
}
