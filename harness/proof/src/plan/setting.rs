//! How a variable is written into a container, and what comes of it.

/// How one variable of a container is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    Absent,
    Word(&'static str),
    /// Two entries of the same name.
    Twice(&'static str, &'static str),
    /// From a key of a ConfigMap.
    FromMap(&'static str),
    /// From a key that the ConfigMap does not have, and need not.
    OptionalMissing,
    /// From a ConfigMap as a whole.
    EnvFrom(&'static str),
    /// An entry of its own, and another word in a ConfigMap that is taken as a whole.
    OverEnvFrom(&'static str, &'static str),
    /// Its name alone, as an API server keeps an empty value.
    Empty,
    /// From a key of a Secret.
    FromSecret,
}

/// What a container's process finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effective {
    Unset,
    Text(&'static str),
    /// In a Secret, which a review does not look into for this.
    Hidden,
}

impl Setting {
    /// Kubernetes' rules: the last of several entries counts, `env` before `envFrom`, and an entry without
    /// a value is set and empty.
    #[must_use]
    pub fn effective(&self) -> Effective {
        match *self {
            Setting::Absent | Setting::OptionalMissing => Effective::Unset,
            Setting::Word(word)
            | Setting::Twice(_, word)
            | Setting::FromMap(word)
            | Setting::EnvFrom(word)
            | Setting::OverEnvFrom(word, _) => Effective::Text(word),
            Setting::Empty => Effective::Text(""),
            Setting::FromSecret => Effective::Hidden,
        }
    }
}
