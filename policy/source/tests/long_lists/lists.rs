//! Lists in every form, and what a review says of them.

use json::Json;
use policy::host::NoHost;
use serde_json::{Value, json};
use source::{Bundle, Counting, Question};

pub fn question() -> Question {
    Question { now: Some("2026-11-01T00:00:00Z".to_owned()), ..Question::default() }
}

pub fn review(bundle: &Bundle) -> Value {
    let report = bundle.review("{}", &question(), &NoHost, Counting::Bytes).expect("a report");
    serde_json::from_str(&report).expect("JSON")
}

pub fn at_once(text: &str) -> Bundle {
    let mut bundle = Bundle::default();
    bundle.add("a", text.as_bytes().to_vec());
    bundle
}

/// As the command reads a file; and how often it had to.
pub fn as_it_comes(text: &str) -> (Bundle, usize) {
    let mut times = 0;
    let bundle = Bundle::gather(None, false, |bundle| {
        times += 1;
        bundle.read("a", &mut text.as_bytes())
    });
    (bundle.expect("a text in memory"), times)
}

/// A broken platform and applications beside it, more than is read at once.
pub fn objects() -> Vec<Value> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/rules/");
    let mut objects: Vec<Value> = (0..900).map(application).collect();
    for rule in ["routers-replicas", "registration-mode", "grafana-signup", "tls-platform-cert"] {
        let text = std::fs::read_to_string(format!("{root}{rule}/bad.yaml")).expect("a fixture");
        let read = source::read(&text);
        let parsed =
            read.documents.iter().map(|one| serde_json::from_str(&one.json).expect("JSON"));
        let place = objects.len() / 2;
        objects.splice(place..place, parsed);
    }
    objects
}

pub fn application(number: usize) -> Value {
    json!({
        "apiVersion": "apps/v1", "kind": "Deployment",
        "metadata": { "name": "web", "namespace": format!("shop-{number}"), "labels": { "é": "]}\",[" } },
        "spec": { "replicas": 2, "template": { "spec": { "containers": [
            { "name": "web", "image": "registry.example/web:1", "env": [{ "name": "A", "value": "\\\" - x:" }] },
        ] } } },
    })
}

pub fn yaml(value: &Value) -> String {
    let text = value.to_string();
    source::document(&Json::parse(&text).expect("JSON"))
}

/// A List of YAML, each item so far to the right.
pub fn yaml_list(objects: &[Value], indent: usize) -> String {
    let mut text = "apiVersion: v1\nitems:\n".to_owned();
    for object in objects {
        for (number, line) in yaml(object).lines().enumerate() {
            let dash = if number == 0 { "- " } else { "  " };
            text.push_str(&format!("{}{dash}{line}\n", " ".repeat(indent)));
        }
    }
    text + "kind: List\nmetadata:\n  resourceVersion: \"\"\n"
}

pub fn json_list(objects: &[Value]) -> Value {
    json!({ "apiVersion": "v1", "items": objects, "kind": "List", "metadata": { "resourceVersion": "" } })
}

/// Lists in one line, on many, with their kind first, typed, and of YAML.
struct Texts {
    short: String,
    pretty: String,
    kind_first: String,
    typed: String,
    yaml: String,
}

impl Texts {
    fn of(objects: &[Value]) -> Texts {
        let list = json_list(objects);
        let all = json!(objects);
        let deployments: Vec<Value> = (0..900).map(application).map(without_header).collect();
        Texts {
            short: list.to_string(),
            pretty: serde_json::to_string_pretty(&list).expect("JSON"),
            kind_first: format!("{{\"kind\": \"List\", \"apiVersion\": \"v1\", \"items\": {all}}}"),
            typed: format!(
                "{{\"kind\": \"DeploymentList\", \"apiVersion\": \"apps/v1\", \"metadata\": {{}}, \"items\": {}}}",
                json!(deployments)
            ),
            yaml: yaml_list(objects, 0),
        }
    }
}

/// Every form, and whether it can be read item by item.
pub fn forms() -> Vec<(String, bool)> {
    let objects = objects();
    let texts = Texts::of(&objects);
    let good = good(&objects, &texts).into_iter().map(|text| (text, true));
    good.chain(odd(&texts).into_iter().map(|text| (text, false))).collect()
}

fn good(objects: &[Value], texts: &Texts) -> [String; 15] {
    let Texts { short, pretty, kind_first, typed, yaml } = texts;
    let nested = json_list(&[objects, &[json_list(&objects[440..470])]].concat()).to_string();
    let behind = "---\napiVersion: v1\nkind: Odd\nmetadata: { name: a }\n";
    [
        short.clone(),
        pretty.clone() + "\n",
        pretty.replace('\n', "\r\n"),
        format!("\u{feff}\n\n {pretty}\n{behind}{behind}"),
        format!("---\n{short}\n{{\"apiVersion\": \"v1\", \"kind\": \"Odd\"}}\n"),
        kind_first.clone(),
        typed.clone(),
        nested,
        yaml.clone(),
        yaml.replace('\n', "\r\n"),
        yaml_list(objects, 2),
        format!("# first\n{behind}---\n# mine\n{yaml}{behind}...\n{behind}"),
        yaml.replacen("items:\n", "kind: List\nitems:\n", 1)
            .replace("\nkind: List\nmetadata", "\nmetadata"),
        yaml.replacen("\n- ", "\n# a comment\n\n- ", 2),
        format!("{{\"kind\": \"List\", \"items\": {}, \"apiVersion\": \"v1\"}}", json!(objects)),
    ]
}

fn odd(texts: &Texts) -> [String; 20] {
    let Texts { pretty, kind_first, typed, yaml, .. } = texts;
    [
        // Broken, or of YAML only.
        pretty.replacen("\"items\": [", "\"items\": [,", 1),
        pretty.replace("\n  ],", "\n  ,],"),
        pretty.replace("\"kind\": \"List\"", "\"kind\": List"),
        pretty.replace("\n  ],", "\n  ] # all of them\n ,"),
        pretty.get(..pretty.len() - 20).expect("ASCII").to_owned(),
        format!("{pretty} {{}}\n"),
        // Not what it begins like.
        pretty.replace("\"kind\": \"List\"", "\"kind\": \"Odd\""),
        pretty.replace("\"kind\": \"List\"", "\"kind\": \"DeploymentList\""),
        pretty.replace("\"kind\": \"List\"", "\"kind\": \"List\", \"items\": []"),
        pretty.replace("\"kind\": \"List\"", "\"kind\": \"List\", \"apiVersion\": \"v2\""),
        kind_first.replace("\"kind\": \"List\"", "\"kind\": \"Odd\""),
        typed.replacen("[{", "[1,{", 1),
        yaml.replace("\nkind: List", "\nkind: Odd"),
        yaml.replace("\nkind: List", "\nkind: List\nitems: []"),
        yaml.replacen("\n- ", "\n- &a\n  ", 1).replace("\nkind: List", "\n- *a\nkind: List"),
        yaml.replacen("\n- ", "\n-\n  ", 1),
        yaml.replacen("\n- ", "\n- \"a\n- b\"\n- ", 1),
        yaml.replacen("\n- ", "\n- # nothing\n- ", 1),
        yaml.replacen("  name: web", "  name: [web", 1),
        yaml.replacen("\n- ", "\n- # a\rb\n- ", 1),
    ]
}

fn without_header(mut object: Value) -> Value {
    let members = object.as_object_mut().expect("an object");
    members.remove("apiVersion");
    members.remove("kind");
    object
}
