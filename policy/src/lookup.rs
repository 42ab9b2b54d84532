//! The cluster behind an engine: asked through its callbacks, object by object, by name, at most once
//! for each object and request. An engine that lists a kind watches it from then on and holds all its
//! objects; so kinds are listed only where the settings say that this is granted.

use std::cell::OnceCell;

use words::words;

use crate::cluster::Cluster;
use crate::gather::Gather as _;
use crate::host::Host;
use crate::json::{self, Json};
use crate::model::kind::Kind;
use crate::model::object::{Object, UNREAD};
use crate::unknown::Unknown;

/// A cluster that an engine asks for the policy.
pub struct HostCluster<'h> {
    host: &'h dyn Host,
    store: &'h Store<'h>,
    /// The kinds that may be listed.
    lists: &'h [Kind],
    /// Whether the engine's own memory of the last seconds is no good.
    fresh: bool,
    answers: OnceCell<Box<Answer<'h>>>,
}

/// What the host answered: texts, what was read of them, and objects, each kept behind the one before.
#[derive(Default)]
pub struct Store<'h> {
    texts: Chain<String>,
    bodies: Chain<Vec<Json<'h>>>,
    objects: Chain<Vec<Object<'h>>>,
}

/// Values one after the other, each for as long as all.
struct Chain<T>(OnceCell<Box<(T, Chain<T>)>>);

impl<T> Default for Chain<T> {
    fn default() -> Chain<T> {
        Chain(OnceCell::new())
    }
}

impl<T> Chain<T> {
    fn keep(&self, value: T) -> &T {
        let mut place = &self.0;
        while let Some(kept) = place.get() {
            place = &kept.1.0;
        }
        &place.get_or_init(|| Box::new((value, Chain::default()))).0
    }
}

/// What was asked, what came of it, and what was asked next.
struct Answer<'h> {
    kind: Kind,
    namespace: &'h str,
    /// `None` for a list.
    name: Option<&'h str>,
    objects: Result<&'h [Object<'h>], Unknown>,
    next: OnceCell<Box<Answer<'h>>>,
}

/// What rules read of any object, as a field mask; a mask's path cannot name keys with periods, so annotations, labels
/// and data come whole.
const FIELDS: &str = r#"["apiVersion","kind","metadata.name","metadata.namespace","metadata.annotations","metadata.labels","spec","data","subjects"]"#;

impl<'h> HostCluster<'h> {
    /// The cluster behind that host, whose answers are kept in `store`.
    pub fn of(host: &'h dyn Host, store: &'h Store<'h>, lists: &'h [Kind]) -> HostCluster<'h> {
        HostCluster { host, store, lists, fresh: false, answers: OnceCell::new() }
    }

    /// The same, past what the engine remembers of the last seconds.
    #[must_use]
    pub fn fresh(self) -> HostCluster<'h> {
        HostCluster { fresh: true, ..self }
    }

    /// What was asked before, or else what comes of asking now.
    fn answer(&self, kind: Kind, namespace: &str, name: Option<&str>) -> &Answer<'h> {
        let mut place = &self.answers;
        while let Some(known) = place.get() {
            if known.kind == kind && known.namespace == namespace && known.name == name {
                return known;
            }
            place = &known.next;
        }
        place.get_or_init(|| {
            let keep = |text: &str| self.store.texts.keep(text.to_owned()).as_str();
            let (namespace, name) = (keep(namespace), name.map(keep));
            let bodies = self.ask(kind, namespace, name);
            let objects = bodies.map(|bodies| {
                let bodies = self.store.bodies.keep(bodies).iter();
                let objects = bodies.map(|body| object(kind, namespace, name, body)).gathered();
                self.store.objects.keep(objects).as_slice()
            });
            Box::new(Answer { kind, namespace, name, objects, next: OnceCell::new() })
        })
    }

    fn ask(
        &self,
        kind: Kind,
        namespace: &str,
        name: Option<&str>,
    ) -> Result<Vec<Json<'h>>, Unknown> {
        let namespace = (!kind.is_cluster_scoped()).then_some(namespace);
        let mut payload = String::with_capacity(384);
        // Kinds need no escapes.
        for text in [r#"{"api_version":""#, kind.api_version(), r#"","kind":""#, kind.name(), "\""]
        {
            payload.push_str(text);
        }
        let mut member = |before: &str, text: &str| {
            payload.push_str(before);
            json::write_text(text, &mut payload);
        };
        if let Some(namespace) = namespace {
            member(r#","namespace":"#, namespace);
        }
        let operation = match (name, namespace) {
            (Some(name), _) => {
                member(r#","name":"#, name);
                payload.push_str(r#","disable_cache":"#);
                payload.push_str(if self.fresh { "true" } else { "false" });
                "get_resource"
            }
            (None, Some(_)) => "list_resources_by_namespace",
            (None, None) => "list_resources_all",
        };
        payload.push_str(r#","field_masks":"#);
        payload.push_str(FIELDS);
        payload.push('}');
        match self.host.call("kubernetes", operation, payload.as_bytes()) {
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => read(self.store.texts.keep(text), kind, name),
                Err(_) => Err(unreadable(kind)),
            },
            Err(words) => refusal(&words, kind, operation),
        }
    }
}

fn read<'h>(text: &'h str, kind: Kind, name: Option<&str>) -> Result<Vec<Json<'h>>, Unknown> {
    match (Json::parse_but(text, &UNREAD), name) {
        (Ok(object @ Json::Object(_)), Some(_)) => Ok(vec![object]),
        (Ok(Json::Object(members)), None) => {
            match members.into_iter().rev().find(|(key, _)| key == "items") {
                Some((_, Json::Array(items))) => Ok(items),
                _ => Err(unreadable(kind)),
            }
        }
        _ => Err(unreadable(kind)),
    }
}

fn unreadable(kind: Kind) -> Unknown {
    Unknown::not_followed(words!("what the cluster answers for a {kind} cannot be read"))
}

/// What the host's words mean (kubewarden-controller: crates/policy-evaluator/src/callback_handler and
/// runtimes/callback.rs). An object that is not there, or of a kind that the cluster does not serve,
/// is absent; whatever else it says, it could not be told. The words themselves are never repeated.
fn refusal<'h>(words: &str, kind: Kind, operation: &str) -> Result<Vec<Json<'h>>, Unknown> {
    let bytes = words.as_bytes();
    let is = |window: &[u8], part: &[u8]| window.first() == part.first() && window == part;
    let says = |part: &str| bytes.windows(part.len()).any(|window| is(window, part.as_bytes()));
    let not_served = || says("error finding resource ") && (says("404") || says("could not find"));
    let (version, name) = (kind.api_version(), kind.name());
    let untold = if says("orbidden") {
        let verb = if operation == "get_resource" { "get" } else { "list and watch" };
        let all = kind.plural();
        words!("the policy server's account may not {verb} {all}: give it the Role of docs/deploy")
    } else if says("Cannot find ") || not_served() {
        return Ok(Vec::new());
    } else if says("been granted access to the '") {
        words!("this policy may not call `kubernetes/{operation}`: add it to `hostCapabilities`")
    } else if says("been granted access to") {
        words!("this policy may not read {version} {name}: add it to `contextAwareResources`")
    } else {
        return Err(Unknown::no_cluster());
    };
    Err(Unknown::not_followed(untold))
}

fn object<'h>(
    kind: Kind,
    namespace: &'h str,
    name: Option<&'h str>,
    body: &'h Json<'h>,
) -> Object<'h> {
    let metadata = body.get("metadata");
    Object {
        kind,
        api_version: body.get("apiVersion").as_str().unwrap_or(kind.api_version()),
        namespace: metadata.get("namespace").as_str().unwrap_or(namespace),
        name: name.or(metadata.get("name").as_str()).unwrap_or_default(),
        body,
        index: 0,
        drawn: None,
    }
}

impl Cluster for HostCluster<'_> {
    fn get(&self, kind: Kind, namespace: &str, name: &str) -> Result<Option<&Object<'_>>, Unknown> {
        let answer = self.answer(kind, namespace, Some(name));
        Ok(answer.objects.as_ref().map_err(Clone::clone)?.first())
    }

    fn list(&self, kind: Kind, namespace: &str) -> Result<Vec<&Object<'_>>, Unknown> {
        if !self.lists.contains(&kind) {
            return Err(Unknown::not_listed(kind));
        }
        let answer = self.answer(kind, namespace, None);
        Ok(answer.objects.as_ref().map_err(Clone::clone)?.iter().gathered())
    }
}
