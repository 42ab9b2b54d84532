//! What a rule is.

use words::Words;

use crate::context::Context;
use crate::guide::Section;
use crate::model::component::Component;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::settings::Severity;
use crate::unknown::Unknown;
use crate::verdict::Verdict;

/// The objects that a rule looks at.
#[derive(Debug)]
pub enum Target {
    /// The workloads of these components.
    Components(&'static [Component]),
    /// The object of that kind and one of these names.
    Named(Kind, &'static [&'static str]),
    /// Every object of these kinds in the installation's namespace.
    Kinds(&'static [Kind]),
}

impl Target {
    /// Whether the rule looks at that object, which is the workload of that component if of any.
    pub fn is(&self, object: &Object<'_>, component: Option<Component>) -> bool {
        match self {
            Target::Components(components) => {
                component.is_some_and(|component| components.contains(&component))
            }
            Target::Named(kind, names) => object.kind == *kind && names.contains(&object.name),
            Target::Kinds(kinds) => kinds.contains(&object.kind),
        }
    }

    /// The kinds of object that the rule looks at.
    pub fn kinds(&self) -> &[Kind] {
        match self {
            Target::Components(_) => &Kind::WORKLOADS,
            Target::Named(kind, _) => std::slice::from_ref(kind),
            Target::Kinds(kinds) => kinds,
        }
    }
}

/// How a rule decides: a pure function of the object and what it may ask.
pub type Check = for<'a> fn(&'a Object<'a>, &Context<'a>) -> Result<Verdict, Unknown>;

/// One recommendation of the guide, as a machine decides it.
#[derive(Debug)]
pub struct Rule {
    /// Kebab-case, the section first.
    pub id: &'static str,
    /// The section of the guide that it serves.
    pub section: Section,
    /// How much a violation weighs.
    pub severity: Severity,
    /// Whether the guide does not demand it: then it warns at most, and holding it makes no section
    /// of the six met.
    pub advice: bool,
    /// What holds where the rule is met.
    pub title: Words,
    /// What goes wrong where it is not.
    pub why: Words,
    /// What a person does about it.
    pub fix: Words,
    /// The objects that it looks at.
    pub target: Target,
    /// The kinds that `check` asks the cluster for.
    pub reads: &'static [Kind],
    /// How it decides.
    pub check: Check,
}
