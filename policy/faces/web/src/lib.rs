//! The policy as a module for browsers: texts in, reports with places out. It translates, and has no opinion.
#![cfg(target_arch = "wasm32")]

mod texts;

use policy::{api, host::Host};
use wasm_bindgen::prelude::wasm_bindgen;

/// Smaller than the standard one, and faster.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// A page has no cluster to ask, and hands the time in.
pub(crate) struct Nobody;

impl Host for Nobody {
    fn now(&self) -> Option<i64> {
        None
    }

    fn call(&self, _: &str, operation: &str, _: &[u8]) -> Result<Vec<u8>, String> {
        Err(format!("there is no cluster to ask for `{operation}`"))
    }
}

/// Runs one of the operations that policy.wasm has: bytes in, bytes out. An error is a string.
#[wasm_bindgen]
pub fn call(operation: &str, payload: &[u8]) -> Result<Vec<u8>, String> {
    api::call(operation, payload, &Nobody)
}

/// The only document of a YAML or JSON text, as JSON: settings. An error is a string: line, column and words,
/// with tabs between.
#[wasm_bindgen]
pub fn only(text: &str) -> Result<String, String> {
    let place = |problem: source::Problem| {
        let source::Position { line, column, .. } = problem.position;
        format!("{line}\t{column}\t{}", problem.message)
    };
    source::only(text).map_err(place)
}
