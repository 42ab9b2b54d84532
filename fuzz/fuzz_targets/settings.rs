//! Settings, as JSON and as YAML.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hostile::settings(bytes, &hostile::native));
