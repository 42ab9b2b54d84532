//! `policy.wasm`: the policy as a waPC guest for Kubewarden. It translates, and has no opinion.
#![cfg(target_arch = "wasm32")]

use policy::{api, host::Host};

struct Engine;

impl Host for Engine {
    fn now(&self) -> Option<i64> {
        shim::now()
    }

    fn call(&self, namespace: &str, operation: &str, payload: &[u8]) -> Result<Vec<u8>, String> {
        shim::call("kubewarden", namespace, operation, payload)
    }

    fn text<'p>(&self, payload: &'p [u8]) -> Option<&'p str> {
        shim::text(payload)
    }

    fn takes_all_back(&self) -> bool {
        true
    }
}

#[expect(unsafe_code, reason = "waPC's entry point")]
#[unsafe(no_mangle)]
extern "C" fn __guest_call(operation_length: usize, payload_length: usize) -> i32 {
    shim::serve(operation_length, payload_length, |operation, payload| {
        api::call(operation, payload, &Engine)
    })
}
