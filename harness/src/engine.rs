//! Engines: two ways to run the policy that must answer byte for byte the same.

pub mod native;
pub mod wasm;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// What the policy asks of its host while it decides: a namespace, an operation and a payload, as
/// Kubewarden's callbacks have them.
///
/// # Errors
/// What the host says.
pub type Callback = Arc<dyn Fn(&str, &str, &[u8]) -> Result<Vec<u8>, String> + Send + Sync>;

/// A host that nobody can ask for anything.
pub fn nobody() -> Callback {
    Arc::new(|_, operation, _| Err(format!("there is no host to ask for `{operation}`")))
}

/// Something that runs the policy's operations.
pub trait Engine {
    /// How the report names it.
    fn name(&self) -> &'static str;

    /// The SHA-256 of the module that it runs, as a policy server loads it, in hexadecimal; none if it runs none.
    fn digest(&self) -> Option<&str>;

    /// Runs an operation that may ask its host.
    ///
    /// # Errors
    /// The policy refuses the payload, or the engine could not run it to its end.
    fn ask(&self, operation: &str, payload: &[u8], host: &Callback) -> Result<Vec<u8>, Failure>;

    /// Runs an operation.
    ///
    /// # Errors
    /// As [`Engine::ask`].
    fn call(&self, operation: &str, payload: &[u8]) -> Result<Vec<u8>, Failure> {
        self.ask(operation, payload, &nobody())
    }
}

/// Why an operation has no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The policy says what is wrong with the payload.
    Refused(String),
    /// The module was stopped: it needed more time than it has.
    TimedOut(Duration),
    /// The module stopped: out of memory, or an error in it.
    Trapped {
        /// What stopped it.
        cause: String,
        /// How much memory it may have, in bytes.
        memory: usize,
    },
    /// There is no module to run.
    NotLoaded(String),
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Refused(words) => formatter.write_str(words),
            Failure::TimedOut(limit) => {
                let limit = limit.as_secs_f32();
                write!(
                    formatter,
                    "the policy took longer than {limit} seconds and was stopped; give it less at a time"
                )
            }
            Failure::Trapped { cause, memory } => {
                let memory = memory >> 20;
                write!(
                    formatter,
                    "the policy module stopped ({cause}), most likely since it needs more than the {memory} MiB of memory that it may have: give it less at a time, or report this"
                )
            }
            Failure::NotLoaded(words) => {
                write!(formatter, "the policy module cannot be used: {words}")
            }
        }
    }
}

impl std::error::Error for Failure {}
