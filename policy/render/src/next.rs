//! What a person does next.

use policy::report::{InstallationReport, Report, SectionReport, Standing};

use crate::clean;

/// What to do where nothing was found.
pub(crate) const NOT_FOUND: &str = "Nothing in the input is a component of Deis, Hephy or Drycc Workflow. Give it all that the \
     platform's namespace holds:";
/// The command that gathers it.
pub(crate) const EXPORT: &str = "kubectl --namespace deis get all,secrets,configmaps,ingresses,poddisruptionbudgets -o yaml > cluster.yaml";
/// What is left to do where everything holds.
pub(crate) const READY: &str =
    "Everything that the guide asks for holds. Review again after each upgrade.";

/// What people mend or give, in order; the marks are those that the page has for it.
pub(crate) fn steps(report: &Report<'_>, fail: &str, unknown: &str) -> Vec<String> {
    let mut steps = Vec::new();
    if !report.unreadable.is_empty() {
        steps.push(
            "Mend what could not be read: nothing is ready while a part of it is unseen."
                .to_owned(),
        );
    }
    if report.summary.fail > 0 {
        steps.push(format!("Mend what is marked {fail}, section by section, then review again."));
    }
    let is_unknown = report.installations.iter().flat_map(|one| &one.sections);
    let mut is_unknown = is_unknown.filter(|section| section.standing == Standing::Unknown);
    if report.summary.error > 0 || is_unknown.next().is_some() {
        steps.push(format!("Look at what is marked {unknown}. Where something was not given, give it: an export of the whole namespace, Secrets too (their content is never shown)."));
    }
    steps
}

/// A section that waits for a person.
#[derive(Debug)]
pub(crate) struct Waiting<'r> {
    /// The number of the installation in the report, from 1.
    pub number: usize,
    /// Where.
    pub installation: &'r InstallationReport<'r>,
    /// Which.
    pub section: &'r SectionReport,
    /// The day of the report.
    today: &'r str,
}

/// Every section that waits for a person.
pub(crate) fn waiting<'r>(report: &'r Report<'r>) -> impl Iterator<Item = Waiting<'r>> {
    let today = report.now.get(..10).unwrap_or_default();
    let installations = report.installations.iter().enumerate();
    installations.flat_map(move |(place, installation)| {
        let waits = |section: &&SectionReport| section.standing == Standing::NeedsReview;
        let sections = installation.sections.iter().filter(waits);
        sections.map(move |section| Waiting { number: place + 1, installation, section, today })
    })
}

impl Waiting<'_> {
    /// What the person does, in one sentence.
    pub(crate) fn words(&self) -> String {
        let namespace = clean(&self.installation.namespace);
        format!(
            "{} in {namespace}: a person does. Look at each of these, then say so in a file, and give it with --settings:",
            clean(&self.section.title)
        )
    }

    /// The settings that say so, two lines of YAML.
    pub(crate) fn settings(&self) -> [String; 2] {
        let (section, namespace) = (self.section.id.id(), clean(&self.installation.namespace));
        let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
        let namespace = match namespace.bytes().all(is_plain) {
            true => namespace.into_owned(),
            false => format!("'{}'", namespace.replace('\'', "''")),
        };
        let today = clean(self.today);
        [
            "attestations:".to_owned(),
            format!(
                "- {{ section: {section}, namespace: {namespace}, by: YOUR NAME, on: {today} }}"
            ),
        ]
    }
}
