//! The part of a long text that a change has to do with.

use std::ops::Range;

/// The documents of a stream that a range lies in, with the markers before them: what stands around them reads the
/// same, whatever is changed within.
pub fn around(text: &str, range: &Range<usize>) -> Range<usize> {
    let before = text.get(..range.start).unwrap_or_default();
    let start = markers(before).last().unwrap_or(0);
    let behind = text.get(range.end..).unwrap_or_default();
    let end = markers(behind).next().map_or(text.len(), |place| range.end + place);
    start..end
}

/// Where lines begin that end a document and start another one. A range may begin within such a line: what stands
/// at the very beginning is none.
fn markers(text: &str) -> impl Iterator<Item = usize> {
    let lines = text.match_indices("\n---").map(|(place, _)| place + 1);
    lines.filter(|place| {
        let rest = text.get(place + 3..).unwrap_or_default();
        rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n'])
    })
}

#[cfg(test)]
mod tests {
    use super::around;

    #[test]
    fn a_window_goes_from_marker_to_marker() {
        let text = "a: 1\n---\nb: 2\n--- # three\nc: --- 3\n---x: 4\n---";
        let at = |word: &str| {
            let place = text.find(word).expect("it");
            &text[around(text, &(place..place + 1))]
        };
        assert_eq!(at("1"), "a: 1\n");
        assert_eq!(at("2"), "---\nb: 2\n");
        assert_eq!(at("3"), "--- # three\nc: --- 3\n---x: 4\n");
        assert_eq!(&text[around(text, &(0..text.len()))], text);
    }
}
