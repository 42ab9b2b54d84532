//! What holds whatever the input is. Each function takes bytes that somebody handed in, and panics where one
//! of the promises is broken: an answer for every input, the same one each time, the other documents judged,
//! nothing of a Secret shown, and nothing unreadable called ready.

mod certificates;
mod engine;
mod planted;
mod review;
mod settings;
mod shown;
mod source;
mod validate;

pub use certificates::certificates;
pub use engine::{Ask, Callback, native, nobody};
pub use planted::{NAMESPACE, PLANTED, holds_secret};
pub use review::{payload, review};
pub use settings::settings;
pub use shown::{is_inert, no_form_shows_a_secret};
pub use source::{source, source_in_a_list};
pub use validate::validate;

/// The moment that everything is judged for.
pub const NOW: &str = "2026-11-01T12:00:00Z";
