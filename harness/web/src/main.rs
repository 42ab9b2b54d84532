//! `dev-web FOLDER` builds the browser's modules, with the scripts that start them and their types, and
//! writes the JSON Schemas that the package's types come from.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use anyhow::{Context, Result, bail};
use policy::wire::Catalogue;
use wasm_bindgen_cli_support::Bindgen;

/// The packages of the modules, and how their files are called.
const MODULES: [(&str, &str); 2] = [("policy-web", "policy"), ("policy-render", "render")];

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("dev-web: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let words: Vec<String> = env::args().skip(1).collect();
    let [folder] = words.as_slice() else { bail!("usage: dev-web FOLDER") };
    let folder = PathBuf::from(folder);
    fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).context("no workspace")?;
    let packages = MODULES.map(|(package, _)| package);
    let built = wasm::build(root, &folder.join("target"), "web", &packages)?;
    for (package, name) in MODULES {
        let file = built.join(package.replace('-', "_")).with_extension("wasm");
        Bindgen::new()
            .input_path(file)
            .out_name(name)
            .web(true)?
            .omit_default_module_path(true)
            .typescript(true)
            .reset_state_function(true)
            .remove_name_section(true)
            .remove_producers_section(true)
            .generate(&folder)
            .with_context(|| format!("{package}: its bindings"))?;
    }
    let catalogue = serde_json::to_string(&Catalogue::of_this_build())?;
    fs::write(folder.join("catalogue.json"), catalogue)?;
    for (name, schema) in kit::schema::all() {
        let path = folder.join(name).with_extension("schema.json");
        fs::write(&path, serde_json::to_string_pretty(&schema)? + "\n")
            .with_context(|| path.display().to_string())?;
    }
    Ok(())
}
