//! The policy's operations, whoever runs them.

use std::sync::Arc;

use policy::api;
use policy::host::Host;
use serde_json::Value;

/// What the policy asks of its host: a namespace, an operation and a payload.
pub type Callback = Arc<dyn Fn(&str, &str, &[u8]) -> Result<Vec<u8>, String> + Send + Sync>;

/// Runs an operation of the policy with a payload, behind a host.
pub type Ask<'a> = &'a dyn Fn(&str, &[u8], &Callback) -> Result<Vec<u8>, String>;

/// A host that nobody can ask.
pub fn nobody() -> Callback {
    Arc::new(|_, operation, _| Err(format!("there is no host to ask for `{operation}`")))
}

/// The core in this very program.
///
/// # Errors
/// The policy's own.
pub fn native(operation: &str, payload: &[u8], host: &Callback) -> Result<Vec<u8>, String> {
    api::call(operation, payload, &Asked(host))
}

struct Asked<'c>(&'c Callback);

impl Host for Asked<'_> {
    fn now(&self) -> Option<i64> {
        None
    }

    fn call(&self, namespace: &str, operation: &str, payload: &[u8]) -> Result<Vec<u8>, String> {
        (self.0)(namespace, operation, payload)
    }
}

/// The answer, which is the same each time.
pub(crate) fn twice(
    ask: Ask<'_>,
    operation: &str,
    payload: &[u8],
    host: &Callback,
) -> Result<Vec<u8>, String> {
    let answer = ask(operation, payload, host);
    assert_eq!(answer, ask(operation, payload, host), "{operation} is not the same twice");
    answer
}

/// An answer as JSON.
pub(crate) fn parsed(answer: &[u8]) -> Value {
    serde_json::from_slice(answer).expect("an answer is JSON")
}
