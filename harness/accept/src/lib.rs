//! A guest that accepts everything, on the same shim as policy.wasm: the bench's yardstick.
#![cfg(target_arch = "wasm32")]

#[expect(unsafe_code, reason = "waPC's entry point")]
#[unsafe(no_mangle)]
extern "C" fn __guest_call(operation_length: usize, payload_length: usize) -> i32 {
    shim::serve(operation_length, payload_length, |operation, _| {
        Ok(match operation {
            "protocol_version" => br#""v1""#.to_vec(),
            "validate_settings" => br#"{"valid":true}"#.to_vec(),
            _ => br#"{"accepted":true}"#.to_vec(),
        })
    })
}
