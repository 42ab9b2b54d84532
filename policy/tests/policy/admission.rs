//! Admission: judging an object as if it were already in the cluster.

use policy::clock::Clock;
use policy::cluster::{Inventory, Item, View, unpack};
use policy::context::Installation;
use policy::engine::{Config, admit, judge};
use policy::json::Json;

use policy::model::distribution::Distribution;
use policy::model::object::Object;
use policy::moment::Moment;
use policy::{api, host::NoHost};
use serde_json::{Value, json};

use crate::support::{
    CLUSTERS, NOW, cluster, distribution, find, installation, namespace, set_env,
};

#[test]
fn admission_agrees_with_review() {
    for name in CLUSTERS {
        let texts: Vec<String> = cluster(name).iter().map(Value::to_string).collect();
        let documents: Vec<_> =
            texts.iter().map(|text| Ok(Json::parse(text).expect("JSON"))).collect();
        let objects: Vec<Object<'_>> = unpack(&documents)
            .into_iter()
            .filter_map(|item| if let Item::Known(object) = item { Some(object) } else { None })
            .collect();
        let inventory = Inventory::of(objects);
        let config = Config {
            settings: Box::default(),
            clock: Clock::at(Moment::parse(NOW).expect("a moment")),
        };
        let installation = Installation {
            distribution: distribution(name),
            namespace: namespace(name).to_owned(),
        };
        let context = policy::context::Context {
            cluster: View::of(&inventory),
            installation: &installation,
            settings: &config.settings,
            clock: &config.clock,
        };
        let mut judged = 0;
        for object in
            inventory.objects().iter().filter(|object| object.namespace == namespace(name))
        {
            let reviewed = judge(object, &context);
            let admitted = admit(object, &installation, View::of(&inventory), &config);
            assert_eq!(format!("{reviewed:?}"), format!("{admitted:?}"), "{name} {}", object.name);
            judged += reviewed.len();
        }
        assert!(judged > 20, "{name}");
    }
}

#[test]
fn an_object_is_judged_as_requested_and_not_as_it_is_stored() {
    let mut stored = installation("deis-production-s3");
    let mut wanted = find(&mut stored, "Deployment", "deis-router").clone();
    wanted["spec"]["replicas"] = json!(1);
    let texts: Vec<String> = stored.iter().map(Value::to_string).collect();
    let documents: Vec<_> = texts.iter().map(|text| Ok(Json::parse(text).expect("JSON"))).collect();
    let known = |items: Vec<Item<'_>>| items.into_iter().any(|item| matches!(item, Item::Known(_)));
    assert!(known(unpack(&documents)));
    let objects = unpack(&documents)
        .into_iter()
        .filter_map(|item| if let Item::Known(object) = item { Some(object) } else { None })
        .collect();
    let inventory = Inventory::of(objects);
    let text = wanted.to_string();
    let requested = [Ok(Json::parse(&text).expect("JSON"))];
    let Some(Item::Known(object)) = unpack(&requested).pop() else { panic!("an object") };
    let config = Config {
        settings: Box::default(),
        clock: Clock::at(Moment::parse(NOW).expect("a moment")),
    };
    let installation =
        Installation { distribution: Distribution::Deis, namespace: "deis".to_owned() };
    let judgements = admit(&object, &installation, View::of(&inventory), &config);
    let routers =
        judgements.iter().find(|one| one.rule.id == "routers-replicas").expect("a judgement");
    assert_eq!(format!("{:?}", routers.outcome), "Fail");
}

fn validate(object: &Value, edit: impl FnOnce(&mut Value), settings: Value) -> Value {
    let group = object["apiVersion"]
        .as_str()
        .expect("a text")
        .split_once('/')
        .map_or("", |(group, _)| group);
    let mut request = json!({
        "uid": "1", "operation": "CREATE", "kind": { "group": group, "version": "v1", "kind": object["kind"] },
        "name": object["metadata"]["name"], "namespace": object["metadata"]["namespace"], "object": object,
    });
    edit(&mut request);
    let payload = json!({ "request": request, "settings": settings, "now": NOW }).to_string();
    let answer = api::call("validate", payload.as_bytes(), &NoHost).expect("a response");
    serde_json::from_slice(&answer).expect("JSON")
}

fn open_controller() -> Value {
    let mut objects = installation("deis-production-s3");
    set_env(&mut objects, "deis-controller", "REGISTRATION_MODE", Some("enabled"));
    find(&mut objects, "Deployment", "deis-controller").clone()
}

#[test]
fn a_violation_is_denied_with_rule_object_and_value() {
    let answer = validate(&open_controller(), |_| {}, json!({}));
    assert_eq!(answer["accepted"], false);
    assert_eq!(answer["code"], 400);
    let message = answer["message"].as_str().expect("a text");
    let said = "registration-mode: Deployment `deis-controller`: `REGISTRATION_MODE` is `enabled`: anybody can register; fix: set `controller.registration_mode` to `admin_only`";
    assert!(message.starts_with(said), "{message}");
}

#[test]
fn a_good_object_is_accepted_and_only_what_needs_the_cluster_is_unknown() {
    let mut objects = installation("deis-production-s3");
    let controller = find(&mut objects, "Deployment", "deis-controller").clone();
    let answer = validate(&controller, |_| {}, json!({}));
    assert_eq!(answer["accepted"], true);
    for warning in answer["warnings"].as_array().expect("a list") {
        assert!(warning.as_str().expect("a text").ends_with("the cluster cannot be asked"));
    }
}

#[test]
fn what_no_rule_looks_at_passes_before_its_object_is_read() {
    let broken = |request: &mut Value| request["object"] = json!("no object");
    let accepted = json!({ "accepted": true });
    let object = open_controller();
    let elsewhere = |request: &mut Value| {
        broken(request);
        request["namespace"] = json!("shop")
    };
    assert_eq!(validate(&object, elsewhere, json!({})), accepted);
    let pod = |request: &mut Value| {
        broken(request);
        request["kind"]["kind"] = json!("Pod")
    };
    assert_eq!(validate(&object, pod, json!({})), accepted);
    let status = |request: &mut Value| {
        broken(request);
        request["subResource"] = json!("status")
    };
    assert_eq!(validate(&object, status, json!({})), accepted);
    let foreign = |request: &mut Value| {
        broken(request);
        request["kind"]["group"] = json!("example.com")
    };
    assert_eq!(validate(&object, foreign, json!({})), accepted);
}

#[test]
fn findings_below_deny_at_are_warnings() {
    let mut objects = installation("deis-production-s3");
    let mut service = find(&mut objects, "Service", "deis-logger").clone();
    service["spec"]["type"] = json!("NodePort");
    let answer = validate(&service, |_| {}, json!({ "denyAt": "high" }));
    assert_eq!(answer["accepted"], true);
    assert!(
        answer["warnings"][0]
            .as_str()
            .expect("a text")
            .starts_with("security-ports: Service `deis-logger`")
    );
    assert_eq!(validate(&service, |_| {}, json!({}))["accepted"], false);
    let milder = json!({ "rules": { "security-ports": { "severity": "low" } } });
    assert_eq!(validate(&service, |_| {}, milder)["accepted"], true);
}

#[test]
fn what_cannot_be_told_warns_or_denies_as_the_settings_say() {
    let mut objects = installation("deis-production-s3");
    let router = find(&mut objects, "Deployment", "deis-router").clone();
    let answer = validate(&router, |_| {}, json!({}));
    assert_eq!(answer["accepted"], true);
    assert!(answer["warnings"].to_string().contains("cannot be asked"));
    let answer = validate(&router, |_| {}, json!({ "onUnknown": "deny" }));
    assert_eq!(answer["accepted"], false);
    assert_eq!(answer["code"], 500);
}
