//! A readiness report for people and for programs. Pure: text in, text out; the harness and the page
//! share it.
//!
//! Names and messages come from the input: they are shown as text only, whatever they hold.

mod baseline;
mod catalogue;
mod change;
mod clean;
mod coverage;
mod group;
mod html;
mod json;
mod junit;
mod layout;
mod link;
mod markdown;
mod next;
mod place;
mod prose;
mod reference;
mod sarif;
mod text;
mod tool;
mod verdict;
mod written;

pub use baseline::{fingerprint, known_as};
pub use catalogue::{Catalogue, Facts, RuleEntry, SectionEntry};
pub use clean::{clean, inert_json};
pub(crate) use clean::{clean_lines, copyable};
pub use coverage::coverage;
pub use html::html;
pub use json::json;
pub use junit::junit;
pub use link::Origin;
pub use markdown::markdown;
pub use reference::{Documented, reference};
pub use sarif::sarif;
pub use text::{explain, guide, report, rules, section};
pub use tool::Tool;
pub use written::written;

/// How a text is laid out.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// The width of the terminal, in columns.
    pub width: usize,
    /// Whether colours may be used.
    pub color: bool,
    /// Where the files lie, if rules and places are to be links.
    pub links: Option<&'static Origin>,
}
