//! A host that knows some objects, in the words of Kubewarden's, and notes what it is asked.

use std::cell::RefCell;

use policy::host::Host;
use serde_json::{Value, json};

#[derive(Default)]
pub struct Kubewarden {
    /// `None` where no cluster can be asked at all.
    pub objects: Option<Vec<Value>>,
    /// Resources (`v1/Secret`) that the server's account may not get.
    pub forbidden: Vec<String>,
    pub asked: RefCell<Vec<String>>,
}

impl Kubewarden {
    pub fn of(objects: Vec<Value>) -> Kubewarden {
        Kubewarden { objects: Some(objects), ..Kubewarden::default() }
    }

    pub fn decide(&self, request: &Value, settings: &Value) -> Value {
        let payload =
            json!({ "request": request, "settings": settings, "now": crate::support::NOW });
        let answer = policy::api::call("validate", payload.to_string().as_bytes(), self);
        serde_json::from_slice(&answer.expect("an answer, never an error")).expect("JSON")
    }
}

fn text<'v>(value: &'v Value, name: &str) -> &'v str {
    value[name].as_str().unwrap_or_default()
}

fn group(object: &Value) -> &str {
    let version = object["apiVersion"].as_str().unwrap_or_default();
    version.split_once('/').map_or("", |(group, _)| group)
}

impl Host for Kubewarden {
    fn now(&self) -> Option<i64> {
        None
    }

    fn call(&self, namespace: &str, operation: &str, payload: &[u8]) -> Result<Vec<u8>, String> {
        let question: Value = serde_json::from_slice(payload).expect("JSON");
        let resource = format!("{}/{}", text(&question, "api_version"), text(&question, "kind"));
        let name = text(&question, "name");
        let fresh = if question["disable_cache"] == true { " afresh" } else { "" };
        let note = format!("{namespace}/{operation} {resource} {name}{fresh}");
        self.asked.borrow_mut().push(note);
        let objects = self.objects.as_ref().ok_or("no connection")?;
        if self.forbidden.contains(&resource) {
            return Err(format!("{} is forbidden", text(&question, "kind")));
        }
        let asked = resource.split_once('/').filter(|(_, rest)| rest.contains('/'));
        let served = |object: &Value| {
            let stored = group(object);
            stored == "extensions" || stored == asked.map_or("", |(group, _)| group)
        };
        let place = &question["namespace"];
        let mut found = objects.iter().filter(|object| {
            object["kind"] == question["kind"]
                && served(object)
                && (place.is_null() || object["metadata"]["namespace"] == *place)
        });
        let answer = if operation == "get_resource" {
            let one = found.find(|object| object["metadata"]["name"] == name);
            one.cloned().ok_or(format!("Cannot find {resource} named '{name}'"))?
        } else {
            json!({ "items": found.collect::<Vec<_>>() })
        };
        Ok(answer.to_string().into_bytes())
    }
}
