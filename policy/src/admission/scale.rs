//! `kubectl scale`: a Scale says the number of pods and nothing else of its workload, so only the rules
//! about that number are asked.

use super::answer::{Answer, Name};
use super::request::Request;
use super::{Desk, installation_of};
use crate::cluster::View;
use crate::engine::{Config, admit_by};
use crate::gather::Gather as _;
use crate::json::Json;
use crate::model::component::Component;
use crate::model::kind::Kind;
use crate::model::object::{Drawn, Object};
use crate::report::Outcome;
use crate::rules::{self, COUNTING, Place};
use crate::wire::Response;

/// Decides a Scale.
///
/// # Errors
/// It is none.
pub fn decide(
    kind: Kind,
    request: &mut Request<'_>,
    config: &Config<'_>,
    cluster: View<'_>,
) -> Result<Response, String> {
    let name = request.name_or_old()?;
    let component = kind.is_workload().then(|| Component::of(&name)).flatten();
    if component != Some(Component::Router) {
        return Ok(Response::accepted());
    }
    let (wanted, stored) = (request.take_object()?, request.take_old()?);
    if !matches!(wanted, Json::Object(_)) {
        return Err("`object` is no Scale".to_owned());
    }
    let bodies = [&wanted, &stored].map(|scale| workload(kind, &name, scale));
    let unseen = Drawn::default();
    let [new, old] = bodies.each_ref().map(|body| Object {
        kind,
        api_version: kind.api_version(),
        namespace: &request.namespace,
        name: &name,
        body,
        index: 0,
        drawn: Some(&unseen),
    });
    let installation = installation_of(&new);
    let judge = |object: &Object<'_>| {
        let counts = |place: &Place| COUNTING.iter().any(|rule| rule.id == place.rule().id);
        let rules = rules::looking_at(object).filter(counts);
        let mut judgements = admit_by(rules, object, &installation, cluster, config);
        judgements.retain(|one| !matches!(one.outcome, Outcome::Pass | Outcome::Skip));
        judgements
    };
    let judgements = judge(&new);
    if judgements.is_empty() {
        return Ok(Response::accepted());
    }
    let stored = if stored.member("spec").is_none() { Vec::new() } else { judge(&old) };
    let desk = Desk {
        installation: &installation,
        cluster,
        config,
        is_audit: false,
        is_new: false,
        is_scale: true,
    };
    let name = Name { kind: kind.name(), name: &name };
    Ok(Answer::of(&name, judgements, stored, &desk).response(&desk))
}

/// The workload as far as a Scale shows it. Scaled to 0 its `spec` is empty: the API's type leaves a
/// zero out (autoscaling/v1).
fn workload(kind: Kind, name: &str, scale: &Json<'_>) -> Json<'static> {
    let object = |members: Vec<(&'static str, Json<'static>)>| {
        Json::Object(members.into_iter().map(|(name, value)| (name.into(), value)).gathered())
    };
    let replicas = match scale.at(&["spec", "replicas"]) {
        Json::Null => Json::integer(0),
        other => other.clone().into_owned(),
    };
    object(vec![
        ("apiVersion", Json::text(kind.api_version())),
        ("kind", Json::text(kind.name())),
        ("metadata", object(vec![("name", Json::text(name))])),
        ("spec", object(vec![("replicas", replicas)])),
    ])
}
