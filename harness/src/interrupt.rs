//! Ctrl-C and its like: nothing half-written is left, then the signal does what it always does.

use std::process;
use std::sync::Once;
use std::thread;

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use crate::{draft, progress};

/// Watches for signals from now on. Where there is nothing to take away, a signal needs no watching, and a
/// call none of the time that it costs.
pub fn watch() {
    static WATCHED: Once = Once::new();
    WATCHED.call_once(|| {
        let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else { return };
        thread::spawn(move || {
            if let Some(signal) = signals.forever().next() {
                stop(signal);
            }
        });
    });
}

fn stop(signal: i32) -> ! {
    // Nothing is written any more while this is held.
    let _drafts = draft::discard();
    progress::end_now();
    // Who waits for this process learns that it was a signal: a shell's loop ends too, and shows 130. The
    // first process of a container is immune to it.
    if process::id() != 1 {
        let _ = emulate_default_handler(signal);
    }
    process::exit(128 + signal)
}
