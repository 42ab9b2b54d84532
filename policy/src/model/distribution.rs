//! The three Workflows, and how to tell which one an installation is.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whose Workflow an installation is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "lowercase")]
pub enum Distribution {
    /// Deis Workflow v2.0 to v2.18.
    Deis,
    /// Hephy Workflow, the fork from v2.19 on. It keeps every `deis-` name.
    Hephy,
    /// Drycc Workflow, the fork with names of its own.
    Drycc,
}

impl Distribution {
    /// Every one, oldest first.
    pub const ALL: [Distribution; 3] =
        [Distribution::Deis, Distribution::Hephy, Distribution::Drycc];

    /// The word of the command line and of reports.
    pub fn word(self) -> &'static str {
        match self {
            Distribution::Deis => "deis",
            Distribution::Hephy => "hephy",
            Distribution::Drycc => "drycc",
        }
    }

    /// Its full name.
    pub fn title(self) -> &'static str {
        match self {
            Distribution::Deis => "Deis Workflow",
            Distribution::Hephy => "Hephy Workflow",
            Distribution::Drycc => "Drycc Workflow",
        }
    }

    /// What every object's name begins with.
    pub fn prefix(self) -> &'static str {
        match self {
            Distribution::Deis | Distribution::Hephy => "deis-",
            Distribution::Drycc => "drycc-",
        }
    }

    /// The namespace of all its documents, and the label `heritage` of its objects.
    pub fn heritage(self) -> &'static str {
        match self {
            Distribution::Deis | Distribution::Hephy => "deis",
            Distribution::Drycc => "drycc",
        }
    }

    /// The annotation that holds a component's version on its workload.
    pub fn version_annotation(self) -> &'static str {
        match self {
            Distribution::Deis | Distribution::Hephy => "component.deis.io/version",
            Distribution::Drycc => "component.drycc.cc/version",
        }
    }

    /// What the router's annotations begin with.
    pub fn router_prefix(self) -> &'static str {
        match self {
            Distribution::Deis | Distribution::Hephy => "router.deis.io/",
            Distribution::Drycc => "router.drycc.cc/",
        }
    }

    /// The name of an object that all of them call alike but for the prefix: `router` for
    /// `deis-router`.
    pub fn object(self, rest: &str) -> String {
        format!("{}{rest}", self.prefix())
    }
}

/// A component's version, as its workload's annotation has it: `v2.18.0`. Builds between releases
/// (`canary`) have none.
pub fn version(text: &str) -> Option<[u32; 3]> {
    let mut numbers = [None, None, None];
    let mut place = 0_usize;
    for letter in text.bytes().skip(usize::from(text.starts_with('v'))) {
        if letter == b'.' {
            place = place.saturating_add(1);
            continue;
        }
        let digit = letter.checked_sub(b'0').filter(|digit| *digit <= 9)?;
        let number = numbers.get_mut(place)?;
        *number = Some(number.unwrap_or(0_u32).checked_mul(10)?.checked_add(u32::from(digit))?);
    }
    match numbers {
        [Some(major), Some(minor), Some(patch)] if place == 2 => Some([major, minor, patch]),
        _ => None,
    }
}
