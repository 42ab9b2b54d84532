//! What a rule found: the objects, what is wrong, why it matters, and the fix.

use maud::{Markup, html};
use policy::finding::{Remediation, Safety};
use policy::report::{Outcome, RuleResult};

use super::words::{code, words};
use crate::change;
use crate::group::Group;
use crate::place;
use crate::prose::{capital, sentence};
use crate::{Catalogue, clean, copyable};

/// Everything that one rule found.
pub(super) fn one(group: &Group<'_>, catalogue: &Catalogue) -> Markup {
    let rule = catalogue.rule(&group.first.rule);
    let (class, color, mark, word) = look(group.outcome());
    let shared = group.shared_fix();
    html! {
        article class={ "problem " (class) } {
            header {
                p.small {
                    span class={ "mark " (color) } { span aria-hidden="true" { (mark) " " } (word) }
                    span.faint { " · " (group.first.severity.word()) " · " (clean(&group.first.rule)) }
                }
                h4 {
                    @if let Some(rule) = rule { (words(&capital(&rule.title))) }
                    @else { (words(&group.first.rule)) }
                }
            }
            ul.objects {
                @for result in &group.results { li { (subject(result, shared.is_none())) } }
            }
            @if let Some(rule) = rule {
                p { span.label { "Why " } (words(&sentence(&rule.why))) }
                @if group.has_no_fix() { p { span.label { "Fix " } (words(&sentence(&rule.fix))) } }
            }
            @if let Some(fix) = shared { (remedy(fix)) }
        }
    }
}

/// The class of the frame, the colour, the mark and the word.
fn look(outcome: Outcome) -> (&'static str, &'static str, &'static str, &'static str) {
    match outcome {
        Outcome::Fail => ("fail", "bad", "✗", "Failed"),
        Outcome::Error => ("unknown", "caution", "?", "Could not be told"),
        Outcome::Warn => ("advice", "caution", "!", "Advice"),
        Outcome::Skip => ("accepted", "faint", "–", "Accepted"),
        Outcome::Pass => ("passed", "good", "✓", "Passed"),
    }
}

fn subject(result: &RuleResult<'_>, own_fix: bool) -> Markup {
    let subject = &result.subject;
    html! {
        p {
            strong { (clean(&subject.kind)) " " (clean(&subject.name)) }
            @if let Some(place) = place::of(result) { span.place.faint.small { (place) } }
        }
        p { (words(&capital(&result.message))) }
        @if let Some(fix) = result.remediation.as_ref().filter(|_| own_fix) { (remedy(fix)) }
        (changes(result))
    }
}

fn remedy(fix: &Remediation<'_>) -> Markup {
    let careful = fix.safety == Safety::Unsafe;
    html! {
        div.fix {
            p { span.label { "Fix " } (words(&sentence(&fix.title))) }
            @if !fix.steps.is_empty() {
                ol { @for step in &fix.steps { li { (words(&capital(step))) } } }
            }
            @if let Some(command) = fix.command.as_deref().and_then(copyable) {
                pre tabindex="0" { code { (command) } }
            }
            @if let Some(value) = &fix.values {
                p {
                    "Helm value " (code(&value.path)) ": "
                    @if let Some(wanted) = &value.value { (code(&wanted.to_string())) }
                    @else { "your own" }
                }
            }
            p.faint {
                @if careful { strong.caution { "Careful: " } (words(&fix.effect)) }
                @else { (words(&capital(&fix.effect))) }
            }
        }
    }
}

/// The changes of the text.
fn changes(result: &RuleResult<'_>) -> Markup {
    html! {
        @for change in change::all(result) {
            p { (words(&change.words)) }
            @if let Some(text) = change.text { pre tabindex="0" { code { (text) } } }
        }
    }
}
