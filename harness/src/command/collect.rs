//! `collect`: how to gather what rules read with kubectl, and the Roles for that.

use anyhow::{Result, bail};

use super::{FINE, live};
use crate::cli::Collect;
use crate::cluster::is_name;
use crate::terminal::print_bytes;

/// Prints the commands, or the Roles.
///
/// # Errors
/// The namespace has a name that none can have.
pub fn run(options: &Collect) -> Result<u8> {
    let distribution = live::of(options.distribution);
    let namespace = options.namespace.as_deref().unwrap_or(distribution.heritage());
    if !is_name(namespace) {
        bail!("`{namespace}` is no name that a namespace can have");
    }
    let text = match options.role {
        true => kit::collect::role(distribution, namespace),
        false => kit::collect::script(distribution, namespace),
    };
    print_bytes(text.as_bytes())?;
    Ok(FINE)
}
