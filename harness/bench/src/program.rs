//! The command as `make build` builds it.

use std::fs::File;
use std::io::Read;
use std::path::PathBuf;

/// The command beside this bench. It has to hold this very module, compiled ahead of time: without that, each of its
/// processes would compile it first, which is not what is given away.
///
/// # Panics
/// There is none, or it was built without `make build`.
pub fn built_by_make() -> PathBuf {
    let here = std::env::current_exe().expect("a path");
    let program = here.with_file_name("workflow-readiness");
    let file = File::open(&program).expect("the command is not built: run `make bench`");
    // What was compiled lies behind the digest of what it was compiled from.
    let compiled = [module::POLICY_WASM_SHA256.as_bytes(), b"\x7fELF"].concat();
    assert!(
        holds(file, &compiled),
        "the command has no module compiled ahead of time, or another one: run `make bench`, which builds it"
    );
    program
}

/// Piece by piece: this process has to stay small.
fn holds(mut file: impl Read, bytes: &[u8]) -> bool {
    let mut window = Vec::new();
    let mut piece = vec![0; 1 << 16];
    loop {
        let length = file.read(&mut piece).expect("the command can be read");
        window.extend_from_slice(&piece[..length]);
        if memchr::memmem::find(&window, bytes).is_some() {
            return true;
        }
        if length == 0 {
            return false;
        }
        window.drain(..window.len().saturating_sub(bytes.len()));
    }
}
