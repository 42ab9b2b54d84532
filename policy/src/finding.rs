//! What a rule finds, and what a person does about it.

mod remediation;

use crate::json::Pointer;
use crate::model::env::Variable;

pub use remediation::{Draft, HelmValue, Remediation, Remedy, Safety};

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
