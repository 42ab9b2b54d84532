//! What a rule can ask of the rest of the cluster.

mod inventory;

use std::borrow::Cow;

use words::words;

use crate::gather::Gather as _;
use crate::json::Json;
use crate::missing;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::unknown::Unknown;

pub use inventory::Inventory;

/// The objects beside the one that is judged.
pub trait Cluster {
    /// The object of that kind and name; `None` where it is known that there is none.
    ///
    /// # Errors
    /// It cannot be told whether there is one.
    fn get(&self, kind: Kind, namespace: &str, name: &str) -> Result<Option<&Object<'_>>, Unknown>;

    /// All objects of that kind in a namespace.
    ///
    /// # Errors
    /// It cannot be told which there are.
    fn list(&self, kind: Kind, namespace: &str) -> Result<Vec<&Object<'_>>, Unknown>;
}

/// A cluster that is known by a chart's values alone: what the chart renders from them. What people
/// make by hand beside it is unseen.
#[derive(Debug)]
pub struct Rendered<'a> {
    /// What the chart renders.
    pub inventory: Inventory<'a>,
}

/// The kinds of which people make objects beside those of the chart.
const BY_HAND: [Kind; 6] = [
    Kind::Secret,
    Kind::HorizontalPodAutoscaler,
    Kind::PodDisruptionBudget,
    Kind::Certificate,
    Kind::ExternalSecret,
    Kind::SealedSecret,
];

impl Cluster for Rendered<'_> {
    fn get(&self, kind: Kind, namespace: &str, name: &str) -> Result<Option<&Object<'_>>, Unknown> {
        let all = self.inventory.of_kind(kind, namespace);
        match all.iter().find(|object| object.name == name) {
            None if BY_HAND.contains(&kind) => Err(Unknown::undecided(format!("{kind} `{name}`"))),
            found => Ok(found),
        }
    }

    fn list(&self, kind: Kind, namespace: &str) -> Result<Vec<&Object<'_>>, Unknown> {
        if BY_HAND.contains(&kind) {
            return Err(Unknown::undecided(words!("which objects of kind {kind} there are")));
        }
        Ok(self.inventory.of_kind(kind, namespace).iter().gathered())
    }
}

/// The cluster as a rule sees it.
#[derive(Clone, Copy)]
pub struct View<'a> {
    cluster: &'a dyn Cluster,
    admitted: Option<&'a Object<'a>>,
}

impl<'a> View<'a> {
    /// The cluster as it is.
    pub fn of(cluster: &'a dyn Cluster) -> View<'a> {
        View { cluster, admitted: None }
    }

    /// The same cluster, in which one object is already what a request wants it to be.
    #[must_use]
    pub fn with(self, admitted: &'a Object<'a>) -> View<'a> {
        View { admitted: Some(admitted), ..self }
    }

    /// As [`Cluster::get`].
    ///
    /// # Errors
    /// As there.
    pub fn get(
        &self,
        kind: Kind,
        namespace: &str,
        name: &str,
    ) -> Result<Option<&'a Object<'a>>, Unknown> {
        let is_it =
            |one: &&Object<'_>| one.kind == kind && one.namespace == namespace && one.name == name;
        if let Some(admitted) = self.admitted.filter(is_it) {
            return Ok(Some(admitted));
        }
        self.cluster.get(kind, namespace, name)
    }

    /// As [`Cluster::list`].
    ///
    /// # Errors
    /// As there.
    pub fn list(&self, kind: Kind, namespace: &str) -> Result<Vec<&'a Object<'a>>, Unknown> {
        let mut objects = self.cluster.list(kind, namespace)?;
        let is_of_them = |one: &&Object<'_>| one.kind == kind && one.namespace == namespace;
        if let Some(admitted) = self.admitted.filter(is_of_them) {
            objects.retain(|object| object.name != admitted.name);
            objects.push(admitted);
        }
        Ok(objects)
    }
}

/// One item of an input: an object that rules know, another one, or nothing that can be judged.
#[derive(Debug, Clone)]
pub enum Item<'a> {
    /// Of a kind that some rule knows. Its namespace is empty where the text has none.
    Known(Object<'a>),
    /// Of another kind; its kind's name, with the group where that is not Kubernetes' own.
    Other(Cow<'a, str>),
    /// What a snapshot says of the objects that it does not hold.
    Snapshot(&'a Json<'a>),
    /// Not a Kubernetes object, with the reason.
    Unreadable {
        /// Its place in the input.
        index: usize,
        /// Why it cannot be judged.
        reason: String,
    },
}

/// Unpacks Lists, Lists within them too, and tells what each item is. `index` counts the items.
/// A document that is none says why.
pub fn unpack<'a>(documents: &'a [Result<Json<'a>, String>]) -> Vec<Item<'a>> {
    let mut items = Vec::with_capacity(documents.len());
    for document in documents {
        match document {
            Ok(document) => unpack_one(document, None, &mut items),
            Err(reason) => {
                items.push(Item::Unreadable { index: items.len(), reason: reason.clone() });
            }
        }
    }
    items
}

/// What a typed list (`DeploymentList`) says of its items, which then do not say it themselves.
type Inherited<'a> = Option<(&'a str, &'a str)>;

fn unpack_one<'a>(document: &'a Json<'a>, inherited: Inherited<'a>, items: &mut Vec<Item<'a>>) {
    let (list_version, list_kind) = inherited.unwrap_or_default();
    let api_version = document.get("apiVersion").as_str().unwrap_or(list_version);
    let kind = document.get("kind").as_str().unwrap_or(list_kind);
    if let (Some(of), Some(inner)) = (kind.strip_suffix("List"), items_of(document, kind)) {
        let inherited = (!of.is_empty()).then_some((api_version, of));
        return inner.items().iter().for_each(|item| unpack_one(item, inherited, items));
    }
    items.push(classify(document, api_version, kind, items.len()));
}

/// The items of a List. Of a kind of somebody's own that only ends like one, each item is an object.
fn items_of<'a>(document: &'a Json<'a>, kind: &str) -> Option<&'a Json<'a>> {
    let inner = document.get("items");
    let objects = || inner.items().iter().all(|item| matches!(item, Json::Object(_)));
    (matches!(inner, Json::Array(_)) && (kind == "List" || objects())).then_some(inner)
}

fn classify<'a>(
    document: &'a Json<'a>,
    api_version: &'a str,
    kind: &'a str,
    index: usize,
) -> Item<'a> {
    let unreadable = |reason: String| Item::Unreadable { index, reason };
    if !matches!(document, Json::Object(_)) {
        let what = document.kind_of_value();
        return unreadable(words!("it is {what}, not a Kubernetes object"));
    }
    if kind.is_empty() || api_version.is_empty() {
        let missing = if kind.is_empty() { "kind" } else { "apiVersion" };
        return unreadable(words!("it has no `{missing}`, so it is not a Kubernetes object"));
    }
    if kind == "List" && !document.get("items").is_null() {
        return unreadable(words!("its `items` are no list").text());
    }
    let Some(known) = Kind::of(api_version, kind) else {
        if (api_version, kind) == (missing::API_VERSION, missing::KIND) {
            return Item::Snapshot(document);
        }
        return Item::Other(other_name(api_version, kind));
    };
    let metadata = document.get("metadata");
    let Some(name) = metadata.get("name").as_str().filter(|name| !name.is_empty()) else {
        return unreadable(words!("this {known} has no `metadata.name`"));
    };
    let namespace = match metadata.get("namespace") {
        Json::Null => "",
        Json::String(namespace) => namespace,
        _ => return unreadable(words!("the `metadata.namespace` of this {known} is no text")),
    };
    Item::Known(Object {
        kind: known,
        api_version,
        namespace,
        name,
        body: document,
        index,
        drawn: None,
    })
}

/// The name of a kind that no rule knows; with its group where a rule might know the name from another group.
pub fn other_name<'a>(api_version: &'a str, kind: &'a str) -> Cow<'a, str> {
    match api_version.split_once('/') {
        Some((group, _)) if Kind::all().any(|known| known.name() == kind) => {
            Cow::Owned(format!("{kind}.{group}"))
        }
        _ => Cow::Borrowed(kind),
    }
}
