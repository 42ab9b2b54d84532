//! One line on a terminal that says what takes long. It shows up after a second, and goes away before
//! anything else is written.

use std::io::{IsTerminal, Write};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crate::interrupt;

const PATIENCE: Duration = Duration::from_secs(1);
const TURN: Duration = Duration::from_millis(100);
const MARKS: [char; 4] = ['|', '/', '-', '\\'];
const CLEAR: &str = "\r\u{1b}[2K";

static LINE: Mutex<Line> =
    Mutex::new(Line { doing: String::new(), since: None, shown: 0, ended: false });

/// What is done, and whether the terminal shows it.
struct Line {
    doing: String,
    since: Option<Instant>,
    /// How many times it was drawn since it was not there.
    shown: usize,
    ended: bool,
}

fn line() -> MutexGuard<'static, Line> {
    LINE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Starts to watch the time, where somebody may be waiting.
pub fn start() {
    let is_dumb = std::env::var_os("TERM").is_none_or(|term| term == "dumb");
    if is_dumb || !std::io::stderr().is_terminal() {
        line().ended = true;
        return;
    }
    interrupt::watch();
    thread::spawn(|| {
        loop {
            thread::sleep(TURN);
            let mut line = line();
            if line.ended {
                return;
            }
            line.draw(Instant::now());
        }
    });
}

/// Says what is done from now on; with nothing in it, that nobody is kept waiting.
pub fn doing(words: &str) {
    let mut line = line();
    if line.ended {
        return;
    }
    if words.is_empty() {
        line.clear();
        line.since = None;
    } else if line.since.is_none() {
        line.since = Some(Instant::now());
    }
    words.clone_into(&mut line.doing);
}

/// Does something that writes to the terminal, with the line out of its way.
pub fn aside(write: impl FnOnce()) {
    let mut line = line();
    line.clear();
    write();
}

/// Takes the line away for good.
pub fn end() {
    let mut line = line();
    line.clear();
    line.ended = true;
}

/// As [`end`], unless somebody is writing: whoever interrupts waits for nobody.
pub fn end_now() {
    if let Ok(mut line) = LINE.try_lock() {
        line.clear();
        line.ended = true;
    }
}

impl Line {
    fn draw(&mut self, now: Instant) {
        let waited = self.since.map_or(Duration::ZERO, |since| now.duration_since(since));
        if waited < PATIENCE {
            return;
        }
        let columns = terminal_size::terminal_size_of(std::io::stderr());
        let columns = columns.map_or(80, |(width, _)| usize::from(width.0));
        let mark = MARKS[self.shown % MARKS.len()];
        let text = shortened(&format!("{mark} {} ({} s)", self.doing, waited.as_secs()), columns);
        let _ = write!(std::io::stderr().lock(), "{CLEAR}{text}");
        self.shown += 1;
    }

    fn clear(&mut self) {
        if self.shown > 0 {
            let _ = write!(std::io::stderr().lock(), "{CLEAR}");
            self.shown = 0;
        }
    }
}

/// As much of a text as fits in a line: a longer one could not be taken away again.
fn shortened(text: &str, columns: usize) -> String {
    let text = render::clean(text);
    if text.chars().count() < columns {
        return text.into_owned();
    }
    text.chars().take(columns.saturating_sub(2)).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn a_line_is_never_longer_than_the_terminal() {
        assert_eq!(shortened("reading a.yaml", 80), "reading a.yaml");
        assert_eq!(shortened("reading a.yaml", 10), "reading …");
        assert_eq!(shortened("reading a\u{7}.yaml", 80), r"reading a\u{7}.yaml");
    }
}
