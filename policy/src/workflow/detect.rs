//! Which installations there are. An application may be called like a component, and runs in a
//! namespace of its own; only the platform's namespace counts.

use crate::context::Installation;
use crate::gather::Gather as _;
use crate::model::component::Component;
use crate::model::distribution::{Distribution, version};
use crate::model::env::Variable;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::model::workload::Workload;

/// What the caller says, where it cannot be told from the objects.
#[derive(Debug, Clone, Default)]
pub struct Asked {
    /// Only the installation of this namespace; objects without a namespace are taken to be in it.
    pub namespace: Option<String>,
    /// Whose Workflow it is.
    pub distribution: Option<Distribution>,
    /// The version of Workflow, for the defaults of its chart.
    pub version: Option<[u32; 3]>,
}

/// What speaks for a namespace being a platform's.
#[derive(Debug, Default)]
struct Evidence<'a> {
    /// Names of components' workloads.
    workloads: Vec<&'a str>,
    /// Names of other objects that only a platform has.
    others: Vec<&'a str>,
    /// Some workload has the annotation that every chart puts on it, and no application has.
    has_version: bool,
    /// Some workload has the platform's label; applications have it too.
    has_heritage: bool,
    drycc: bool,
}

impl Evidence<'_> {
    fn has_core(&self) -> bool {
        [
            "deis-builder",
            "deis-controller",
            "drycc-builder",
            "drycc-controller",
            "drycc-controller-api",
        ]
        .iter()
        .any(|name| self.workloads.contains(name))
    }

    /// Certainly a platform, or a part of one.
    fn is_strong(&self) -> bool {
        self.has_version || self.has_core() && self.has_heritage && self.workloads.len() > 2
    }

    /// Taken for a part of a platform where there is nothing better.
    fn is_weak(&self, namespace: &str) -> bool {
        let documented = Distribution::ALL.iter().any(|one| one.heritage() == namespace);
        let several = self.has_core() && self.workloads.len() > 1;
        let named = !self.workloads.is_empty() && (self.has_heritage || documented);
        named || several || self.others.len() > 1
    }
}

/// Gives the objects without a namespace the one that they would be installed in.
pub fn settle_namespaces<'a>(objects: &mut [Object<'a>], asked: &'a Asked) {
    let lacks =
        |object: &Object<'_>| object.namespace.is_empty() && !object.kind.is_cluster_scoped();
    if !objects.iter().any(lacks) {
        return;
    }
    let namespace = match &asked.namespace {
        Some(namespace) => namespace,
        None => default_namespace(objects),
    };
    for object in objects.iter_mut() {
        if lacks(object) {
            object.namespace = namespace;
        }
    }
}

/// The namespace of all documents, or the only one that holds a platform if no workload of a
/// platform is without a namespace.
fn default_namespace<'a>(objects: &[Object<'a>]) -> &'a str {
    let evidence = gather(objects);
    let without = evidence.iter().find(|(namespace, _)| namespace.is_empty());
    if let Some((_, without)) = without.filter(|(_, one)| !one.workloads.is_empty()) {
        return if without.drycc { "drycc" } else { "deis" };
    }
    let mut strong = evidence.iter().filter(|(_, evidence)| evidence.is_strong());
    match (strong.next(), strong.next()) {
        (Some((namespace, _)), None) => namespace,
        _ => "deis",
    }
}

/// Every installation, by namespace.
pub fn installations(objects: &[Object<'_>], asked: &Asked) -> Vec<Installation> {
    let evidence = gather(objects);
    let chosen = chosen(&evidence, asked);
    chosen
        .into_iter()
        .map(|namespace| {
            let drycc = evidence.iter().any(|(name, one)| *name == namespace && one.drycc);
            let inside = || objects.iter().filter(|object| object.namespace == namespace);
            let distribution = asked.distribution.unwrap_or_else(|| distribution(inside(), drycc));
            Installation { distribution, namespace: namespace.to_owned() }
        })
        .gathered()
}

fn chosen<'a>(evidence: &[(&'a str, Evidence<'a>)], asked: &Asked) -> Vec<&'a str> {
    let those = |fits: &dyn Fn(&str, &Evidence<'a>) -> bool| -> Vec<&'a str> {
        evidence.iter().filter(|(name, one)| fits(name, one)).map(|(name, _)| *name).gathered()
    };
    if let Some(wanted) = &asked.namespace {
        return those(&|namespace, _| namespace == wanted);
    }
    let strong = those(&|_, one| one.is_strong());
    if strong.is_empty() { those(&|namespace, one| one.is_weak(namespace)) } else { strong }
}

/// What speaks for each namespace, by its name.
fn gather<'a>(objects: &[Object<'a>]) -> Vec<(&'a str, Evidence<'a>)> {
    let mut evidence: Vec<(&'a str, Evidence<'a>)> = Vec::new();
    for object in objects {
        let Some(distribution) = names_platform(object) else { continue };
        let place = evidence.partition_point(|(namespace, _)| *namespace < object.namespace);
        if evidence.get(place).is_none_or(|(namespace, _)| *namespace != object.namespace) {
            evidence.insert(place, (object.namespace, Evidence::default()));
        }
        let Some((_, here)) = evidence.get_mut(place) else { continue };
        here.drycc |= distribution == Distribution::Drycc;
        let names = if object.kind.is_workload() {
            here.has_version |= object.annotation(distribution.version_annotation()).is_some();
            here.has_heritage |= object.label("heritage") == Some(distribution.heritage());
            &mut here.workloads
        } else {
            &mut here.others
        };
        if !names.contains(&object.name) {
            names.push(object.name);
        }
    }
    evidence
}

/// Whose platform has an object of that name, if any has.
fn names_platform(object: &Object<'_>) -> Option<Distribution> {
    if !may_name_platform(object.kind, object.name) {
        return None;
    }
    let own = prefix_of(object.name);
    let runs_it = || Workload::of(object).containers().any(|one| one.name() == object.name);
    let is_it = !object.kind.is_workload() || own == Distribution::Drycc || runs_it();
    is_it.then_some(own)
}

fn prefix_of(name: &str) -> Distribution {
    let drycc = name.starts_with(Distribution::Drycc.prefix());
    if drycc { Distribution::Drycc } else { Distribution::Deis }
}

/// Whether the namespace of an object of that kind and name may be a platform's, as far as these two tell.
pub fn may_name_platform(kind: Kind, name: &str) -> bool {
    const SECRETS_AND_INGRESS: [&str; 5] = [
        "objectstorage-keyfile",
        "builder-key-auth",
        "deis-router-dhparam",
        "deis-router-platform-cert",
        "controller-api-server-ingress-http",
    ];
    // Drycc has workloads beside those that rules know, all under its own prefix.
    let by_kind = match kind.is_workload() {
        true => prefix_of(name) == Distribution::Drycc,
        false => SECRETS_AND_INGRESS.contains(&name),
    };
    by_kind || Component::of(name).is_some()
}

/// Tells Hephy from Deis: it keeps every name, but its versions go on from Deis' last ones, and its
/// Workflow Manager asks another address.
fn distribution<'o, 'a: 'o>(
    mut objects: impl Iterator<Item = &'o Object<'a>>,
    drycc: bool,
) -> Distribution {
    if drycc {
        return Distribution::Drycc;
    }
    let is_hephy = |object: &Object<'a>| is_newer_than_deis(object) || asks_hephy(object);
    if objects.any(is_hephy) { Distribution::Hephy } else { Distribution::Deis }
}

fn is_newer_than_deis(object: &Object<'_>) -> bool {
    let last = object.component().map(Component::last_deis_version);
    let version = object.annotation(Distribution::Deis.version_annotation()).and_then(version);
    last.zip(version).is_some_and(|(last, version)| version > last)
}

fn asks_hephy(object: &Object<'_>) -> bool {
    if object.component() != Some(Component::WorkflowManager) {
        return false;
    }
    Workload::of(object).containers().any(|container| {
        let address = Variable::of(container, "VERSIONS_API_URL");
        address.text().is_some_and(|address| address.split('.').any(|label| label == "teamhephy"))
    })
}
