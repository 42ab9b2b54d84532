//! Admission: from one request to a response.

use std::borrow::Cow;

use crate::cluster::NoCluster;
use crate::context::Installation;
use crate::engine::{Config, Judgement, admit};
use crate::json::Json;
use crate::model::distribution::Distribution;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::report::Outcome;
use crate::settings::{OnUnknown, Settings};
use crate::wire::{Members, Response};

/// The parts of an AdmissionRequest that decide.
struct Request<'a> {
    kind: Kind,
    name: Cow<'a, str>,
    namespace: Cow<'a, str>,
    object: Json<'a>,
}

/// Decides one request. What no rule looks at is let in before its object is read.
///
/// # Errors
/// The request has not the form of an AdmissionRequest, or its object is not JSON that can be judged.
pub fn decide(request: Members<'_>, config: &Config) -> Result<Response, String> {
    let Some(request) = concerned(request, &config.settings)? else {
        return Ok(Response { accepted: true, ..Response::default() });
    };
    let Request { kind, name, namespace, object: body } = request;
    let api_version = body.get("apiVersion").as_str().unwrap_or_default();
    let name = body.at(&["metadata", "name"]).as_str().unwrap_or(&name);
    let object = Object {
        kind,
        api_version,
        namespace: &namespace,
        name,
        body: &body,
        index: 0,
        drawn: None,
    };
    let distribution = if name.starts_with(Distribution::Drycc.prefix()) {
        Distribution::Drycc
    } else {
        Distribution::Deis
    };
    let installation = Installation { distribution, namespace: namespace.to_string() };
    let judgements = admit(object, &installation, &NoCluster, config);
    Ok(respond(&object, &judgements, &config.settings))
}

/// The request, if some rule may look at it.
fn concerned<'a>(
    mut request: Members<'a>,
    settings: &Settings,
) -> Result<Option<Request<'a>>, String> {
    let namespace = request.text("namespace")?.unwrap_or_default();
    if !settings.namespaces.iter().any(|one| *one == namespace) {
        return Ok(None);
    }
    let whole = request.text("subResource")?.is_none_or(|sub| sub.is_empty());
    let changes = matches!(request.text("operation")?.as_deref(), Some("CREATE" | "UPDATE"));
    let gvk = request.value("kind")?;
    let (group, word) = (gvk.get("group").as_str().unwrap_or_default(), gvk.get("kind").as_str());
    let kind = word.and_then(|word| Kind::in_group(group, word));
    let Some(kind) = kind.filter(|_| whole && changes) else {
        return Ok(None);
    };
    let name = request.text("name")?.unwrap_or_default();
    Ok(Some(Request { kind, name, namespace, object: request.take("object")? }))
}

fn respond(object: &Object<'_>, judgements: &[Judgement], settings: &Settings) -> Response {
    let said =
        |ids: &str, message: &str| format!("{ids}: {} `{}`: {message}", object.kind, object.name);
    let line = |judgement: &Judgement| said(judgement.rule.id, &judgement.message);
    let denies = |judgement: &&Judgement| {
        judgement.outcome == Outcome::Fail && judgement.rule.severity >= settings.deny_at
    };
    let unknown = |judgement: &&Judgement| judgement.outcome == Outcome::Error;
    let refused: Vec<String> = judgements.iter().filter(denies).map(line).collect();
    let told = |judgement: &&Judgement| {
        !denies(judgement) && !matches!(judgement.outcome, Outcome::Pass | Outcome::Skip)
    };
    let warned = judgements.iter().filter(told);
    let warnings = alike(warned.collect()).map(|(ids, message)| said(&ids, message)).collect();
    let (message, code) = if !refused.is_empty() {
        (Some(refused.join("\n")), Some(400))
    } else if settings.on_unknown == OnUnknown::Deny && judgements.iter().any(|one| unknown(&one)) {
        let untold: Vec<String> = judgements.iter().filter(unknown).map(line).collect();
        (Some(untold.join("\n")), Some(500))
    } else {
        (None, None)
    };
    Response { accepted: message.is_none(), message, code, warnings }
}

/// What judgements say, each message once with the rules that say it: where the cluster cannot be
/// asked, many rules say no more than that.
fn alike(judgements: Vec<&Judgement>) -> impl Iterator<Item = (String, &str)> {
    let mut all: Vec<(String, &str)> = Vec::with_capacity(judgements.len());
    for Judgement { rule, message, .. } in judgements {
        match all.iter_mut().find(|(_, known)| known == message) {
            Some((ids, _)) => {
                ids.push_str(", ");
                ids.push_str(rule.id);
            }
            None => all.push((rule.id.to_owned(), message)),
        }
    }
    all.into_iter()
}
