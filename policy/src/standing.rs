//! How a section of the guide stands: the contract's truth table.

mod shown;

use words::{Words, words};

use crate::checklist;
use crate::context::{Context, Installation};
use crate::gather::Gather as _;
use crate::guide::Section;
use crate::report::{Outcome, RuleResult, SectionReport, Standing};
use crate::unknown::Unknown;
use shown::{Shown, shown};

/// What the truth table is asked with.
#[derive(Debug, Clone, Default)]
pub struct Facts {
    /// How many results are violations.
    pub fails: usize,
    /// How many could not be told.
    pub errors: usize,
    /// Why the first of these could not.
    pub because: Option<String>,
    /// How many are as they should be.
    pub passes: usize,
    /// How many give advice that is not followed.
    pub advice: usize,
    /// What the section's rules need and was not given.
    pub missing: Option<String>,
    /// What a person has to do, where one has to look.
    pub review: Option<String>,
    /// Who attests it, if that counts.
    pub attested: Option<String>,
    /// The evidence that nothing of it is part of the installation.
    pub absent: Option<String>,
}

impl Facts {
    /// The truth table: the first line that fits, and why.
    pub fn standing(&self) -> (Standing, String) {
        let checks = |count: usize| if count == 1 { "check" } else { "checks" };
        if self.fails > 0 {
            let all = self.fails.saturating_add(self.errors).saturating_add(self.passes);
            return (Standing::NotMet, words!("{} of {all} {} failed", self.fails, checks(all)));
        }
        if self.errors > 0 {
            let because = self.because.as_ref().map(|words| format!(": {words}"));
            let count = self.errors;
            let words = words!(
                "{count} {} could not be told{}",
                checks(count),
                because.unwrap_or_default()
            );
            return (Standing::Unknown, words);
        }
        if let Some(missing) = &self.missing {
            return (Standing::Unknown, missing.clone());
        }
        if let (Some(review), None) = (&self.review, &self.attested) {
            return (Standing::NeedsReview, review.clone());
        }
        if let Some(absent) = &self.absent {
            return (Standing::NotApplicable, absent.clone());
        }
        let passed = format!("{} {} passed", self.passes, checks(self.passes));
        match (&self.attested, self.passes) {
            (Some(attested), 0) => (Standing::Met, attested.clone()),
            (Some(attested), _) => (Standing::Met, format!("{attested}; {passed}")),
            (None, 1..) => (Standing::Met, passed),
            (None, 0) if self.advice > 0 => {
                let count = self.advice;
                (Standing::Unknown, words!("{count} {} to consider, none passed", checks(count)))
            }
            (None, 0) => {
                (Standing::Unknown, words!("nothing that was given could be checked").text())
            }
        }
    }
}

/// How a section stands, from the results of its rules and what the installation shows. `held` counts
/// how often what the guide demands holds, `unseen` says why not all that it is about was seen.
pub fn assess(
    section: Section,
    (held, unseen): (usize, Option<Unknown>),
    results: &[RuleResult<'_>],
    contexts: &[Context<'_>],
) -> SectionReport {
    let Some(context) = contexts.first() else { return nothing(section) };
    let count = |outcome: Outcome| {
        results.iter().filter(|one| one.section == section && one.outcome == outcome).count()
    };
    let untold = results.iter().find(|one| one.section == section && one.outcome == Outcome::Error);
    let shown = shown_by_all(section, contexts);
    let attested = attested(section, context);
    let missing = shown.missing.or_else(|| unseen.map(|unknown| unknown.to_string()));
    let facts = Facts {
        fails: count(Outcome::Fail),
        errors: count(Outcome::Error),
        because: untold.map(|one| one.message.clone()),
        passes: held,
        advice: count(Outcome::Warn),
        missing: missing.filter(|_| attested.is_none() || !may_lie_outside(section)),
        review: section.review().map(Words::text),
        attested,
        absent: shown.absent,
    };
    let (standing, mut reason) = facts.standing();
    if facts.attested.is_none()
        && let Some(lapsed) = lapsed(section, context)
    {
        reason = format!("{lapsed}: {reason}");
    }
    let idle = facts.review.is_some() && facts.attested.is_none();
    let items = idle.then(|| checklist::items(context.installation.distribution));
    let checklist = items.into_iter().flatten().map(|item| item.text()).gathered();
    SectionReport {
        id: section,
        title: section.title().text(),
        url: section.url(),
        standing,
        reason,
        checklist,
    }
}

fn nothing(section: Section) -> SectionReport {
    SectionReport {
        id: section,
        title: section.title().text(),
        url: section.url(),
        standing: Standing::Unknown,
        reason: "nothing was given".to_owned(),
        checklist: Vec::new(),
    }
}

/// What manifests lack, values beside them may show; what is absent is so in both.
fn shown_by_all(section: Section, contexts: &[Context<'_>]) -> Shown {
    let mut all = contexts.iter().map(|context| shown(section, context));
    let first = all.next().unwrap_or_default();
    all.fold(first, |first, other| Shown {
        missing: first.missing.filter(|_| other.missing.is_some()),
        absent: first.absent.filter(|_| other.absent.is_some()),
    })
}

/// TLS and routers may lie where Kubernetes does not see them; then an attestation stands for them.
fn may_lie_outside(section: Section) -> bool {
    matches!(section, Section::Tls | Section::Routers)
}

fn attested(section: Section, context: &Context<'_>) -> Option<String> {
    let Installation { namespace, .. } = context.installation;
    let attestation = context.settings.attestation(section, namespace, context.clock)?;
    Some(words!("attested by {} on {}", attestation.by, attestation.on))
}

/// An attestation that does not count says so.
fn lapsed(section: Section, context: &Context<'_>) -> Option<String> {
    let Installation { namespace, .. } = context.installation;
    let last = context.settings.attestations_of(section, namespace).last()?;
    let by = &last.by;
    Some(match last.until.filter(|until| context.clock.now().is_after(*until)) {
        Some(until) => words!("the attestation by {by} ended on {until}"),
        None => words!("the attestation by {by} begins on {}", last.on),
    })
}
