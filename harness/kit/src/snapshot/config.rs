//! A ConfigMap with the values that rules look at: those that workloads take variables from, and of Grafana's
//! configuration who may sign up.

use std::collections::BTreeSet;

use policy::workflow::grafana::CONFIG;
use serde_json::{Map, Value, json};

use super::workload::variable;
use super::{CREDENTIALS, VARIABLES};

/// Which keys of ConfigMaps workloads take variables from that rules look at: map, key, variable.
#[derive(Debug, Default)]
pub(super) struct References(BTreeSet<(String, String, String)>);

impl References {
    pub(super) fn of(objects: &[Value]) -> References {
        let mut all = References::default();
        objects.iter().for_each(|object| all.find(object));
        all
    }

    fn find(&mut self, value: &Value) {
        match value {
            Value::Object(members) => {
                for (name, inner) in members {
                    match name.as_str() {
                        "env" => {
                            inner.as_array().into_iter().flatten().for_each(|one| self.env(one))
                        }
                        "envFrom" => {
                            inner
                                .as_array()
                                .into_iter()
                                .flatten()
                                .for_each(|one| self.env_from(one));
                        }
                        _ => self.find(inner),
                    }
                }
            }
            Value::Array(items) => items.iter().for_each(|item| self.find(item)),
            _ => {}
        }
    }

    fn env(&mut self, entry: &Value) {
        let reference = &entry["valueFrom"]["configMapKeyRef"];
        let texts = [&reference["name"], &reference["key"], &entry["name"]].map(Value::as_str);
        if let [Some(map), Some(key), Some(name)] = texts {
            self.add(map, key, name);
        }
    }

    fn env_from(&mut self, entry: &Value) {
        let Some(map) = entry["configMapRef"]["name"].as_str() else { return };
        let prefix = entry["prefix"].as_str().unwrap_or_default();
        for name in VARIABLES.iter().chain(&CREDENTIALS) {
            if let Some(key) = name.strip_prefix(prefix) {
                self.add(map, key, name);
            }
        }
    }

    fn add(&mut self, map: &str, key: &str, name: &str) {
        if VARIABLES.contains(&name) || CREDENTIALS.contains(&name) {
            self.0.insert((map.to_owned(), key.to_owned(), name.to_owned()));
        }
    }
}

pub(super) fn reduce(object: &mut Value, references: &References) {
    let name = object["metadata"]["name"].as_str().unwrap_or_default().to_owned();
    let mut kept = Map::new();
    let data = object["data"].as_object().cloned().unwrap_or_default();
    for (map, key, name) in references.0.iter().filter(|(map, ..)| *map == name) {
        debug_assert!(!map.is_empty());
        if let Some(value @ Value::String(_)) = data.get(key) {
            kept.insert(key.clone(), variable(name, value));
        }
    }
    if name == CONFIG
        && let Some(Value::String(file)) = data.get("grafana.ini")
    {
        kept.insert("grafana.ini".to_owned(), json!(ini(file)));
    }
    if let Some(members) = object.as_object_mut() {
        members.remove("binaryData");
        members.insert("data".to_owned(), Value::Object(kept));
    }
}

/// The lines of Grafana's file that say who may sign up.
fn ini(file: &str) -> String {
    let mut kept = String::new();
    for line in file.lines().map(str::trim) {
        let key = line.split(['=', ':']).next().unwrap_or_default();
        let is_header = line.starts_with('[');
        let is_ours = key.trim().trim_matches(['"', '`']) == "allow_sign_up";
        if is_header {
            let is_users = line.rsplit_once(']').is_some_and(|(name, _)| name == "[users");
            kept.push_str(if is_users { "[users]\n" } else { "[others]\n" });
        } else if is_ours {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}
