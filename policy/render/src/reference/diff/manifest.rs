//! Which object a line of the fixtures' manifests belongs to. They are printed with sorted keys, so an
//! object's own name is the first one after its kind.

/// Names that a list spells out.
const LONGEST_LIST: usize = 6;

/// The objects of a text, each with its first line.
pub(super) struct Objects(Vec<(usize, String)>);

impl Objects {
    pub(super) fn of(text: &str) -> Objects {
        let lines: Vec<&str> = text.lines().collect();
        let mut objects = Vec::new();
        let mut first = 1;
        for document in lines.split(|line| *line == "---") {
            objects.extend(names(document.iter().copied()).map(|name| (first, name)));
            first += document.len() + 1;
        }
        Objects(objects)
    }

    /// The object of a line, counted from 1.
    pub(super) fn at(&self, line: usize) -> Option<String> {
        let before = self.0.iter().take_while(|(first, _)| *first <= line);
        before.last().map(|(_, name)| name.clone())
    }
}

/// The objects that begin in lines of a diff.
pub(super) fn named(lines: &[&str]) -> Vec<String> {
    names(lines.iter().map(|line| line.get(1..).unwrap_or_default())).collect()
}

fn names<'a>(lines: impl Iterator<Item = &'a str>) -> impl Iterator<Item = String> {
    let mut kind = None;
    lines.filter_map(move |line| {
        if let Some(word) = line.strip_prefix("kind: ") {
            kind = Some(word);
        }
        let name = line.strip_prefix("  name: ")?;
        kind.take().map(|kind| format!("{kind} {name}"))
    })
}

/// Names in a row, each once, the last ones counted only.
pub(super) fn listed(names: &[String]) -> String {
    let mut unique: Vec<&str> = Vec::new();
    for name in names {
        if !unique.contains(&name.as_str()) {
            unique.push(name);
        }
    }
    let more = unique.len().saturating_sub(LONGEST_LIST);
    unique.truncate(LONGEST_LIST);
    let rest = if more == 0 { String::new() } else { format!(" and {more} more") };
    format!("{}{rest}", unique.join(", "))
}
