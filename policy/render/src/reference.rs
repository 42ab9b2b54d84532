//! The reference of the rules, as a page of documentation.

mod diff;
mod origin;
mod remedy;

use policy::coverage::{Statement, statements};
use policy::guide::Section;
use policy::report::{Outcome, RuleResult};
use policy::rule::Rule;

use crate::prose::{capital, sentence};

/// A rule, with what its files say of it.
#[derive(Debug)]
pub struct Documented<'a> {
    /// The rule.
    pub rule: &'static Rule,
    /// How it decides: the comment at the head of its file, on one line.
    pub decides: &'a str,
    /// The manifests of its fixture that break it.
    pub bad: &'a str,
    /// From those to the mended ones: a unified diff without a header.
    pub diff: &'a str,
    /// What it says of those that break it.
    pub results: Vec<&'a RuleResult<'a>>,
}

/// What is checked, why, how, and how to mend it, rule by rule: the whole of `policy/RULES.md`, in
/// Markdown.
pub fn reference(rules: &[Documented<'_>]) -> String {
    let mut page = head(rules);
    for section in Section::ALL {
        let inside: Vec<&Documented<'_>> =
            rules.iter().filter(|one| one.rule.section == section).collect();
        page.push_str(&format!(
            "\n## {}\n\n[What the guide says]({}), and [who decides it](../docs/guide-coverage.md#{}).\n",
            section.title(),
            section.url(),
            anchor(&section.title().text()),
        ));
        inside.iter().for_each(|one| entry(one, &mut page));
    }
    page
}

fn head(rules: &[Documented<'_>]) -> String {
    let advice = rules.iter().filter(|one| one.rule.advice).count();
    let mut page = format!(
        "\
# The rules

What Workflow Readiness checks before you go live: **{all} rules**, in the order of the production guide.
{demands} of them check what the guide demands; {advice} are **advice**, which warns at most and never keeps
an installation from being ready.

Each rule says what has to hold, why, how it decides, how to fix it, and what the documentation says about
it. At its end stands an example: manifests as the chart renders them, what the rule finds there, and the
change that puts them right.

- The **severity** says how much a violation weighs: *critical* (data is lost, or a door is open), *high*
  (an outage, or plain text on the network), *medium*, *low*, *info*. From medium on,
  `workflow-readiness review` exits with 1 and admission denies; `--fail-on` and the setting `denyAt`
  draw the line elsewhere.
- **How it decides** names the place where a default comes from: the component's repository, and the file
  in it.
- A fix is *safe* if it cuts no traffic and restarts no pod that keeps something outside of a volume. Where
  it says *careful*, read what happens before you apply it. Commands have the names of the example; a review
  of your installation prints them with yours.
- In an example, lines with `-` are taken away and lines with `+` take their place; behind `@@` stands the
  object. What is too long is cut (`…`). Hosts, keys and passwords are made up.

To accept a finding for a time, name the rule in the settings: see
[What a person decides](../docs/operator.md#what-a-person-decides).

This page is generated from the rules and their fixtures; `make bless` writes it.

| Section | Rule | Severity | What has to hold |
| --- | --- | --- | --- |
",
        all = rules.len(),
        demands = rules.len() - advice,
    );
    let mut last = None;
    for Documented { rule, .. } in rules {
        let title = rule.section.title();
        let is_new = last.replace(rule.section) != Some(rule.section);
        let section =
            if is_new { format!("[{title}](#{})", anchor(&title.text())) } else { String::new() };
        let holds = capital(&rule.title.text()).replace('|', "\\|");
        page.push_str(&format!(
            "| {section} | [`{id}`](#{id}) | {weight} | {holds} |\n",
            id = rule.id,
            weight = weight(rule),
        ));
    }
    page
}

fn weight(rule: &Rule) -> String {
    let advice = if rule.advice { ", advice" } else { "" };
    format!("{}{advice}", rule.severity.word())
}

/// The anchor that a code host gives a heading of plain words.
fn anchor(heading: &str) -> String {
    heading.to_lowercase().replace(' ', "-")
}

fn entry(one: &Documented<'_>, page: &mut String) {
    let Documented { rule, decides, .. } = one;
    page.push_str(&format!("\n### {}\n\n", rule.id));
    page.push_str(&format!("**{}** Severity: {}.\n\n", sentence(&rule.title.text()), weight(rule)));
    page.push_str(&format!("**Why.** {}\n\n", sentence(&rule.why.text())));
    page.push_str(&format!("**How it decides.** {}\n\n", origin::linked(&sentence(decides))));
    page.push_str(&format!("**How to fix.** {}\n", sentence(&rule.fix.text())));
    remedy::all(&one.results, page);
    served(rule, page);
    example(one, page);
}

/// The statements of the documentation that the rule decides.
fn served(rule: &Rule, page: &mut String) {
    page.push_str("\n**What the documentation says.**\n\n");
    for Statement { says, place, person, rules, .. } in statements() {
        if !rules.contains(&rule.id) {
            continue;
        }
        let rest = if person.is_some() { "; a person decides the rest" } else { "" };
        let says = capital(says);
        page.push_str(&format!("- {says} ([{}]({}){rest}).\n", place.page.title(), place.url()));
    }
}

fn example(one: &Documented<'_>, page: &mut String) {
    let folder = format!("../fixtures/rules/{}", one.rule.id);
    page.push_str(&format!("\n**Example.** In [these manifests]({folder}/bad.yaml) it finds:\n\n"));
    for result in one.results.iter().filter(|result| result.outcome != Outcome::Pass) {
        let RuleResult { subject, message, .. } = result;
        page.push_str(&format!("- {} `{}`: {message}.\n", subject.kind, subject.name));
    }
    page.push_str(&format!(
        "\n[Put right]({folder}/fixed.yaml), which is not [the only way]({folder}/good.yaml):\n\n```diff\n{}```\n",
        diff::shortened(one.diff, one.bad)
    ));
}
