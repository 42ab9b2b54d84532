//! The module, in wasmtime.

use std::sync::OnceLock;

use harness::engine::Engine;
use harness::engine::wasm::Wasm;

/// An instance for each call: a tenth of the cases takes about as long as all of them natively.
pub const ONE_IN: u32 = 10;

pub fn module() -> &'static Wasm {
    static MODULE: OnceLock<Wasm> = OnceLock::new();
    MODULE.get_or_init(|| Wasm::built_in(&[]).expect("the module"))
}

pub fn engine(operation: &str, payload: &[u8]) -> Result<Vec<u8>, String> {
    module().call(operation, payload).map_err(|failure| failure.to_string())
}
