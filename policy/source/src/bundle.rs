//! The texts that somebody hands in, as the payload of the operation `review`, and its report with places.

mod fix;
mod locate;
mod payload;
mod values;

use std::borrow::Cow;
use std::io::{self, Read};
use std::ops::Range;

use policy::api;
use policy::host::Host;
use policy::report::Unreadable;

use crate::sift::{self, Part, Sift, Sifted};
use crate::stream::{self, As};
use crate::{Document, Position, Problem, Text, decode, read_json, read_with};

/// Texts of manifests and of Helm values.
#[derive(Debug, Default)]
pub struct Bundle {
    files: Vec<File>,
    /// Each object, and where it stands.
    places: Vec<Place>,
    /// The namespaces that may hold a platform.
    platforms: Vec<Box<str>>,
    /// None where every object is kept as it is. The browser's module does without, and is a kilobyte
    /// smaller for it.
    sift: Option<&'static Sift>,
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
    name: String,
    /// Empty where no rule can have a use for it.
    text: String,
    /// Where the text begins, of which it may be a piece.
    start: Position,
}

#[derive(Debug)]
struct Place {
    file: usize,
    position: Position,
    /// In the file's text.
    range: Range<usize>,
    /// The object, or as much of it as matters. None where the file's text has it as JSON.
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
    /// One that keeps of each object no more than a review has a use for: the report is the same.
    pub fn frugal() -> Bundle {
        Bundle { sift: Some(&sift::SIFT), ..Bundle::default() }
    }

    /// Takes a text of manifests in.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) {
        self.add_with(name, bytes, &mut |_| ());
    }

    /// Takes a text of manifests in, and tells now and then how many of its bytes are read.
    pub fn add_with(&mut self, name: &str, bytes: Vec<u8>, progress: &mut dyn FnMut(usize)) {
        self.broken = 0;
        // A whole text is never given back.
        let _ = self.piece(name, Position::START, bytes, As::Whole, progress);
    }

    /// Reads a text of manifests to its end, document by document; what no rule can have a use for is not
    /// kept.
    ///
    /// # Errors
    /// The source's own; what was read until then is in.
    pub fn read(&mut self, name: &str, source: &mut dyn Read) -> io::Result<()> {
        self.broken = 0;
        stream::cut(source, &mut |bytes, start, taken| {
            self.piece(name, start, bytes, taken, &mut |_| ())
        })
    }

    /// Takes a piece of a text in, which begins at `start`; gives it back if it is not what it is to be taken as.
    fn piece(
        &mut self,
        name: &str,
        start: Position,
        bytes: Vec<u8>,
        taken: As,
        progress: &mut dyn FnMut(usize),
    ) -> Result<(), Vec<u8>> {
        let text = match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) if taken == As::Json => return Err(error.into_bytes()),
            Err(error) => {
                self.no_text(name, start, error.as_bytes());
                return Ok(());
            }
        };
        let read = match taken {
            As::Whole => Some(read_with(&text, progress)),
            As::Json => read_json(&text),
        };
        let Some(Text { documents, problems }) = read else {
            return Err(text.into_bytes());
        };
        let mut is_of_use = false;
        for document in documents {
            is_of_use |= self.take(name, document, start);
        }
        for problem in problems {
            let problem = Problem { position: problem.position.behind(start), ..problem };
            if self.is_told(name, problem.position) {
                self.problem(name, problem);
            }
        }
        let text = if is_of_use { text } else { String::new() };
        self.keep(File { name: name.to_owned(), text, start });
        Ok(())
    }

    /// Keeps a file, unless the one before is a piece of the same one and neither is of use.
    fn keep(&mut self, file: File) {
        let number = self.files.len();
        match self.files.last() {
            Some(last)
                if last.text.is_empty() && file.text.is_empty() && last.name == file.name =>
            {
                let own = self.places.iter_mut().rev().take_while(|place| place.file == number);
                own.for_each(|place| place.file -= 1);
            }
            _ => self.files.push(file),
        }
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

    /// Takes an object in, and tells whether a rule can have a use for more of it than what it is.
    fn take(&mut self, name: &str, document: Document<'_>, start: Position) -> bool {
        let Document { json, position, range } = document;
        let sifted = self.sift.map(|sift| (sift.first)(&json)).unwrap_or_default();
        if sifted.is_none && !self.is_told(name, position.behind(start)) {
            return false;
        }
        if let Sifted { part: Some(Part { namespace, .. }), is_platform: true, .. } = &sifted
            && !self.platforms.contains(namespace)
        {
            self.platforms.push(namespace.clone());
        }
        let is_of_use = sifted.stub.is_none();
        let json = match (sifted.stub, json) {
            (Some(stub), _) => Some(stub.into()),
            (None, Cow::Owned(json)) => Some(json.into()),
            (None, Cow::Borrowed(_)) => None,
        };
        let (file, position) = (self.files.len(), position.behind(start));
        self.places.push(Place { file, position, range, json, part: sifted.part });
        is_of_use
    }

    /// Notes that a piece which begins at `start` is no text.
    fn no_text(&mut self, name: &str, start: Position, bytes: &[u8]) {
        let Err(problem) = decode(bytes) else { return };
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

    fn document<'p>(&'p self, place: &'p Place) -> Document<'p> {
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
