use serde::Deserialize;

/// What the operation `rules` answers.
#[derive(Debug, Clone, Deserialize)]
pub struct Catalogue {
    /// The guide's sections, in its order.
    pub sections: Vec<SectionEntry>,
    /// The rules, in the guide's order.
    pub rules: Vec<RuleEntry>,
}

/// A section of the guide.
#[derive(Debug, Clone, Deserialize)]
pub struct SectionEntry {
    /// The word of reports and settings.
    pub id: String,
    /// What the guide asks for.
    pub title: String,
    /// Where the guide says so.
    pub url: String,
    /// What a person does, where one has to look.
    pub review: Option<String>,
}

/// A rule, in words.
#[derive(Debug, Clone, Deserialize)]
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

impl Catalogue {
    /// The rule of that id.
    pub fn rule(&self, id: &str) -> Option<&RuleEntry> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// The section of that id.
    pub fn section(&self, id: &str) -> Option<&SectionEntry> {
        self.sections.iter().find(|section| section.id == id)
    }
}
