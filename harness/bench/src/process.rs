//! Whole processes: how long they compute, how long one waits for them, and how much memory they take.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use wait4::Wait4;

use crate::clock::median;

const ROUNDS: usize = 21;

/// What one process took.
#[derive(Debug, Clone, Copy)]
pub struct Cost {
    /// From its start to its end, in milliseconds.
    pub waited: f64,
    /// CPU of all its threads, in milliseconds.
    pub computed: f64,
    /// The most memory that it had, in MiB.
    pub memory: f64,
}

/// What each of these calls of the program takes: medians of a row of processes, one call after the other. In turns,
/// a small process would find the caches as a large one left them.
pub fn costs(program: &Path, calls: &[Vec<&str>]) -> Vec<Cost> {
    let row = |words: &Vec<&str>| {
        once(program, words);
        let costs: Vec<Cost> = (0..ROUNDS).map(|_| once(program, words)).collect();
        let of = |field: fn(&Cost) -> f64| median(costs.iter().map(field).collect());
        Cost {
            waited: of(|one| one.waited),
            computed: of(|one| one.computed),
            memory: of(|one| one.memory),
        }
    };
    calls.iter().map(row).collect()
}

fn once(program: &Path, words: &[&str]) -> Cost {
    let mut command = Command::new(program);
    command.args(words).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    let child = command.spawn().expect("the command runs");
    let used = child.wait4().expect("it ends");
    let waited = start.elapsed();
    assert!(used.status.code().is_some_and(|code| code < 2), "{words:?}: {:?}", used.status);
    let computed = used.rusage.utime + used.rusage.stime;
    let [waited, computed] = [waited, computed].map(|time| time.as_secs_f64() * 1e3);
    let memory = used.rusage.maxrss as f64 / f64::from(1 << 20);
    Cost { waited, computed, memory }
}
