//! Sessions that kwctl recorded (`kwctl run --record-host-capabilities-interactions FILE`): a list of
//! exchanges, each with the request as YAML in a text and the host's answer.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use anyhow::{Context, Result, bail};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::engine::Callback;

/// One exchange.
#[derive(Debug, Clone, Deserialize)]
pub struct Exchange {
    /// The request, as YAML: a tag and its fields.
    pub request: String,
    /// The answer.
    pub response: Answer,
}

/// What the host answered.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "type")]
pub enum Answer {
    /// With this payload.
    Success {
        /// JSON.
        payload: String,
    },
    /// Not.
    Error {
        /// In these words.
        message: String,
    },
}

/// A host that plays a recorded session back, in its order.
///
/// # Errors
/// The text is no recorded session.
pub fn of_session(text: &str) -> Result<Callback> {
    let mut read = source::read(text);
    if let Some(problem) = read.problems.pop() {
        bail!("{}:{}: {}", problem.position.line, problem.position.column, problem.message);
    }
    let json = read.documents.first().map_or("[]", |document| document.json.as_ref());
    // serde's words would repeat what is in it.
    let exchanges: VecDeque<Exchange> =
        serde_json::from_str(json).ok().context("it is no session that kwctl recorded")?;
    let left = Mutex::new(exchanges);
    Ok(Arc::new(move |namespace, operation, payload| {
        let next = left.lock().ok().and_then(|mut left| left.pop_front());
        let Some(exchange) = next else {
            return Err("the list of recorded responses is empty".to_owned());
        };
        let asked = asked(namespace, operation, payload)?;
        let recorded = recorded(&exchange.request)?;
        if asked != recorded {
            return Err(format!("unexpected request: recorded is {recorded}, asked was {asked}"));
        }
        match exchange.response {
            Answer::Success { payload } => Ok(payload.into_bytes()),
            Answer::Error { message } => Err(format!("Callback evaluation failure: {message}")),
        }
    }))
}

/// What was asked, without what hosts of other versions leave out.
fn asked(namespace: &str, operation: &str, payload: &[u8]) -> Result<Value, String> {
    let tag = match (namespace, operation) {
        ("kubernetes", "get_resource") => "KubernetesGetResource",
        ("kubernetes", "list_resources_by_namespace") => "KubernetesListResourceNamespace",
        ("kubernetes", "list_resources_all") => "KubernetesListResourceAll",
        _ => return Err(format!("unknown operation: {namespace}/{operation}")),
    };
    let fields: Value = serde_json::from_slice(payload).map_err(|error| error.to_string())?;
    Ok(known(tag, fields))
}

fn recorded(request: &str) -> Result<Value, String> {
    let (tag, fields) = request.split_once('\n').unwrap_or((request, ""));
    let read = source::read(fields);
    let json = read.documents.first().map_or("{}", |document| document.json.as_ref());
    let fields: Value = serde_json::from_str(json).map_err(|error| error.to_string())?;
    Ok(known(tag.trim().trim_start_matches('!'), fields))
}

fn known(tag: &str, fields: Value) -> Value {
    let pick = |name: &str| fields[name].clone();
    json!([tag, pick("api_version"), pick("kind"), pick("name"), pick("namespace")])
}
