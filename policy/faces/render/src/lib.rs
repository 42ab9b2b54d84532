//! Reports in every format, as a module for browsers: loaded when somebody exports one.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen::prelude::wasm_bindgen;

/// Smaller than the standard one, and faster.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// A report (JSON) in a format: `text`, `json`, `sarif`, `junit`, `markdown` or `html`. `catalogue` is what
/// the operation `rules` answers. An error is a string.
#[wasm_bindgen]
pub fn render(
    format: &str,
    report: &str,
    catalogue: &str,
    version: &str,
) -> Result<String, String> {
    render::written(format, report, catalogue, version)
}
