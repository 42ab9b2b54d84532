//! What the policy may ask of whoever runs it.

/// Whoever runs the policy: an engine, a command line, a page.
pub trait Host {
    /// Seconds since 1970, where there is a clock. Whoever needs the same answer twice gives `now`
    /// in the payload instead.
    fn now(&self) -> Option<i64>;

    /// Asks the host, as Kubewarden defines its callbacks: `kubernetes`, `get_resource`, its payload.
    ///
    /// # Errors
    /// What the host says.
    fn call(&self, namespace: &str, operation: &str, payload: &[u8]) -> Result<Vec<u8>, String>;

    /// A payload as text, if it is UTF-8. Whoever can tell that faster does.
    fn text<'p>(&self, payload: &'p [u8]) -> Option<&'p str> {
        std::str::from_utf8(payload).ok()
    }

    /// Whether it takes all memory back when a call ends: then a tree need not be walked to give it back piece by piece.
    fn takes_all_back(&self) -> bool {
        false
    }
}

/// A host that has nothing to say.
#[derive(Debug, Clone, Copy)]
pub struct NoHost;

impl Host for NoHost {
    fn now(&self) -> Option<i64> {
        None
    }

    fn call(&self, _: &str, operation: &str, _: &[u8]) -> Result<Vec<u8>, String> {
        Err(format!("there is no host to ask for `{operation}`"))
    }
}
