//! Changes of a text as a unified diff, as `patch -p0` and `git apply -p0` take it. Nothing secret is in it.

use std::ops::Range;

use anstyle::{AnsiColor, Style};
use similar::{Algorithm, DiffOp, DiffTag, capture_diff_slices};

use super::texts::Text;
use super::veil::secret;

/// Lines around a change, on each side.
const CONTEXT: usize = 3;

/// The changes of one text.
pub struct Diff {
    lines: Vec<(Sign, String)>,
    /// The line of each change that is not shown, since something secret stands in it.
    pub hidden: Vec<usize>,
    /// The line of each change that is shown without a line around it, since all of them are secret.
    pub bare: Vec<usize>,
}

/// What a line of a diff is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    File,
    Hunk,
    Same,
    Gone,
    New,
}

/// A text, line by line. A line ends with a line feed, whatever stands before that.
struct Lines<'t> {
    lines: Vec<&'t str>,
    /// Whether each may be shown.
    is_open: Vec<bool>,
}

/// Changes that are shown together.
struct Hunk {
    ops: Vec<DiffOp>,
    /// In lines of both texts.
    old: Range<usize>,
    new: Range<usize>,
}

impl Diff {
    /// Compares what a text was with what it is.
    pub fn of(text: &Text) -> Diff {
        let (mut old, mut new) = (Lines::of(&text.was), Lines::of(&text.now));
        let ops = capture_diff_slices(Algorithm::Myers, &old.lines, &new.lines);
        let ops: Vec<DiffOp> = ops.into_iter().filter(|op| op.tag() != DiffTag::Equal).collect();
        old.hide(&text.was, ops.iter().map(DiffOp::old_range));
        new.hide(&text.now, ops.iter().map(DiffOp::new_range));
        let mut diff = Diff { lines: Vec::new(), hidden: Vec::new(), bare: Vec::new() };
        // What is not shown is not made by who applies the diff: lines below stand where they stood.
        let mut moved = 0;
        for hunk in hunks(&ops, &old) {
            let line = hunk.old.start + 1;
            if !old.are_open(&hunk.old) || !new.are_open(&hunk.new) {
                diff.hidden.push(line);
                continue;
            }
            let wide = hunk.widened(&old);
            if wide.old.end == hunk.old.end && hunk.old.end < old.lines.len() {
                diff.bare.push(line);
            }
            moved = diff.hunk(&wide, (&old, &new), moved);
        }
        if !diff.lines.is_empty() {
            let name = shown_name(&text.name);
            let head = [format!("--- {name}\n"), format!("+++ {name}\n")];
            diff.lines.splice(0..0, head.map(|line| (Sign::File, line)));
        }
        diff
    }

    /// Adds a hunk, and tells how far the lines behind it have moved.
    fn hunk(&mut self, hunk: &Hunk, (old, new): (&Lines<'_>, &Lines<'_>), moved: isize) -> isize {
        let start = hunk.old.start.saturating_add_signed(moved);
        let (before, after) = (place(hunk.old.start, &hunk.old), place(start, &hunk.new));
        self.lines.push((Sign::Hunk, format!("@@ -{before} +{after} @@\n")));
        let mut line = hunk.old.start;
        for op in &hunk.ops {
            let (_, gone, added) = op.as_tag_tuple();
            self.add(Sign::Same, &old.lines[line..gone.start]);
            self.add(Sign::Gone, &old.lines[gone.clone()]);
            self.add(Sign::New, &new.lines[added]);
            line = gone.end;
        }
        self.add(Sign::Same, &old.lines[line..hunk.old.end]);
        moved + hunk.new.len() as isize - hunk.old.len() as isize
    }

    fn add(&mut self, sign: Sign, lines: &[&str]) {
        let mark = match sign {
            Sign::Gone => '-',
            Sign::New => '+',
            _ => ' ',
        };
        for line in lines {
            let end = if line.ends_with('\n') { "" } else { "\n\\ No newline at end of file\n" };
            self.lines.push((sign, format!("{mark}{line}{end}")));
        }
    }

    /// The diff, byte for byte as programs take it.
    pub fn text(&self) -> String {
        self.lines.iter().map(|(_, line)| line.as_str()).collect()
    }

    /// The diff for a terminal: nothing of the text does anything there but be seen.
    pub fn shown(&self) -> String {
        let mut text = String::new();
        for (sign, lines) in &self.lines {
            let style = sign.style();
            for line in lines.lines() {
                text.push_str(&format!("{style}{}{style:#}\n", render::clean(line)));
            }
        }
        text
    }
}

impl Sign {
    fn style(self) -> Style {
        match self {
            Sign::File => Style::new().bold(),
            Sign::Hunk => AnsiColor::Cyan.on_default(),
            Sign::Same => Style::new(),
            Sign::Gone => AnsiColor::Red.on_default(),
            Sign::New => AnsiColor::Green.on_default(),
        }
    }
}

impl<'t> Lines<'t> {
    fn of(text: &'t str) -> Lines<'t> {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        Lines { is_open: vec![true; lines.len()], lines }
    }

    /// Hides what is secret in lines that change, and around them.
    fn hide(&mut self, text: &str, changes: impl Iterator<Item = Range<usize>>) {
        let mut end = 0;
        let mut ends = vec![end];
        ends.extend(self.lines.iter().map(|line| {
            end += line.len();
            end
        }));
        let last = self.lines.len();
        let near = changes.map(|lines| {
            let (from, to) = (lines.start.saturating_sub(CONTEXT), (lines.end + CONTEXT).min(last));
            ends[from]..ends[to]
        });
        let near: Vec<Range<usize>> = near.collect();
        for range in secret(text, &near).into_iter().filter(|range| !range.is_empty()) {
            let first = ends.partition_point(|end| *end <= range.start) - 1;
            let last = ends.partition_point(|end| *end < range.end);
            self.is_open[first..last].fill(false);
        }
    }

    fn are_open(&self, lines: &Range<usize>) -> bool {
        self.is_open[lines.clone()].iter().all(|open| *open)
    }
}

/// Changes, those together that are near each other with nothing secret between.
fn hunks(ops: &[DiffOp], old: &Lines<'_>) -> Vec<Hunk> {
    let mut hunks: Vec<Hunk> = Vec::new();
    for op in ops {
        let (_, gone, added) = op.as_tag_tuple();
        if let Some(last) = hunks.last_mut() {
            let between = last.old.end..gone.start;
            if between.len() <= 2 * CONTEXT && old.are_open(&between) {
                last.ops.push(*op);
                (last.old.end, last.new.end) = (gone.end, added.end);
                continue;
            }
        }
        hunks.push(Hunk { ops: vec![*op], old: gone, new: added });
    }
    hunks
}

impl Hunk {
    /// The hunk with lines around it, as many as may be shown. As many behind it as before it: `patch` takes a
    /// hunk with fewer on one side for one at that end of the file.
    fn widened(&self, old: &Lines<'_>) -> Hunk {
        let before = old.is_open[..self.old.start].iter().rev().take(CONTEXT);
        let behind = old.is_open[self.old.end..].iter().take(CONTEXT);
        let open_before = before.take_while(|open| **open).count();
        let open_behind = behind.take_while(|open| **open).count();
        let left = self.old.start.min(CONTEXT);
        let right = (old.lines.len() - self.old.end).min(CONTEXT);
        // At an end of the file there are no more lines to show, which is another thing.
        let mut most = CONTEXT;
        if open_before < left {
            most = most.min(open_before);
        }
        if open_behind < right {
            most = most.min(open_behind);
        }
        let (before, behind) = (left.min(most), right.min(most));
        Hunk {
            ops: self.ops.clone(),
            old: self.old.start - before..self.old.end + behind,
            new: self.new.start - before..self.new.end + behind,
        }
    }
}

/// Where lines stand, as the head of a hunk says it: from 1; where there are none, the line before.
fn place(start: usize, lines: &Range<usize>) -> String {
    match lines.len() {
        0 => format!("{start},0"),
        1 => format!("{}", start + 1),
        count => format!("{},{count}", start + 1),
    }
}

/// The name of a file as `patch` and git read it: relative to here if it can be; quoted where it has to be.
fn shown_name(name: &str) -> String {
    let name = if name == "-" { "stdin" } else { name };
    let here = std::env::current_dir().unwrap_or_default();
    let path = std::path::Path::new(name);
    let name = path.strip_prefix(here).unwrap_or(path).display().to_string();
    let is_plain = |byte: u8| byte >= b' ' && byte != b'"' && byte != b'\\' && byte != 0x7f;
    if !name.bytes().all(is_plain) {
        let quoted = name.bytes().map(|byte| match byte {
            byte if is_plain(byte) && byte.is_ascii() => char::from(byte).to_string(),
            byte => format!("\\{byte:03o}"),
        });
        return format!("\"{}\"", quoted.collect::<String>());
    }
    // A blank would end the name, but for a tab behind it.
    if name.contains(' ') { name + "\t" } else { name }
}
