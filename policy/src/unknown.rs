//! Why something could not be told. Unknown is an answer: nothing passes by not being looked at.

use std::borrow::Cow;
use std::fmt;

use crate::model::kind::Kind;

/// Why something could not be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unknown {
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
    /// The answer stands in a place that is not read.
    pub fn not_followed(reason: impl Into<String>) -> Unknown {
        Unknown::NotFollowed(reason.into())
    }

    /// The object has not the form that the API server demands.
    pub fn malformed(reason: impl Into<String>) -> Unknown {
        Unknown::Malformed(reason.into())
    }
}

impl Unknown {
    /// The words for it.
    pub fn words(self) -> Cow<'static, str> {
        match self {
            Unknown::NoCluster => Cow::Borrowed(NO_CLUSTER),
            Unknown::NotFollowed(reason) | Unknown::Malformed(reason) => Cow::Owned(reason),
            other => Cow::Owned(other.to_string()),
        }
    }
}

const NO_CLUSTER: &str = "the cluster cannot be asked";

impl fmt::Display for Unknown {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unknown::NotGiven { kind, .. } if kind.is_cluster_scoped() => {
                write!(formatter, "the input has no {kind}")
            }
            Unknown::NotGiven { kind, namespace } => {
                write!(formatter, "the input has no {kind} of namespace `{namespace}`")
            }
            Unknown::NotFollowed(reason) | Unknown::Malformed(reason) => {
                formatter.write_str(reason)
            }
            Unknown::NotListed(kind) => {
                let all = kind.plural();
                write!(formatter, "which {all} there are is not asked: see `lists` in the settings")
            }
            Unknown::Undecided(what) => write!(formatter, "no value decides {what}"),
            Unknown::NoCluster => formatter.write_str(NO_CLUSTER),
        }
    }
}
