//! The texts that somebody hands in, as the payload of the operation `review`, and its report with places.

mod fix;
mod locate;
mod payload;
mod read;
mod values;

use std::borrow::Cow;
use std::ops::Range;
use std::rc::Rc;

use policy::api;
use policy::host::Host;
use policy::report::Unreadable;

use crate::sift::{Part, Sieve, Sifted};
use crate::{Document, Position, Problem, Text, decode_piece, read_from};

/// Texts of manifests and of Helm values.
#[derive(Debug, Default)]
pub struct Bundle {
    files: Vec<File>,
    /// Each object that is kept, in order, and where it stands.
    places: Vec<Place>,
    /// How many objects there were, those too that are not kept.
    objects: usize,
    /// None where every object is kept.
    sieve: Option<Box<dyn Sieve>>,
    /// How many bytes are kept of objects that may turn out to be of no use.
    aside: usize,
    /// Whether long Lists are read item by item, and whether that went wrong.
    takes_items: bool,
    is_misread: bool,
    /// Whether the texts cannot be read once more.
    is_last: bool,
    /// Later ones override earlier ones.
    values: Vec<Values>,
    /// Whether all the values could be read: without one file the chart's defaults would stand where that
    /// file says otherwise.
    are_values_broken: bool,
    unreadable: Vec<Unreadable>,
    /// How many documents of the file that is being read are none.
    broken: usize,
}

/// How many documents of one file that cannot be read are told of, one by one.
const MAX_BROKEN: usize = 10_000;

#[derive(Debug)]
struct File {
    name: Rc<str>,
    text: String,
    /// Where the text begins, of which it may be a piece.
    start: Position,
}

#[derive(Debug)]
struct Place {
    /// Its number among all objects.
    number: usize,
    file: usize,
    position: Position,
    /// In the file's text.
    range: Range<usize>,
    /// The object. None where the file's text has it as JSON.
    json: Option<Box<str>>,
    /// None where it matters wherever it is.
    part: Option<Part>,
}

#[derive(Debug)]
struct Values {
    file: File,
    json: String,
}

/// What the operation is asked beside the texts.
#[derive(Debug, Default, Clone)]
pub struct Question {
    /// RFC 3339; the host's clock counts, if it is left out.
    pub now: Option<String>,
    /// Only the installation of this namespace.
    pub namespace: Option<String>,
    /// Whose Workflow it is: `deis`, `hephy` or `drycc`.
    pub distribution: Option<String>,
    /// The version of Workflow that values are for.
    pub workflow_version: Option<String>,
}

/// Whether places are given in UTF-16 code units too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counting {
    /// Bytes and code points only.
    Bytes,
    /// UTF-16 too, as JavaScript counts.
    Utf16,
}

impl Bundle {
    /// Takes a text of manifests in.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) {
        self.add_with(name, bytes, &mut |_| ());
    }

    /// Takes a text of manifests in, and tells now and then how many of its bytes are read.
    pub fn add_with(&mut self, name: &str, bytes: Vec<u8>, progress: &mut dyn FnMut(usize)) {
        self.broken = 0;
        let start = Position::start_of(&bytes);
        self.whole(&name.into(), start, bytes, progress);
    }

    /// Takes a piece of a text in, which begins at `start`, whatever it holds.
    fn whole(
        &mut self,
        name: &Rc<str>,
        start: Position,
        bytes: Vec<u8>,
        progress: &mut dyn FnMut(usize),
    ) {
        match String::from_utf8(bytes) {
            Ok(text) => {
                let read = read_from(&text, Position::START, progress);
                if self.take(name, read, start) {
                    self.files.push(File { name: Rc::clone(name), text, start });
                }
            }
            Err(error) => self.no_text(name, start, error.as_bytes()),
        }
    }

    /// Takes in what the next file holds, and tells whether the file has to be kept.
    fn take(&mut self, name: &str, read: Text<'_>, start: Position) -> bool {
        let Text { documents, problems } = read;
        let before = self.places.len();
        for document in documents {
            self.document(name, document, start);
        }
        for problem in problems {
            let problem = Problem { position: problem.position.behind(start), ..problem };
            if self.is_told(name, problem.position) {
                self.problem(name, problem);
            }
        }
        self.places.len() > before
    }

    /// Whether one more document of this file that is none is told of: the last time, that more are not.
    fn is_told(&mut self, name: &str, position: Position) -> bool {
        self.broken += 1;
        if self.broken == MAX_BROKEN {
            let message = "from here on, unreadable documents are not told one by one".to_owned();
            self.problem(name, Problem { position, message });
        }
        self.broken < MAX_BROKEN
    }

    /// Takes an object of the next file in, if it may be of use.
    fn document(&mut self, name: &str, document: Document<'_>, start: Position) {
        let Document { json, position, range } = document;
        let position = position.behind(start);
        let sifted = self.sieve.as_mut().map(|sieve| sieve.sift(&json)).unwrap_or_default();
        let Sifted { is_counted, part, is_none } = sifted;
        if is_none && !self.is_told(name, position) {
            return;
        }
        let (number, file) = (self.objects, self.files.len());
        self.objects += 1;
        if is_counted {
            return;
        }
        let json = match json {
            Cow::Owned(json) => Some(json.into_boxed_str()),
            Cow::Borrowed(_) => None,
        };
        if part.is_some() {
            self.aside += range.len() + json.as_deref().map_or(0, str::len);
        }
        self.places.push(Place { number, file, position, range, json, part });
    }

    /// Notes that a piece which begins at `start` is no text.
    fn no_text(&mut self, name: &str, start: Position, bytes: &[u8]) {
        let Err(problem) = decode_piece(bytes) else { return };
        let problem = Problem { position: problem.position.behind(start), ..problem };
        if self.is_told(name, problem.position) {
            self.problem(name, problem);
        }
    }

    /// Notes what could not be read.
    pub fn problem(&mut self, name: &str, problem: Problem) {
        self.unreadable.push(Unreadable {
            file: Some(name.to_owned()),
            line: Some(problem.position.line),
            column: Some(problem.position.column),
            index: None,
            message: problem.message,
        });
    }

    /// Notes a file that could not be read at all.
    pub fn unreadable_file(&mut self, name: &str, message: String) {
        let file = Some(name.to_owned());
        self.unreadable.push(Unreadable { file, line: None, column: None, index: None, message });
    }

    /// What could not be read.
    pub fn unreadable(&self) -> &[Unreadable] {
        &self.unreadable
    }

    /// Every object that was kept, as JSON.
    pub fn objects(&self) -> impl Iterator<Item = &str> {
        self.places.iter().map(|place| self.json(place))
    }

    /// The object of that number, as JSON, if it is kept.
    pub fn object(&self, number: usize) -> Option<&str> {
        self.place(number).map(|place| self.json(place))
    }

    fn place(&self, number: usize) -> Option<&Place> {
        let place = self.places.partition_point(|place| place.number < number);
        self.places.get(place).filter(|place| place.number == number)
    }

    fn read_anew<'p>(&'p self, place: &'p Place) -> Document<'p> {
        let json = self.json(place).into();
        Document { json, position: place.position, range: place.range.clone() }
    }

    fn json<'p>(&'p self, place: &'p Place) -> &'p str {
        let text = || self.files.get(place.file)?.text.get(place.range.clone());
        place.json.as_deref().or_else(text).unwrap_or_default()
    }

    /// The report of the operation `review` with all its places, as JSON; `settings` is JSON.
    ///
    /// # Errors
    /// The settings or the question are not what it takes; in words.
    pub fn review(
        &self,
        settings: &str,
        question: &Question,
        host: &dyn Host,
        counting: Counting,
    ) -> Result<String, String> {
        let mut report = api::report(self.payload(settings, question).as_bytes(), host)?;
        self.locate(&mut report, counting);
        api::write(&report)
    }
}
