//! What an earlier report has already: counted, and not listed once more.

use policy::report::{Age, Outcome, Report, RuleResult};
use sha2::{Digest, Sha256};

/// The same for the same rule, object and field, wherever they stand and whatever stands beside them. `field` is
/// what the result is about: a pointer or the path of a value.
pub fn fingerprint(result: &RuleResult<'_>, field: &str) -> String {
    let subject = &result.subject;
    let mut hash = Sha256::new();
    for part in [&result.rule, &subject.kind, &subject.namespace, &subject.name, field] {
        // The lengths keep the parts apart.
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The fingerprint of a result: the one that it has, or as much of one as it can have without its object.
pub fn known_as(result: &RuleResult<'_>) -> String {
    let field = result.value.as_ref().or(result.pointer.as_ref()).map_or("", String::as_str);
    result.fingerprint.clone().unwrap_or_else(|| fingerprint(result, field))
}

/// Whether the baseline has a result too.
pub(crate) fn is_known(result: &RuleResult<'_>) -> bool {
    result.baseline == Some(Age::Known)
}

/// Whether a person has to read a result: it is no pass, and not known.
pub(crate) fn is_listed(result: &&RuleResult<'_>) -> bool {
    result.outcome != Outcome::Pass && !is_known(result)
}

/// How a report stands to its baseline, where it has one.
pub(crate) fn words(report: &Report<'_>) -> Option<String> {
    let baseline = report.baseline.as_ref()?;
    let gone = baseline.gone.len();
    Some(format!(
        "{} new, {} known and not listed again, {gone} gone",
        baseline.new, baseline.known
    ))
}
