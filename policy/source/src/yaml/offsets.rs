/// Code points between two marks.
const STEP: usize = 64;

/// From the parser's places, in code points, to bytes.
pub(crate) struct Offsets<'t> {
    text: &'t str,
    /// Where each 64th code point begins, in bytes; none in ASCII, where both are the same.
    marks: Vec<usize>,
}

impl<'t> Offsets<'t> {
    pub(crate) fn new(text: &'t str) -> Offsets<'t> {
        let marks = if text.is_ascii() {
            Vec::new()
        } else {
            text.char_indices().map(|(place, _)| place).step_by(STEP).collect()
        };
        Offsets { text, marks }
    }

    /// The byte at which that code point begins, or the text's end.
    pub(crate) fn at(&self, index: usize) -> usize {
        if self.marks.is_empty() {
            return index.min(self.text.len());
        }
        let Some(mark) = self.marks.get(index / STEP) else { return self.text.len() };
        let rest = self.text.get(*mark..).unwrap_or_default();
        let behind = rest.char_indices().nth(index % STEP);
        behind.map_or(self.text.len(), |(place, _)| mark + place)
    }
}
