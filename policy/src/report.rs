//! The report: what the operation `review` answers, and everything else is rendered from.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::finding::Remediation;
use crate::guide::Section;
use crate::model::distribution::Distribution;
use crate::model::object::Subject;
use crate::place::Source;
use crate::settings::Severity;

/// The version of the report's form.
pub const SCHEMA_VERSION: u32 = 1;

/// How a section of the guide stands in an installation.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// What the guide asks for holds.
    Met,
    /// It does not.
    NotMet,
    /// It could not be told.
    Unknown,
    /// No machine can tell: a person looks, and attests it.
    NeedsReview,
    /// Nothing of it is part of this installation.
    NotApplicable,
}

impl Standing {
    /// The word of reports.
    pub fn word(self) -> &'static str {
        match self {
            Standing::Met => "met",
            Standing::NotMet => "not met",
            Standing::Unknown => "unknown",
            Standing::NeedsReview => "needs review",
            Standing::NotApplicable => "not applicable",
        }
    }
}

/// What one rule says of one object.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Outcome {
    /// As it should be.
    Pass,
    /// The guide is violated.
    Fail,
    /// Advice that the guide does not demand.
    Warn,
    /// It could not be told.
    Error,
    /// Excepted by the settings.
    Skip,
}

/// Whether an earlier report, the baseline, has a result already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Age {
    /// It is not in the baseline.
    New,
    /// The baseline has it: the same rule, object and cause, with the same outcome.
    Known,
}

/// One result of one rule on one object.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RuleResult<'a> {
    /// The rule's id.
    pub rule: String,
    /// The section that it serves.
    pub section: Section,
    /// How much a violation weighs.
    pub severity: Severity,
    /// What the rule says.
    pub outcome: Outcome,
    /// The object.
    pub subject: Subject,
    /// The object's place in the input, counted from 0 with Lists unpacked; none where the object only
    /// follows from values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<usize>,
    /// The path, with dots, of the Helm value that decides it, where the object follows from values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    /// What is wrong here; for a pass, what holds.
    pub message: String,
    /// The field, as an RFC 6901 pointer: in the object, or in the values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pointer: Option<String>,
    /// Where it stands in the text; whoever read the text adds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// The same for the same rule, object and cause, wherever they stand in a text and however it is
    /// ordered; the command line adds it to all but passes.
    #[serde(default, skip_serializing_if = "is_beside")]
    pub fingerprint: Option<String>,
    /// Whether a baseline has it already; added where it was held against one, to all but passes.
    #[serde(default, skip_serializing_if = "is_beside")]
    pub baseline: Option<Age>,
    /// How to mend it.
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub remediation: Option<Remediation<'a>>,
}

/// How one section stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct SectionReport {
    /// The section.
    pub id: Section,
    /// What the guide asks for.
    pub title: String,
    /// Where the guide says so.
    pub url: String,
    /// How it stands.
    pub standing: Standing,
    /// Why it stands so.
    pub reason: String,
    /// What a person looks at before attesting the section, as long as nobody has.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checklist: Vec<String>,
}

/// One installation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct InstallationReport<'a> {
    /// Whose Workflow.
    pub distribution: Distribution,
    /// Where.
    pub namespace: String,
    /// Whether every section is met or not applicable, and nothing given was unreadable.
    pub ready: bool,
    /// The sections, in the guide's order.
    pub sections: Vec<SectionReport>,
    /// Every result, passes too, in the order of the rules.
    #[serde(borrow)]
    pub results: Vec<RuleResult<'a>>,
}

/// How many results there are of each outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    /// As it should be.
    pub pass: usize,
    /// Violations.
    pub fail: usize,
    /// Advice.
    pub warn: usize,
    /// Could not be told.
    pub error: usize,
    /// Excepted.
    pub skip: usize,
}

impl Summary {
    /// Counts the outcomes.
    pub fn of<'r>(outcomes: impl Iterator<Item = &'r Outcome>) -> Summary {
        outcomes.fold(Summary::default(), |mut summary, outcome| {
            let count = match outcome {
                Outcome::Pass => &mut summary.pass,
                Outcome::Fail => &mut summary.fail,
                Outcome::Warn => &mut summary.warn,
                Outcome::Error => &mut summary.error,
                Outcome::Skip => &mut summary.skip,
            };
            *count = count.saturating_add(1);
            summary
        })
    }
}

/// How often each name came up, in the order of the names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Counts(Vec<(String, usize)>);

impl Counts {
    /// Counts a name once more.
    pub fn add(&mut self, name: &str) {
        self.add_some(name, 1);
    }

    /// Counts what others count.
    pub fn add_all(&mut self, others: &Counts) {
        others.iter().for_each(|(name, count)| self.add_some(name, count));
    }

    fn add_some(&mut self, name: &str, more: usize) {
        let place = self.0.partition_point(|(known, _)| known.as_str() < name);
        match self.0.get_mut(place).filter(|(known, _)| known == name) {
            Some((_, count)) => *count = count.saturating_add(more),
            None => self.0.insert(place, (name.to_owned(), more)),
        }
    }

    /// Every name and how often it came up.
    pub fn iter(&self) -> impl Iterator<Item = (&str, usize)> {
        self.0.iter().map(|(name, count)| (name.as_str(), *count))
    }

    /// Whether nothing was counted.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Serialize for Counts {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de> Deserialize<'de> for Counts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Counts, D::Error> {
        let counts: BTreeMap<String, usize> = BTreeMap::deserialize(deserializer)?;
        Ok(Counts(counts.into_iter().collect()))
    }
}

/// A document that could not be judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unreadable {
    /// The file, as it was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// From 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// From 1, in code points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// Its place in the input, where it got that far.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub index: Option<usize>,
    /// Why.
    pub message: String,
}

/// How a report stands to an earlier one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Baseline<'a> {
    /// How many problems the baseline has too.
    pub known: usize,
    /// How many it has not.
    pub new: usize,
    /// Its problems that are none any more.
    #[serde(borrow)]
    pub gone: Vec<RuleResult<'a>>,
}

/// The whole report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Report<'a> {
    /// The version of this form.
    pub schema_version: u32,
    /// The moment that it was made for.
    pub now: String,
    /// Whether there is an installation, every one is ready, and nothing given was unreadable.
    pub ready: bool,
    /// The installations, by namespace.
    #[serde(borrow)]
    pub installations: Vec<InstallationReport<'a>>,
    /// Over all installations.
    pub summary: Summary,
    /// How it stands to a baseline, where it was held against one.
    #[serde(borrow, default, skip_serializing_if = "is_beside")]
    pub baseline: Option<Baseline<'a>>,
    /// What could not be judged.
    pub unreadable: Vec<Unreadable>,
    /// How many objects of which kind no rule looked at.
    #[schemars(with = "BTreeMap<String, usize>")]
    pub ignored: Counts,
}

/// What the policy itself never says, and so never writes: whoever adds it does. A third of a kilobyte of the
/// browser's module.
fn is_beside<T>(_: &T) -> bool {
    true
}
