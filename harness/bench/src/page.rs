//! The page docs/performance.md.

use std::fmt::Write;

/// What was measured of one thing.
#[derive(Debug)]
pub struct Part {
    pub tables: Vec<Table>,
    pub goals: Vec<Goal>,
}

#[derive(Debug)]
pub struct Table {
    pub title: &'static str,
    /// What is compared with what.
    pub words: String,
    pub columns: Vec<&'static str>,
    pub rows: Vec<Vec<String>>,
}

/// What is asked for of a figure.
#[derive(Debug)]
pub struct Goal {
    pub what: String,
    pub measured: f64,
    pub limit: f64,
    /// Behind both numbers; empty for a ratio.
    pub unit: &'static str,
}

impl Goal {
    pub fn new(what: impl Into<String>, measured: f64, limit: f64, unit: &'static str) -> Goal {
        Goal { what: what.into(), measured, limit, unit }
    }

    fn row(&self) -> Vec<String> {
        let Goal { what, measured, limit, unit } = self;
        let met = if measured <= limit { "yes" } else { "**no**" };
        let measured = rounded(*measured);
        vec![what.clone(), format!("{measured}{unit}"), format!("{limit}{unit}"), met.to_owned()]
    }
}

/// A number with as many digits as matter.
pub fn rounded(number: f64) -> String {
    match number {
        _ if number >= 100.0 => format!("{number:.0}"),
        _ if number >= 10.0 => format!("{number:.1}"),
        _ => format!("{number:.2}"),
    }
}

/// A number with commas between its thousands.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let pieces = digits.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy);
    pieces.collect::<Vec<_>>().join(",")
}

/// The whole page; `on` says what it was measured on.
pub fn page(on: &str, parts: Vec<Part>) -> String {
    let mut page = format!("{}\n\n{on}\n", INTRODUCTION.trim());
    let goals = parts.iter().flat_map(|part| &part.goals).map(Goal::row).collect();
    let goals = Table {
        title: "What is asked for",
        words: "What was measured, and what it is to be at most; the tables below say what is measured how.".to_owned(),
        columns: vec!["", "measured", "at most", "met"],
        rows: goals,
    };
    for table in [goals].into_iter().chain(parts.into_iter().flat_map(|part| part.tables)) {
        page += &written(&table);
    }
    page
}

fn written(Table { title, words, columns, rows }: &Table) -> String {
    let mut text = format!("\n## {title}\n\n{words}\n\n| {} |\n", columns.join(" | "));
    let _ = writeln!(text, "| --- |{}", " ---: |".repeat(columns.len() - 1));
    for cells in rows {
        let _ = writeln!(text, "| {} |", cells.join(" | "));
    }
    text
}

const INTRODUCTION: &str = "
# Performance

What the policy costs, beside what it is compared with in the same run. Look at the ratios: times are of one machine, and
promise nothing of yours. `make bench` measures, and writes this page. No test depends on a clock; that no call grows
unnoticed is held by its number of instructions (`harness/tests/harness/fuel.rs`).
";
