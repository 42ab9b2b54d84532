//! Compares the word in each component's variable with the annotation of Secret
//! `objectstorage-keyfile`, or, where that has none, with the other components; one value of the chart
//! sets them all (charts/workflow/templates/objectstorage-secret.yaml).

use words::words;

use crate::context::Context;
use crate::finding::{Finding, Remediation};
use crate::guide::Section;
use crate::model::component::Component;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::rule::{Rule, Target};
use crate::settings::Severity;
use crate::unknown::Unknown;
use crate::verdict::Verdict;
use crate::workflow::storage::{self, CONSUMERS, Consumer, KEY_FILE, Manner};

pub static RULE: Rule = Rule {
    id: "storage-agreement",
    section: Section::ObjectStorage,
    severity: Severity::Critical,
    advice: false,
    title: words!("every component uses the one backend that the credentials are for"),
    why: words!(
        "a component that was left on another backend looks for its objects where nobody put them, or finds no credentials and does not start"
    ),
    fix: words!(
        "choose the backend by `global.storage` alone, which sets all components and the Secret at once"
    ),
    target: Target::Components(&[
        Component::Registry,
        Component::Database,
        Component::Builder,
        Component::Controller,
    ]),
    reads: storage::READS,
    check,
};

fn check<'a>(workload: &'a Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    let Some(consumer) = workload.component().and_then(Consumer::of) else {
        return Ok(Verdict::not_applicable());
    };
    if storage::manner(workload, context)? == Manner::Endpoint {
        return Ok(Verdict::not_applicable());
    }
    let secret = context.get(Kind::Secret, KEY_FILE)?;
    let variable = consumer.backend(workload, context)?.1;
    let Some(word) = variable.text().filter(|word| !word.is_empty()) else {
        return Ok(Verdict::not_applicable());
    };
    let others = match secret.and_then(|secret| storage::word_of(secret)) {
        Some(of_the_keys) if of_the_keys == word => None,
        Some(of_the_keys) => Some((of_the_keys.to_owned(), format!("Secret `{KEY_FILE}`"))),
        None => another_word(consumer, word, context)?,
    };
    let Some((other, whose)) = others else { return Ok(Verdict::pass()) };
    let message = words!("`{}` is `{word}`, but {whose} says `{other}`", variable.name);
    let remediation = Remediation::risky(
        words!("let all components and the Secret follow `global.storage`"),
        words!("the components that change restart, and look for their objects in the other storage: copy them first"),
    )
    .step(words!("find out which of the two backends holds the objects, and copy what the other one got meanwhile"))
    .step(words!("set `global.storage` to it, with its section, then `helm upgrade`"));
    Ok(Finding::fail(message).at(variable.pointer()).elsewhere().fixed_by(remediation).into())
}

fn another_word(
    own: &Consumer,
    word: &str,
    context: &Context<'_>,
) -> Result<Option<(String, String)>, Unknown> {
    let mut untold = None;
    for other in CONSUMERS.iter().filter(|other| other.component != own.component) {
        let Some(workload) = context.component(other.component)? else { continue };
        let variable = match other.backend(workload, context) {
            Ok((_, variable)) => variable,
            Err(unknown) => {
                untold = untold.or(Some(unknown));
                continue;
            }
        };
        if let Some(text) = variable.text().filter(|text| !text.is_empty() && *text != word) {
            let whose = format!("`{}` of `{}`", other.variable, workload.name);
            return Ok(Some((text.to_owned(), whose)));
        }
    }
    untold.map_or(Ok(None), Err)
}
