//! Why something could not be told. Unknown is an answer: nothing passes by not being looked at.

use std::fmt;

use words::words;

use crate::model::kind::Kind;

/// Why something could not be told. One word of memory: most of what rules ask gives either an answer or this.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unknown(Box<Why>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Why {
    /// No object of that kind was given, though every installation has some.
    NotGiven {
        /// The kind that is missing from the input.
        kind: Kind,
        /// Where it was looked for.
        namespace: String,
    },
    /// The answer stands in a place that is not read.
    NotFollowed(String),
    /// The object has not the form that the API server demands.
    Malformed(String),
    /// There is no cluster to ask.
    NoCluster,
    /// An engine lists this kind only where the settings say that it may.
    NotListed(Kind),
    /// Only values were given, and none of them decides it.
    Undecided(String),
}

impl Unknown {
    #[inline(never)]
    fn new(why: Why) -> Unknown {
        Unknown(Box::new(why))
    }

    /// No object of that kind was given, though every installation has some.
    pub fn not_given(kind: Kind, namespace: &str) -> Unknown {
        Unknown::new(Why::NotGiven { kind, namespace: namespace.to_owned() })
    }

    /// The answer stands in a place that is not read.
    pub fn not_followed(reason: impl Into<String>) -> Unknown {
        Unknown::new(Why::NotFollowed(reason.into()))
    }

    /// The object has not the form that the API server demands.
    pub fn malformed(reason: impl Into<String>) -> Unknown {
        Unknown::new(Why::Malformed(reason.into()))
    }

    /// There is no cluster to ask.
    pub fn no_cluster() -> Unknown {
        Unknown::new(Why::NoCluster)
    }

    /// An engine lists this kind only where the settings say that it may.
    pub fn not_listed(kind: Kind) -> Unknown {
        Unknown::new(Why::NotListed(kind))
    }

    /// Only values were given, and none of them decides it.
    pub fn undecided(what: String) -> Unknown {
        Unknown::new(Why::Undecided(what))
    }

    /// Why, in words.
    pub fn text(&self) -> String {
        match &*self.0 {
            Why::NotGiven { kind, .. } if kind.is_cluster_scoped() => {
                words!("the input has no {kind}")
            }
            Why::NotGiven { kind, namespace } => {
                words!("the input has no {kind} of namespace `{namespace}`")
            }
            Why::NotFollowed(reason) | Why::Malformed(reason) => reason.clone(),
            Why::NotListed(kind) => {
                let all = kind.plural();
                words!("which {all} there are is not asked: see `lists` in the settings")
            }
            Why::Undecided(what) => words!("no value decides {what}"),
            Why::NoCluster => words!("the cluster cannot be asked").text(),
        }
    }

    /// Whether an engine may not list the kind.
    pub fn is_not_listed(&self) -> bool {
        matches!(*self.0, Why::NotListed(_))
    }

    /// Whether the answer stands in a place that is not read.
    pub fn is_not_followed(&self) -> bool {
        matches!(*self.0, Why::NotFollowed(_))
    }
}

impl fmt::Display for Unknown {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text())
    }
}
