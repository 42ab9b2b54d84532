//! The settings: the same in the engine, on the command line and in the browser.

pub mod read;

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::clock::Clock;
use crate::guide::Section;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::moment::Day;

/// PolicyReport's five severities, lowest first.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Advice.
    Info,
    /// Advice worth following.
    Low,
    /// Placeholders, unexpected public ports.
    Medium,
    /// TLS missing, one router, sign-ups on.
    High,
    /// Data loss or open doors.
    Critical,
}

impl Severity {
    /// The word of reports and settings.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Low => "low",
            Severity::Medium => "medium",
            Severity::High => "high",
            Severity::Critical => "critical",
        }
    }
}

/// What is done about a rule's findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// Every finding is a violation.
    Deny,
    /// Every finding is advice.
    Warn,
    /// The rule is not run.
    Off,
}

/// What admission does with what it cannot tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum OnUnknown {
    /// Let it in, with a warning.
    #[default]
    Warn,
    /// Keep it out.
    Deny,
}

/// What an exception is for; a field left out matches everything.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SubjectPattern {
    /// The object's kind.
    pub kind: Option<String>,
    /// The object's namespace.
    pub namespace: Option<String>,
    /// The object's name.
    pub name: Option<String>,
}

impl SubjectPattern {
    fn matches(&self, object: &Object<'_>) -> bool {
        let fits = |wanted: &Option<String>, actual: &str| {
            wanted.as_deref().is_none_or(|wanted| wanted == actual)
        };
        fits(&self.kind, object.kind.name())
            && fits(&self.namespace, object.namespace)
            && fits(&self.name, object.name)
    }
}

/// A finding that is accepted, by somebody, for a reason, for a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exception {
    /// The rule's id.
    pub rule: String,
    /// The objects that it holds for.
    pub subject: SubjectPattern,
    /// Why.
    pub reason: String,
    /// The last day that it counts.
    pub until: Option<Day>,
}

impl Exception {
    /// Whether it is about that rule on that object.
    pub fn is_about(&self, rule: &str, object: &Object<'_>) -> bool {
        self.rule == rule && self.subject.matches(object)
    }

    /// Whether it counts at that moment: its last day is not over.
    pub fn counts(&self, clock: &Clock<'_>) -> bool {
        self.until.is_none_or(|until| !clock.now().is_after(until))
    }
}

/// Somebody has looked at what no machine can decide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attestation {
    /// The section that was looked at.
    pub section: Section,
    /// The installation; every one, if left out.
    pub namespace: Option<String>,
    /// Who looked.
    pub by: String,
    /// The day.
    pub on: Day,
    /// The last day that it counts.
    pub until: Option<Day>,
    /// What was seen.
    pub note: Option<String>,
}

impl Attestation {
    /// Whether it is about that section of that installation.
    pub fn is_about(&self, section: Section, namespace: &str) -> bool {
        self.section == section
            && self.namespace.as_deref().is_none_or(|attested| attested == namespace)
    }

    /// Whether it counts at that moment: its day has come and its last one is not over.
    pub fn counts(&self, clock: &Clock<'_>) -> bool {
        let now = clock.now();
        now.has_reached(self.on) && self.until.is_none_or(|until| !now.is_after(until))
    }
}

/// Who is let through without being judged.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Exempt {
    /// Names of users.
    pub users: Vec<String>,
    /// Names of groups.
    pub groups: Vec<String>,
}

/// All settings. Every field may be left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// The namespaces that admission judges.
    pub namespaces: Vec<Cow<'static, str>>,
    /// Admission: the severity from which a finding denies.
    pub deny_at: Severity,
    /// Admission: what to do where something cannot be told.
    pub on_unknown: OnUnknown,
    /// Admission: the rules whose safe patches may be applied.
    pub remediate: Vec<String>,
    /// How many routers there should be, at least.
    pub minimum_routers: i64,
    /// What is done about the findings of single rules, by id.
    pub rules: Vec<(String, Action)>,
    /// The severities of single rules, by id, where they are not the rule's own.
    pub severities: Vec<(String, Severity)>,
    /// What is accepted.
    pub exceptions: Vec<Exception>,
    /// What a person has looked at.
    pub attestations: Vec<Attestation>,
    /// Who is let through.
    pub exempt: Exempt,
    /// Admission: what to do where the platform would lose what it needs.
    pub deletions: Action,
    /// Admission: the kinds that the policy may list.
    pub lists: Vec<Kind>,
}

/// The kinds that rules list, where they may. Never Secrets: the engine would hold them all.
pub const LISTS: [Kind; 11] = [
    Kind::HorizontalPodAutoscaler,
    Kind::PodDisruptionBudget,
    Kind::Ingress,
    Kind::Service,
    Kind::Gateway,
    Kind::ListenerSet,
    Kind::HttpRoute,
    Kind::Certificate,
    Kind::ExternalSecret,
    Kind::SealedSecret,
    Kind::ClusterRoleBinding,
];

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            namespaces: vec!["deis".into(), "drycc".into()],
            deny_at: Severity::Medium,
            on_unknown: OnUnknown::Warn,
            remediate: Vec::new(),
            minimum_routers: 2,
            rules: Vec::new(),
            severities: Vec::new(),
            exceptions: Vec::new(),
            attestations: Vec::new(),
            exempt: Exempt::default(),
            deletions: Action::Deny,
            lists: Vec::new(),
        }
    }
}

impl Settings {
    /// What is done about that rule's findings, where the settings say so.
    pub fn action(&self, rule: &str) -> Option<Action> {
        self.rules.iter().rev().find(|(id, _)| id == rule).map(|(_, action)| *action)
    }

    /// The severity of that rule, where the settings say so.
    pub fn severity(&self, rule: &str) -> Option<Severity> {
        self.severities.iter().rev().find(|(id, _)| id == rule).map(|(_, severity)| *severity)
    }

    /// The attestation of a section of an installation that counts at that moment.
    pub fn attestation(
        &self,
        section: Section,
        place: &str,
        clock: &Clock<'_>,
    ) -> Option<&Attestation> {
        self.attestations_of(section, place).find(|attestation| attestation.counts(clock))
    }

    /// Every attestation of a section of an installation, counting or not.
    pub fn attestations_of(
        &self,
        section: Section,
        namespace: &str,
    ) -> impl Iterator<Item = &Attestation> {
        self.attestations.iter().filter(move |attestation| attestation.is_about(section, namespace))
    }
}
