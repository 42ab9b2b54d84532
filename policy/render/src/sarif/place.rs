//! Files, regions, and objects without a file.

use percent_encoding::utf8_percent_encode;
use policy::place::{Position, Source};
use policy::report::{RuleResult, Unreadable};

use super::log::{ArtifactLocation, Location, LogicalLocation, PhysicalLocation, Region};
use crate::clean;
use crate::link::{PATH, SEGMENT};

/// A file as a URI reference: relative to where the command ran, as the path was given.
pub(super) fn artifact(file: &str) -> ArtifactLocation {
    let file = file.strip_prefix("./").unwrap_or(file);
    let encoded = utf8_percent_encode(file, PATH);
    ArtifactLocation {
        uri: match file {
            "-" => "stdin".to_owned(),
            "" => "input".to_owned(),
            _ if file.starts_with('/') => format!("file://{encoded}"),
            _ => encoded.to_string(),
        },
    }
}

/// The place of a result: the region in its file, and the object and field in the cluster.
pub(super) fn of(result: &RuleResult<'_>) -> Location {
    let physical_location = match &result.source {
        Some(source) => PhysicalLocation {
            artifact_location: artifact(&source.file),
            region: Some(region_of(source)),
        },
        None => PhysicalLocation {
            artifact_location: ArtifactLocation { uri: object_uri(result) },
            region: Some(line(1)),
        },
    };
    Location { physical_location, logical_locations: logical(result) }
}

/// An object that came from no file, as if it had one: GitHub refuses the whole log where a result has
/// no file and line.
fn object_uri(result: &RuleResult<'_>) -> String {
    let subject = &result.subject;
    let parts = ["kubernetes", &subject.namespace, &subject.kind, &subject.name];
    let some = parts.into_iter().filter(|part| !part.is_empty());
    let encoded = some.map(|part| utf8_percent_encode(part, SEGMENT).to_string());
    encoded.collect::<Vec<_>>().join("/")
}

fn logical(result: &RuleResult<'_>) -> Vec<LogicalLocation> {
    let subject = &result.subject;
    let qualified = [&subject.namespace, &subject.kind, &subject.name];
    let some = qualified.into_iter().filter(|part| !part.is_empty());
    let object = LogicalLocation {
        name: clean(&subject.name).into_owned(),
        fully_qualified_name: some.map(|part| clean(part)).collect::<Vec<_>>().join("/"),
        kind: "resource",
    };
    let field = result.pointer.as_ref().map(|pointer| LogicalLocation {
        name: clean(pointer.rsplit('/').next().unwrap_or(pointer)).into_owned(),
        fully_qualified_name: clean(pointer).into_owned(),
        kind: "property",
    });
    [Some(object), field].into_iter().flatten().collect()
}

/// A result's region. A point stands for the rest of its line.
fn region_of(source: &Source) -> Region {
    if source.start == source.end {
        return Region { start_column: Some(source.start.column), ..line(source.start.line) };
    }
    range(&source.start, &source.end)
}

/// Exactly what stands between two points.
pub(super) fn range(start: &Position, end: &Position) -> Region {
    Region {
        start_line: start.line,
        start_column: Some(start.column),
        end_line: Some(end.line),
        end_column: Some(end.column),
    }
}

fn line(start_line: usize) -> Region {
    Region { start_line, start_column: None, end_line: None, end_column: None }
}

/// The place of what could not be read, where a file is known.
pub(super) fn of_unreadable(one: &Unreadable) -> Option<Location> {
    let file = one.file.as_deref()?;
    let region = one.line.map(|at| Region { start_column: one.column, ..line(at) });
    let physical_location = PhysicalLocation { artifact_location: artifact(file), region };
    Some(Location { physical_location, logical_locations: Vec::new() })
}
