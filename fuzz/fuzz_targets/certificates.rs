//! Certificates and keys, as such and in a Secret.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| hostile::certificates(bytes, &hostile::native));
