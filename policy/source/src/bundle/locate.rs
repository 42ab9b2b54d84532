//! Where everything that a report names stands in the texts.

use std::ops::Range;

use policy::finding::Remediation;
use policy::patch::Patch;
use policy::place::{self, Edit, Source};
use policy::report::{Outcome, Report, RuleResult};

use super::{Bundle, Counting, File};
use crate::edit::edits;
use crate::locate::Object;
use crate::splice::Splice;
use crate::values;
use crate::{Ruler, read};

/// What is looked up more than once.
pub(super) struct Places<'b> {
    bundle: &'b Bundle,
    counting: Counting,
    /// By the file's number, those of manifests and those of values in turn.
    rulers: Vec<Option<Ruler<'b>>>,
    /// By the object's place among those that are kept.
    objects: Vec<Option<Object<'b>>>,
    values: Vec<Option<Object<'b>>>,
}

/// Which file: of manifests or of values, and its number.
pub(super) type Which = (bool, usize);

impl Bundle {
    /// Adds to a report where everything stands in the texts, what a remediation changes there, and what was counted
    /// and not kept. The report of the payload numbers what was handed to it; now each object has its number among all.
    pub fn locate(&self, report: &mut Report<'_>, counting: Counting) {
        if let Some(sieve) = &self.sieve {
            report.ignored.add_all(sieve.counted());
        }
        let mut places = Places::of(self, counting);
        let results = report.installations.iter_mut().flat_map(|one| &mut one.results);
        for result in results {
            places.result(result);
        }
        for one in &mut report.unreadable {
            let Some(place) = one.index.and_then(|index| self.places.get(index)) else { continue };
            one.index = Some(place.number);
            one.file = self.files.get(place.file).map(|file| file.name.to_string());
            one.line = Some(place.position.line);
            one.column = Some(place.position.column);
        }
    }
}

impl<'b> Places<'b> {
    pub(super) fn of(bundle: &'b Bundle, counting: Counting) -> Places<'b> {
        let values = bundle.values.iter().map(|one| {
            let document = read(&one.file.text).documents.into_iter().next()?;
            Some(Object::of(&one.file.text, &document))
        });
        Places {
            bundle,
            counting,
            rulers: Vec::new(),
            objects: Vec::new(),
            values: values.collect(),
        }
    }

    fn result(&mut self, result: &mut RuleResult<'_>) {
        let number = |index: usize| self.bundle.places.get(index).map(|place| place.number);
        result.index = result.index.and_then(number);
        let found = match (result.index, result.value.as_deref()) {
            (Some(index), _) => self.in_object(index, result.pointer.as_deref()),
            (None, Some(path)) => self.in_values(path),
            (None, None) => None,
        };
        let Some((which, range)) = found else { return };
        result.source = Some(self.source(which, range));
        if result.outcome == Outcome::Pass {
            return;
        }
        if let Some(remediation) = &mut result.remediation {
            let splices = match result.index {
                Some(index) => self.bundle.patched(index, &remediation.patch.clone().into_owned()),
                None => self.set(which, remediation),
            };
            let edit = |splice| self.edit(which, splice);
            remediation.edits = splices.unwrap_or_default().into_iter().map(edit).collect();
        }
    }

    fn in_object(&mut self, number: usize, pointer: Option<&str>) -> Option<(Which, Range<usize>)> {
        let bundle = self.bundle;
        let index = bundle.places.partition_point(|place| place.number < number);
        let place = bundle.place(number)?;
        let text = &bundle.files.get(place.file)?.text;
        let object = once(&mut self.objects, index, || Object::of(text, &bundle.read_anew(place)))?;
        Some(((false, place.file), object.range(pointer)))
    }

    fn in_values(&self, path: &str) -> Option<(Which, Range<usize>)> {
        let which = values::deciding(&self.values, path)?;
        let pointer = values::pointer(path);
        let object = self.values.get(which)?.as_ref();
        Some(((true, which), object.map_or(0..0, |object| object.range(Some(pointer.as_str())))))
    }

    /// Which file of values decides the value of that path.
    pub(super) fn deciding(&self, path: &str) -> Option<usize> {
        values::deciding(&self.values, path)
    }

    fn set(&self, which: Which, remediation: &Remediation<'_>) -> Option<Vec<Splice>> {
        let wanted = remediation.values.as_ref()?;
        let text = &self.file(which)?.text;
        values::set(text, &wanted.path, wanted.value.as_ref()?)
    }

    fn file(&self, (is_values, number): Which) -> Option<&'b File> {
        if is_values {
            self.bundle.values.get(number).map(|one| &one.file)
        } else {
            self.bundle.files.get(number)
        }
    }

    fn source(&mut self, which: Which, range: Range<usize>) -> Source {
        let file = self.file(which).map(|file| file.name.to_string()).unwrap_or_default();
        let (start, end) = (self.position(which, range.start), self.position(which, range.end));
        Source { file, start, end }
    }

    pub(super) fn edit(&mut self, which: Which, Splice { range, text }: Splice) -> Edit {
        let Source { file, start, end } = self.source(which, range);
        Edit { file, start, end, text }
    }

    fn position(&mut self, which: Which, offset: usize) -> place::Position {
        let file = self.file(which);
        let (text, start) =
            file.map_or(("", crate::Position::START), |file| (file.text.as_str(), file.start));
        let number = which.1 * 2 + usize::from(which.0);
        let ruler = once(&mut self.rulers, number, || Ruler::of_piece(text, start));
        let utf16 = ruler.filter(|_| self.counting == Counting::Utf16);
        let utf16 = utf16.map(|ruler| ruler.utf16(offset));
        let place = ruler.map_or(start, |ruler| ruler.at(offset));
        let crate::Position { line, column, offset } = place;
        place::Position { line, column, offset, utf16 }
    }
}

/// What was made for that number, made now if it was not.
fn once<V>(all: &mut Vec<Option<V>>, number: usize, make: impl FnOnce() -> V) -> Option<&V> {
    if all.len() <= number {
        all.resize_with(number + 1, || None);
    }
    all.get_mut(number).map(|one| &*one.get_or_insert_with(make))
}

impl Bundle {
    /// What a patch changes in the text of the object of that number.
    pub(super) fn patched(&self, number: usize, patch: &Patch<'static>) -> Option<Vec<Splice>> {
        if patch.is_empty() {
            return None;
        }
        let place = self.place(number)?;
        let text = &self.files.get(place.file)?.text;
        edits(text, &self.read_anew(place), patch)
    }
}
