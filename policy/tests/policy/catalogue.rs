//! The table of rules: complete, in order, in one style, and true about what it reads.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::fs;

use policy::clock::Clock;
use policy::cluster::{Cluster, Inventory, Item, View, unpack};
use policy::context::{Context, Installation};
use policy::guide::Section;
use policy::json::Json;
use policy::model::component::Component;
use policy::model::distribution::Distribution;
use policy::model::kind::Kind;
use policy::model::object::Object;
use policy::moment::Moment;
use policy::rule::{Rule, Target};
use policy::rules::{self, RULES};
use policy::settings::Settings;
use policy::unknown::Unknown;
use words::Words;

use crate::support::{NOW, fixtures, objects};

#[test]
fn ids_are_kebab_case_and_unique() {
    let ids: BTreeSet<&str> = RULES.iter().map(|rule| rule.id).collect();
    assert_eq!(ids.len(), RULES.len());
    for id in ids {
        assert!(id.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'), "{id}");
    }
}

#[test]
fn each_rule_is_found_for_every_object_that_it_looks_at_and_no_other() {
    let named = RULES.iter().filter_map(|rule| match rule.target {
        Target::Named(_, names) => Some(names),
        _ => None,
    });
    let components = RULES.iter().flat_map(|rule| match rule.target {
        Target::Components(components) => components,
        _ => &[],
    });
    let both = [Distribution::Deis, Distribution::Drycc];
    let workloads = components.flat_map(|one| both.into_iter().flat_map(|whose| one.names(whose)));
    let names = named.flatten().chain(workloads).copied().chain(["shop", ""]);
    let body = Json::Null;
    for name in names {
        for kind in Kind::all() {
            let object = Object { kind, name, ..object(&body) };
            let is_looked_at = |rule: &&&Rule| rule.target.is(&object, object.component());
            let wanted: Vec<&str> = RULES.iter().filter(is_looked_at).map(|rule| rule.id).collect();
            let found: Vec<&str> =
                rules::looking_at(&object).map(|place| place.rule().id).collect();
            assert_eq!(found, wanted, "{kind} {name}");
            assert!(found.is_empty() || rules::look_at(kind), "{kind}");
            assert_eq!(kind.is_workload(), Kind::WORKLOADS.contains(&kind), "{kind}");
        }
    }
}

fn object<'a>(body: &'a Json<'a>) -> Object<'a> {
    let (kind, api_version) = (Kind::Secret, "v1");
    Object { kind, api_version, namespace: "deis", name: "", body, index: 0, drawn: None }
}

#[test]
fn rules_stand_in_the_order_of_the_guide_and_every_section_has_one() {
    let sections: Vec<Section> = RULES.iter().map(|rule| rule.section).collect();
    assert!(sections.is_sorted());
    let served: BTreeSet<Section> = sections.into_iter().collect();
    assert_eq!(served.len(), Section::ALL.len());
}

#[test]
fn an_id_begins_with_its_section() {
    for rule in RULES {
        let start = match rule.section {
            Section::ObjectStorage => "storage-",
            other => other.id(),
        };
        assert!(rule.id.starts_with(start), "{}", rule.id);
    }
}

#[test]
fn words_are_one_sentence_without_capital_and_full_stop() {
    for rule in RULES {
        for words in [rule.title, rule.why, rule.fix].map(Words::text) {
            assert!(!words.ends_with('.'), "{}: {words}", rule.id);
            let first = words.split(' ').next().unwrap_or_default();
            let is_name = ["Minio", "Grafana", "Drycc", "Drycc's", "Grafana's", "InfluxDB", "TLS"]
                .contains(&first);
            assert!(is_name || !first.starts_with(char::is_uppercase), "{}: {words}", rule.id);
        }
    }
}

#[test]
fn every_rule_has_a_file_of_its_own_and_fixtures_and_there_are_no_others() {
    let ids: BTreeSet<String> = RULES.iter().map(|rule| rule.id.to_owned()).collect();
    let names = |folder: std::path::PathBuf| -> BTreeSet<String> {
        let entries = fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry"));
        entries
            .map(|entry| entry.file_name().to_string_lossy().replace('_', "-").replace(".rs", ""))
            .collect()
    };
    assert_eq!(names(fixtures().join("rules")), ids);
    assert_eq!(names(fixtures().join("../policy/src/rules")), ids);
}

/// A cluster that remembers which kinds it was asked for.
struct Recording<'a> {
    inventory: &'a Inventory<'a>,
    asked: RefCell<BTreeSet<Kind>>,
}

impl Cluster for Recording<'_> {
    fn get(&self, kind: Kind, namespace: &str, name: &str) -> Result<Option<&Object<'_>>, Unknown> {
        self.asked.borrow_mut().insert(kind);
        self.inventory.get(kind, namespace, name)
    }

    fn list(&self, kind: Kind, namespace: &str) -> Result<Vec<&Object<'_>>, Unknown> {
        self.asked.borrow_mut().insert(kind);
        self.inventory.list(kind, namespace)
    }
}

#[test]
fn a_rule_reads_no_kind_that_it_does_not_declare() {
    let files = RULES.iter().flat_map(|rule| {
        ["bad", "fixed", "good"].map(|file| format!("rules/{}/{file}.yaml", rule.id))
    });
    let clusters = crate::support::CLUSTERS.map(|name| format!("clusters/{name}/cluster.yaml"));
    for file in files.chain(clusters) {
        let all = objects(&file);
        let drycc = all.iter().any(|one| {
            one["metadata"]["name"].as_str().is_some_and(|name| name.starts_with("drycc-"))
        });
        let distribution = if drycc { Distribution::Drycc } else { Distribution::Deis };
        let texts: Vec<String> = all
            .into_iter()
            .map(|mut object| {
                if object["kind"] != "ClusterRoleBinding" {
                    object["metadata"]["namespace"] = "deis".into();
                }
                object.to_string()
            })
            .collect();
        let documents: Vec<_> =
            texts.iter().map(|text| Ok(Json::parse(text).expect("JSON"))).collect();
        let known = unpack(&documents).into_iter().filter_map(|item| match item {
            Item::Known(object) => Some(object),
            _ => None,
        });
        let inventory = Inventory::of(known.collect());
        for rule in RULES {
            let cluster = Recording { inventory: &inventory, asked: RefCell::default() };
            let installation = Installation { distribution, namespace: "deis".to_owned() };
            let settings = Settings::default();
            let clock = Clock::at(Moment::parse(NOW).expect("a moment"));
            let context = Context {
                cluster: View::of(&cluster),
                installation: &installation,
                settings: &settings,
                clock: &clock,
            };
            for object in inventory
                .objects()
                .iter()
                .filter(|object| rule.target.is(object, object.component()))
            {
                let _ = (rule.check)(object, &context);
            }
            let undeclared: Vec<Kind> = cluster
                .asked
                .borrow()
                .iter()
                .copied()
                .filter(|kind| !rule.reads.contains(kind))
                .collect();
            assert_eq!(undeclared, [], "{} on {file}", rule.id);
        }
    }
}

#[test]
fn the_tables_of_kinds_and_components_are_in_the_order_of_their_names() {
    for kind in Kind::all() {
        assert_eq!(Kind::in_group(kind.groups()[0], kind.name()), Some(kind));
    }
    let all = [Component::Builder, Component::Minio, Component::Router, Component::Storage];
    for component in all {
        assert_eq!(Component::of(component.name(Distribution::Drycc)), Some(component));
    }
    assert_eq!(Component::Router.name(Distribution::Hephy), "deis-router");
}
