//! What the build needs beside cargo. `dev compile FILE` compiles the built-in module ahead of time, and writes
//! beside it the digest of what a policy server loads; `dev policy FILE` writes that: the module with Kubewarden's
//! metadata. `dev mutating-policy FILE` writes the same one whose metadata says that it may change objects, and
//! `dev rebuilt-policy FOLDER FILE` one that is built anew, from a copy of the sources. `dev reports FOLDER` answers
//! each payload of `review` in it (`NAME.payload`) as both engines do (`NAME.native`, `NAME.wasm`), for tests in
//! other languages.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow, bail};
use harness::enforced::{self, enforced};
use harness::engine::Engine;
use harness::engine::native::Native;
use harness::engine::wasm::{Wasm, precompile};

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("dev: {error:#}");
            ExitCode::FAILURE
        }
    }
}

const USAGE: &str = "usage: dev compile|policy|mutating-policy FILE, dev rebuilt-policy FOLDER FILE, or dev reports FOLDER";

fn run() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["compile", file] => compile(Path::new(file)),
        ["policy", file] => write(Path::new(file), &enforced(module::POLICY_WASM, false)?),
        ["mutating-policy", file] => write(Path::new(file), &enforced(module::POLICY_WASM, true)?),
        ["rebuilt-policy", folder, file] => write(Path::new(file), &rebuilt(Path::new(folder))?),
        ["reports", folder] => reports(Path::new(folder)),
        _ => bail!(USAGE),
    }
}

fn compile(file: &Path) -> Result<()> {
    let compiled = precompile(module::POLICY_WASM, module::POLICY_WASM_SHA256)
        .map_err(|error| anyhow!("{error}"))?;
    write(file, &compiled)?;
    let digest = enforced::sha256(&enforced(module::POLICY_WASM, false)?);
    write(&file.with_extension("cwasm.sha256"), digest.as_bytes())
}

fn rebuilt(sources: &Path) -> Result<Vec<u8>> {
    let sources = sources.canonicalize().with_context(|| format!("{}", sources.display()))?;
    let built = wasm::build(&sources, &sources.join("target"), "wasm", &["policy-wapc"])?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let optimizer = wasm::optimizer(&root).context("wasm-opt is missing: `make setup-web`")?;
    let [from, to] = ["policy_wapc.wasm", "optimized.wasm"].map(|name| built.join(name));
    wasm::optimize(&optimizer, &from, &to)?;
    Ok(enforced(&std::fs::read(to)?, false)?)
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("{}", folder.display()))?;
    }
    // Unchanged bytes keep their date, so that nothing is built again for them.
    if std::fs::read(path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    std::fs::write(path, bytes).with_context(|| format!("{}", path.display()))
}

fn reports(folder: &Path) -> Result<()> {
    let module = Wasm::load(module::POLICY_WASM, module::POLICY_WASM_SHA256)?;
    let engines: [(&str, &dyn Engine); 2] = [("native", &Native), ("wasm", &module)];
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_none_or(|extension| extension != "payload") {
            continue;
        }
        let payload = std::fs::read(&path)?;
        for (name, engine) in engines {
            let answer = engine.call("review", &payload).map_err(|error| anyhow!("{error}"))?;
            std::fs::write(path.with_extension(name), answer)?;
        }
    }
    Ok(())
}
