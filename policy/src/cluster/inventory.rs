//! The objects of an input, in order, and what is known of others.

use std::collections::BinaryHeap;

use super::Cluster;
use crate::gather::Gather as _;
use crate::json::Json;
use crate::missing;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::unknown::Unknown;

/// A cluster that is known by the objects that were given.
#[derive(Debug)]
pub struct Inventory<'a> {
    /// By kind, namespace and name; of several with one name in the order of the input.
    objects: Vec<Object<'a>>,
    /// The documents of snapshots, which say what is known of other objects.
    snapshots: Vec<&'a Json<'a>>,
}

impl<'a> Inventory<'a> {
    /// An inventory of these objects.
    pub fn of(objects: Vec<Object<'a>>) -> Inventory<'a> {
        Inventory::beside(objects, Vec::new())
    }

    /// An inventory of these objects, and of what snapshots say of others.
    pub fn beside(objects: Vec<Object<'a>>, snapshots: Vec<&'a Json<'a>>) -> Inventory<'a> {
        let mut objects = sorted(&objects);
        // Bundles overlap: the same object again, to the letter, is the same object.
        objects.dedup_by(|second, first| {
            (second.kind, second.namespace, second.name)
                == (first.kind, first.namespace, first.name)
                && second.body == first.body
        });
        Inventory { objects, snapshots }
    }

    /// Every object, by kind, namespace and name.
    pub fn objects(&self) -> &[Object<'a>] {
        &self.objects
    }

    /// Every object of a namespace, by kind and name.
    pub fn of_namespace(&self, namespace: &str) -> impl Iterator<Item = &Object<'a>> {
        self.objects.iter().filter(move |object| object.namespace == namespace)
    }

    pub(super) fn of_kind(&self, kind: Kind, namespace: &str) -> &[Object<'a>] {
        let key = |object: &Object<'a>| (object.kind, object.namespace);
        let start = self.objects.partition_point(|object| key(object) < (kind, namespace));
        let from = self.objects.get(start..).unwrap_or_default();
        let length = from.partition_point(|object| key(object) == (kind, namespace));
        from.get(..length).unwrap_or_default()
    }

    /// Whether it is known that what was not given is not there.
    fn none(&self, kind: Kind, namespace: &str, name: Option<&str>) -> Result<(), Unknown> {
        missing::is_absent(&self.snapshots, (kind, namespace), name).unwrap_or_else(|| {
            if kind.is_in_every_installation() && self.of_kind(kind, namespace).is_empty() {
                return Err(Unknown::not_given(kind, namespace));
            }
            Ok(())
        })
    }

    /// Why it cannot be told which objects of that kind there are, where a snapshot says so.
    pub fn unseen(&self, kind: Kind, namespace: &str) -> Option<Unknown> {
        missing::is_absent(&self.snapshots, (kind, namespace), None)?.err()
    }
}

impl Cluster for Inventory<'_> {
    fn get(&self, kind: Kind, namespace: &str, name: &str) -> Result<Option<&Object<'_>>, Unknown> {
        let all = self.of_kind(kind, namespace);
        let behind = all.partition_point(|object| object.name <= name);
        let last = behind.checked_sub(1).and_then(|place| all.get(place));
        match last.filter(|object| object.name == name) {
            Some(found) => Ok(Some(found)),
            None => self.none(kind, namespace, Some(name)).map(|()| None),
        }
    }

    fn list(&self, kind: Kind, namespace: &str) -> Result<Vec<&Object<'_>>, Unknown> {
        self.none(kind, namespace, None)?;
        Ok(self.of_kind(kind, namespace).iter().gathered())
    }
}

/// Sorted by kind, namespace, name and place in the input. A heap does that in a fifth of the code that the
/// standard library's sorting takes in the module.
fn sorted<'a>(objects: &[Object<'a>]) -> Vec<Object<'a>> {
    let key = |(place, object): (usize, &Object<'a>)| {
        (object.kind, object.namespace, object.name, object.index, place)
    };
    let heap = objects.iter().enumerate().map(key).collect::<BinaryHeap<_>>();
    let sorted = heap.into_sorted_vec().into_iter();
    sorted.filter_map(|(.., place)| objects.get(place).copied()).gathered()
}
