//! Reviews of small and large clusters, each a process of its own.

use std::path::Path;

use proof::load;

use crate::fixtures::{cluster, write};
use crate::page::{Goal, Part, Table, grouped, rounded};
use crate::process::{Cost, costs};

const COUNTS: [usize; 5] = [10, 60, 1000, 10_000, 40_000];

/// Runs differ by as much.
const STEADY: f64 = 1.1;

pub fn part(program: &Path) -> Part {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let objects = cluster("deis-production-s3");
    let [json, yaml] = ["json", "yaml"].map(|form| {
        let files = COUNTS.map(|count| folder.path().join(format!("{count}.{form}")));
        for (count, file) in COUNTS.into_iter().zip(&files) {
            write(load::cluster(&objects, count), file).expect("written");
        }
        let costs = costs(program, &files.each_ref().map(|file| vec!["review", path(file)]));
        (files.map(|file| file.metadata().expect("written").len() as usize), costs)
    });
    let goals = vec![
        Goal::new("Whole process, review of 10 objects in JSON", json.1[0].waited, 8.0, " ms"),
        Goal::new("Review of 10,000 objects in YAML, CPU", yaml.1[3].computed, 350.0, " ms"),
        Goal::new("Review of 10,000 objects in YAML, memory", yaml.1[3].memory, 60.0, " MiB"),
        Goal::new("Review of 40,000 objects in YAML, memory", yaml.1[4].memory, 60.0, " MiB"),
        Goal::new("Review of 40,000 objects in JSON, memory", json.1[4].memory, 60.0, " MiB"),
        Goal::new("JSON: an object among 10,000 ÷ one among 1,000", growth(&json.1), STEADY, ""),
        Goal::new("YAML: an object among 10,000 ÷ one among 1,000", growth(&yaml.1), STEADY, ""),
    ];
    let tables = [("Review of JSON", json), ("Review of YAML", yaml)];
    Part {
        tables: tables.into_iter().map(|(title, measured)| table(title, measured)).collect(),
        goals,
    }
}

fn path(file: &Path) -> &str {
    file.to_str().expect("a path in UTF-8")
}

fn table(title: &'static str, (sizes, costs): ([usize; 5], Vec<Cost>)) -> Table {
    let row = |place: usize| {
        let Cost { waited, computed, memory } = costs[place];
        vec![
            grouped(COUNTS[place]),
            grouped(sizes[place].div_ceil(1000)),
            rounded(waited),
            rounded(computed),
            each(&costs, place).map(rounded).unwrap_or_default(),
            format!("{memory:.0}"),
        ]
    };
    Table {
        title,
        words: WORDS.trim().to_owned(),
        columns: vec![
            "objects",
            "KB",
            "time, ms",
            "CPU, ms",
            "CPU for each further one, µs",
            "memory, MiB",
        ],
        rows: (0..COUNTS.len()).map(row).collect(),
    }
}

const WORDS: &str = "
`workflow-readiness review FILE` as a whole process, from its start to its end, with its report as text: a production
cluster, and applications beside it. Medians of 21 processes, one after the other; memory is the most that each had.
";

/// What each object beyond those of the first clusters takes, in microseconds.
fn each(costs: &[Cost], place: usize) -> Option<f64> {
    let more = COUNTS[place].checked_sub(COUNTS[1]).filter(|more| *more > 0)?;
    Some((costs[place].computed - costs[1].computed) * 1e3 / more as f64)
}

fn growth(costs: &[Cost]) -> f64 {
    each(costs, 3).zip(each(costs, 2)).map_or(f64::NAN, |(many, few)| many / few)
}
