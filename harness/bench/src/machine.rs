//! What the figures are of.

use std::fs;
use std::time::Duration;

use time::OffsetDateTime;
use time::macros::format_description;

/// The machine's kind, the date, and how busy the machine is before anything is measured.
pub fn words() -> String {
    let told = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = told.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let model = model.map_or("a processor that does not say what it is", |(_, model)| model);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let form = format_description!("[year]-[month]-[day]");
    let date = OffsetDateTime::now_utc().format(form).expect("a date");
    let busy = busy()
        .map(|share| format!("; other work took {share:.0} % of its cores when that began"))
        .unwrap_or_default();
    format!("Measured on {model} ({cores} cores, {}), {date}{busy}.", std::env::consts::OS)
}

/// How much of all cores other work takes, in per cent.
fn busy() -> Option<f64> {
    let [idle, all] = ticks()?;
    std::thread::sleep(Duration::from_secs(2));
    let [idle_then, all_then] = ticks()?;
    Some(100.0 - 100.0 * (idle_then - idle) / (all_then - all))
}

/// How long the cores have been idle, and how long they have been there.
fn ticks() -> Option<[f64; 2]> {
    let told = fs::read_to_string("/proc/stat").ok()?;
    let words = told.lines().next()?.split_whitespace().skip(1);
    let times: Vec<f64> = words.take(8).map(str::parse).collect::<Result<_, _>>().ok()?;
    Some([times.get(3)? + times.get(4)?, times.iter().sum()])
}
