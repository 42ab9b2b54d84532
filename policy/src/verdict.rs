//! What a rule says of one object.

use crate::finding::Finding;
use crate::unknown::Unknown;

/// What a rule says of one object. It can find something and still not know the rest.
#[derive(Debug, Clone, Default)]
pub struct Verdict {
    /// Whether the rule has anything to say of the object.
    pub applies: bool,
    /// What is not as it should be.
    pub findings: Vec<Finding>,
    /// What could not be told.
    pub unknown: Option<Unknown>,
}

impl Verdict {
    /// The rule has nothing to say of this object.
    pub fn not_applicable() -> Verdict {
        Verdict::default()
    }

    /// All is as it should be.
    pub fn pass() -> Verdict {
        Verdict { applies: true, ..Verdict::default() }
    }

    /// It could not be told.
    pub fn unknown(unknown: Unknown) -> Verdict {
        Verdict { unknown: Some(unknown), ..Verdict::pass() }
    }
}

impl From<Finding> for Verdict {
    fn from(finding: Finding) -> Verdict {
        Verdict::from(vec![finding])
    }
}

impl From<Vec<Finding>> for Verdict {
    fn from(findings: Vec<Finding>) -> Verdict {
        Verdict { findings, ..Verdict::pass() }
    }
}
