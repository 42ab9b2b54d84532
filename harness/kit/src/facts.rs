//! What the table of rules says beside what the operation `rules` answers.

use policy::model::distribution::Distribution;
use policy::model::kind::Kind;
use policy::rule::{Rule, Target};
use policy::rules;

/// What else is known of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facts {
    /// Whether the guide does not demand it.
    pub advice: bool,
    /// The objects that it looks at, in words.
    pub looks_at: String,
    /// The kinds of which it asks for others.
    pub reads: Vec<&'static str>,
}

/// The rule of that id in this build.
pub fn facts(id: &str) -> Option<Facts> {
    rules::find(id).map(of)
}

fn of(rule: &Rule) -> Facts {
    let mut reads: Vec<&str> = rule.reads.iter().map(|kind| kind.name()).collect();
    reads.dedup();
    Facts { advice: rule.advice, looks_at: looks_at(&rule.target), reads }
}

fn looks_at(target: &Target) -> String {
    match target {
        Target::Components(components) => {
            let names = |distribution| components.iter().map(move |one| one.name(distribution));
            let names = names(Distribution::Deis).chain(names(Distribution::Drycc));
            let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
            format!("the workload of {}", names.join(", "))
        }
        Target::Named(kind, names) => format!("{} {}", kind.name(), names.join(", ")),
        Target::Kinds(kinds) => {
            let names: Vec<&str> = kinds.iter().copied().map(Kind::name).collect();
            format!("every {} of the installation", names.join(", "))
        }
    }
}
