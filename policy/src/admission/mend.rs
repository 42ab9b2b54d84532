//! Safe remediations that the settings ask for, applied to the object as it came: fields that no rule
//! knows stay, and so does the order.

use crate::engine::Judgement;
use crate::finding::Safety;
use crate::gather::Gather as _;
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

/// An object that is being mended.
pub struct Mended<'j> {
    /// The object so far.
    pub body: Json<'j>,
    /// The rules whose patches it has been given.
    pub by: Vec<&'static str>,
}

/// More rounds than any object has findings.
const ROUNDS: usize = 32;

impl<'j> Mended<'j> {
    /// Applies the safe patches that the settings ask for, one after the other: each is made for the object
    /// that the one before it left. A field that the update made worse gets its stored value back.
    pub fn of(
        body: &Json<'j>,
        stored: &Json<'j>,
        was_fine: impl Fn(&Judgement) -> bool,
        asked: &[String],
        judge: impl Fn(&Json<'j>) -> Vec<Judgement>,
    ) -> Mended<'j> {
        let mut mended = Mended { body: body.clone(), by: Vec::new() };
        let mut tried: Vec<String> = Vec::new();
        for _ in 0..ROUNDS {
            let judgements = judge(&mended.body);
            let mut open = judgements.iter().filter(|one| can(one, asked));
            let Some(next) = open.find(|one| !tried.iter().any(|words| *words == one.said()))
            else {
                break;
            };
            tried.push(next.said().into_owned());
            let Some(patch) = patch(next) else { break };
            let patch = if was_fine(next) { kept(patch, stored) } else { patch.clone() };
            let mut changed = mended.body.clone();
            if patch.apply(&mut changed).is_ok() {
                mended.body = changed;
                if !mended.by.contains(&next.rule.id) {
                    mended.by.push(next.rule.id);
                }
            }
        }
        mended
    }
}

/// The patch, with the stored value in the place of its own where both set the same field. A field
/// within a list may have another place in the stored object, and a whole map holds more than the rule's.
fn kept<'j>(patch: &Patch<'static>, stored: &Json<'j>) -> Patch<'j> {
    let operations = patch.0.iter().map(|operation| match operation {
        Operation::Add { path, value } if !matches!(value, Json::Object(_)) => {
            let old = in_objects(stored, path).unwrap_or(value);
            Operation::Add { path: path.clone(), value: old.clone() }
        }
        other => other.clone(),
    });
    Patch(operations.gathered())
}
