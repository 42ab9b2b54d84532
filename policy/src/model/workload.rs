//! Workloads: what runs pods from a template, and the containers in it.

use std::vec;

use words::words;

use crate::gather::Gather as _;
use crate::json::{Json, Pointer};
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::unknown::Unknown;

/// A value that counts, and the field that it stands in or belongs in.
#[derive(Debug, Clone, PartialEq)]
pub struct Effective<T> {
    /// What counts.
    pub value: T,
    /// Whether the object says so itself; otherwise it is a default.
    pub given: bool,
    /// The field.
    pub pointer: Pointer,
}

/// A workload's pod template.
#[derive(Debug, Clone, Copy)]
pub struct Workload<'a> {
    object: &'a Object<'a>,
}

impl<'a> Workload<'a> {
    /// Sees an object as a workload.
    pub fn of(object: &'a Object<'a>) -> Workload<'a> {
        Workload { object }
    }

    /// How many pods it asks for. Absent means 1: the API server fills that in.
    ///
    /// # Errors
    /// A `replicas` that is no whole number.
    pub fn replicas(&self) -> Result<Effective<i64>, Unknown> {
        let pointer = Pointer::to(&["spec", "replicas"]);
        let effective = |value, given| Effective { value, given, pointer };
        match self.object.look(&["spec", "replicas"])? {
            Json::Null => Ok(effective(1, false)),
            other => other
                .as_integer()
                .map(|count| effective(count, true))
                .ok_or_else(|| Unknown::malformed(words!("`spec.replicas` is not a whole number"))),
        }
    }

    /// Whether its pods use the node's own network; absent means not.
    ///
    /// # Errors
    /// A `hostNetwork` that is no boolean.
    pub fn host_network(&self) -> Result<bool, Unknown> {
        match self.pod_spec().get("hostNetwork") {
            Json::Null => Ok(false),
            other => other
                .as_bool()
                .ok_or_else(|| Unknown::malformed(words!("`hostNetwork` is no boolean"))),
        }
    }

    /// Whether some volume of it outlives its pods.
    pub fn has_persistent_volume(&self) -> bool {
        !self.object.body.at(&["spec", "volumeClaimTemplates"]).items().is_empty()
            || self
                .pod_spec()
                .get("volumes")
                .items()
                .iter()
                .any(|volume| volume.member("persistentVolumeClaim").is_some())
    }

    /// The containers, in order.
    pub fn containers(&self) -> vec::IntoIter<Container<'a>> {
        self.listed(&["containers"])
    }

    /// The containers that run before the others, or beside them as sidecars.
    pub fn init_containers(&self) -> vec::IntoIter<Container<'a>> {
        self.listed(&["initContainers"])
    }

    #[inline(never)]
    fn listed(&self, lists: &[&'static str]) -> vec::IntoIter<Container<'a>> {
        let (object, pod) = (self.object, self.pod_spec());
        let mut all = Vec::new();
        for list in lists {
            for (place, body) in pod.get(list).items().iter().enumerate() {
                all.push(Container { object, body, list, place });
            }
        }
        all.into_iter()
    }

    /// The container of that name. Sidecars may stand before it.
    ///
    /// # Errors
    /// There is none of that name, or more than one.
    pub fn container(&self, name: &str) -> Result<Container<'a>, Unknown> {
        let mut own = self.containers().filter(|container| container.name() == name);
        let count = match (own.next(), own.next()) {
            (Some(container), None) => return Ok(container),
            (Some(_), Some(_)) => "more than one",
            (None, _) => "no",
        };
        let Object { kind, name: workload, .. } = self.object;
        Err(Unknown::malformed(words!("{kind} `{workload}` has {count} container called `{name}`")))
    }

    /// All containers: those that run before the others first.
    pub fn every_container(&self) -> vec::IntoIter<Container<'a>> {
        self.listed(&["initContainers", "containers"])
    }

    fn pod_spec(&self) -> &'a Json<'a> {
        self.object.body.at(self.pod_path())
    }

    /// Where its pods' `spec` stands.
    pub fn pod_path(&self) -> &'static [&'static str] {
        match self.object.kind {
            Kind::CronJob => &["spec", "jobTemplate", "spec", "template", "spec"],
            _ => &["spec", "template", "spec"],
        }
    }
}

/// One container of a workload's pod template.
#[derive(Debug, Clone, Copy)]
pub struct Container<'a> {
    /// The workload that it belongs to.
    pub object: &'a Object<'a>,
    /// The container's part of the object.
    pub body: &'a Json<'a>,
    list: &'static str,
    place: usize,
}

impl<'a> Container<'a> {
    /// The container's name; empty where it has none.
    pub fn name(&self) -> &'a str {
        self.body.get("name").as_str().unwrap_or_default()
    }

    /// The container's place in the object.
    pub fn pointer(&self) -> Pointer {
        Pointer::to(Workload::of(self.object).pod_path()).key(self.list).index(self.place)
    }

    /// The container's ports.
    #[inline(never)]
    pub fn ports(&self) -> vec::IntoIter<ContainerPort<'a>> {
        let container = *self;
        let ports = self.body.get("ports").items().iter().enumerate();
        let all: Vec<_> =
            ports.map(|(place, body)| ContainerPort { container, body, place }).gathered();
        all.into_iter()
    }
}

/// One port of a container.
#[derive(Debug, Clone, Copy)]
pub struct ContainerPort<'a> {
    container: Container<'a>,
    /// The port's part of the object.
    pub body: &'a Json<'a>,
    place: usize,
}

impl ContainerPort<'_> {
    /// The place of its host port in the object, or where that belongs.
    pub fn host_port_pointer(&self) -> Pointer {
        self.container.pointer().key("ports").index(self.place).key("hostPort")
    }
}
