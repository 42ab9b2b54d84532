//! How a section of the guide stands: the contract's truth table.

use crate::context::{Context, Installation};
use crate::guide::Section;
use crate::model::component::Component;
use crate::model::distribution::Distribution;
use crate::model::kind::Kind;
use crate::report::{Outcome, RuleResult, SectionReport, Standing};
use crate::workflow::ingress::{self, Ingress};

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
            return (Standing::NotMet, format!("{} of {all} {} failed", self.fails, checks(all)));
        }
        if self.errors > 0 {
            let because = self.because.as_ref().map(|words| format!(": {words}"));
            let count = self.errors;
            let words = format!(
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
            (None, 0) => (Standing::Unknown, "nothing that was given could be checked".to_owned()),
        }
    }
}

/// How a section stands, from the results of its rules and what the installation shows.
pub fn assess(
    section: Section,
    results: &[RuleResult<'_>],
    context: &Context<'_>,
) -> SectionReport {
    let count = |outcome: Outcome| {
        results.iter().filter(|one| one.section == section && one.outcome == outcome).count()
    };
    let untold = results.iter().find(|one| one.section == section && one.outcome == Outcome::Error);
    let shown = shown(section, context);
    let attested = attested(section, context);
    let facts = Facts {
        fails: count(Outcome::Fail),
        errors: count(Outcome::Error),
        because: untold.map(|one| one.message.clone()),
        passes: count(Outcome::Pass),
        missing: shown.missing.filter(|_| attested.is_none() || !may_lie_outside(section)),
        review: section.review().map(|words| review(words, section, context)),
        attested,
        absent: shown.absent,
    };
    let (standing, reason) = facts.standing();
    SectionReport {
        id: section,
        title: section.title().to_owned(),
        url: section.url().to_owned(),
        standing,
        reason,
    }
}

/// TLS and routers may lie where Kubernetes does not see them; then an attestation stands for them.
fn may_lie_outside(section: Section) -> bool {
    matches!(section, Section::Tls | Section::Routers)
}

fn attested(section: Section, context: &Context<'_>) -> Option<String> {
    let Installation { namespace, .. } = context.installation;
    let attestation = context.settings.attestation(section, namespace, context.now)?;
    Some(format!("attested by {} on {}", attestation.by, attestation.on))
}

fn review(words: &str, section: Section, context: &Context<'_>) -> String {
    let Installation { namespace, .. } = context.installation;
    let idle = context.settings.attestations_of(section, namespace).map(|attestation| {
        let by = &attestation.by;
        match attestation.until.filter(|until| context.now.is_after(*until)) {
            Some(until) => format!("the attestation by {by} ended on {until}: "),
            None => format!("the attestation by {by} begins on {}: ", attestation.on),
        }
    });
    idle.last().unwrap_or_default() + words
}

/// What of a section the input shows.
#[derive(Debug, Default)]
struct Shown {
    missing: Option<String>,
    absent: Option<String>,
}

impl Shown {
    fn missing(words: impl Into<String>) -> Shown {
        Shown { missing: Some(words.into()), absent: None }
    }

    fn absent(words: impl Into<String>) -> Shown {
        Shown { missing: None, absent: Some(words.into()) }
    }
}

fn shown(section: Section, context: &Context<'_>) -> Shown {
    if context.installation.distribution == Distribution::Drycc {
        return Shown::missing("no rule knows Drycc Workflow yet");
    }
    match section {
        Section::ObjectStorage => Shown {
            missing: core_missing(context).or_else(|| {
                behind_service(Component::Registry, context)
                    .or_else(|| behind_service(Component::Database, context))
            }),
            absent: None,
        },
        Section::Security => Shown {
            missing: core_missing(context)
                .or_else(|| context.list(Kind::Service).err().map(|unknown| unknown.to_string()))
                .or_else(|| proxy_missing(context)),
            absent: None,
        },
        Section::Registration => {
            Shown { missing: not_given(Component::Controller, context), absent: None }
        }
        Section::Grafana => grafana(context),
        Section::Tls => tls(context),
        Section::Routers => routers(context),
    }
}

fn is_there(component: Component, context: &Context<'_>) -> bool {
    matches!(context.component(component), Ok(Some(_)))
}

fn not_given(component: Component, context: &Context<'_>) -> Option<String> {
    (!is_there(component, context))
        .then(|| format!("the input has no workload `{}`", component.name()))
}

/// Without builder or controller the input is a part of an installation.
fn core_missing(context: &Context<'_>) -> Option<String> {
    not_given(Component::Controller, context).or_else(|| not_given(Component::Builder, context))
}

/// Where the registry is on the cluster, each node has a proxy with an open port.
fn proxy_missing(context: &Context<'_>) -> Option<String> {
    let registry = is_there(Component::Registry, context);
    registry.then(|| not_given(Component::RegistryProxy, context)).flatten()
}

/// A Service without a workload: that was not given, for the component is not off the cluster.
fn behind_service(component: Component, context: &Context<'_>) -> Option<String> {
    let name = component.name();
    let lonely =
        !is_there(component, context) && matches!(context.get(Kind::Service, name), Ok(Some(_)));
    lonely.then(|| format!("the input has Service `{name}`, but not the workload behind it"))
}

fn grafana(context: &Context<'_>) -> Shown {
    if is_there(Component::Grafana, context) {
        return Shown::default();
    }
    let missing = core_missing(context).or_else(|| behind_service(Component::Grafana, context));
    missing.map_or_else(
        || {
            Shown::absent(
                "Grafana is not on the cluster: `deis-monitor-grafana` is not among its workloads",
            )
        },
        Shown::missing,
    )
}

fn tls(context: &Context<'_>) -> Shown {
    match ingress::is_native(context) {
        Ok(true) if has_no_api_ingress(context) => {
            let name = ingress::API_INGRESS;
            Shown::missing(format!("native ingress is on, and the input has no Ingress `{name}`"))
        }
        Ok(false) => Shown { missing: not_given(Component::Router, context), absent: None },
        _ => Shown::default(),
    }
}

fn has_no_api_ingress(context: &Context<'_>) -> bool {
    matches!(context.get(Kind::Ingress, ingress::API_INGRESS), Ok(None))
        && Ingress::before(Component::Controller, context).is_ok_and(|before| before.is_empty())
}

fn routers(context: &Context<'_>) -> Shown {
    match ingress::is_native(context) {
        Ok(true) => Shown::absent(
            "native ingress is on: the ingress controller routes, outside of Workflow",
        ),
        _ => Shown { missing: not_given(Component::Router, context), absent: None },
    }
}
