//! A terminal for the command to run in.

use std::fs::{File, OpenOptions};
use std::io::Read;
use std::os::fd::OwnedFd;
use std::os::unix::fs::OpenOptionsExt;
use std::process::{Child, Stdio};

use rustix::fs::OFlags;
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};

use crate::support::command;

/// Something that runs in a terminal.
pub struct Session {
    pub child: Child,
    screen: File,
}

/// Starts the command in a terminal that many columns wide, of which the environment says that.
pub fn start(words: &[&str], columns: u16, environment: &[(&str, &str)]) -> Session {
    let screen = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC);
    let screen = screen.expect("a terminal");
    grantpt(&screen).expect("granted");
    unlockpt(&screen).expect("unlocked");
    let name = ptsname(&screen, Vec::new()).expect("a name").into_string().expect("UTF-8");
    let flags = i32::try_from(OFlags::NOCTTY.bits()).expect("flags");
    let inside = OpenOptions::new().read(true).write(true).custom_flags(flags).open(name);
    let inside = OwnedFd::from(inside.expect("the other end"));
    let size = Winsize { ws_row: 50, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 };
    tcsetwinsize(&inside, size).expect("a size");
    let end = || Stdio::from(inside.try_clone().expect("a copy"));
    let mut command = command(words);
    for name in ["COLUMNS", "VTE_VERSION", "TERM_PROGRAM", "COLORTERM", "WT_SESSION", "DOMTERM"] {
        command.env_remove(name);
    }
    for name in ["FORCE_HYPERLINK", "KONSOLE_VERSION", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(name);
    }
    command.env("TERM", "xterm-256color").envs(environment.iter().copied());
    let child = command.stdin(end()).stdout(end()).stderr(end()).spawn().expect("it runs");
    Session { child, screen: File::from(screen) }
}

impl Session {
    /// Reads the screen until that text is on it.
    pub fn until(&mut self, text: &str) -> String {
        let mut shown = Vec::new();
        let mut byte = [0];
        while !String::from_utf8_lossy(&shown).contains(text) {
            assert!(matches!(self.screen.read(&mut byte), Ok(1)), "it ended before it said {text}");
            shown.push(byte[0]);
        }
        String::from_utf8(shown).expect("UTF-8")
    }

    /// All that is shown from now on, and how it ends.
    pub fn rest(mut self) -> (String, Option<i32>) {
        let mut shown = Vec::new();
        // Once nobody is there any more, reading fails.
        let _ = self.screen.read_to_end(&mut shown);
        let code = self.child.wait().expect("a status").code();
        (String::from_utf8(shown).expect("UTF-8").replace("\r\n", "\n"), code)
    }
}

/// Runs the command to its end.
pub fn run(words: &[&str], columns: u16, environment: &[(&str, &str)]) -> (String, Option<i32>) {
    start(words, columns, environment).rest()
}
