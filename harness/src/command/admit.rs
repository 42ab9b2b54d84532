//! `admit`: one AdmissionReview, decided as the cluster would have it decided.

use std::path::PathBuf;

use anyhow::{Context, Result, anyhow, bail};
use serde_json::Value;

use super::review::moment;
use super::{FINE, FOUND, engine};
use crate::cli::Admit;
use crate::engine::{Callback, nobody};
use crate::input::Input;
use crate::kubewarden::review::{Request, Response};
use crate::kubewarden::{Grants, of_objects, replay};
use crate::terminal::{is_quiet, print};
use crate::{file, settings};

/// Decides the request, prints the answer, and says how it went.
///
/// # Errors
/// The call is wrong: a path, the request, the settings, the moment.
pub fn run(options: &Admit, compiled: &[u8]) -> Result<u8> {
    let engine = engine(&options.judging.runner, compiled)?;
    let settings = settings::read(options.judging.settings.as_ref(), engine.as_ref())?;
    let request =
        Request::of(document(&options.request)?).with_context(|| file::name(&options.request))?;
    let payload = request.payload(&settings, &moment(options.judging.now.as_deref())?)?;
    let host = host(options, &request)?;
    let answer = engine.ask("validate", &payload, &host)?;
    let response: Response =
        serde_json::from_slice(&answer).context("the policy's response cannot be read")?;
    if !is_quiet() {
        let answer = serde_json::to_string_pretty(&request.answer(&response)?)?;
        print(&(render::inert_json(answer) + "\n"))?;
    }
    Ok(if response.accepted { FINE } else { FOUND })
}

/// The cluster that lookups see: without `--objects` nobody can be asked, which is not the same as a
/// cluster with nothing in it.
fn host(options: &Admit, request: &Request) -> Result<Callback> {
    if let Some(path) = &options.replay {
        let name = file::name(path);
        let bytes = file::read(path)?;
        let text =
            source::decode(&bytes).map_err(|problem| anyhow!("{name}: {}", problem.message))?;
        return replay::of_session(text).context(name);
    }
    if options.objects.is_empty() {
        return Ok(nobody());
    }
    let mut objects = objects(&options.objects)?;
    // What `helm template` prints has no namespace: it goes where the request's object goes.
    for object in &mut objects {
        let namespace = &mut object["metadata"]["namespace"];
        if namespace.is_null() {
            *namespace = request.request["namespace"].clone();
        }
    }
    Ok(of_objects(objects, Grants::default()))
}

fn objects(paths: &[PathBuf]) -> Result<Vec<Value>> {
    let documents = Input::complete(paths)?.objects()?;
    let objects: Vec<Value> = documents.into_iter().flat_map(unpacked).collect();
    let is_object = |one: &Value| {
        one.is_object()
            && one.get("metadata").is_none_or(|metadata| metadata.is_object() || metadata.is_null())
    };
    let names: Vec<String> = paths.iter().map(|path| file::name(path)).collect();
    let names = names.join(", ");
    if !objects.iter().all(is_object) {
        bail!("{names}: it holds something that is no Kubernetes object");
    }
    let is_of_snapshot = |one: &Value| {
        one["kind"] == policy::missing::KIND && one["apiVersion"] == policy::missing::API_VERSION
            || one["kind"] == "Secret" && one.get("reduced").is_some()
    };
    if objects.iter().any(is_of_snapshot) {
        bail!(
            "{names}: it is a snapshot, which is for `review`: admission needs the objects themselves"
        );
    }
    Ok(objects)
}

fn unpacked(mut document: Value) -> Vec<Value> {
    if !document.is_object() {
        return vec![document];
    }
    match document["items"].take() {
        Value::Array(items) => items.into_iter().flat_map(unpacked).collect(),
        items => {
            if !items.is_null() {
                document["items"] = items;
            } else if let Some(members) = document.as_object_mut() {
                members.remove("items");
            }
            vec![document]
        }
    }
}

/// The only document of a file, or of standard input.
fn document(path: &PathBuf) -> Result<Value> {
    let mut documents = objects(std::slice::from_ref(path))?;
    match (documents.pop(), documents.pop()) {
        (Some(one), None) => Ok(one),
        (None, _) => bail!("{} is empty", file::name(path)),
        _ => bail!("{} holds more than one document", file::name(path)),
    }
}
