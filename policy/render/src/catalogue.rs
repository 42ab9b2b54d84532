use serde::{Deserialize, Serialize};

/// What the operation `rules` answers.
#[derive(Debug, Clone, Deserialize)]
pub struct Catalogue {
    /// The guide's sections, in its order.
    pub sections: Vec<SectionEntry>,
    /// The rules, in the guide's order.
    pub rules: Vec<RuleEntry>,
}

/// A section of the guide.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct SectionEntry {
    /// The word of reports and settings.
    pub id: String,
    /// What the guide asks for.
    pub title: String,
    /// Where the guide says so.
    pub url: String,
    /// What a person does, where one has to look.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review: Option<String>,
}

/// A rule, in words.
#[derive(Debug, Clone, Deserialize, Serialize)]
pub struct RuleEntry {
    /// The rule's id.
    pub id: String,
    /// The section that it serves.
    pub section: String,
    /// How much a violation weighs.
    pub severity: String,
    /// What holds where it is met.
    pub title: String,
    /// What goes wrong where it is not.
    pub why: String,
    /// What a person does about it.
    pub fix: String,
}

/// What else is known of a rule of this build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Facts {
    /// Whether the guide does not demand it.
    pub advice: bool,
    /// The objects that it looks at, in words.
    pub looks_at: String,
    /// The kinds of which it asks for others.
    pub reads: Vec<&'static str>,
}

impl Catalogue {
    /// The rule of that id.
    pub fn rule(&self, id: &str) -> Option<&RuleEntry> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// The rules of a section.
    pub fn rules_of<'c>(&'c self, section: &'c str) -> impl Iterator<Item = &'c RuleEntry> {
        self.rules.iter().filter(move |rule| rule.section == section)
    }

    /// The section of that id.
    pub fn section(&self, id: &str) -> Option<&SectionEntry> {
        self.sections.iter().find(|section| section.id == id)
    }
}
