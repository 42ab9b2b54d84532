//! Builds WebAssembly modules from this very tree, the same bytes on every machine. They have a target folder
//! of their own: the same one would hang on cargo's lock.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, io};

/// The target, which `make` adds to the toolchain.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// Builds packages of the workspace at `root` with a profile of it, and gives the folder of their modules.
///
/// # Errors
/// cargo cannot be run, or did not build them.
pub fn build(root: &Path, target: &Path, profile: &str, packages: &[&str]) -> io::Result<PathBuf> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    // What wraps or instruments the harness's own build has no business in the module.
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy().into_owned();
        let inherited = name.starts_with("CARGO_") && name != "CARGO_HOME";
        if inherited || name.starts_with("RUSTC") || name == "RUSTFLAGS" || name == "RUSTDOCFLAGS" {
            command.env_remove(name);
        }
    }
    let status = command
        .current_dir(root)
        .env("CARGO_ENCODED_RUSTFLAGS", flags(root, profile).join("\u{1f}"))
        .args(["build", "--locked", "--quiet", "--profile", profile, "--target", TARGET])
        .args(packages.iter().flat_map(|package| ["--package", package]))
        .arg("--target-dir")
        .arg(target)
        .status()?;
    if !status.success() {
        return Err(io::Error::other(format!(
            "{} was not built; if the target is missing: rustup target add {TARGET}",
            packages.join(", ")
        )));
    }
    Ok(target.join(TARGET).join(profile))
}

/// Where `make` puts wasm-opt, of the version that the page's lock file pins. Node runs it: the same one, and so the same
/// bytes, on every machine.
const OPTIMIZER: &str = "policy/faces/web/node_modules/binaryen/bin/wasm-opt";

/// wasm-opt within the workspace at `root`, if it is there.
pub fn optimizer(root: &Path) -> Option<PathBuf> {
    Some(root.join(OPTIMIZER)).filter(|path| path.is_file())
}

/// Makes a module smaller.
///
/// # Errors
/// Node cannot be run, or the optimizer failed.
pub fn optimize(optimizer: &Path, from: &Path, to: &Path) -> io::Result<()> {
    let mut command = Command::new("node");
    command.arg(optimizer);
    // What rustc uses, and every engine has.
    for feature in
        ["bulk-memory", "mutable-globals", "nontrapping-float-to-int", "sign-ext", "simd"]
    {
        command.arg(format!("--enable-{feature}"));
    }
    // The first kilobyte is the end of the stack, which nothing points to.
    command.args(["-Oz", "--converge", "--low-memory-unused"]);
    command.args(["--strip-producers", "--strip-target-features"]);
    // What was made before is not taken for what was not made now.
    match std::fs::remove_file(to) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let status = command.arg(from).arg("-o").arg(to).status();
    let status = status.map_err(|error| {
        io::Error::other(format!(
            "node, which runs {}, cannot be run: {error}",
            optimizer.display()
        ))
    })?;
    let failed = || io::Error::other(format!("{} failed", optimizer.display()));
    status.success().then_some(()).ok_or_else(failed)
}

/// The linker pads every index and address that it fills in to five bytes unless it is told not to:
/// a sixteenth of the module.
fn flags(root: &Path, profile: &str) -> Vec<String> {
    let mut flags = remaps(root);
    flags.push("-Clink-arg=--compress-relocations".to_owned());
    flags.push("-Ctarget-feature=+simd128".to_owned());
    // A loop keeps the variables that it was written with: 2 KB and a twentieth of the time less.
    flags.push("-Cllvm-args=-disable-lsr".to_owned());
    // The stack lies before all data. A little below its usual mebibyte, an address takes three bytes instead of
    // four: 2 KB. It ends half a page before the data: what it has no use for there, the policy's allocator gives away,
    // so that a fresh instance touches a page less.
    flags.push("-Clink-arg=-zstack-size=915520".to_owned());
    flags.push("-Clink-arg=--global-base=917504".to_owned());
    // What has no effect but to come to an end is left out, and everything here comes to one. That is what drops JSON,
    // where nothing is given back: 5 KB.
    flags.push("-Cllvm-args=-force-attribute=mustprogress".to_owned());
    // What one of several branches has read is not read before the others: 0.5 KB. (`-enable-gvn-sink` takes 0.8 more, and
    // made two modules of the same sources.)
    flags.push("-Cllvm-args=-enable-load-pre=false".to_owned());
    if profile == "wasm" {
        // Where speed counts, what is marked for it is inlined unless it is very long: 3 KB more, a twelfth of the time less.
        flags.push("-Cllvm-args=-inlinehint-threshold=600".to_owned());
        // Elsewhere only what is hardly longer than the call: 1 KB, and no time that could be measured.
        flags.push("-Cllvm-args=-inline-threshold=3".to_owned());
    }
    flags
}

/// Takes the paths of this machine out of the module, so that every machine builds the same bytes. Of two that fit,
/// the compiler takes the later one.
fn remaps(root: &Path) -> Vec<String> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let sysroot = Command::new(rustc).args(["--print", "sysroot"]).output().ok();
    let sysroot = sysroot.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    let home = env::var("CARGO_HOME").ok().or_else(|| Some(env::var("HOME").ok()? + "/.cargo"));
    let std = sysroot.map(|path| path + "/lib/rustlib/src/rust");
    let workspace = Some(root.display().to_string());
    let registries = home.as_deref().map(registries).unwrap_or_default();
    [(workspace, "/workspace"), (home, "/cargo"), (std, "/rust")]
        .into_iter()
        .chain(registries.into_iter().map(|path| (Some(path), "/crates")))
        .filter_map(|(path, name)| Some(format!("--remap-path-prefix={}={name}", path?)))
        .collect()
}

/// Where the sources of crates lie: a folder for each registry, called after its address. A mirror has another one.
fn registries(home: &str) -> Vec<String> {
    let folders = std::fs::read_dir(Path::new(home).join("registry/src"));
    let folders = folders.into_iter().flatten().flatten();
    let mut paths: Vec<String> =
        folders.map(|folder| folder.path().display().to_string()).collect();
    paths.sort();
    paths
}
