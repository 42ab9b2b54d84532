//! A page that may not grow too long: what matters most is kept, and whole.

use std::cmp::Reverse;

/// A part of the page: pieces, and what stands before and behind them if any is kept.
#[derive(Debug, Default)]
pub(super) struct Part {
    /// What matters most is 0.
    pub rank: u8,
    /// Before the first piece.
    pub head: String,
    /// The pieces, in order.
    pub pieces: Vec<Piece>,
    /// Behind the last piece.
    pub tail: String,
}

/// What is kept or cut as a whole.
#[derive(Debug)]
pub(super) struct Piece {
    /// Its text.
    pub text: String,
    /// How many results it shows.
    pub results: usize,
}

impl Part {
    /// A part of one piece that shows no result.
    pub(super) fn of(rank: u8, text: String) -> Part {
        Part { rank, pieces: vec![Piece { text, results: 0 }], ..Part::default() }
    }
}

/// What became of the parts.
pub(super) struct Kept {
    /// The page.
    pub text: String,
    /// How many results were cut.
    pub results: usize,
    /// How many pieces were cut that show none.
    pub others: usize,
}

/// Puts parts together in their order, within `room` bytes; what matters less is cut first.
pub(super) fn fit(parts: Vec<Part>, room: usize) -> Kept {
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|place| Reverse(parts.get(*place).map(|part| Reverse(part.rank))));
    let mut kept = Kept { text: String::new(), results: 0, others: 0 };
    let mut left = room;
    let mut texts = vec![String::new(); parts.len()];
    for place in order {
        if let (Some(part), Some(text)) = (parts.get(place), texts.get_mut(place)) {
            *text = part.within(&mut left, &mut kept);
        }
    }
    kept.text = texts.concat();
    kept
}

impl Part {
    fn within(&self, left: &mut usize, kept: &mut Kept) -> String {
        let frame = self.head.len() + self.tail.len();
        let mut text = String::new();
        for piece in &self.pieces {
            let needed = piece.text.len() + if text.is_empty() { frame } else { 0 };
            if needed > *left {
                kept.results += piece.results;
                kept.others += usize::from(piece.results == 0);
                continue;
            }
            *left -= needed;
            if text.is_empty() {
                text.push_str(&self.head);
            }
            text.push_str(&piece.text);
        }
        if !text.is_empty() {
            text.push_str(&self.tail);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::{Part, Piece, fit};

    fn part(rank: u8, pieces: &[&str]) -> Part {
        let piece = |text: &&str| Piece { text: (*text).to_owned(), results: 1 };
        Part {
            rank,
            head: "<".to_owned(),
            pieces: pieces.iter().map(piece).collect(),
            tail: ">".to_owned(),
        }
    }

    #[test]
    fn everything_is_kept_where_there_is_room() {
        assert_eq!(fit(vec![part(1, &["a"]), part(0, &["b"])], 99).text, "<a><b>");
    }

    #[test]
    fn what_matters_less_is_cut_first_and_counted() {
        let kept = fit(vec![part(1, &["aaaa", "a"]), part(0, &["bb"])], 7);
        assert_eq!((kept.text.as_str(), kept.results), ("<a><bb>", 1));
    }
}
