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
        let mut patches: Vec<(usize, Patch<'static>)> = Vec::new();
        for result in results.items() {
            let index = result.get("index").as_integer();
            let Some(index) = index.and_then(|index| usize::try_from(index).ok()) else { continue };
            let Some(patch) = patch_of(result.at(&["remediation", "patch"])) else { continue };
            let known = patches.iter().position(|(other, _)| *other == index);
            let before = known.and_then(|place| patches.get(place)).map(|(_, patch)| patch.clone());
            let mut all = before.unwrap_or_default();
            all.0.extend(patch.0);
            if self.patched(index, &all).is_none() {
                continue;
            }
            match known.and_then(|place| patches.get_mut(place)) {
                Some(known) => known.1 = all,
                None => {
                    let place = patches.partition_point(|(other, _)| *other < index);
                    patches.insert(place, (index, all));
                }
            }
        }
        let mut edits = Vec::new();
        for (index, patch) in patches {
            let Some(place) = self.places.get(index) else { continue };
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
