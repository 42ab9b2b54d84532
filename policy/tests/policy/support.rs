//! What the tests share: fixtures as values, small edits of them, and reports that can be asked.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::sync::Mutex;

use policy::api;
use policy::clock::Clock;
use policy::engine::Config;
use policy::host::NoHost;
use policy::json::Json;
use policy::model::distribution::Distribution;
use policy::moment::Moment;
use policy::report::Standing;
use policy::review::Input;
use serde_json::{Value, json};

/// The moment that every test judges for, unless it is about time.
pub const NOW: &str = "2026-11-01T12:00:00Z";

/// Every fixture cluster.
pub const CLUSTERS: [&str; 15] = [
    "deis-quickstart",
    "deis-production-s3",
    "deis-production-gcs",
    "deis-production-azure",
    "deis-production-swift",
    "deis-native-ingress",
    "deis-two-installations",
    "hephy-quickstart",
    "hephy-production-s3",
    "hephy-production-azure",
    "hephy-production-gcs",
    "hephy-production-swift",
    "drycc-default",
    "drycc-production",
    "drycc-v1.0",
];

/// Whose platform a fixture cluster is, by its name.
pub fn distribution(name: &str) -> Distribution {
    match name.split('-').next() {
        Some("drycc") => Distribution::Drycc,
        Some("hephy") => Distribution::Hephy,
        _ => Distribution::Deis,
    }
}

/// The platform's namespace in a fixture cluster.
pub fn namespace(name: &str) -> &'static str {
    distribution(name).heritage()
}

pub fn fixtures() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../fixtures")
}

/// The objects of a file of fixtures. Each file is read once: YAML takes longer than any review.
pub fn objects(path: &str) -> Vec<Value> {
    static READ: Mutex<BTreeMap<String, Vec<Value>>> = Mutex::new(BTreeMap::new());
    let known = READ.lock().expect("no test panics in here").get(path).cloned();
    known.unwrap_or_else(|| {
        let objects = read(path);
        READ.lock().expect("no test panics in here").insert(path.to_owned(), objects.clone());
        objects
    })
}

fn read(path: &str) -> Vec<Value> {
    let text = fs::read_to_string(fixtures().join(path)).expect(path);
    let read = source::read(&text);
    assert_eq!(read.problems, [], "{path}");
    read.documents.iter().map(|one| serde_json::from_str(&one.json).expect(path)).collect()
}

pub fn cluster(name: &str) -> Vec<Value> {
    objects(&format!("clusters/{name}/cluster.yaml"))
}

/// The objects of the installation itself, without applications.
pub fn installation(name: &str) -> Vec<Value> {
    let mut all = cluster(name);
    all.retain(|object| {
        let namespace = &object["metadata"]["namespace"];
        namespace == "deis" || namespace == "drycc" || object["kind"] == "ClusterRoleBinding"
    });
    all
}

/// The installation without what no rule reads: what the API server notes of its objects, and kinds
/// that are none of a platform's. Many small reviews take long otherwise.
pub fn bare(name: &str) -> Vec<Value> {
    let mut objects = installation(name);
    let kinds = ["ConfigMap", "ServiceAccount", "Pod", "ReplicaSet"];
    objects.retain(|object| {
        object["metadata"]["name"] == "grafana-config"
            || kinds.iter().all(|kind| object["kind"] != *kind)
    });
    for object in &mut objects {
        object.as_object_mut().expect("an object").remove("status");
        object["metadata"].as_object_mut().expect("metadata").remove("managedFields");
    }
    objects
}

/// How a section of these objects stands, over all installations, without a report being written and
/// read: for many small reviews.
pub fn standings<'t>(texts: impl Iterator<Item = &'t str>, section: &str) -> Vec<Standing> {
    let documents = texts.map(|text| Ok(Json::parse(text).expect("JSON"))).collect();
    let config = Config {
        settings: Box::default(),
        clock: Clock::at(Moment::parse(NOW).expect("a moment")),
    };
    let report = policy::review::review(&Input { documents, ..Input::default() }, &config);
    let sections = report.installations.into_iter().flat_map(|one| one.sections);
    sections.filter(|one| one.id.id() == section).map(|one| one.standing).collect()
}

pub fn call(payload: &Value) -> Value {
    let answer = api::call("review", payload.to_string().as_bytes(), &NoHost).expect("a review");
    serde_json::from_slice(&answer).expect("a report")
}

/// A report that can be asked.
pub struct Reviewed(pub Value);

pub fn review(objects: &[Value]) -> Reviewed {
    review_with(objects, json!({}))
}

pub fn review_with(objects: &[Value], settings: Value) -> Reviewed {
    Reviewed(call(&json!({ "objects": objects, "settings": settings, "now": NOW })))
}

impl Reviewed {
    /// The only installation.
    pub fn one(&self) -> &Value {
        let all = self.0["installations"].as_array().expect("a list");
        assert_eq!(all.len(), 1, "installations");
        &all[0]
    }

    pub fn in_namespace(&self, namespace: &str) -> &Value {
        let all = self.0["installations"].as_array().expect("a list");
        all.iter().find(|one| one["namespace"] == namespace).expect(namespace)
    }

    pub fn standing(&self, section: &str) -> &str {
        standing(self.one(), section)
    }

    pub fn reason(&self, section: &str) -> &str {
        let sections = self.one()["sections"].as_array().expect("a list");
        let found = sections.iter().find(|one| one["id"] == section).expect(section);
        found["reason"].as_str().expect("a text")
    }

    /// The results of a rule, over all installations.
    pub fn results(&self, rule: &str) -> Vec<&Value> {
        let all = self.0["installations"].as_array().expect("a list");
        let results = all.iter().flat_map(|one| one["results"].as_array().expect("a list"));
        results.filter(|one| one["rule"] == rule).collect()
    }

    /// The results of a rule on the objects of a name.
    pub fn on<'r>(&'r self, rule: &str, name: &str) -> Vec<&'r Value> {
        let results = self.results(rule).into_iter();
        results.filter(|one| one["subject"]["name"] == name).collect()
    }

    /// The outcome of a rule that has a single result.
    pub fn outcome(&self, rule: &str) -> &str {
        let results = self.results(rule);
        assert_eq!(results.len(), 1, "{rule}: {results:?}");
        results[0]["outcome"].as_str().expect("a text")
    }

    pub fn message(&self, rule: &str) -> &str {
        let results = self.results(rule);
        assert_eq!(results.len(), 1, "{rule}: {results:?}");
        results[0]["message"].as_str().expect("a text")
    }
}

pub fn standing<'r>(installation: &'r Value, section: &str) -> &'r str {
    let sections = installation["sections"].as_array().expect("a list");
    let found = sections.iter().find(|one| one["id"] == section).expect(section);
    found["standing"].as_str().expect("a text")
}

/// The object of that kind and name in the platform's namespace, or in none.
pub fn find<'o>(objects: &'o mut [Value], kind: &str, name: &str) -> &'o mut Value {
    let is_it = |object: &&mut Value| {
        let metadata = &object["metadata"];
        let namespace = &metadata["namespace"];
        let here = namespace.is_null() || namespace == "deis" || namespace == "drycc";
        object["kind"] == kind && metadata["name"] == name && here
    };
    objects.iter_mut().find(is_it).expect(name)
}

pub fn remove(objects: &mut Vec<Value>, kind: &str, name: &str) {
    let before = objects.len();
    objects.retain(|object| {
        let metadata = &object["metadata"];
        !(object["kind"] == kind && metadata["name"] == name && metadata["namespace"] == "deis")
    });
    assert!(objects.len() < before, "{kind} {name} is not there");
}

/// The environment of a workload's first container.
pub fn env<'o>(objects: &'o mut [Value], kind: &str, name: &str) -> &'o mut Vec<Value> {
    let workload = find(objects, kind, name);
    let container = &mut workload["spec"]["template"]["spec"]["containers"][0];
    assert_eq!(container["name"], name);
    container["env"].as_array_mut().expect("a list")
}

/// Sets a variable of a Deployment's first container; `None` takes it away.
pub fn set_env(objects: &mut [Value], deployment: &str, name: &str, value: Option<&str>) {
    let env = env(objects, "Deployment", deployment);
    env.retain(|entry| entry["name"] != name);
    if let Some(value) = value {
        env.push(json!({ "name": name, "value": value }));
    }
}
