use source::{Bundle, Counting, Question};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::Nobody;

#[wasm_bindgen]
extern "C" {
    /// A function that is called with how many bytes of a file are read.
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
    #[wasm_bindgen(constructor)]
    pub fn new() -> Texts {
        Texts::default()
    }

    /// Takes a file of manifests in.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>, progress: &Progress) {
        self.0.add_with(name, bytes, &mut |read| progress.call(0, read as u32));
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
        let question = Question { now: Some(now), namespace, distribution, workflow_version };
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
