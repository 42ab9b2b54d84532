//! What the documentation says, statement by statement, and who decides it: rules, a person, or both.
//!
//! A statement is in our words, never in the documentation's. Where the documentation and the code of a
//! component disagree, the code is right, and the person's part says so.

mod cni;
mod drycc;
mod exposure;
mod grafana;
mod object_storage;
mod page;
mod rbac;
mod registration;
mod routers;
mod security;
mod tls;

pub use exposure::{EXPOSURES, Exposure};
pub use page::{Page, Place};

use std::fmt;

use words::Words;

use crate::guide::Section;
use crate::model::distribution::Distribution;

/// One statement of the guide, or of a page that it sends the reader to.
#[derive(Debug)]
pub struct Statement {
    /// Kebab-case, unique, and stable: others may refer to it.
    pub id: &'static str,
    /// The section of the guide that it belongs to.
    pub section: Section,
    /// Where it is said.
    pub place: Place,
    /// Whose installations it is about; never empty.
    pub distributions: &'static [Distribution],
    /// What is said: one sentence without capital and full stop.
    pub says: &'static str,
    /// The ids of the rules that decide it.
    pub rules: &'static [&'static str],
    /// What is left for a person, if rules do not decide all of it.
    pub person: Option<Person>,
}

/// The part of a statement that a person decides.
#[derive(Debug)]
pub struct Person {
    /// Why no machine can.
    pub because: &'static str,
    /// What a person then does: an imperative.
    pub does: Does,
}

/// What a person does.
#[derive(Debug)]
pub enum Does {
    /// An item of the checklist.
    Listed(Words),
    /// What the guide's readers find in the table of coverage only.
    Own(&'static str),
}

impl fmt::Display for Does {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Does::Listed(words) => words.fmt(formatter),
            Does::Own(words) => formatter.write_str(words),
        }
    }
}

/// Who decides a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decided {
    /// Rules decide all of it.
    ByRules,
    /// Rules decide a part, a person the rest.
    InPart,
    /// A person decides it.
    ByPerson,
}

impl Statement {
    /// Who decides it.
    pub fn decided(&self) -> Decided {
        match (self.rules, &self.person) {
            (_, None) => Decided::ByRules,
            ([], Some(_)) => Decided::ByPerson,
            (_, Some(_)) => Decided::InPart,
        }
    }
}

/// The statements about Deis and Hephy section by section, then those of Drycc's own pages.
static PARTS: [&[Statement]; 9] = [
    object_storage::STATEMENTS,
    security::STATEMENTS,
    registration::STATEMENTS,
    grafana::STATEMENTS,
    tls::STATEMENTS,
    routers::STATEMENTS,
    cni::STATEMENTS,
    rbac::STATEMENTS,
    drycc::STATEMENTS,
];

/// Every statement.
pub fn statements() -> impl Iterator<Item = &'static Statement> {
    PARTS.into_iter().flatten()
}

/// The statements of one section, those of Drycc's own pages last.
pub fn statements_of(section: Section) -> impl Iterator<Item = &'static Statement> {
    statements().filter(move |statement| statement.section == section)
}

/// Statements about every Workflow.
const ALL: &[Distribution] = &Distribution::ALL;
/// Statements about the two whose documentation is the same.
const DEIS: &[Distribution] = &[Distribution::Deis, Distribution::Hephy];
/// Statements about Drycc alone.
const DRYCC: &[Distribution] = &[Distribution::Drycc];

const fn at(page: Page, anchor: &'static str) -> Place {
    Place { page, anchor }
}
