//! Requests, and what a host answers to their questions.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hostile::validate(bytes, &hostile::native));
