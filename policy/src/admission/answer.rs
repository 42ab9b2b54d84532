//! The words of a response.

use words::words;

use super::Desk;
use super::mend::{self, Mended};
use super::ratchet::Stored;
use crate::engine::Judgement;
use crate::finding::Cause;
use crate::gather::{Gather as _, TakeIn as _};
use crate::joined::joined;
use crate::json;
use crate::model::kind::Kind;
use crate::report::Outcome;
use crate::rule::Rule;
use crate::settings::OnUnknown;
use crate::wire::{Annotation, Response};

/// How answers name an object.
pub struct Name<'a> {
    /// Its kind.
    pub kind: &'static str,
    /// Its name.
    pub name: &'a str,
}

/// One thing to say.
struct Line {
    ids: Vec<&'static str>,
    words: String,
}

/// All that is to say of a request.
#[derive(Default)]
pub struct Answer {
    refused: Vec<Line>,
    unknown: Vec<Line>,
    /// What could not be told of the stored object either.
    unknown_before: Vec<Line>,
    warned: Vec<Line>,
    mended: Vec<&'static str>,
    object: Option<String>,
}

/// API servers cut a warning off at 256 bytes, and take 4096 of all together.
const LONGEST: usize = 255;
const ALL: usize = 4_000;

impl Answer {
    /// What judgements say of an object, in the light of those of the stored one.
    pub fn of(
        name: &Name<'_>,
        new: Vec<Judgement>,
        stored: Vec<Judgement>,
        desk: &Desk<'_>,
    ) -> Answer {
        let mut stored = Stored::of(stored);
        let mut answer = Answer::default();
        for judgement in &new {
            let was = stored.had(judgement);
            let said = |rest: &str| said(name, judgement, rest);
            let (list, words) = match judgement.outcome {
                Outcome::Fail if !was && desk.refuses(judgement) => (
                    &mut answer.refused,
                    said(&joined(&["; fix: ", &fix(judgement.rule, judgement, desk)], "")),
                ),
                Outcome::Fail if was => (&mut answer.warned, said(" (it was so before)")),
                Outcome::Fail if judgement.cause == Cause::Chart && desk.is_new => (
                    &mut answer.warned,
                    said(&words!(" (let in, since the chart creates it so; mend it now)").text()),
                ),
                // Whether advice is followed changes nothing; an audit says what was not looked at.
                Outcome::Error if judgement.rule.advice && !desk.is_audit => continue,
                Outcome::Error if judgement.rule.advice => (&mut answer.warned, said("")),
                // What could not be told of the stored object either is no reason to keep it as it is.
                Outcome::Error if was => (&mut answer.unknown_before, said("")),
                Outcome::Error => (&mut answer.unknown, said("")),
                // Advice is given once: when the object is new, or when it is followed no more.
                Outcome::Warn if was => continue,
                Outcome::Fail | Outcome::Warn => (&mut answer.warned, said("")),
                _ => continue,
            };
            add(list, judgement.rule.id, words);
        }
        answer
    }

    /// Says which rules' patches the object has been given.
    #[must_use]
    pub fn mended(self, mended: Mended<'_>) -> Answer {
        let mut text = String::new();
        mended.body.write(&mut text);
        let object = (!mended.by.is_empty()).then_some(text);
        Answer { mended: mended.by, object, ..self }
    }

    /// The response.
    pub fn response(self, desk: &Desk<'_>) -> Response {
        let on_unknown = desk.config.settings.on_unknown;
        let denies_unknown = desk.is_audit || on_unknown == OnUnknown::Deny;
        let mut annotations = Vec::new();
        annotate(&mut annotations, "denied", self.refused.iter());
        annotate(&mut annotations, "unknown", self.unknown.iter().chain(&self.unknown_before));
        annotate(&mut annotations, "warned", self.warned.iter());
        let (message, code) = if !self.refused.is_empty() {
            (Some(message(&self.refused)), Some(400))
        } else if denies_unknown && !self.unknown.is_empty() {
            (Some(message(&self.unknown)), Some(500))
        } else {
            (None, None)
        };
        let accepted = message.is_none();
        if accepted && !self.mended.is_empty() {
            annotations.push(Annotation { key: "remediated", value: joined(&self.mended, ",") });
        }
        let mut told: Vec<&Line> = self.warned.iter().chain(&self.unknown_before).gathered();
        if code != Some(500) {
            told.take_in(&self.unknown);
        }
        let mut warnings = warnings(&told);
        if accepted {
            let mend =
                |id: &&str| words!("{id}: changed as this policy's settings ask (`remediate`)");
            warnings.take_in(self.mended.iter().map(mend));
        }
        let mutated_object = self.object.filter(|_| accepted);
        Response { accepted, message, code, warnings, annotations, mutated_object }
    }

    /// A response that lets somebody through who is not judged.
    pub fn exempt(what: &str, who: &str) -> Response {
        let value = format!("{what} {}", clean(who.to_owned()));
        Response { annotations: vec![Annotation { key: "exempt", value }], ..Response::accepted() }
    }

    /// A response that refuses for one reason.
    pub fn refused(id: &'static str, name: &Name<'_>, words: &str) -> Response {
        let annotation = Annotation { key: "denied", value: id.to_owned() };
        Response {
            accepted: false,
            message: Some(line(id, name, words)),
            code: Some(400),
            annotations: vec![annotation],
            ..Response::accepted()
        }
    }

    /// A response that lets in with one warning.
    pub fn warned(id: &'static str, name: &Name<'_>, words: &str) -> Response {
        let annotation = Annotation { key: "warned", value: id.to_owned() };
        let warnings = vec![short(line(id, name, words))];
        Response { warnings, annotations: vec![annotation], ..Response::accepted() }
    }
}

/// What a person does about it. Under Helm a safe patch can be had on the way.
fn fix(rule: &Rule, judgement: &Judgement, desk: &Desk<'_>) -> String {
    let mut text = rule.fix.text();
    let lists = &desk.config.settings.lists;
    if rule.reads.contains(&Kind::HorizontalPodAutoscaler)
        && !lists.contains(&Kind::HorizontalPodAutoscaler)
    {
        let seen =
            words!(" (seen with `lists: [HorizontalPodAutoscaler]` in this policy's settings)");
        text.push_str(&seen.text());
    }
    let id = rule.id;
    // Where a value of the chart decides it, that is the way under Helm.
    let has_value = judgement.remediation.as_ref().is_some_and(|one| one.values.is_some());
    if !desk.is_scale && !has_value && mend::can(judgement, &[id.to_owned()]) {
        text.push_str(&words!(
            "; under Helm: upgrade with `workflow-readiness fix -` as its post-renderer, or set `remediate: [{id}]` in this policy's settings"
        ));
    }
    text
}

fn said(name: &Name<'_>, judgement: &Judgement, rest: &str) -> String {
    joined(&[name.kind, " `", name.name, "`: ", &judgement.said(), rest], "")
}

fn line(id: &str, name: &Name<'_>, words: &str) -> String {
    clean(joined(&[id, ": ", name.kind, " `", name.name, "`: ", words], ""))
}

/// Adds a line; what several rules say in the same words is said once.
fn add(list: &mut Vec<Line>, id: &'static str, words: String) {
    match list.iter_mut().find(|line| line.words == words) {
        Some(line) if line.ids.contains(&id) => {}
        Some(line) => line.ids.push(id),
        None => list.push(Line { ids: vec![id], words }),
    }
}

impl Line {
    fn text(&self) -> String {
        clean(joined(&[&joined(&self.ids, ", "), ": ", &self.words], ""))
    }
}

fn message(lines: &[Line]) -> String {
    match lines {
        [line] => line.text(),
        _ => joined(&lines.iter().map(Line::text).gathered(), "\n"),
    }
}

fn annotate<'l>(
    annotations: &mut Vec<Annotation>,
    key: &'static str,
    lines: impl Iterator<Item = &'l Line>,
) {
    let mut ids: Vec<&str> = Vec::new();
    for id in lines.flat_map(|line| &line.ids) {
        if !ids.contains(id) {
            ids.push(id);
        }
    }
    if !ids.is_empty() {
        annotations.push(Annotation { key, value: joined(&ids, ",") });
    }
}

fn warnings(lines: &[&Line]) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    let mut length: usize = 0;
    for (place, line) in lines.iter().enumerate() {
        let text = short(line.text());
        length = length.saturating_add(text.len());
        if length > ALL {
            all.push(format!("and {} more", lines.len().saturating_sub(place)));
            break;
        }
        all.push(text);
    }
    all
}

fn short(text: String) -> String {
    if text.len() <= LONGEST {
        return text;
    }
    let mut cut = String::with_capacity(LONGEST);
    for character in text.chars() {
        if cut.len().saturating_add(character.len_utf8()) > LONGEST.saturating_sub(3) {
            break;
        }
        cut.push(character);
    }
    cut.push_str("...");
    cut
}

/// Text for a terminal and an HTTP header: names come from the request, whatever they hold.
pub(crate) fn clean(text: String) -> String {
    if json::is_printable(&text) {
        return text;
    }
    text.chars().map(|one| if matches!(one, ' '..='~') { one } else { '?' }).collect()
}
