//! Manifests, values and payloads of the operation `review`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hostile::review(bytes, &hostile::native));
