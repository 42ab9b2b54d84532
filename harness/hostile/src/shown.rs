//! A report as people see it.

use policy::report::Report;
use render::{Catalogue, Style, Tool};

use crate::engine::{Ask, nobody};
use crate::planted::holds_secret;

/// Renders a report in one of the formats, by that number: it does not show the secret, and holds no character
/// that does something.
pub fn no_form_shows_a_secret(report: &Report<'_>, number: usize, ask: Ask<'_>) {
    let shown = form(report, number, ask);
    assert!(!holds_secret(shown.as_bytes()), "a Secret is shown");
    assert!(is_inert(&shown), "a character that does something is shown: {shown:?}");
}

fn form(report: &Report<'_>, number: usize, ask: Ask<'_>) -> String {
    let tool = Tool { version: "0.0.0", module: None, engine: "native" };
    match number % 6 {
        0 => return render::junit(report, &tool).expect("XML"),
        1 => return render::json(report, &tool).expect("JSON"),
        _ => {}
    }
    let catalogue = ask("rules", b"", &nobody()).expect("the rules");
    let catalogue: Catalogue = serde_json::from_slice(&catalogue).expect("a catalogue");
    match number % 6 {
        2 => render::markdown(report, &catalogue, &tool),
        3 => render::html(report, &catalogue, &tool),
        4 => render::sarif(report, &catalogue, &tool).expect("SARIF"),
        _ => render::report(report, &catalogue, Style { width: 80, color: false, links: None }),
    }
}

/// Whether a text holds no control characters but line ends, and none that turn the direction of writing.
pub fn is_inert(text: &str) -> bool {
    let does_something = |letter: char| {
        letter.is_control() && letter != '\n'
            || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    !text.chars().any(does_something)
}
