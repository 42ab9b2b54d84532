//! Text to documents.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hostile::source(bytes));
