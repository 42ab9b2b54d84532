//! The fixes that a rule gives with its findings.

use policy::finding::{HelmValue, Remediation, Safety};
use policy::report::RuleResult;

use crate::prose::{capital, sentence};

/// Each fix once, in the order of the findings.
pub(super) fn all(results: &[&RuleResult<'_>], page: &mut String) {
    let mut shown: Vec<&Remediation<'_>> = Vec::new();
    for fix in results.iter().filter_map(|result| result.remediation.as_ref()) {
        if shown.iter().all(|other| other.title != fix.title) {
            remedy(fix, page);
            shown.push(fix);
        }
    }
}

fn remedy(fix: &Remediation<'_>, page: &mut String) {
    let caution = match fix.safety {
        Safety::Safe => "Safe",
        Safety::Unsafe => "Careful",
    };
    let (title, effect) = (capital(&fix.title), &fix.effect);
    page.push_str(&format!("\n- *{title}.* {caution}: {effect}.\n"));
    if !fix.steps.is_empty() {
        page.push('\n');
    }
    for (place, step) in fix.steps.iter().enumerate() {
        page.push_str(&format!("  {}. {}\n", place + 1, sentence(step)));
    }
    if let Some(HelmValue { path, value }) = &fix.values {
        let line = match value {
            Some(value) => format!("`{path}: {value}`"),
            None => format!("`{path}`, with one of your own"),
        };
        page.push_str(&format!("\n  Helm value: {line}\n"));
    }
    if let Some(command) = &fix.command {
        page.push_str(&format!("\n  ```sh\n  {command}\n  ```\n"));
    }
}
