//! The native core: the oracle that the module is compared with.

use policy::api;
use policy::host::NoHost;

use super::{Engine, Failure};

/// The policy, compiled into this very program.
#[derive(Debug, Clone, Copy)]
pub struct Native;

impl Engine for Native {
    fn name(&self) -> &'static str {
        "native"
    }

    fn digest(&self) -> Option<&str> {
        None
    }

    fn call(&self, operation: &str, payload: &[u8]) -> Result<Vec<u8>, Failure> {
        api::call(operation, payload, &NoHost).map_err(Failure::Refused)
    }
}
