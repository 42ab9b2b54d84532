//! The module as a file: what it asks its host for, and what happens when it misbehaves.

use std::time::Duration;

use harness::engine::wasm::{Limits, Wasm, precompile};
use harness::engine::{Engine, Failure};
use wasmparser::{Parser, Payload};

#[test]
fn the_module_imports_nothing_but_wapc_and_a_clock() {
    let mut imports = Vec::new();
    let mut exports = Vec::new();
    for payload in Parser::new(0).parse_all(module::POLICY_WASM) {
        match payload.expect("a module") {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    let import = import.expect("an import");
                    imports.push(format!("{}.{}", import.module, import.name));
                }
            }
            Payload::ExportSection(section) => {
                exports.extend(
                    section.into_iter().map(|export| export.expect("an export").name.to_owned()),
                );
            }
            Payload::StartSection { .. } => panic!("with epochs on, a start section traps on load"),
            _ => {}
        }
    }
    imports.sort();
    assert_eq!(
        imports,
        [
            "wapc.__guest_error",
            "wapc.__guest_request",
            "wapc.__guest_response",
            "wapc.__host_call",
            "wapc.__host_error",
            "wapc.__host_error_len",
            "wapc.__host_response",
            "wapc.__host_response_len",
            "wasi_snapshot_preview1.clock_time_get",
        ]
    );
    assert!(exports.contains(&"memory".to_owned()));
    assert!(exports.contains(&"__guest_call".to_owned()));
}

#[test]
fn the_module_stays_under_280_kilobytes() {
    let bytes = module::POLICY_WASM.len();
    assert!(bytes < 280_000, "{bytes} bytes; without wasm-opt, which `make` adds, there are more");
}

#[test]
fn a_module_compiled_ahead_of_time_answers_the_same() {
    let compiled = precompile(module::POLICY_WASM, module::POLICY_WASM_SHA256).expect("compiled");
    let ahead = Wasm::built_in(&compiled).expect("a module");
    let now = Wasm::built_in(&[]).expect("a module");
    assert_eq!(ahead.call("rules", b""), now.call("rules", b""));
}

#[test]
fn code_compiled_for_another_module_is_not_run() {
    let mut compiled =
        precompile(module::POLICY_WASM, module::POLICY_WASM_SHA256).expect("compiled");
    compiled[0] ^= 1;
    assert!(Wasm::built_in(&compiled).is_ok_and(|module| module.call("rules", b"").is_ok()));
}

/// A waPC guest whose only function does this.
fn guest(body: &str) -> Wasm {
    let text = format!(
        r#"(module (memory (export "memory") 1)
             (func $down (param i32) (result i32) (call $down (i32.add (local.get 0) (i32.const 1))))
             (func (export "__guest_call") (param i32 i32) (result i32) {body}))"#
    );
    let bytes = wat::parse_str(text).expect("a module");
    let limits = Limits { time: Duration::from_millis(300), memory: 1 << 20 };
    Wasm::load_with(&bytes, "0", limits).expect("a module")
}

#[test]
fn an_endless_module_is_stopped_and_told_of() {
    let failure =
        guest("(loop $on (br $on)) (i32.const 0)").call("review", b"{}").expect_err("stopped");
    assert!(matches!(failure, Failure::TimedOut(_)), "{failure:?}");
    assert!(failure.to_string().contains("was stopped"), "{failure}");
}

#[test]
fn a_trap_is_an_error_in_words() {
    let failure = guest("unreachable").call("review", b"{}").expect_err("trapped");
    assert!(matches!(failure, Failure::Trapped { .. }), "{failure:?}");
    assert!(failure.to_string().contains("the policy module stopped"), "{failure}");
    assert!(!failure.to_string().contains("backtrace"), "{failure}");
}

#[test]
fn deep_recursion_is_an_error_in_words() {
    let failure = guest("(call $down (i32.const 0))").call("review", b"{}").expect_err("trapped");
    assert!(matches!(failure, Failure::Trapped { .. }), "{failure:?}");
}

#[test]
fn memory_beyond_the_limit_is_refused_to_the_module() {
    let failure = guest("(if (i32.eq (memory.grow (i32.const 100)) (i32.const -1)) (then unreachable)) (i32.const 1)")
        .call("review", b"{}")
        .expect_err("no memory");
    assert!(matches!(failure, Failure::Trapped { .. }), "{failure:?}");
}

#[test]
fn bytes_that_are_no_module_are_told() {
    let failure = Wasm::load(b"no module", "0").err().expect("no module");
    assert!(matches!(failure, Failure::NotLoaded(_)), "{failure:?}");
}

#[path = "../../../policy/faces/shim/src/compare.rs"]
mod compare;

#[test]
fn the_module_compares_bytes_as_the_standard_library_does() {
    let text: Vec<u8> = (0..40).map(|byte| byte * 37 + 100).collect();
    for length in 0..=text.len() {
        let text = &text[..length];
        assert_eq!(compare::compare(text, text), 0);
        for place in 0..length {
            for byte in [0, 99, text[place].wrapping_add(1), 255] {
                let mut other = text.to_vec();
                other[place] = byte;
                // What differs behind the first difference does not count.
                other[length - 1] ^= 0x80;
                let order = compare::compare(text, &other).cmp(&0);
                assert_eq!(order, text.cmp(&other), "{length} {place} {byte}");
            }
        }
    }
}
