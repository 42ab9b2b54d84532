//! Our reading of an object agrees with k8s-openapi's types.

use std::collections::BTreeMap;

use k8s_openapi::api::apps::v1::{DaemonSet, Deployment, StatefulSet};
use k8s_openapi::api::autoscaling::v2::HorizontalPodAutoscaler;
use k8s_openapi::api::core::v1::{Container, PodTemplateSpec, Secret, Service};
use policy::cluster::{Item, unpack};
use policy::json::Json;
use policy::model::env::{Env, Variable};
use policy::model::object::Object;
use policy::model::secret::{Secret as OurSecret, Value as Held};
use policy::model::service::Service as OurService;
use policy::model::workload::Workload;
use policy::workflow::autoscaler::Autoscaler;
use proof::{cluster, forms, strategy};
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::support::holds;

fn official<T: DeserializeOwned>(object: &Value) -> T {
    let mut object = object.clone();
    if object["apiVersion"] == "extensions/v1beta1" {
        object["apiVersion"] = json!("apps/v1");
    }
    object.as_object_mut().expect("an object").remove("status");
    serde_json::from_value(object).expect("an object of the official schema")
}

/// Replicas, where the kind has them, and the template.
fn template(object: &Value) -> Option<(Option<i32>, PodTemplateSpec)> {
    match object["kind"].as_str()? {
        "Deployment" => {
            let spec = official::<Deployment>(object).spec?;
            Some((spec.replicas, spec.template))
        }
        "StatefulSet" => {
            let spec = official::<StatefulSet>(object).spec?;
            Some((spec.replicas, spec.template))
        }
        "DaemonSet" => Some((None, official::<DaemonSet>(object).spec?.template)),
        _ => None,
    }
}

fn workload(ours: Object<'_>, object: &Value) -> Result<(), TestCaseError> {
    let Some((replicas, template)) = template(object) else { return Ok(()) };
    let (own, pod) = (Workload::of(&ours), template.spec.unwrap_or_default());
    let counted = own.replicas().map(|count| count.value);
    prop_assert_eq!(counted, Ok(i64::from(replicas.unwrap_or(1))));
    prop_assert_eq!(own.host_network(), Ok(pod.host_network.unwrap_or(false)));
    let persistent = pod.volumes.iter().flatten().any(|one| one.persistent_volume_claim.is_some());
    prop_assert_eq!(own.has_persistent_volume(), persistent);
    let mine: Vec<_> = own.containers().collect();
    prop_assert_eq!(mine.len(), pod.containers.len());
    for (mine, theirs) in mine.iter().zip(&pod.containers) {
        prop_assert_eq!(mine.name(), &theirs.name);
        let ports: Vec<_> =
            mine.ports().map(|port| port.body.get("hostPort").as_integer()).collect();
        let official: Vec<_> =
            theirs.ports.iter().flatten().map(|port| port.host_port.map(i64::from)).collect();
        prop_assert_eq!(ports, official);
        for (name, wanted) in environment(theirs) {
            let said = Variable::of(*mine, &name).env;
            prop_assert_eq!(shown(&said), wanted, "{}", name);
        }
    }
    Ok(())
}

/// Each variable's last entry, in words.
fn environment(container: &Container) -> BTreeMap<String, String> {
    let entries = container.env.iter().flatten();
    entries
        .map(|entry| {
            let from = entry.value_from.as_ref();
            let map = from.and_then(|from| from.config_map_key_ref.as_ref());
            let secret = from.and_then(|from| from.secret_key_ref.as_ref());
            let field = from.and_then(|from| from.field_ref.as_ref());
            let shown = match (map, secret, field) {
                (Some(map), ..) => {
                    format!("map {} {} {}", map.name, map.key, map.optional == Some(true))
                }
                (_, Some(secret), _) => format!("secret {} {}", secret.name, secret.key),
                (.., Some(field)) => format!("field {}", field.field_path),
                _ => format!("text {}", entry.value.as_deref().unwrap_or_default()),
            };
            (entry.name.clone(), shown)
        })
        .collect()
}

fn shown(env: &Env<'_>) -> String {
    match env {
        Env::Literal(text) => format!("text {text}"),
        Env::ConfigMapKey { name, key, optional } => format!("map {name} {key} {optional}"),
        Env::SecretKey { name, key } => format!("secret {name} {key}"),
        Env::PodField(path) => format!("field {path}"),
        other => format!("{other:?}"),
    }
}

fn service(ours: Object<'_>, object: &Value) -> Result<(), TestCaseError> {
    let (own, spec) = (OurService::of(&ours), official::<Service>(object).spec.unwrap_or_default());
    let kind = spec.type_.unwrap_or_else(|| "ClusterIP".to_owned());
    prop_assert_eq!(own.service_type(), Ok(kind.as_str()));
    prop_assert_eq!(own.external_ips().len(), spec.external_ips.map_or(0, |all| all.len()));
    let ports: Vec<_> = own.ports().map(|port| port.number()).collect();
    let official: Vec<_> =
        spec.ports.iter().flatten().map(|port| Some(i64::from(port.port))).collect();
    prop_assert_eq!(ports, official);
    Ok(())
}

fn secret(ours: Object<'_>, object: &Value) -> Result<(), TestCaseError> {
    let (own, official) = (OurSecret::of(&ours), official::<Secret>(object));
    let texts = official.string_data.unwrap_or_default();
    let mut held: BTreeMap<String, Vec<u8>> =
        official.data.unwrap_or_default().into_iter().map(|(key, bytes)| (key, bytes.0)).collect();
    held.extend(texts.into_iter().map(|(key, text)| (key, text.into_bytes())));
    for (key, bytes) in held {
        let mine = own.value(&key);
        prop_assert!(matches!(&mine, Held::Bytes(mine) if *mine == bytes), "{}", key);
    }
    Ok(())
}

#[test]
fn an_object_is_read_as_its_official_type_reads_it() {
    holds(300, strategy::world(), |world| {
        for object in
            cluster::objects(&world).iter().flat_map(|one| [one.clone(), forms::served(one)])
        {
            let text = object.to_string();
            let documents = [Ok(Json::parse(&text).expect("JSON"))];
            let Some(Item::Known(ours)) = unpack(&documents).pop() else { continue };
            workload(ours, &object)?;
            match object["kind"].as_str().unwrap_or_default() {
                "Service" => service(ours, &object)?,
                "Secret" => secret(ours, &object)?,
                "HorizontalPodAutoscaler" => {
                    let spec = official::<HorizontalPodAutoscaler>(&object).spec;
                    let own = Autoscaler { object: &ours };
                    prop_assert_eq!(own.minimum(), Ok(i64::from(spec.min_replicas.unwrap_or(1))));
                    prop_assert_eq!(own.target_name(), &spec.scale_target_ref.name);
                }
                _ => {}
            }
        }
        Ok(())
    });
}
