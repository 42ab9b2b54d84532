//! Foreign text in HTML. maud escapes it; here it is made safe to look at, and its values become code.

use maud::{Markup, html};

use crate::clean;
use crate::prose::{Piece, pieces};

/// A message.
pub(super) fn words(message: &str) -> Markup {
    let message = clean(message);
    html! {
        @for piece in pieces(&message) {
            @match piece {
                Piece::Words(words) => (words),
                Piece::Value(value) => code { (value) },
            }
        }
    }
}

/// A name.
pub(super) fn code(name: &str) -> Markup {
    html! { code { (clean(name)) } }
}
