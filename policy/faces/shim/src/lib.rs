//! A waPC guest's side of the protocol (https://wapc.io/docs/spec/), and the module's allocator. All
//! lengths are in bytes.
#![cfg(target_arch = "wasm32")]
#![expect(unsafe_code, reason = "functions of the host, which copies through pointers")]

use std::arch::wasm32::{i8x16_bitmask, i64x2_splat, v128, v128_load, v128_or};
use std::slice;

mod arena;
mod compare;

#[global_allocator]
static ARENA: arena::Arena = arena::Arena;

#[link(wasm_import_module = "wapc")]
unsafe extern "C" {
    fn __guest_request(operation: *mut u8, payload: *mut u8);
    fn __guest_response(bytes: *const u8, length: usize);
    fn __guest_error(bytes: *const u8, length: usize);
    #[rustfmt::skip]
    fn __host_call(
        binding: *const u8,
        binding_length: usize,
        namespace: *const u8,
        namespace_length: usize,
        operation: *const u8,
        operation_length: usize,
        payload: *const u8,
        payload_length: usize,
    ) -> i32;
    fn __host_response_len() -> usize;
    fn __host_response(bytes: *mut u8);
    fn __host_error_len() -> usize;
    fn __host_error(bytes: *mut u8);
}

#[link(wasm_import_module = "wasi_snapshot_preview1")]
unsafe extern "C" {
    fn clock_time_get(clock: u32, precision: u64, nanoseconds: *mut u64) -> u16;
}

/// C's `memcmp`, which the compiler calls.
#[unsafe(no_mangle)]
unsafe extern "C" fn memcmp(left: *const u8, right: *const u8, length: usize) -> i32 {
    // SAFETY: the compiler vouches for that many bytes behind both addresses.
    let [left, right] = [left, right].map(|text| unsafe { slice::from_raw_parts(text, length) });
    compare::compare(left, right)
}

/// Answers one call of the host: 1 with a response, 0 with an error in words.
pub fn serve(
    operation_length: usize,
    payload_length: usize,
    answer: impl FnOnce(&str, &[u8]) -> Result<Vec<u8>, String>,
) -> i32 {
    // SAFETY: nothing outlives a call: the module has no state, and the host has copied its last answer. No host calls a
    // guest that waits for it.
    unsafe { ARENA.reset() };
    let mut operation = Vec::with_capacity(operation_length);
    let mut payload = Vec::with_capacity(payload_length);
    // SAFETY: both buffers are as long as the host said it would write, and live across the call; the host
    // writes them to their ends.
    unsafe {
        __guest_request(operation.as_mut_ptr(), payload.as_mut_ptr());
        operation.set_len(operation_length);
        payload.set_len(payload_length);
    }
    // What is no UTF-8 names no operation, and says nothing.
    let answer = answer(text(&operation).unwrap_or_default(), &payload);
    // SAFETY: the host reads that many bytes from buffers that live across the call.
    unsafe {
        match &answer {
            Ok(bytes) => __guest_response(bytes.as_ptr(), bytes.len()),
            Err(words) => __guest_error(words.as_ptr(), words.len()),
        }
    }
    i32::from(answer.is_ok())
}

/// All bits that are set in one of four times sixteen bytes.
fn union(piece: &[u8; 64]) -> v128 {
    let place = piece.as_ptr().cast::<v128>();
    // SAFETY: a piece has that many bytes, wherever it lies.
    let [one, two, three, four] = [0, 1, 2, 3].map(|at| unsafe { v128_load(place.add(at)) });
    v128_or(v128_or(one, two), v128_or(three, four))
}

/// Bytes as text, if they are UTF-8. Most are ASCII alone, which is told 64 of them at a time.
pub fn text(bytes: &[u8]) -> Option<&str> {
    let is_ascii = match bytes.last_chunk::<64>() {
        Some(last) => {
            let pieces = bytes.as_chunks::<64>().0.iter().chain([last]);
            i8x16_bitmask(pieces.fold(i64x2_splat(0), |all, piece| v128_or(all, union(piece)))) == 0
        }
        None => bytes.iter().all(u8::is_ascii),
    };
    if is_ascii {
        // SAFETY: what is ASCII is UTF-8.
        return Some(unsafe { str::from_utf8_unchecked(bytes) });
    }
    str::from_utf8(bytes).ok()
}

/// Asks the host.
///
/// # Errors
/// What the host says.
#[rustfmt::skip]
pub fn call(binding: &str, namespace: &str, operation: &str, payload: &[u8]) -> Result<Vec<u8>, String> {
    // SAFETY: the host reads that many bytes of each; it then writes as many as it said to a buffer
    // of that length.
    unsafe {
        let answered = __host_call(
            binding.as_ptr(), binding.len(), namespace.as_ptr(), namespace.len(),
            operation.as_ptr(), operation.len(), payload.as_ptr(), payload.len(),
        ) == 1;
        let mut bytes = vec![0; if answered { __host_response_len() } else { __host_error_len() }];
        if answered {
            __host_response(bytes.as_mut_ptr());
            return Ok(bytes);
        }
        __host_error(bytes.as_mut_ptr());
        Err(String::from_utf8(bytes).unwrap_or_default())
    }
}

/// Seconds since 1970, by WASI's clock.
pub fn now() -> Option<i64> {
    let mut nanoseconds = 0;
    // SAFETY: the host writes eight bytes to a live u64.
    let errno = unsafe { clock_time_get(0, 1_000_000_000, &raw mut nanoseconds) };
    (errno == 0).then(|| i64::try_from(nanoseconds / 1_000_000_000).ok())?
}
