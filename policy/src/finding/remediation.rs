//! What a person does about a finding.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use words::Words;

use crate::gather::Gather as _;
use crate::json::Json;
use crate::model::object::Object;
use crate::patch::Patch;
use crate::place::Edit;

/// Whether a remediation may be applied to a running installation without thinking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// It cuts no traffic and restarts no pod that keeps something outside of a volume.
    Safe,
    /// It may; `effect` says what happens.
    Unsafe,
}

/// A Helm value of the umbrella chart.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct HelmValue<'a> {
    /// The value's path, with dots.
    pub path: String,
    /// What it should be; left out where only you can know it.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "crate::patch::any_value")]
    pub value: Option<Json<'a>>,
}

/// How to mend a finding.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Remediation<'a> {
    /// What is done, in one sentence.
    pub title: String,
    /// Whether it may be applied without thinking.
    pub safety: Safety,
    /// What happens on a running installation.
    pub effect: String,
    /// RFC 6902, on the subject.
    #[serde(borrow, default, skip_serializing_if = "Patch::is_empty")]
    pub patch: Patch<'a>,
    /// One line for a shell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub command: Option<String>,
    /// The Helm value that decides it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub values: Option<HelmValue<'a>>,
    /// What to do one after the other, where no single change does it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<String>,
    /// What it changes in the text, where it can be mended there; whoever read the text adds it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub edits: Vec<Edit>,
}

/// How to mend a finding, while a rule puts it together. Its texts stay packed: admission tells none of them.
pub type Remedy = Box<Draft>;

/// A remediation whose texts are packed; see [`Remediation`] for what its parts are.
#[derive(Debug, Clone)]
pub struct Draft {
    title: Words,
    /// Whether it may be applied without thinking.
    pub safety: Safety,
    effect: Words,
    /// RFC 6902, on the subject.
    pub patch: Patch<'static>,
    /// One line for a shell.
    pub command: Option<String>,
    /// Whether that ends in the patch, which is written only for somebody who reads it.
    shows_patch: bool,
    /// The Helm value that decides it.
    pub values: Option<HelmValue<'static>>,
    steps: Vec<Words>,
}

impl From<Remedy> for Remediation<'static> {
    fn from(draft: Remedy) -> Remediation<'static> {
        let Draft { title, safety, effect, patch, mut command, shows_patch, values, steps } =
            *draft;
        if let Some(line) = command.as_mut().filter(|_| shows_patch) {
            line.push(' ');
            quote(&patch.to_string(), line);
        }
        let steps = steps.into_iter().map(Words::text).gathered();
        let (title, effect) = (title.text(), effect.text());
        Remediation { title, safety, effect, patch, command, values, steps, edits: Vec::new() }
    }
}

impl Remediation<'static> {
    /// One that may be applied without thinking.
    pub fn safe(title: Words, effect: Words) -> Remedy {
        Draft::new(title, Safety::Safe, effect)
    }

    /// One that needs a person's judgement.
    pub fn risky(title: Words, effect: Words) -> Remedy {
        Draft::new(title, Safety::Unsafe, effect)
    }
}

impl Draft {
    #[inline(never)]
    fn new(title: Words, safety: Safety, effect: Words) -> Remedy {
        let (patch, command, values, steps) = (Patch::default(), None, None, Vec::new());
        let shows_patch = false;
        Box::new(Draft { title, safety, effect, patch, command, shows_patch, values, steps })
    }

    /// Adds the patch of the subject.
    #[must_use]
    pub fn patch(mut self: Box<Self>, patch: Patch<'static>) -> Remedy {
        self.patch = patch;
        self
    }

    /// Adds the kubectl line: its words after `kubectl --namespace …`, each quoted where a shell
    /// would take it apart.
    #[must_use]
    pub fn kubectl(mut self: Box<Self>, object: &Object<'_>, words: &[&str]) -> Remedy {
        let mut line = String::with_capacity(160);
        line.push_str("kubectl --namespace");
        for word in [object.namespace].iter().chain(words) {
            line.push(' ');
            quote(word, &mut line);
        }
        self.command = Some(line);
        self
    }

    /// Adds the patch of the subject, and the kubectl line that applies it.
    #[must_use]
    pub fn patched(self: Box<Self>, object: &Object<'_>, patch: Patch<'static>) -> Remedy {
        let words = ["patch", &object.argument(), "--type=json", "--patch"];
        let mut draft = self.patch(patch).kubectl(object, &words);
        draft.shows_patch = true;
        draft
    }

    /// Adds the Helm value.
    #[must_use]
    pub fn value(mut self: Box<Self>, path: &str, value: Json<'static>) -> Remedy {
        self.values = Some(HelmValue { path: path.to_owned(), value: Some(value) });
        self
    }

    /// What is left of it where there are only values: no object yet that could be patched. It names
    /// the value that decides.
    #[must_use]
    pub fn of_values(mut self: Box<Self>, path: Option<&str>) -> Remedy {
        if let (None, Some(path)) = (&self.values, path) {
            self.values = Some(HelmValue { path: path.to_owned(), value: None });
        }
        (self.patch, self.command) = (Patch::default(), None);
        self
    }

    /// Adds what to do next, where no single change does it.
    #[must_use]
    pub fn step(mut self: Box<Self>, step: Words) -> Remedy {
        self.steps.push(step);
        self
    }
}

/// Appends a word as a POSIX shell takes it for one. Names come from the input, whatever they hold.
fn quote(word: &str, line: &mut String) {
    let plain = |byte: u8| matches!(byte, b'a'..=b'z' | b'A'..=b'Z' | b'+'..=b':' | b'=' | b'@' | b'_' | b'%');
    if !word.is_empty() && word.bytes().all(plain) {
        return line.push_str(word);
    }
    line.push('\'');
    for (place, piece) in word.split('\'').enumerate() {
        line.push_str(if place > 0 { r"'\''" } else { "" });
        line.push_str(piece);
    }
    line.push('\'');
}
