//! What is said beside the texts: each fix and what it does, and what is left for a person.

use anstyle::{AnsiColor, Style};
use policy::finding::Safety;
use policy::report::Outcome;
use render::clean;

use super::finding::{Finding, Remedy};
use super::repair::{Refusal, Repair};

const CAUTION: Style = AnsiColor::Yellow.on_default().bold();

/// A line for each fix.
pub fn done(repair: &Repair<'_>) -> Vec<String> {
    let lines = repair.done.iter().filter_map(|one| {
        let Remedy { title, effect, safety, .. } = one.remedy.as_ref()?;
        let place = place(repair.place_before(one));
        let (mark, then) = match safety {
            Safety::Safe => (String::new(), "then"),
            Safety::Unsafe => (format!("{CAUTION}unsafe{CAUTION:#}: "), "careful:"),
        };
        let words = format!("{}: {title}; {then} {effect}", name(one));
        Some(format!("{}{mark}{}", clean(&place), clean(&words)))
    });
    lines.collect()
}

/// A line for each violation that is left, with what has to be done about it, and one for what is unknown. Their
/// places are those of the new texts, or of the old ones where these stay.
pub fn left(repair: &Repair<'_>, is_new: bool) -> Vec<String> {
    let wanted = repair.state.findings.iter().filter(|one| repair.scope.wants(one));
    let lines = wanted.map(|one| {
        let place = place(if is_new { one.place.as_ref() } else { repair.place_before(one) });
        clean(&format!("{place}left: {}: {}", name(one), reason(one, repair))).into_owned()
    });
    lines.chain(unknown(repair)).collect()
}

fn place(place: Option<&(String, usize)>) -> String {
    place.map(|(file, line)| format!("{file}:{line}: ")).unwrap_or_default()
}

fn name(one: &Finding) -> String {
    format!("{}: {} {}", one.rule, one.subject.kind, one.subject.name)
}

fn reason(one: &Finding, repair: &Repair<'_>) -> String {
    let Some(Remedy { title, effect, safety, is_change }) = &one.remedy else {
        return format!("for a person; `workflow-readiness explain {}` says more", one.rule);
    };
    if !is_change {
        return format!("for a person: {title}; `review` says how");
    }
    if let Some(refusal) = repair.refusal(one) {
        return format!("{}: {title}; `review` says how", why(refusal));
    }
    match safety {
        Safety::Unsafe => format!("needs --unsafe: {title}; careful: {effect}"),
        Safety::Safe => format!("not tried again: {title}"),
    }
}

fn why(refusal: &Refusal) -> String {
    let words = match refusal {
        Refusal::NoEdit => {
            return "for a person, since the text cannot be changed there alone (a shared anchor, or \
                    a merge)"
                .to_owned();
        }
        Refusal::Unread => "not everything could be read after it".to_owned(),
        Refusal::Lost => "the installation would be another one".to_owned(),
        Refusal::Stays => "it would not be enough".to_owned(),
        Refusal::Brings(what) => format!("it would bring {what}"),
    };
    format!("for a person, since {words}")
}

/// What could not be told is not fixed either. What values do not decide is none of it.
fn unknown(repair: &Repair<'_>) -> Option<String> {
    let is_asked = |one: &&Finding| repair.scope.asks_for(&one.rule);
    let findings = repair.state.findings.iter().filter(is_asked);
    let count = findings.filter(|one| one.outcome == Outcome::Error && one.index.is_some()).count();
    let noun = if count == 1 { "check" } else { "checks" };
    (count > 0).then(|| format!("left: {count} {noun} could not be told; `review` says why"))
}
