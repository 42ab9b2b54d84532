//! A unified diff of manifests, short enough to be read on a page.

mod manifest;
mod width;

use manifest::{Objects, listed, named};
use width::{fit, note};

/// Lines that are added or taken away in one piece, before the rest of the piece is cut.
const LONGEST_PIECE: usize = 25;
/// Lines that are not worth a note in their place.
const SHORTEST_CUT: usize = 5;
/// Lines before the remaining hunks are named only.
const LONGEST_DIFF: usize = 60;

/// The diff with long lines, long pieces and many hunks cut, and the object's name in each hunk's
/// heading; `old` is the text that it starts from.
pub(super) fn shortened(diff: &str, old: &str) -> String {
    let objects = Objects::of(old);
    let mut page = Vec::new();
    let mut left = Vec::new();
    for hunk in hunks(diff) {
        let subject = hunk.subject(&objects);
        if page.len() < LONGEST_DIFF {
            hunk.show(subject.as_deref(), &mut page);
        } else {
            left.push(hunk.subjects(subject));
        }
    }
    if !left.is_empty() {
        let count = left.len();
        let names: Vec<String> = left.into_iter().flatten().collect();
        let places = if count == 1 { "place" } else { "places" };
        page.extend(note(&format!("… and {count} more {places}: {}", listed(&names))));
    }
    page.into_iter().map(|line| line + "\n").collect()
}

struct Hunk<'a> {
    heading: &'a str,
    lines: Vec<&'a str>,
}

fn hunks(diff: &str) -> Vec<Hunk<'_>> {
    let mut hunks: Vec<Hunk<'_>> = Vec::new();
    for line in diff.lines() {
        if line.starts_with("@@") {
            hunks.push(Hunk { heading: line, lines: Vec::new() });
        } else if let Some(hunk) = hunks.last_mut() {
            hunk.lines.push(line);
        }
    }
    hunks
}

/// What is done with a line: `+`, `-`, or a blank.
fn sign(line: &str) -> char {
    line.chars().next().unwrap_or(' ')
}

impl Hunk<'_> {
    /// The object whose lines change; none where a whole one comes or goes, which names itself.
    fn subject(&self, objects: &Objects) -> Option<String> {
        let before = self.lines.iter().take_while(|line| sign(line) == ' ').count();
        let is_whole = self.lines.get(before).is_some_and(|line| {
            let text = line.get(1..).unwrap_or_default();
            ["---", "# Source:", "apiVersion:"].iter().any(|start| text.starts_with(start))
        });
        if is_whole {
            return None;
        }
        let start = self.heading.trim_start_matches("@@ -").split([',', ' ']).next()?;
        objects.at(start.parse::<usize>().ok()? + before)
    }

    /// Every object that it is about.
    fn subjects(&self, subject: Option<String>) -> Vec<String> {
        let changed: Vec<&str> =
            self.lines.iter().filter(|line| sign(line) != ' ').copied().collect();
        subject.into_iter().chain(named(&changed)).collect()
    }

    fn show(&self, subject: Option<&str>, page: &mut Vec<String>) {
        let subject = subject.map(|name| format!(" {name}")).unwrap_or_default();
        page.push(fit(&format!("{}{subject}", self.heading)));
        for piece in self.lines.chunk_by(|left, right| sign(left) == sign(right)) {
            show(piece, page);
        }
    }
}

/// Lines of one sign, the last ones counted only where there are many.
fn show(piece: &[&str], page: &mut Vec<String>) {
    let (shown, cut) = match piece.first().map(|line| sign(line)) {
        Some('+' | '-') if piece.len() > LONGEST_PIECE + SHORTEST_CUT => {
            piece.split_at(LONGEST_PIECE)
        }
        _ => (piece, Default::default()),
    };
    page.extend(shown.iter().map(|line| fit(line)));
    if let Some(first) = cut.first() {
        let done = if sign(first) == '+' { "added" } else { "taken away" };
        let names = named(cut);
        let of = if names.is_empty() { String::new() } else { format!(": {}", listed(&names)) };
        page.extend(note(&format!("… {} more lines {done}{of}", cut.len())));
    }
}

#[cfg(test)]
mod tests {
    use super::shortened;

    const OLD: &str = "---\nkind: Service\nmetadata:\n  name: one\nspec:\n  type: NodePort\n";

    #[test]
    fn a_hunk_names_its_object() {
        let diff = "@@ -3,4 +3,3 @@\n metadata:\n   name: one\n spec:\n-  type: NodePort\n";
        assert!(shortened(diff, OLD).starts_with("@@ -3,4 +3,3 @@ Service one\n metadata:\n"));
    }

    #[test]
    fn of_whole_objects_the_first_lines_and_the_other_names_stay() {
        let object = |name: u8| {
            format!("+---\n+kind: Role\n+metadata:\n+  name: r{name}\n{}", "+rules:\n".repeat(20))
        };
        let diff = format!("@@ -4,3 +4,75 @@\n{}{}{} end\n", object(1), object(2), object(3));
        let shown = shortened(&diff, OLD);
        assert!(shown.starts_with("@@ -4,3 +4,75 @@\n+---\n+kind: Role\n"), "{shown}");
        assert!(shown.ends_with("… 47 more lines added: Role r2, Role r3\n end\n"), "{shown}");
    }

    #[test]
    fn what_is_too_much_is_named_only() {
        let hunk = "@@ -5,1 +5,1 @@\n-  type: NodePort\n+  type: ClusterIP\n";
        let shown = shortened(&hunk.repeat(40), OLD);
        assert!(shown.lines().count() < 70);
        assert!(shown.ends_with("… and 20 more places: Service one\n"), "{shown}");
    }
}
