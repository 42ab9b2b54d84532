//! A waPC host that counts: wasmtime's fuel is the number of instructions that a call takes, the same on
//! every machine and at every time.

use harness::engine::Callback;
use wasmtime::{Caller, Config, Engine, Extern, Linker, Memory, Module, Store};

/// What the guest and its host hand each other.
struct Wapc {
    request: [Vec<u8>; 2],
    /// What the guest answers.
    answer: Vec<u8>,
    host: Callback,
    /// What the host answers.
    told: Vec<u8>,
}

type Guest<'c> = Caller<'c, Wapc>;

/// A module that is compiled to count.
pub struct Machine {
    module: Module,
    linker: Linker<Wapc>,
}

impl Machine {
    pub fn of(wasm: &[u8]) -> Machine {
        let mut config = Config::new();
        config.consume_fuel(true);
        let engine = Engine::new(&config).expect("an engine");
        let mut linker = Linker::new(&engine);
        wapc(&mut linker).expect("functions");
        Machine { module: Module::new(&engine, wasm).expect("a module"), linker }
    }

    /// How many instructions one call takes on an instance of its own, and what it answers.
    pub fn cost(&self, operation: &str, payload: &[u8], host: &Callback) -> (u64, Vec<u8>) {
        let request = [operation.as_bytes().to_vec(), payload.to_vec()];
        let wapc = Wapc { request, answer: Vec::new(), host: host.clone(), told: Vec::new() };
        let mut store = Store::new(self.module.engine(), wapc);
        store.set_fuel(u64::MAX).expect("it counts");
        let instance = self.linker.instantiate(&mut store, &self.module).expect("an instance");
        let call = instance.get_typed_func::<(u32, u32), u32>(&mut store, "__guest_call");
        let lengths = [operation.len(), payload.len()].map(|one| one.try_into().expect("32 bits"));
        let done = call.expect("waPC's entry").call(&mut store, lengths.into()).expect("no trap");
        assert_eq!(done, 1, "{}", String::from_utf8_lossy(&store.data().answer));
        (u64::MAX - store.get_fuel().expect("it counts"), store.into_data().answer)
    }
}

fn memory(guest: &mut Guest<'_>) -> Memory {
    guest.get_export("memory").and_then(Extern::into_memory).expect("a memory")
}

fn piece(guest: &mut Guest<'_>, start: u32, length: u32) -> Vec<u8> {
    let mut bytes = vec![0; length as usize];
    memory(guest).read(&guest, start as usize, &mut bytes).expect("within its memory");
    bytes
}

fn give(guest: &mut Guest<'_>, start: u32, bytes: &[u8]) {
    memory(guest).write(guest, start as usize, bytes).expect("within its memory");
}

fn wapc(linker: &mut Linker<Wapc>) -> wasmtime::Result<()> {
    let module = "wapc";
    linker.func_wrap(module, "__guest_request", |mut guest: Guest<'_>, name: u32, load: u32| {
        let [operation, payload] = std::mem::take(&mut guest.data_mut().request);
        give(&mut guest, name, &operation);
        give(&mut guest, load, &payload);
    })?;
    for name in ["__guest_response", "__guest_error"] {
        linker.func_wrap(module, name, |mut guest: Guest<'_>, start: u32, length: u32| {
            guest.data_mut().answer = piece(&mut guest, start, length);
        })?;
    }
    linker.func_wrap(module, "__host_call", host_call)?;
    for name in ["__host_response_len", "__host_error_len"] {
        let length = |guest: Guest<'_>| u32::try_from(guest.data().told.len()).expect("32 bits");
        linker.func_wrap(module, name, length)?;
    }
    for name in ["__host_response", "__host_error"] {
        linker.func_wrap(module, name, |mut guest: Guest<'_>, start: u32| {
            let told = std::mem::take(&mut guest.data_mut().told);
            give(&mut guest, start, &told);
        })?;
    }
    let clock = |mut guest: Guest<'_>, _: u32, _: u64, place: u32| -> u32 {
        let noon: u64 = 1_793_534_400_000_000_000;
        give(&mut guest, place, &noon.to_le_bytes());
        0
    };
    linker.func_wrap("wasi_snapshot_preview1", "clock_time_get", clock)?;
    Ok(())
}

#[expect(clippy::too_many_arguments, reason = "waPC's")]
fn host_call(
    mut guest: Guest<'_>,
    _: u32,
    _: u32,
    space: u32,
    space_length: u32,
    name: u32,
    name_length: u32,
    load: u32,
    load_length: u32,
) -> u32 {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
    let space = text(piece(&mut guest, space, space_length));
    let operation = text(piece(&mut guest, name, name_length));
    let payload = piece(&mut guest, load, load_length);
    let told = (guest.data().host.clone())(&space, &operation, &payload);
    let answered = told.is_ok();
    guest.data_mut().told = told.unwrap_or_else(String::into_bytes);
    answered.into()
}
