//! Reading without keeping what no rule can have a use for, and anew where that turns out wrong.

use std::io::{self, Read};
use std::rc::Rc;

use policy::report::Unreadable;

use super::{Bundle, File, Place};
use crate::sift::{Frugal, Known};
use crate::stream::{self, As, Form, Take};
use crate::{Document, Position, Problem, Text, json, read_json, yaml};

/// How many bytes are set aside, of objects of which it is not known yet whether a rule has a use for them: those of a
/// cluster of some 15,000.
const ASIDE: usize = 16 << 20;

/// How often an input is read, at most. It changes while it is read, if that is not enough.
const TIMES: usize = 4;

/// What to do about an input that would have to be read once more.
const SAVE_IT: &str = "save the input in a file, and review that";

impl Bundle {
    fn knowing(known: &Known) -> Bundle {
        Bundle {
            sieve: Some(Box::new(Frugal::new(known.platforms.clone()))),
            takes_items: !known.is_whole,
            ..Bundle::default()
        }
    }

    /// Reads an input for a review, of one namespace's installation or of all. What memory that takes depends on what rules
    /// have a use for: the rest is counted, and let go while it is read. Where that was too early `read` is called
    /// again, and has to give the same. Of what can be given only once (`is_given_once`), as by a pipe, the report then
    /// says what was not read.
    ///
    /// # Errors
    /// Those of `read`.
    pub fn gather<E>(
        namespace: Option<&str>,
        is_given_once: bool,
        mut read: impl FnMut(&mut Bundle) -> Result<(), E>,
    ) -> Result<Bundle, E> {
        let platforms = namespace.map(Box::from).into_iter().collect();
        let mut known = Known { platforms, is_whole: false };
        let mut left = if is_given_once { 1 } else { TIMES };
        loop {
            left -= 1;
            let mut bundle = Bundle { is_last: left == 0, ..Bundle::knowing(&known) };
            read(&mut bundle)?;
            match bundle.settle() {
                None => return Ok(bundle),
                Some(more) => known = Known { is_whole: known.is_whole || more.is_whole, ..more },
            }
        }
    }

    /// Lets go what no rule has a use for, now that all is read. Gives what is known now, if it is to be read anew.
    fn settle(&mut self) -> Option<Known> {
        let sieve = self.sieve.as_ref()?;
        let missed = sieve.missed();
        if !self.is_last && (self.is_misread || !missed.is_empty()) {
            return Some(Known { platforms: sieve.platforms(), is_whole: self.is_misread });
        }
        for namespace in missed {
            let message = format!(
                "objects of namespace `{namespace}` came long before those that show it to hold a platform, and were let go: ask for that namespace alone, or {SAVE_IT}"
            );
            self.unreadable.push(Unreadable {
                message,
                file: None,
                line: None,
                column: None,
                index: None,
            });
        }
        self.let_go();
        None
    }

    /// Lets go what is set aside and of no use by what is known now.
    fn let_go(&mut self) {
        let Some(mut sieve) = self.sieve.take() else { return };
        let mut kept: Vec<Place> = Vec::new();
        for place in std::mem::take(&mut self.places) {
            match &place.part {
                Some(part) if !sieve.is_of_use(part) => sieve.let_go(part, self.json(&place)),
                _ => kept.push(place),
            }
        }
        self.places = kept;
        self.sieve = Some(sieve);
        self.aside = 0;
        self.close_ranks();
    }

    /// Lets go of files of which nothing is kept.
    fn close_ranks(&mut self) {
        let mut files: Vec<File> = Vec::new();
        let mut old = std::mem::take(&mut self.files).into_iter().enumerate();
        let mut last = None;
        // Places are in the order of their files.
        for place in &mut self.places {
            if last != Some(place.file) {
                last = Some(place.file);
                files.extend(old.find(|(number, _)| *number == place.file).map(|(_, file)| file));
            }
            place.file = files.len().saturating_sub(1);
        }
        self.files = files;
    }

    /// Reads a text of manifests to its end, document by document.
    ///
    /// # Errors
    /// The source's own; what was read until then is in.
    pub fn read(&mut self, name: &str, source: &mut dyn Read) -> io::Result<()> {
        let takes_items = self.takes_items && !self.is_last;
        self.read_with(name, source, takes_items)
    }

    /// Reads a text that can be read only once, as [`Bundle::read`] does.
    ///
    /// # Errors
    /// As [`Bundle::read`].
    pub fn read_once(&mut self, name: &str, source: &mut dyn Read) -> io::Result<()> {
        self.read_with(name, source, self.takes_items)
    }

    fn read_with(
        &mut self,
        name: &str,
        source: &mut dyn Read,
        takes_items: bool,
    ) -> io::Result<()> {
        self.broken = 0;
        stream::cut(source, &mut Reading { name: name.into(), bundle: self, takes_items })
    }
}

/// A text that is being read.
struct Reading<'b> {
    name: Rc<str>,
    bundle: &'b mut Bundle,
    takes_items: bool,
}

impl Reading<'_> {
    /// Takes values of JSON in, each of which is kept by itself: most of them are not kept.
    fn values(&mut self, text: &str, read: Text<'_>, start: Position) {
        let Text { documents, problems } = read;
        self.bundle.take(&self.name, Text { problems, ..Text::default() }, start);
        for document in documents {
            let Document { json, position, range } = document;
            // From where its line begins, if nothing else is in it: an edit looks at how far it is to the right.
            let before = text.get(..range.start).unwrap_or_default();
            let white = before.len() - before.trim_end_matches([' ', '\t']).len();
            let from = range.start - white;
            let own = text.get(from..range.end).unwrap_or_default();
            let position = position.behind(start);
            let start = Position {
                column: position.column - white,
                offset: start.offset + from,
                ..position
            };
            let range = white..own.len();
            let position = Position { line: 1, column: white + 1, offset: white };
            let document = Document { json, position, range };
            let read = Text { documents: vec![document], problems: Vec::new() };
            if self.bundle.take(&self.name, read, start) {
                let name = Rc::clone(&self.name);
                self.bundle.files.push(File { name, text: own.to_owned(), start });
            }
        }
        self.go_on();
    }

    /// Lets go what is set aside, if that is much.
    fn go_on(&mut self) {
        if self.bundle.aside > ASIDE {
            self.bundle.let_go();
        }
    }
}

impl Take for Reading<'_> {
    fn piece(&mut self, piece: Vec<u8>, start: Position, taken: As) -> Result<(), Vec<u8>> {
        if taken == As::Whole {
            self.bundle.whole(&self.name, start, piece, &mut |_| ());
            self.go_on();
            return Ok(());
        }
        let text = String::from_utf8(piece).map_err(|error| error.into_bytes())?;
        match read_json(&text) {
            Some(read) => self.values(&text, read, start),
            None => return Err(text.into_bytes()),
        }
        Ok(())
    }

    fn takes_items(&self) -> bool {
        self.takes_items
    }

    fn item(&mut self, item: &str, start: Position, form: Form<'_>) -> bool {
        let read = match form {
            Form::Json(header) => json::read_item(item, header),
            Form::Yaml => yaml::read_item(item),
        };
        let mut documents = read.documents.iter();
        let is_deep = match form {
            Form::Json(_) => is_nested_deep(item),
            Form::Yaml => documents.any(|one| is_nested_deep(&one.json)),
        };
        if is_deep || !read.problems.is_empty() || read.documents.is_empty() {
            return false;
        }
        let mut own = Text::default();
        own.take(read, Position::START);
        if self.bundle.take(&self.name, own, start) {
            let name = Rc::clone(&self.name);
            self.bundle.files.push(File { name, text: item.to_owned(), start });
        }
        self.go_on();
        true
    }

    fn misread(&mut self, problem: Problem, is_broken: bool) {
        if !self.bundle.is_last {
            self.bundle.is_misread = true;
            return;
        }
        let cure = if is_broken { String::new() } else { format!(": {SAVE_IT}") };
        let message = format!("{}; what stands behind is not read{cure}", problem.message);
        self.bundle.problem(&self.name, Problem { message, ..problem });
    }
}

/// Whether JSON is nested so deep that it may be too deep within a List.
fn is_nested_deep(json: &str) -> bool {
    const LEVELS: usize = 100;
    let opens = |byte: &&u8| matches!(**byte, b'{' | b'[');
    // Copied only where there are brackets enough.
    json.as_bytes().iter().filter(opens).count() > LEVELS && {
        let more = ::json::MAX_DEPTH - LEVELS;
        ::json::first(&format!("{}{json}{}", "[".repeat(more), "]".repeat(more))).is_err()
    }
}
