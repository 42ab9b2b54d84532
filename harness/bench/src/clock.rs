//! Time by turns: what is compared is measured in one run, round after round.

use std::time::{Duration, Instant};

use cpu_time::ThreadTime;

/// What is measured.
pub type Task<'a> = Box<dyn FnMut() + 'a>;

const ROUNDS: usize = 21;

/// How long this thread computes for one call of each task: medians over rounds in which they take turns. What
/// else the machine does meanwhile counts as little as it can.
pub fn computing(tasks: &mut [Task<'_>], calls: u32) -> Vec<f64> {
    medians(tasks, |task| {
        let start = ThreadTime::now();
        (0..calls).for_each(|_| task());
        start.elapsed() / calls
    })
}

/// How long one call of each task takes, on all threads: medians as well.
pub fn waiting(tasks: &mut [Task<'_>]) -> Vec<f64> {
    medians(tasks, |task| {
        let start = Instant::now();
        task();
        start.elapsed()
    })
}

fn medians(tasks: &mut [Task<'_>], measure: impl Fn(&mut Task<'_>) -> Duration) -> Vec<f64> {
    let mut times = vec![Vec::new(); tasks.len()];
    for _ in 0..ROUNDS {
        for (task, times) in tasks.iter_mut().zip(&mut times) {
            times.push(measure(task).as_secs_f64());
        }
    }
    times.into_iter().map(median).collect()
}

/// The middle one.
pub fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
