//! What people see: what was asked for on standard output, all else on standard error.

use std::io::{IsTerminal, Write};
use std::sync::OnceLock;

use anstream::{AutoStream, ColorChoice};
use anyhow::{Result, anyhow};
use render::{Origin, Style};

use crate::cli::{Terminal, When};
use crate::{file, progress};

static CHOSEN: OnceLock<Terminal> = OnceLock::new();
static ORIGIN: OnceLock<Origin> = OnceLock::new();

/// Takes over what the options say, once for the whole run.
pub fn set_up(options: Terminal) {
    match options.color {
        When::Auto => {}
        When::Always => ColorChoice::Always.write_global(),
        When::Never => ColorChoice::Never.write_global(),
    }
    let _ = CHOSEN.set(options);
}

fn chosen() -> Terminal {
    CHOSEN.get().copied().unwrap_or_default()
}

/// Whether only the exit status and errors are wanted.
pub fn is_quiet() -> bool {
    chosen().quiet
}

/// How text is laid out on this terminal.
pub fn style() -> Style {
    let columns = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    let terminal = || terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    Style { width: columns.or_else(terminal).unwrap_or(80), color: has_colors(), links: links() }
}

fn has_colors() -> bool {
    AutoStream::choice(&std::io::stdout()) != ColorChoice::Never
}

fn links() -> Option<&'static Origin> {
    // An editor's shell may have inherited what tells of a terminal that knows links.
    let is_dumb = || std::env::var_os("TERM").is_some_and(|term| term == "dumb");
    let is_forced = || std::env::var_os("FORCE_HYPERLINK").is_some();
    let are_wanted = match chosen().hyperlinks {
        When::Always => true,
        When::Never => false,
        When::Auto => {
            supports_hyperlinks::on(supports_hyperlinks::Stream::Stdout)
                && (is_forced() || !is_dumb())
        }
    };
    are_wanted.then(|| ORIGIN.get_or_init(origin))
}

fn origin() -> Origin {
    let folder =
        std::env::current_dir().ok().and_then(|folder| folder.into_os_string().into_string().ok());
    let host = rustix::system::uname().nodename().to_string_lossy().into_owned();
    Origin { host, folder: folder.unwrap_or_default() }
}

/// Prints a text, without colours where none are wanted. Whoever reads it may stop reading.
///
/// # Errors
/// It cannot be written.
pub fn print(text: &str) -> Result<()> {
    if has_colors() || links().is_some() {
        return print_bytes(text.as_bytes());
    }
    print_bytes(anstream::adapter::strip_str(text).to_string().as_bytes())
}

/// Prints what is not for people, byte for byte. Whoever reads it may stop reading.
///
/// # Errors
/// It cannot be written.
pub fn print_bytes(bytes: &[u8]) -> Result<()> {
    progress::end();
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        Err(error) => Err(anyhow!("standard output cannot be written: {}", file::reason(&error))),
        Ok(()) => Ok(()),
    }
}

/// Says what should be known, unless nobody wants to hear it.
pub fn note(words: &str) {
    if !chosen().quiet {
        tell(words);
    }
}

/// Says what only somebody who asks wants to know.
pub fn detail(words: &str) {
    if chosen().verbose {
        tell(words);
    }
}

/// Says which file is read now, to whoever asks and to whoever waits.
pub fn reading(name: &str) {
    progress::doing(&format!("reading {name}"));
    detail(&format!("reading {name}"));
}

/// Says what is wrong, on one line. Foreign text in it is shown, not obeyed.
pub fn tell(words: &str) {
    say(&format!("{}\n", render::clean(words)));
}

/// Says a line that is cleaned and coloured already.
pub fn painted(line: &str) {
    let is_plain = AutoStream::choice(&std::io::stderr()) == ColorChoice::Never;
    let line = format!("{line}\n");
    say(&if is_plain { anstream::adapter::strip_str(&line).to_string() } else { line });
}

/// Writes to standard error. That nobody reads it is no failure.
fn say(text: &str) {
    progress::aside(|| {
        let _ = std::io::stderr().lock().write_all(text.as_bytes());
    });
}

/// Prints what clap has to say, in its colours; help on standard output, all else on standard error.
///
/// # Errors
/// Standard output cannot be written.
pub fn print_call(error: &clap::Error) -> Result<()> {
    let words = error.render();
    if !error.use_stderr() {
        return print(&words.ansi().to_string());
    }
    let is_active = |word: std::ffi::OsString| word.to_string_lossy().chars().any(char::is_control);
    let is_plain = AutoStream::choice(&std::io::stderr()) == ColorChoice::Never;
    match std::env::args_os().any(is_active) {
        true => words.to_string().lines().for_each(tell),
        false if is_plain => say(&words.to_string()),
        false => say(&words.ansi().to_string()),
    }
    Ok(())
}

/// Says that standard input is waited for, where a person has to type it.
pub fn invite(what: &str) {
    if std::io::stdin().is_terminal() {
        note(&format!("reading {what} from standard input; Ctrl-D ends it"));
    }
}
