//! Safe remediations that the settings ask for, applied to the object as it came: fields that no rule
//! knows stay, and so does the order.

use crate::engine::Judgement;
use crate::finding::Safety;
use crate::json::Json;
use crate::patch::{Operation, Patch, in_objects};

/// Whether a judgement has a safe patch that the settings ask for.
pub fn can(judgement: &Judgement, asked: &[String]) -> bool {
    let is_asked = asked.iter().any(|id| id == judgement.rule.id);
    is_asked && patch(judgement).is_some()
}

fn patch(judgement: &Judgement) -> Option<&Patch<'static>> {
    let remediation = judgement.remediation.as_ref()?;
    let is_safe = remediation.safety == Safety::Safe && !remediation.patch.is_empty();
    is_safe.then_some(&remediation.patch)
}

/// The object with every safe patch that the settings ask for. A field that the update made worse gets
/// its stored value back. A patch that does not fit is left out; the object is judged again anyway.
pub fn apply<'j>(
    body: &Json<'j>,
    stored: &Json<'j>,
    judgements: &[Judgement],
    stored_judgements: &[Judgement],
    asked: &[String],
) -> Json<'j> {
    let mut mended = body.clone();
    for judgement in judgements.iter().filter(|judgement| can(judgement, asked)) {
        let Some(patch) = patch(judgement) else { continue };
        let was_fine = !stored_judgements.iter().any(|old| old.rule.id == judgement.rule.id);
        let before = mended.clone();
        let patch = if was_fine { kept(patch, stored) } else { patch.clone() };
        if patch.apply(&mut mended).is_err() {
            mended = before;
        }
    }
    mended
}

/// The patch, with the stored value in the place of its own where both set the same field. A field
/// within a list may have another place in the stored object.
fn kept<'j>(patch: &Patch<'static>, stored: &Json<'j>) -> Patch<'j> {
    let operations = patch.0.iter().map(|operation| match operation {
        Operation::Add { path, value } => {
            let old = in_objects(stored, path).unwrap_or(value);
            Operation::Add { path: path.clone(), value: old.clone() }
        }
        other => other.clone(),
    });
    Patch(operations.collect())
}
