//! Helm values: a value's path with dots, as a place in a file.

use json::{Json, Pointer};
use policy::patch::{Operation, Patch};

use crate::edit::edits;
use crate::locate::{Object, Place, find, tree};
use crate::splice::Splice;
use crate::write::block;
use crate::{Document, read};

/// The pointer of a value's path.
pub(crate) fn pointer(path: &str) -> Pointer {
    Pointer::to(&path.split('.').collect::<Vec<_>>())
}

/// What setting a value changes in the text of a values.yaml; `None` where it cannot be said.
pub(crate) fn set(text: &str, path: &str, value: &Json<'_>) -> Option<Vec<Splice>> {
    let steps: Vec<&str> = path.split('.').collect();
    let documents = read(text).documents;
    let Some(document) = documents.first() else {
        let new = block(&nested(&steps, value), 0, "\n");
        let lead = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
        let text_end = text.len()..text.len();
        return Some(vec![Splice { range: text_end, text: format!("{lead}{new}\n") }]);
    };
    edits(text, document, &Patch(vec![operation(text, document, &steps, value)?]))
}

/// The step of a patch that makes what is missing on the way, and sets the value.
fn operation(
    text: &str,
    document: &Document<'_>,
    steps: &[&str],
    value: &Json<'_>,
) -> Option<Operation<'static>> {
    let root = tree(text, document)?;
    for depth in 1..=steps.len() {
        let path = Pointer::to(steps.get(..depth)?).as_str().to_owned();
        let value = || nested(steps.get(depth..).unwrap_or_default(), value);
        match find(&root, &path) {
            Place::Missing(..) => return Some(Operation::Add { path, value: value() }),
            Place::There(_, old) if old.is_null() || depth == steps.len() => {
                return Some(Operation::Replace { path, value: value() });
            }
            Place::There(..) => {}
        }
    }
    None
}

fn nested(steps: &[&str], value: &Json<'_>) -> Json<'static> {
    let inner = |inner, step: &&str| Json::Object(vec![((*step).to_owned().into(), inner)]);
    steps.iter().rev().fold(value.clone().into_owned(), inner)
}

/// Which of several texts, later ones over earlier ones, decides a value: the last one that has it, else
/// the last one.
pub(crate) fn deciding(objects: &[Option<Object<'_>>], path: &str) -> Option<usize> {
    let pointer = pointer(path);
    let has = |object: &Option<Object<'_>>| {
        object.as_ref().is_some_and(|object| object.has(pointer.as_str()))
    };
    objects.iter().rposition(has).or_else(|| objects.len().checked_sub(1))
}
