//! The live cluster: what a review needs of it. It is asked by GET requests alone; kinds are listed in the
//! namespaces of installations only, and Secrets are got by name, never listed.

mod access;
mod ask;
mod gather;
mod list;
mod namespaces;
mod secrets;
mod served;

use std::time::Duration;

use anyhow::{Context, Result};
use kit::needs::Question;
use serde_json::Value;

use crate::cli::Connection;

pub use gather::order;

/// What was gathered.
#[derive(Debug)]
pub struct Gathered {
    /// The objects by kind, namespace and name; the last one says what is known of others.
    pub objects: Vec<Value>,
    /// What a person should know of how it was gathered.
    pub notes: Vec<String>,
}

/// Gathers what a review needs: of one namespace, or of every one that holds a Workflow.
///
/// # Errors
/// The cluster cannot be reached, or gives nothing that could be reviewed.
pub fn gather(
    connection: &Connection,
    namespace: Option<&str>,
    question: &Question,
) -> Result<Gathered> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.context("the cluster cannot be asked")?;
    let gathered = runtime.block_on(async {
        let timeout = Duration::from_secs(connection.timeout);
        let server = access::connect(connection, timeout).await?;
        gather::gather(&server, namespace, question).await
    });
    // A name that is still being looked up is not waited for.
    runtime.shutdown_background();
    gathered
}

/// Whether a name is one that an object can have, and so one that can stand in a path.
pub fn is_name(name: &str) -> bool {
    let plain = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    let bytes = name.as_bytes();
    bytes.len() <= 253
        && bytes.first().is_some_and(plain)
        && bytes.last().is_some_and(plain)
        && bytes.iter().all(|byte| plain(byte) || matches!(byte, b'-' | b'.'))
}
