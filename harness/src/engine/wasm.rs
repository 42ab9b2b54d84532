//! The module in wasmtime, on the waPC host that Kubewarden runs on, with limits of memory and time.

use std::sync::Arc;
use std::time::Duration;

use wapc::WapcHost;
use wasmtime::{Config, Module};
use wasmtime_provider::{
    EpochDeadlines, ResourceLimits, WasmtimeEngineProviderBuilder, WasmtimeEngineProviderPre,
};

use super::{Callback, Engine, Failure, nobody};
use crate::enforced;

const TICK: Duration = Duration::from_millis(100);

/// What a module may take.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How long one operation may take.
    pub time: Duration,
    /// How much memory the module may have, in bytes.
    pub memory: usize,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { time: Duration::from_secs(60), memory: 2 << 30 }
    }
}

/// The machine that modules are compiled for ahead of time: this program's target without the
/// features of the processor that builds it.
pub const TARGET: &str = env!("HARNESS_TARGET");

/// A module in wasmtime.
pub struct Wasm {
    provider: WasmtimeEngineProviderPre,
    digest: String,
    limits: Limits,
}

/// An instance of a module: one linear memory, used again by each call.
pub struct Instance {
    host: WapcHost,
    limits: Limits,
}

/// How modules are compiled; the same at build time and at run time, or wasmtime refuses them.
///
/// # Errors
/// wasmtime does not know [`TARGET`].
pub fn config() -> wasmtime::Result<Config> {
    let mut config = Config::new();
    config.target(TARGET)?;
    config.epoch_interruption(true);
    Ok(config)
}

/// Compiles a module ahead of time, with the digest of its bytes before it.
///
/// # Errors
/// The bytes are no module.
pub fn precompile(wasm: &[u8], digest: &str) -> wasmtime::Result<Vec<u8>> {
    let compiled = wasmtime::Engine::new(&config()?)?.precompile_module(wasm)?;
    Ok([digest.as_bytes(), &compiled].concat())
}

impl Wasm {
    /// The module that was built with this program; `compiled` is what [`precompile`] made of it, or
    /// empty.
    ///
    /// # Errors
    /// wasmtime cannot run on this machine.
    pub fn built_in(compiled: &[u8]) -> Result<Wasm, Failure> {
        let engine = engine()?;
        let module = match compiled.strip_prefix(module::POLICY_WASM_SHA256.as_bytes()) {
            // SAFETY: the bytes are what `precompile` wrote for this very module, embedded at build time.
            #[expect(unsafe_code, reason = "wasmtime trusts what it compiled itself")]
            Some(code) => unsafe { Module::deserialize(&engine, code) },
            None => Module::new(&engine, module::POLICY_WASM),
        };
        Wasm::of(engine, module, enforced::digest(), Limits::default())
    }

    /// A module from elsewhere, compiled now.
    ///
    /// # Errors
    /// The bytes are no module, or one that asks for more than waPC and WASI give.
    pub fn load(bytes: &[u8], digest: &str) -> Result<Wasm, Failure> {
        Wasm::load_with(bytes, digest, Limits::default())
    }

    /// A module from elsewhere, with limits of its own.
    ///
    /// # Errors
    /// As [`Wasm::load`].
    pub fn load_with(bytes: &[u8], digest: &str, limits: Limits) -> Result<Wasm, Failure> {
        // wasmtime would read text as well, and repeat a line of it where it is none of WebAssembly.
        if !bytes.starts_with(b"\0asm") {
            return Err(Failure::NotLoaded("it is no WebAssembly module".to_owned()));
        }
        let engine = engine()?;
        let module = Module::new(&engine, bytes);
        Wasm::of(engine, module, digest, limits)
    }

    fn of(
        engine: wasmtime::Engine,
        module: wasmtime::Result<Module>,
        digest: &str,
        limits: Limits,
    ) -> Result<Wasm, Failure> {
        start_clock(&engine);
        let memory = ResourceLimits { max_memory_size: Some(limits.memory), ..Default::default() };
        let provider = WasmtimeEngineProviderBuilder::new()
            .engine(engine)
            .module(module.map_err(not_loaded)?)
            .enable_resource_limits(memory)
            .build_pre()
            .map_err(not_loaded)?;
        Ok(Wasm { provider, digest: digest.to_owned(), limits })
    }

    /// A fresh instance, as a policy server makes one for each request; it asks nobody.
    ///
    /// # Errors
    /// The module cannot be started.
    pub fn instance(&self) -> Result<Instance, Failure> {
        self.instance_of(&nobody())
    }

    fn instance_of(&self, host: &Callback) -> Result<Instance, Failure> {
        let ticks = self.limits.time.as_millis() / TICK.as_millis();
        let ticks = u64::try_from(ticks).unwrap_or(u64::MAX);
        let deadlines = EpochDeadlines { wapc_init: ticks, wapc_func: ticks };
        let provider = self.provider.rehydrate(Some(deadlines)).map_err(not_loaded)?;
        let host = Arc::clone(host);
        let answer =
            move |_: u64, binding: &str, namespace: &str, operation: &str, payload: &[u8]| {
                match binding {
                    "kubewarden" => host(namespace, operation, payload).map_err(Into::into),
                    other => Err(format!("unknown binding: {other}").into()),
                }
            };
        let host = WapcHost::new(Box::new(provider), Some(Box::new(answer))).map_err(not_loaded)?;
        Ok(Instance { host, limits: self.limits })
    }
}

/// Runs an operation on an instance that is there already.
///
/// # Errors
/// As [`Engine::call`].
pub fn call(instance: &Instance, operation: &str, payload: &[u8]) -> Result<Vec<u8>, Failure> {
    let limits = instance.limits;
    instance.host.call(operation, payload).map_err(|error| match error {
        wapc::errors::Error::GuestCallFailure(words) => failure(words, limits),
        other => Failure::Trapped { cause: other.to_string(), memory: limits.memory },
    })
}

impl Engine for Wasm {
    fn name(&self) -> &'static str {
        "wasm"
    }

    fn digest(&self) -> Option<&str> {
        Some(&self.digest)
    }

    fn ask(&self, operation: &str, payload: &[u8], host: &Callback) -> Result<Vec<u8>, Failure> {
        call(&self.instance_of(host)?, operation, payload)
    }
}

/// The host gives a trap and the policy's own words through the same door.
fn failure(words: String, limits: Limits) -> Failure {
    if words.contains("execution deadline exceeded") {
        return Failure::TimedOut(limits.time);
    }
    let trapped = words.contains("error while executing at wasm backtrace");
    match words.rsplit_once("wasm trap: ") {
        Some((_, cause)) => {
            Failure::Trapped { cause: cause.trim().to_owned(), memory: limits.memory }
        }
        None if trapped => Failure::Trapped { cause: "a trap".to_owned(), memory: limits.memory },
        None => Failure::Refused(words),
    }
}

fn engine() -> Result<wasmtime::Engine, Failure> {
    config().and_then(|config| wasmtime::Engine::new(&config)).map_err(not_loaded)
}

fn not_loaded(error: impl std::fmt::Display) -> Failure {
    Failure::NotLoaded(error.to_string())
}

/// Ticks for as long as the engine is in use.
fn start_clock(engine: &wasmtime::Engine) {
    let engine = engine.weak();
    std::thread::spawn(move || {
        while let Some(engine) = engine.upgrade() {
            engine.increment_epoch();
            drop(engine);
            std::thread::sleep(TICK);
        }
    });
}
