//! The policy as a module for browsers: texts in, reports with places out. It translates, and has no opinion.
#![cfg(target_arch = "wasm32")]

use policy::{api, host::Host};
use source::{Bundle, Counting, Question};
use wasm_bindgen::prelude::wasm_bindgen;

/// Smaller than the standard one, and faster.
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

/// A page has no cluster to ask, and hands the time in.
struct Nobody;

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

#[wasm_bindgen]
extern "C" {
    /// Called with how many bytes of a file are read.
    pub type Progress;
    #[wasm_bindgen(method)]
    fn call(this: &Progress, this_arg: u32, bytes: u32);
}

/// The texts of one review.
#[wasm_bindgen]
#[derive(Default)]
pub struct Texts(Bundle);

#[wasm_bindgen]
impl Texts {
    /// No text yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Texts {
        Texts::default()
    }

    /// Takes a file of manifests in.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>, progress: &Progress) {
        let mut told = 0;
        self.0.add_with(name, bytes, &mut |read| {
            if read >= told + 65_536 {
                told = read;
                progress.call(0, read as u32);
            }
        });
    }

    /// Takes a file of Helm values in; what is none is told in the report.
    pub fn values(&mut self, name: &str, bytes: Vec<u8>) {
        if let Err(words) = self.0.add_values(name, bytes) {
            self.0.unreadable_file(name, format!("it {words}"));
        }
    }

    /// The report as JSON; `settings` is JSON too. An error is a string.
    pub fn review(
        &self,
        settings: &str,
        now: String,
        namespace: Option<String>,
        distribution: Option<String>,
        workflow_version: Option<String>,
    ) -> Result<String, String> {
        let now = Some(now);
        let question = Question { now, namespace, distribution, workflow_version };
        self.0.review(settings, &question, &Nobody, Counting::Utf16)
    }

    /// What the operation `review` would be given.
    pub fn payload(&self, settings: &str, now: String) -> String {
        self.0.payload(settings, &Question { now: Some(now), ..Question::default() })
    }

    /// What the remediations of some results (JSON) change in the texts, as JSON.
    pub fn fix(&self, results: &str) -> Result<String, String> {
        self.0.fix_written(results, Counting::Utf16)
    }
}
