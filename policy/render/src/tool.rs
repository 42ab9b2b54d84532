use serde::Serialize;

/// What made a report; outside of what engines agree on byte for byte.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct Tool<'a> {
    /// The version of the command or of the page.
    pub version: &'a str,
    /// The SHA-256 of policy.wasm as a policy server loads it, in hexadecimal; none where the core ran natively.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub module: Option<&'a str>,
    /// `wasm` or `native`.
    pub engine: &'a str,
}

impl Tool<'_> {
    /// The name of the tool.
    pub(crate) const NAME: &'static str = "workflow-readiness";
}
