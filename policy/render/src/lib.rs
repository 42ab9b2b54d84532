//! A readiness report for people. Pure: text in, text out; the harness and the page share it.
//!
//! Names and messages come from the input: they are shown as text only, whatever they hold.

mod catalogue;
mod clean;
mod coverage;
mod layout;
mod reference;
mod sentence;
mod text;

pub use catalogue::{Catalogue, RuleEntry, SectionEntry};
pub use clean::clean;
pub use coverage::coverage;
pub use reference::{Documented, reference};
pub use text::{explain, guide, report, rules};

/// How a text is laid out.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// The width of the terminal, in columns.
    pub width: usize,
    /// Whether colours may be used.
    pub color: bool,
}
