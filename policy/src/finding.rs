//! What a rule finds, and what a person does about it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use words::Words;

use crate::json::{Json, Pointer};
use crate::model::env::Variable;
use crate::model::object::Object;
use crate::patch::Patch;
use crate::place::Edit;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weight {
    /// The guide is violated.
    Fail,
    /// Advice that the guide does not demand.
    Warn,
}

/// Where the cause of a finding lies. Admission keeps out only what an object itself brings in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// In the object.
    Here,
    /// In the object, as every chart writes it and no value of a chart changes it: whoever installs
    /// can only mend it afterwards.
    Chart,
    /// In something else that is missing, or says otherwise.
    Elsewhere,
}

/// How far something is from what it should be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// By an amount: the same amount is the same lack.
    Amount(i64),
    /// By things that should not be there: as many others are no less.
    Things(usize),
}

impl Lack {
    /// Whether it is no worse than another one was.
    pub fn is_within(self, old: Lack) -> bool {
        match (self, old) {
            (Lack::Amount(new), Lack::Amount(old)) => new <= old,
            (Lack::Things(new), Lack::Things(old)) => new < old,
            _ => false,
        }
    }
}

/// Something that is not as it should be, on one object.
#[derive(Debug, Clone)]
pub struct Finding(Box<Found>);

/// What a finding says.
#[derive(Debug, Clone)]
pub struct Found {
    /// How much it weighs.
    pub weight: Weight,
    /// What is wrong here, with the values in it; never a Secret's.
    pub message: String,
    /// The field that it is about; for an absent one the place where it belongs.
    pub pointer: Option<Pointer>,
    /// Where its cause lies.
    pub cause: Cause,
    /// How much is lacking, where that can be counted: an update that makes it less is no new finding.
    pub lack: Option<Lack>,
    /// How to mend it.
    pub remediation: Option<Remedy>,
}

impl Finding {
    #[inline(never)]
    fn new(weight: Weight, message: String) -> Finding {
        let (pointer, cause, lack, remediation) = (None, Cause::Here, None, None);
        Finding(Box::new(Found { weight, message, pointer, cause, lack, remediation }))
    }

    /// The guide is violated.
    pub fn fail(message: impl Into<String>) -> Finding {
        Finding::new(Weight::Fail, message.into())
    }

    /// Advice.
    pub fn warn(message: impl Into<String>) -> Finding {
        Finding::new(Weight::Warn, message.into())
    }

    /// Names the field that it is about.
    #[must_use]
    pub fn at(mut self, pointer: Pointer) -> Finding {
        self.0.pointer = Some(pointer);
        self
    }

    /// Names the variable that it is about. What a ConfigMap gives it lies elsewhere.
    #[must_use]
    pub fn of(self, variable: &Variable<'_>) -> Finding {
        let finding = if variable.is_here() { self } else { self.elsewhere() };
        finding.at(variable.pointer())
    }

    /// Says that its cause lies in something else.
    #[must_use]
    pub fn elsewhere(mut self) -> Finding {
        self.0.cause = Cause::Elsewhere;
        self
    }

    /// Says that every chart writes the object so.
    #[must_use]
    pub fn as_charted(mut self) -> Finding {
        self.0.cause = Cause::Chart;
        self
    }

    /// Says how much is lacking.
    #[must_use]
    pub fn lacking(mut self, amount: i64) -> Finding {
        self.0.lack = Some(Lack::Amount(amount));
        self
    }

    /// Says how many things are too many.
    #[must_use]
    pub fn too_many(mut self, things: usize) -> Finding {
        self.0.lack = Some(Lack::Things(things));
        self
    }

    /// Adds how to mend it.
    #[must_use]
    pub fn fixed_by(mut self, remediation: Remedy) -> Finding {
        self.0.remediation = Some(remediation);
        self
    }

    /// How much it weighs.
    pub fn weight(&self) -> Weight {
        self.0.weight
    }

    /// What it says.
    pub fn found(self) -> Found {
        *self.0
    }
}

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

/// How to mend a finding, while a rule puts it together.
pub type Remedy = Box<Remediation<'static>>;

impl Remediation<'static> {
    #[inline(never)]
    fn new(title: Words, safety: Safety, effect: Words) -> Remedy {
        Box::new(Remediation {
            title: title.into(),
            safety,
            effect: effect.into(),
            patch: Patch::default(),
            command: None,
            values: None,
            steps: Vec::new(),
            edits: Vec::new(),
        })
    }

    /// One that may be applied without thinking.
    pub fn safe(title: Words, effect: Words) -> Remedy {
        Remediation::new(title, Safety::Safe, effect)
    }

    /// One that needs a person's judgement.
    pub fn risky(title: Words, effect: Words) -> Remedy {
        Remediation::new(title, Safety::Unsafe, effect)
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
    pub fn step(mut self: Box<Self>, step: impl Into<String>) -> Remedy {
        self.steps.push(step.into());
        self
    }
}

/// Appends a word as a POSIX shell takes it for one. Names come from the input, whatever they hold.
fn quote(word: &str, line: &mut String) {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./=:,@%+".contains(&byte);
    if !word.is_empty() && word.bytes().all(plain) {
        return line.push_str(word);
    }
    line.push('\'');
    line.push_str(&word.replace('\'', r"'\''"));
    line.push('\'');
}
