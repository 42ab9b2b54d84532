//! What a snapshot of a live cluster says of the objects that it does not hold.
//!
//! Its own document (`apiVersion: workflow-readiness/v1`, `kind: Snapshot`) has a list `missing` of entries
//! with `kind`, `namespace` (left out where the kind is in none) and `name` (left out for all of the kind
//! that are not in the snapshot), and either `absent: true` or the `reason` why it cannot be told.

use crate::json::Json;
use crate::model::kind::Kind;
use crate::unknown::Unknown;

/// The `apiVersion` of a snapshot's own document.
pub const API_VERSION: &str = "workflow-readiness/v1";
/// Its `kind`.
pub const KIND: &str = "Snapshot";

/// Whether it is known that an object is not there, or without a name that no other of its kind is; `None`
/// where the snapshots do not say.
///
/// # Errors
/// It cannot be told. What is not said to be absent may be there.
pub fn is_absent(
    snapshots: &[&Json<'_>],
    (kind, namespace): (Kind, &str),
    name: Option<&str>,
) -> Option<Result<(), Unknown>> {
    let mut found = None;
    for entry in snapshots.iter().flat_map(|snapshot| snapshot.get("missing").items()) {
        let text = |member: &str| entry.get(member).as_str();
        let own = text("name");
        let fits = text("kind") == Some(kind.name())
            && text("namespace").unwrap_or_default() == namespace
            && (own.is_none() || own == name);
        // An entry of one object says more than that of its kind.
        if fits && (found.is_none() || own.is_some()) {
            found = Some(entry);
        }
    }
    let entry = found?;
    if entry.get("absent").as_bool() == Some(true) {
        return Some(Ok(()));
    }
    let reason = entry.get("reason").as_str().unwrap_or("it was not seen");
    Some(Err(Unknown::not_followed(reason)))
}
