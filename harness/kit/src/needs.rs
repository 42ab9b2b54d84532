//! What a review needs of a live cluster: the kinds to list, and the Secrets to get by name. Secrets are
//! never listed: their names are found by letting the rules ask for them, which follow references.

use std::cell::RefCell;
use std::collections::BTreeSet;

use policy::clock::Clock;
use policy::cluster::{Cluster, Inventory, Item, View, unpack};
use policy::context::{Context, Installation};
use policy::json::Json;
use policy::model::distribution::Distribution;
use policy::model::kind::Kind;
use policy::model::object::Object;
use policy::moment::Moment;
use policy::rule::Target;
use policy::rules::RULES;
use policy::settings::{Action, Settings};
use policy::unknown::Unknown;
use policy::workflow::detect::{self, Asked};
use serde_json::Value;

/// The kinds of Drycc's installations alone.
const DRYCC: [Kind; 5] =
    [Kind::Gateway, Kind::ListenerSet, Kind::HttpRoute, Kind::CronJob, Kind::Job];

/// The kinds to list in the namespace of an installation. Not Secrets, and not what is in no namespace.
pub fn kinds(distribution: Distribution) -> impl Iterator<Item = Kind> {
    let is_read = |kind: &Kind| {
        RULES.iter().any(|rule| rule.reads.contains(kind) || rule.target.kinds().contains(kind))
    };
    let concerns = move |kind: &Kind| distribution == Distribution::Drycc || !DRYCC.contains(kind);
    let listed = |kind: &Kind| *kind != Kind::Secret && !kind.is_cluster_scoped();
    Kind::all().filter(is_read).filter(concerns).filter(listed)
}

/// A Secret's namespace and name.
pub type Named = (String, String);

/// What a review is asked, beside the objects.
#[derive(Debug)]
pub struct Question {
    asked: Asked,
    settings: Settings,
    now: Moment,
}

impl Question {
    /// `settings` are JSON, `now` is RFC 3339.
    ///
    /// # Errors
    /// They are not, in words.
    pub fn of(
        namespace: Option<&str>,
        distribution: Option<Distribution>,
        settings: &str,
        now: &str,
    ) -> Result<Question, String> {
        let settings = policy::wire::document(settings)?;
        Ok(Question {
            asked: Asked { namespace: namespace.map(str::to_owned), distribution, version: None },
            settings: policy::wire::settings(&settings)?,
            now: Moment::parse(now).ok_or("the moment is none")?,
        })
    }

    /// The installations that these objects show.
    pub fn installations(&self, objects: &[Value]) -> Vec<Installation> {
        with_known(objects, &self.asked, |known, _| detect::installations(&known, &self.asked))
    }

    /// The Secrets that rules would ask for, but for those that are `known`, whatever came of asking.
    pub fn secrets(&self, objects: &[Value], known: &BTreeSet<Named>) -> BTreeSet<Named> {
        with_known(objects, &self.asked, |objects, snapshots| {
            let installations = detect::installations(&objects, &self.asked);
            let inventory = Inventory::beside(objects, snapshots);
            let asking = Asking { inventory: &inventory, known, asked: RefCell::default() };
            for installation in &installations {
                self.ask(installation, &asking);
            }
            asking.asked.into_inner()
        })
    }

    /// Every Secret that rules ask for, where these objects are all that there is.
    pub fn all_secrets(&self, objects: &[Value]) -> BTreeSet<Named> {
        let mut known = BTreeSet::new();
        loop {
            let more = self.secrets(objects, &known);
            if more.is_empty() {
                return known;
            }
            known.extend(more);
        }
    }

    fn ask(&self, installation: &Installation, asking: &Asking<'_>) {
        let clock = Clock::at(self.now.clone());
        let cluster = View::of(asking);
        let context = Context { cluster, installation, settings: &self.settings, clock: &clock };
        let runs = RULES.iter().filter(|rule| self.settings.action(rule.id) != Some(Action::Off));
        for rule in runs {
            if let Target::Named(Kind::Secret, names) = rule.target {
                let prefix = installation.distribution.prefix();
                for name in names.iter().filter(|name| name.starts_with(prefix)) {
                    // What is asked is kept, and the answer not needed.
                    let _ = asking.get(Kind::Secret, &installation.namespace, name);
                }
            }
            let inside = asking.inventory.of_namespace(&installation.namespace);
            for object in inside.filter(|object| rule.target.is(object, object.component())) {
                let _ = (rule.check)(object, &context);
            }
        }
    }
}

/// Reads objects as the policy reads them.
fn with_known<T>(
    objects: &[Value],
    asked: &Asked,
    then: impl FnOnce(Vec<Object<'_>>, Vec<&Json<'_>>) -> T,
) -> T {
    let texts: Vec<String> = objects.iter().map(Value::to_string).collect();
    let documents: Vec<_> = texts.iter().map(|text| policy::wire::document(text)).collect();
    let (mut known, mut snapshots) = (Vec::new(), Vec::new());
    for item in unpack(&documents) {
        match item {
            Item::Known(object) => known.push(object),
            Item::Snapshot(document) => snapshots.push(document),
            Item::Other(_) | Item::Unreadable { .. } => {}
        }
    }
    detect::settle_namespaces(&mut known, asked);
    then(known, snapshots)
}

/// A cluster that keeps which Secrets it is asked for.
struct Asking<'a> {
    inventory: &'a Inventory<'a>,
    known: &'a BTreeSet<Named>,
    asked: RefCell<BTreeSet<Named>>,
}

impl Cluster for Asking<'_> {
    fn get(&self, kind: Kind, namespace: &str, name: &str) -> Result<Option<&Object<'_>>, Unknown> {
        let named = (namespace.to_owned(), name.to_owned());
        if kind == Kind::Secret && !self.known.contains(&named) {
            self.asked.borrow_mut().insert(named);
            return Err(Unknown::not_followed("it was not asked for yet"));
        }
        self.inventory.get(kind, namespace, name)
    }

    fn list(&self, kind: Kind, namespace: &str) -> Result<Vec<&Object<'_>>, Unknown> {
        self.inventory.list(kind, namespace)
    }
}
