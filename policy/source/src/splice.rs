//! Changes of a text, one after the other, told as changes of the text that it was.

use std::ops::Range;

/// A change: what stands in a range gives way to other text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Splice {
    /// In bytes.
    pub range: Range<usize>,
    /// What comes in its place.
    pub text: String,
}

/// A text under change: pieces of what it was, and new ones.
pub(crate) struct Draft<'t> {
    old: &'t str,
    parts: Vec<Part>,
}

enum Part {
    Old(Range<usize>),
    New(String),
}

impl Part {
    fn length(&self) -> usize {
        match self {
            Part::Old(range) => range.len(),
            Part::New(text) => text.len(),
        }
    }

    /// Its first bytes, and the others.
    fn split(self, at: usize) -> [Part; 2] {
        match self {
            Part::Old(range) => {
                let middle = range.start + at;
                [Part::Old(range.start..middle), Part::Old(middle..range.end)]
            }
            Part::New(text) => {
                let (left, right) = text.split_at(at);
                [Part::New(left.to_owned()), Part::New(right.to_owned())]
            }
        }
    }
}

impl<'t> Draft<'t> {
    pub(crate) fn of(old: &'t str) -> Draft<'t> {
        Draft { old, parts: vec![Part::Old(0..old.len())] }
    }

    /// The text as it is now.
    pub(crate) fn text(&self) -> String {
        let part = |part: &Part| match part {
            Part::Old(range) => self.old[range.clone()].to_owned(),
            Part::New(text) => text.clone(),
        };
        self.parts.iter().map(part).collect()
    }

    /// Changes a range of the text as it is now.
    pub(crate) fn apply(&mut self, splice: Splice) {
        let mut parts = Vec::with_capacity(self.parts.len() + 2);
        let mut place = 0;
        let mut new = Some(Part::New(splice.text));
        for part in std::mem::take(&mut self.parts) {
            let (start, end) = (place, place + part.length());
            place = end;
            let before = splice.range.start.clamp(start, end) - start;
            let behind = splice.range.end.clamp(start, end) - start;
            let [left, rest] = part.split(before);
            let [_, right] = rest.split(behind - before);
            parts.push(left);
            if end >= splice.range.start {
                parts.extend(new.take());
            }
            parts.push(right);
        }
        parts.extend(new);
        parts.retain(|part| part.length() > 0);
        self.parts = parts;
    }

    /// All changes so far, as changes of the old text.
    pub(crate) fn splices(&self) -> Vec<Splice> {
        let mut splices = Vec::new();
        let (mut place, mut text) = (0, String::new());
        let end = Part::Old(self.old.len()..self.old.len());
        for part in self.parts.iter().chain([&end]) {
            match part {
                Part::New(new) => text.push_str(new),
                Part::Old(range) => {
                    if range.start > place || !text.is_empty() {
                        let text = std::mem::take(&mut text);
                        splices.push(Splice { range: place..range.start, text });
                    }
                    place = range.end;
                }
            }
        }
        splices
    }
}

#[cfg(test)]
mod tests {
    use super::{Draft, Splice};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn changes_one_after_the_other_are_changes_of_the_old_text(changes in prop::collection::vec((0_usize..30, 0_usize..9, "[A-Z]{0,4}"), 0..6)) {
            let old = "abcdefghijklmnopqrstuvwxyz";
            let mut draft = Draft::of(old);
            let mut now = old.to_owned();
            for (start, length, text) in changes {
                let start = start.min(now.len());
                let range = start..(start + length).min(now.len());
                now.replace_range(range.clone(), &text);
                draft.apply(Splice { range, text });
                prop_assert_eq!(draft.text(), now.clone());
            }
            let mut again = old.to_owned();
            for splice in draft.splices().into_iter().rev() {
                again.replace_range(splice.range, &splice.text);
            }
            prop_assert_eq!(again, now);
        }
    }
}
