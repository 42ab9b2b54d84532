//! What the build needs beside cargo. `dev compile FILE` compiles the built-in module ahead of time;
//! `dev policy FILE` writes the module with Kubewarden's metadata, `dev mutating-policy FILE` the same one
//! whose metadata says that it may change objects. `dev reports FOLDER` answers each payload of `review` in it
//! (`NAME.payload`) as both engines do (`NAME.native`, `NAME.wasm`), for tests in other languages.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, anyhow, bail};
use harness::engine::Engine;
use harness::engine::native::Native;
use harness::engine::wasm::{Wasm, precompile};
use kit::annotate::annotate;
use kit::metadata::Metadata;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("dev: {error:#}");
            ExitCode::FAILURE
        }
    }
}

const USAGE: &str = "usage: dev compile|policy|mutating-policy FILE, or dev reports FOLDER";

fn run() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [verb, path] = words.as_slice() else { bail!(USAGE) };
    let annotated = |mutating| {
        let metadata = Metadata::of_this_build(mutating).with_protocol();
        annotate(module::POLICY_WASM, &metadata)
    };
    let bytes = match verb.as_str() {
        "compile" => precompile(module::POLICY_WASM, module::POLICY_WASM_SHA256)
            .map_err(|error| anyhow!("{error}"))?,
        "reports" => return reports(Path::new(path)),
        "policy" => annotated(false)?,
        "mutating-policy" => annotated(true)?,
        _ => bail!(USAGE),
    };
    let path = PathBuf::from(path);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("{}", folder.display()))?;
    }
    // Unchanged bytes keep their date, so that nothing is built again for them.
    if std::fs::read(&path).is_ok_and(|old| old == bytes) {
        return Ok(());
    }
    std::fs::write(&path, bytes).with_context(|| format!("{}", path.display()))
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
