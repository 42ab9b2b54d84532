//! The module in wasmtime, on the waPC host that Kubewarden runs on, with limits of memory and time.

use std::time::Duration;

use wapc::WapcHost;
use wasmtime::{Config, Module};
use wasmtime_provider::{
    EpochDeadlines, ResourceLimits, WasmtimeEngineProviderBuilder, WasmtimeEngineProviderPre,
};

use super::{Engine, Failure};

/// How long one operation may take.
pub const TIME_LIMIT: Duration = Duration::from_secs(60);
/// How much memory the module may have, in bytes.
pub const MEMORY_LIMIT: usize = 2 << 30;
const TICK: Duration = Duration::from_millis(100);

/// The machine that modules are compiled for ahead of time: this program's target without the
/// features of the processor that builds it.
pub const TARGET: &str = env!("HARNESS_TARGET");

/// A module in wasmtime.
pub struct Wasm {
    provider: WasmtimeEngineProviderPre,
    digest: String,
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
        let digest = module::POLICY_WASM_SHA256;
        let engine = engine()?;
        let module = match compiled.strip_prefix(digest.as_bytes()) {
            // SAFETY: the bytes are what `precompile` wrote for this very module, embedded at build time.
            #[expect(unsafe_code, reason = "wasmtime trusts what it compiled itself")]
            Some(code) => unsafe { Module::deserialize(&engine, code) },
            None => Module::new(&engine, module::POLICY_WASM),
        };
        Wasm::of(engine, module, digest)
    }

    /// A module from elsewhere, compiled now.
    ///
    /// # Errors
    /// The bytes are no module, or one that asks for more than waPC and WASI give.
    pub fn load(bytes: &[u8], digest: &str) -> Result<Wasm, Failure> {
        let engine = engine()?;
        let module = Module::new(&engine, bytes);
        Wasm::of(engine, module, digest)
    }

    fn of(
        engine: wasmtime::Engine,
        module: wasmtime::Result<Module>,
        digest: &str,
    ) -> Result<Wasm, Failure> {
        start_clock(&engine);
        let limits = ResourceLimits { max_memory_size: Some(MEMORY_LIMIT), ..Default::default() };
        let provider = WasmtimeEngineProviderBuilder::new()
            .engine(engine)
            .module(module.map_err(not_loaded)?)
            .enable_resource_limits(limits)
            .build_pre()
            .map_err(not_loaded)?;
        Ok(Wasm { provider, digest: digest.to_owned() })
    }

    /// A fresh instance, as a policy server makes one for each request.
    ///
    /// # Errors
    /// The module cannot be started.
    pub fn instance(&self) -> Result<WapcHost, Failure> {
        let ticks = u64::try_from(TIME_LIMIT.as_millis() / TICK.as_millis()).unwrap_or(u64::MAX);
        let deadlines = EpochDeadlines { wapc_init: ticks, wapc_func: ticks };
        let provider = self.provider.rehydrate(Some(deadlines)).map_err(not_loaded)?;
        WapcHost::new(Box::new(provider), None).map_err(not_loaded)
    }
}

/// Runs an operation on an instance that is there already.
///
/// # Errors
/// As [`Engine::call`].
pub fn call(instance: &WapcHost, operation: &str, payload: &[u8]) -> Result<Vec<u8>, Failure> {
    instance.call(operation, payload).map_err(|error| match error {
        wapc::errors::Error::GuestCallFailure(words) => failure(words),
        other => Failure::Trapped(other.to_string()),
    })
}

impl Engine for Wasm {
    fn name(&self) -> &'static str {
        "wasm"
    }

    fn digest(&self) -> Option<&str> {
        Some(&self.digest)
    }

    fn call(&self, operation: &str, payload: &[u8]) -> Result<Vec<u8>, Failure> {
        call(&self.instance()?, operation, payload)
    }
}

/// The host gives a trap and the policy's own words through the same door; wasmtime's begin alike.
fn failure(words: String) -> Failure {
    if words.contains("execution deadline exceeded") {
        Failure::TimedOut
    } else if words.contains("error while executing at wasm backtrace")
        || words.contains("wasm trap")
    {
        let cause = words.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default();
        let short = if words.contains("wasm trap") { cause.trim() } else { "it trapped" };
        Failure::Trapped(short.to_owned())
    } else {
        Failure::Refused(words)
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
