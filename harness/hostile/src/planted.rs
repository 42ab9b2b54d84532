//! What lies beside every hostile input: a platform that is to be judged all the same, and its Secrets.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

/// Where the platform is.
pub const NAMESPACE: &str = "planted";

/// What its Secrets hold.
const SECRET: &str = "hunter2-of-the-planted-platform";

/// A platform with one router, and a Secret of each kind that rules read.
pub const PLANTED: &str = include_str!("planted.yaml");

/// Whether a text holds the secret, as it is meant or as it is written.
pub fn holds_secret(text: &[u8]) -> bool {
    let written = BASE64_STANDARD.encode(SECRET);
    // What the end of a longer text is written as.
    let part = written.get(..40).expect("it is longer");
    let text = String::from_utf8_lossy(text);
    text.contains(SECRET) || text.contains(part)
}

#[cfg(test)]
mod tests {
    use super::{PLANTED, holds_secret};

    #[test]
    fn the_secret_is_found_where_it_is_planted() {
        assert!(holds_secret(PLANTED.as_bytes()));
        assert!(holds_secret(b"x hunter2-of-the-planted-platform y"));
        assert!(!holds_secret(b"hunter2"));
    }
}
