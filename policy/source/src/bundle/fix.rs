//! Several remediations at once, as changes of the texts.

use json::Json;
use policy::api;
use policy::patch::{Operation, Patch};
use policy::place::Edit;

use super::locate::Places;
use super::{Bundle, Counting};
use crate::splice::Draft;
use crate::values;

impl Bundle {
    /// What the remediations of `results` (a report's, as JSON) change in the texts, all at once. One that
    /// does not fit behind those before it is left out.
    pub fn fix(&self, results: &Json<'_>, counting: Counting) -> Vec<Edit> {
        let mut places = Places::of(self, counting);
        let mut edits = self.fix_objects(results, &mut places);
        edits.extend(self.fix_values(results, &mut places));
        edits
    }

    /// As [`Bundle::fix`], from JSON to JSON.
    ///
    /// # Errors
    /// `results` is no JSON; in words.
    pub fn fix_written(&self, results: &str, counting: Counting) -> Result<String, String> {
        let results = Json::parse(results).map_err(|error| format!("`results`: {error}"))?;
        api::write(&self.fix(&results, counting))
    }

    fn fix_objects(&self, results: &Json<'_>, places: &mut Places<'_>) -> Vec<Edit> {
        let mut fixed: Vec<Fixed> = Vec::new();
        for result in results.items() {
            let index = result.get("index").as_integer();
            let Some(index) = index.and_then(|index| usize::try_from(index).ok()) else { continue };
            let Some(patch) = patch_of(result.at(&["remediation", "patch"])) else { continue };
            let place = fixed.partition_point(|one| one.index < index);
            if fixed.get(place).is_none_or(|one| one.index != index) {
                let Some(now) = self.object(index) else { continue };
                let Ok(now) = Json::parse(now).map(Json::into_owned) else { continue };
                fixed.insert(place, Fixed { index, now, patch: Patch::default() });
            }
            if let Some(one) = fixed.get_mut(place) {
                one.take(patch, |all| self.patched(index, all).is_some());
            }
        }
        let mut edits = Vec::new();
        for Fixed { index, patch, .. } in fixed {
            let Some(place) = self.place(index) else { continue };
            let splices = self.patched(index, &patch).unwrap_or_default();
            edits.extend(splices.into_iter().map(|one| places.edit((false, place.file), one)));
        }
        edits
    }

    fn fix_values(&self, results: &Json<'_>, places: &mut Places<'_>) -> Vec<Edit> {
        let mut drafts: Vec<Draft<'_>> =
            self.values.iter().map(|one| Draft::of(&one.file.text)).collect();
        for result in results.items().iter().filter(|one| one.get("index").is_null()) {
            let Some(decides) = result.get("value").as_str() else { continue };
            let wanted = result.at(&["remediation", "values"]);
            let (Some(path), Some(value)) = (wanted.get("path").as_str(), wanted.member("value"))
            else {
                continue;
            };
            let Some(draft) = places.deciding(decides).and_then(|which| drafts.get_mut(which))
            else {
                continue;
            };
            for splice in
                values::set(&draft.text(), path, value).unwrap_or_default().into_iter().rev()
            {
                draft.apply(splice);
            }
        }
        let mut edits = Vec::new();
        for (which, draft) in drafts.iter().enumerate() {
            edits.extend(draft.splices().into_iter().map(|one| places.edit((true, which), one)));
        }
        edits
    }
}

/// An object under repair.
struct Fixed {
    index: usize,
    /// What it is by now.
    now: Json<'static>,
    /// What made it so.
    patch: Patch<'static>,
}

impl Fixed {
    /// Takes a further patch, which was made for the object as it was at first, if all of them can be made.
    fn take(&mut self, patch: Patch<'static>, can_be_made: impl Fn(&Patch<'static>) -> bool) {
        let patch = patch.beside(&self.now);
        let mut now = self.now.clone();
        let mut all = self.patch.clone();
        all.0.extend(patch.0.iter().cloned());
        if patch.apply(&mut now).is_ok() && can_be_made(&all) {
            (self.now, self.patch) = (now, all);
        }
    }
}

/// The patch that a report has as JSON.
fn patch_of(json: &Json<'_>) -> Option<Patch<'static>> {
    let operation = |one: &Json<'_>| {
        let path = one.get("path").as_str()?.to_owned();
        let value = || one.get("value").clone().into_owned();
        match one.get("op").as_str()? {
            "add" => Some(Operation::Add { path, value: value() }),
            "replace" => Some(Operation::Replace { path, value: value() }),
            "remove" => Some(Operation::Remove { path }),
            _ => None,
        }
    };
    let operations = json.items().iter().map(operation).collect::<Option<Vec<_>>>()?;
    (!operations.is_empty()).then_some(Patch(operations))
}
