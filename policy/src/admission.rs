//! Admission: from one request to a response. Only what the request's own object brings in is kept
//! out; what runs already may be edited, and what is missing elsewhere is told.

mod answer;
mod deletion;
mod mend;
mod ratchet;
mod request;
mod scale;

use std::borrow::Cow;
use std::mem;

use crate::cluster::View;
use crate::context::{Context, Installation};
use crate::engine::{Config, Judgement, admit};
use crate::finding::Cause;
use crate::host::Host;
use crate::json::Json;
use crate::lookup::{HostCluster, Store};
use crate::model::distribution::{Distribution, version};
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::report::Outcome;
use crate::settings::Action;
use crate::wire::{Members, Response};
use crate::workflow::autoscaler::Autoscaler;
use crate::workflow::losses::Loss;
pub(crate) use answer::clean;
use answer::{Answer, Name};
use request::{Change, Concern, Request};
use words::words;

/// Decides one request. What no rule looks at is let in before its object is read. Called: what reading the request keeps on
/// the stack would lie below every rule otherwise.
///
/// # Errors
/// The request has not the form of an AdmissionRequest, or its object is not JSON that can be judged.
#[inline(never)]
pub fn decide(
    request: Members<'_>,
    config: &Config<'_>,
    host: &dyn Host,
) -> Result<Response, String> {
    let Some(mut concern) = Concern::of(request, &config.settings)? else {
        return Ok(Response::accepted());
    };
    let (Concern::Namespace(_, request) | Concern::Object(_, request)) = &concern;
    if let Some(response) = exempted(request, config)? {
        return Ok(response);
    }
    let response = match &mut concern {
        Concern::Namespace(name, request) => deletion::of_namespace(name, request, config),
        Concern::Object(kind, request) => answered(*kind, request, config, host),
    };
    config.clock.check()?;
    response
}

fn answered(
    kind: Kind,
    request: &mut Request<'_>,
    config: &Config<'_>,
    host: &dyn Host,
) -> Result<Response, String> {
    let store = Store::default();
    let cluster = HostCluster::of(host, &store, &config.settings.lists);
    match request.change {
        Change::Delete => deletion::of_object(kind, request, config, View::of(&cluster.fresh())),
        Change::Scale => scale::decide(kind, request, config, View::of(&cluster)),
        Change::Create | Change::Update => {
            let mut trees = (request.take_object()?, Json::Null);
            let response = put(kind, request, &mut trees, config, View::of(&cluster));
            if host.takes_all_back() {
                mem::forget(trees);
            }
            response
        }
    }
}

/// The HorizontalPodAutoscaler's controller: refused, it would ask again for ever. What it may do is
/// judged on the autoscaler.
const AUTOSCALER: &str = "system:serviceaccount:kube-system:horizontal-pod-autoscaler";

/// The answer to somebody who is not judged, if it is one.
fn exempted(request: &Request<'_>, config: &Config<'_>) -> Result<Option<Response>, String> {
    let exempt = &config.settings.exempt;
    let nobody = exempt.users.is_empty() && exempt.groups.is_empty();
    if nobody && request.change != Change::Scale {
        return Ok(None);
    }
    let user = request.user()?;
    let named = exempt.users.contains(&user.name)
        || request.change == Change::Scale && user.name == AUTOSCALER;
    let group = exempt.groups.iter().find(|group| user.groups.contains(group));
    Ok(match (named, group) {
        (true, _) => Some(Answer::exempt("user", &user.name)),
        (false, Some(group)) => Some(Answer::exempt("group", group)),
        (false, None) => None,
    })
}

/// Everything that judging an object needs beside it.
struct Desk<'d> {
    installation: &'d Installation,
    cluster: View<'d>,
    config: &'d Config<'d>,
    /// Whether only an audit asks.
    is_audit: bool,
    /// Whether the object is new.
    is_new: bool,
    /// Whether only the number of pods is asked for.
    is_scale: bool,
}

impl Desk<'_> {
    fn judge(&self, object: &Object<'_>) -> Vec<Judgement> {
        let mut judgements = admit(object, self.installation, self.cluster, self.config);
        judgements.retain(|one| !matches!(one.outcome, Outcome::Pass | Outcome::Skip));
        judgements
    }

    /// Whether a judgement alone keeps the object out, whatever is stored.
    fn refuses(&self, judgement: &Judgement) -> bool {
        let settings = &self.config.settings;
        let asked = settings.action(judgement.rule.id) == Some(Action::Deny);
        let lies_here = match judgement.cause {
            Cause::Here => true,
            Cause::Chart => !self.is_new || asked,
            Cause::Elsewhere => false,
        };
        judgement.outcome == Outcome::Fail
            && judgement.severity >= settings.deny_at
            && (lies_here || self.is_audit)
    }
}

/// An object that is put into the cluster; what is stored of it is read only where it can change the answer.
fn put<'r>(
    kind: Kind,
    request: &mut Request<'r>,
    (body, stored): &mut (Json<'r>, Json<'r>),
    config: &Config<'_>,
    cluster: View<'_>,
) -> Result<Response, String> {
    let body = &*body;
    let is_audit = request.is_audit(kind, body)?;
    if !matches!(body, Json::Object(_)) {
        return Err(words!("`object` is {}, where an object is wanted", body.kind_of_value()));
    }
    let place = (kind, request.namespace.clone(), request.name.clone());
    let object = object_of(&place, body);
    let installation = installation_of(&object);
    let is_new = request.change == Change::Create;
    let desk =
        Desk { installation: &installation, cluster, config, is_audit, is_new, is_scale: false };
    let judgements = desk.judge(&object);
    if is_new || judgements.is_empty() && Loss::of(kind, object.name).is_none() {
        return Ok(answer(&desk, &place, (body, &Json::Null), judgements));
    }
    *stored = request.take_old()?;
    Ok(updated(&desk, &place, (body, stored), judgements))
}

/// The answer to an object that takes the place of what is stored of it. Called: what it keeps on the stack would lie below
/// every rule otherwise.
#[inline(never)]
fn updated(
    desk: &Desk<'_>,
    place: &Place<'_>,
    (body, stored): (&Json<'_>, &Json<'_>),
    judgements: Vec<Judgement>,
) -> Response {
    let context = context(desk.installation, desk.cluster, desk.config);
    let taken = deletion::of_key(&object_of(place, stored), &object_of(place, body), &context);
    let judged = || answer(desk, place, (body, stored), judgements);
    match taken {
        None => judged(),
        Some(refused) if !refused.accepted => refused,
        Some(warned) => judged().beside(warned),
    }
}

/// The answer to an object and what was stored of it, by what the rules say of the object.
fn answer(
    desk: &Desk<'_>,
    place: &Place<'_>,
    (body, stored_body): (&Json<'_>, &Json<'_>),
    judgements: Vec<Judgement>,
) -> Response {
    if judgements.is_empty() {
        return Response::accepted();
    }
    let object = object_of(place, body);
    let name = Name { kind: object.kind.name(), name: named(&object) };
    let stored = match stored_body {
        Json::Object(_) => desk.judge(&object_of(place, stored_body)),
        _ => Vec::new(),
    };
    let asked = &desk.config.settings.remediate;
    if desk.is_audit || !judgements.iter().any(|one| mend::can(one, asked)) {
        return Answer::of(&name, judgements, stored, desk).response(desk);
    }
    let was_fine = |new: &Judgement| stored.iter().all(|old| old.rule.id != new.rule.id);
    let judge = |body: &Json<'_>| desk.judge(&object_of(place, body));
    let mended = mend::Mended::of(body, stored_body, was_fine, asked, judge);
    let left = judge(&mended.body);
    Answer::of(&name, left, stored, desk).mended(mended).response(desk)
}

/// How answers name an object; one whose name the API server makes by the beginning of it.
fn named<'o>(object: &Object<'o>) -> &'o str {
    match object.name {
        "" => object.body.at(&["metadata", "generateName"]).as_str().unwrap_or_default(),
        name => name,
    }
}

/// What a request says of its object beside it: kind, namespace and name.
type Place<'p> = (Kind, Cow<'p, str>, Cow<'p, str>);

fn object_of<'o>((kind, namespace, name): &'o Place<'_>, body: &'o Json<'o>) -> Object<'o> {
    Object {
        kind: *kind,
        api_version: body.get("apiVersion").as_str().unwrap_or_default(),
        namespace,
        name: body.at(&["metadata", "name"]).as_str().unwrap_or(name),
        body,
        index: 0,
        drawn: None,
    }
}

/// The installation that an object is part of, as far as the object itself tells. Its name and
/// its namespace count more than a label, which anybody may set; of an autoscaler its target's name.
fn installation_of(object: &Object<'_>) -> Installation {
    let name = match object.kind {
        Kind::HorizontalPodAutoscaler => Autoscaler { object }.target_name(),
        _ => object.name,
    };
    let named = |one: Distribution| name.starts_with(one.prefix());
    let drycc = Distribution::Drycc;
    let documented =
        [Distribution::Deis, drycc].iter().any(|one| one.heritage() == object.namespace);
    let is_drycc = match (named(drycc), named(Distribution::Deis)) {
        (true, _) => true,
        (false, true) => false,
        _ if documented => object.namespace == drycc.heritage(),
        _ => object.label("heritage") == Some(drycc.heritage()),
    };
    let annotation = object.annotation(Distribution::Deis.version_annotation());
    let newer = || {
        let last = object.component().map(|component| component.last_deis_version());
        last.zip(annotation.and_then(version)).is_some_and(|(last, version)| version > last)
    };
    let distribution = if is_drycc {
        drycc
    } else if newer() {
        Distribution::Hephy
    } else {
        Distribution::Deis
    };
    Installation { distribution, namespace: object.namespace.to_owned() }
}

/// What deletions and scales ask the cluster by.
fn context<'c>(
    installation: &'c Installation,
    cluster: View<'c>,
    config: &'c Config<'c>,
) -> Context<'c> {
    Context { cluster, installation, settings: &config.settings, clock: &config.clock }
}
