//! `policy.wasm`: the policy as a waPC guest. It translates, and has no opinion.
#![cfg(target_arch = "wasm32")]

mod arena;

use policy::{api, host::Host};

#[global_allocator]
static ARENA: arena::Arena = arena::Arena::new();

// The waPC protocol, https://wapc.io/docs/spec/. All lengths in bytes.
#[expect(unsafe_code, reason = "functions of the host")]
#[link(wasm_import_module = "wapc")]
unsafe extern "C" {
    fn __guest_request(operation: *mut u8, payload: *mut u8);
    fn __guest_response(bytes: *const u8, length: usize);
    fn __guest_error(bytes: *const u8, length: usize);
}

#[expect(unsafe_code, reason = "functions of the host")]
#[link(wasm_import_module = "wasi_snapshot_preview1")]
unsafe extern "C" {
    fn clock_time_get(clock: u32, precision: u64, nanoseconds: *mut u64) -> u16;
}

struct Engine;

impl Host for Engine {
    #[expect(unsafe_code, reason = "WASI's clock writes through a pointer")]
    fn now(&self) -> Option<i64> {
        let mut nanoseconds = 0;
        // SAFETY: the host writes eight bytes to a live u64.
        let errno = unsafe { clock_time_get(0, 1_000_000_000, &raw mut nanoseconds) };
        (errno == 0).then(|| i64::try_from(nanoseconds / 1_000_000_000).ok())?
    }

    fn call(&self, operation: &str, _: &[u8]) -> Result<Vec<u8>, String> {
        Err(format!("this build does not ask its host for `{operation}`"))
    }
}

#[expect(unsafe_code, reason = "waPC's entry point: the host copies through pointers")]
#[unsafe(no_mangle)]
extern "C" fn __guest_call(operation_length: usize, payload_length: usize) -> i32 {
    let mut operation = vec![0; operation_length];
    let mut payload = vec![0; payload_length];
    // SAFETY: both buffers are as long as the host said it would write, and live across the call.
    unsafe { __guest_request(operation.as_mut_ptr(), payload.as_mut_ptr()) };
    let operation = String::from_utf8_lossy(&operation);
    let answer = api::call(&operation, &payload, &Engine);
    // SAFETY: the host reads that many bytes from buffers that live across the call.
    unsafe {
        match &answer {
            Ok(bytes) => __guest_response(bytes.as_ptr(), bytes.len()),
            Err(words) => __guest_error(words.as_ptr(), words.len()),
        }
    }
    i32::from(answer.is_ok())
}
