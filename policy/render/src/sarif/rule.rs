//! The rules, as a scanner of code lists them.

use super::log::{Configuration, Help, Level, Message, Rule, RuleProperties};
use crate::prose::sentence;
use crate::{Catalogue, RuleEntry, SectionEntry, clean, markdown};

/// Every rule, in the catalogue's order: a result names its rule by the place in it.
pub(super) fn all(catalogue: &Catalogue) -> Vec<Rule> {
    catalogue.rules.iter().map(|rule| one(rule, catalogue.section(&rule.section))).collect()
}

fn one(rule: &RuleEntry, section: Option<&SectionEntry>) -> Rule {
    let url = section.map(|section| section.url.as_str()).filter(|url| markdown::is_link(url));
    Rule {
        id: clean(&rule.id).into_owned(),
        name: pascal_case(&clean(&rule.id)),
        short_description: Message { text: sentence(&clean(&rule.title)) },
        full_description: Message { text: sentence(&clean(&rule.why)) },
        help_uri: url.map(str::to_owned),
        help: help(rule, url),
        default_configuration: Configuration { level: level(&rule.severity) },
        properties: properties(rule),
    }
}

fn help(rule: &RuleEntry, url: Option<&str>) -> Help {
    let (why, fix) = (sentence(&clean(&rule.why)), sentence(&clean(&rule.fix)));
    let text = url.map(|url| format!("\nThe guide: {url}")).unwrap_or_default();
    let link = url.map(|url| format!("\n\n[The guide]({url})")).unwrap_or_default();
    Help {
        text: format!("{why}\nHow to fix: {fix}{text}"),
        markdown: format!(
            "{}\n\n**How to fix.** {}{link}",
            markdown::inline(&why),
            markdown::inline(&fix)
        ),
    }
}

/// `routers-replicas` as `RoutersReplicas`.
fn pascal_case(id: &str) -> String {
    id.split('-').map(crate::prose::capital).collect()
}

/// The level of a violation.
pub(super) fn level(severity: &str) -> Level {
    match severity {
        "critical" | "high" | "medium" => Level::Error,
        "low" => Level::Warning,
        _ => Level::Note,
    }
}

/// GitHub shows critical, high, medium and low only for rules with the tag `security` and a score.
fn properties(rule: &RuleEntry) -> RuleProperties {
    let security_severity = match rule.severity.as_str() {
        "critical" => "9.5",
        "high" => "8.0",
        "medium" => "5.5",
        "low" => "3.0",
        _ => "1.0",
    };
    let problem_severity = match level(&rule.severity) {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Note => "recommendation",
    };
    let section = clean(&rule.section).into_owned();
    let tags = vec!["security".to_owned(), "kubernetes".to_owned(), section.clone()];
    RuleProperties {
        section,
        severity: clean(&rule.severity).into_owned(),
        security_severity,
        problem_severity,
        precision: "very-high",
        // SARIF wants every tag once.
        tags: tags.into_iter().fold(Vec::new(), |mut tags, tag| {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
            tags
        }),
    }
}
