//! A long List is read item by item, and is what it is at once.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, missing_docs)]

use std::cell::RefCell;
use std::io::{self, Read};

use json::Json;
use policy::host::NoHost;
use serde_json::{Value, json};
use source::{Bundle, Counting, Question};

fn question() -> Question {
    Question { now: Some("2026-11-01T00:00:00Z".to_owned()), ..Question::default() }
}

fn review(bundle: &Bundle) -> Value {
    let report = bundle.review("{}", &question(), &NoHost, Counting::Bytes).expect("a report");
    serde_json::from_str(&report).expect("JSON")
}

fn at_once(text: &str) -> Bundle {
    let mut bundle = Bundle::default();
    bundle.add("a", text.as_bytes().to_vec());
    bundle
}

/// As the command reads a file; and how often it had to.
fn as_it_comes(text: &str) -> (Bundle, usize) {
    let mut times = 0;
    let bundle = Bundle::gather(None, false, |bundle| {
        times += 1;
        bundle.read("a", &mut text.as_bytes())
    });
    (bundle.expect("a text in memory"), times)
}

/// A broken platform and applications beside it, more than is read at once.
fn objects() -> Vec<Value> {
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

fn application(number: usize) -> Value {
    json!({
        "apiVersion": "apps/v1", "kind": "Deployment",
        "metadata": { "name": "web", "namespace": format!("shop-{number}"), "labels": { "é": "]}\",[" } },
        "spec": { "replicas": 2, "template": { "spec": { "containers": [
            { "name": "web", "image": "registry.example/web:1", "env": [{ "name": "A", "value": "\\\" - x:" }] },
        ] } } },
    })
}

fn yaml(value: &Value) -> String {
    let text = value.to_string();
    source::document(&Json::parse(&text).expect("JSON"))
}

/// A List of YAML, each item so far to the right.
fn yaml_list(objects: &[Value], indent: usize) -> String {
    let mut text = "apiVersion: v1\nitems:\n".to_owned();
    for object in objects {
        for (number, line) in yaml(object).lines().enumerate() {
            let dash = if number == 0 { "- " } else { "  " };
            text.push_str(&format!("{}{dash}{line}\n", " ".repeat(indent)));
        }
    }
    text + "kind: List\nmetadata:\n  resourceVersion: \"\"\n"
}

fn json_list(objects: &[Value]) -> Value {
    json!({ "apiVersion": "v1", "items": objects, "kind": "List", "metadata": { "resourceVersion": "" } })
}

/// Every form, and whether it can be read item by item.
fn forms() -> Vec<(String, bool)> {
    let objects = objects();
    let list = json_list(&objects);
    let (short, pretty) = (list.to_string(), serde_json::to_string_pretty(&list).expect("JSON"));
    let kind_first =
        format!("{{\"kind\": \"List\", \"apiVersion\": \"v1\", \"items\": {}}}", json!(objects));
    let deployments: Vec<Value> = (0..900).map(application).map(without_header).collect();
    let typed = format!(
        "{{\"kind\": \"DeploymentList\", \"apiVersion\": \"apps/v1\", \"metadata\": {{}}, \"items\": {}}}",
        json!(deployments)
    );
    let nested = json_list(&[&objects[..], &[json_list(&objects[440..470])]].concat()).to_string();
    let yaml_text = yaml_list(&objects, 0);
    let behind = "---\napiVersion: v1\nkind: Odd\nmetadata: { name: a }\n";
    let good = [
        short.clone(),
        pretty.clone() + "\n",
        pretty.replace('\n', "\r\n"),
        format!("\u{feff}\n\n {pretty}\n{behind}{behind}"),
        format!("---\n{short}\n{{\"apiVersion\": \"v1\", \"kind\": \"Odd\"}}\n"),
        kind_first.clone(),
        typed.clone(),
        nested,
        yaml_text.clone(),
        yaml_text.replace('\n', "\r\n"),
        yaml_list(&objects, 2),
        format!("# first\n{behind}---\n# mine\n{yaml_text}{behind}...\n{behind}"),
        yaml_text
            .replacen("items:\n", "kind: List\nitems:\n", 1)
            .replace("\nkind: List\nmetadata", "\nmetadata"),
        yaml_text.replacen("\n- ", "\n# a comment\n\n- ", 2),
        format!("{{\"kind\": \"List\", \"items\": {}, \"apiVersion\": \"v1\"}}", json!(objects)),
    ];
    let odd = [
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
        yaml_text.replace("\nkind: List", "\nkind: Odd"),
        yaml_text.replace("\nkind: List", "\nkind: List\nitems: []"),
        yaml_text.replacen("\n- ", "\n- &a\n  ", 1).replace("\nkind: List", "\n- *a\nkind: List"),
        yaml_text.replacen("\n- ", "\n-\n  ", 1),
        yaml_text.replacen("\n- ", "\n- \"a\n- b\"\n- ", 1),
        yaml_text.replacen("\n- ", "\n- # nothing\n- ", 1),
        yaml_text.replacen("  name: web", "  name: [web", 1),
        yaml_text.replacen("\n- ", "\n- # a\rb\n- ", 1),
    ];
    let good = good.into_iter().map(|text| (text, true));
    good.chain(odd.into_iter().map(|text| (text, false))).collect()
}

fn without_header(mut object: Value) -> Value {
    let members = object.as_object_mut().expect("an object");
    members.remove("apiVersion");
    members.remove("kind");
    object
}

#[test]
fn a_long_list_is_judged_and_placed_as_it_is_at_once_in_whatever_form() {
    for (number, (text, is_good)) in forms().into_iter().enumerate() {
        let (bundle, times) = as_it_comes(&text);
        assert!(times == 1 || !is_good && times == 2, "form {number} was read {times} times");
        let (one, other) = (review(&bundle), review(&at_once(&text)));
        assert!(one == other, "form {number}: {}", difference(&one, &other));
        if is_good {
            assert!(bundle.objects().count() < 200, "form {number} keeps applications");
        }
    }
}

/// The first member of two reports that differs.
fn difference(one: &Value, other: &Value) -> String {
    let names = ["installations", "unreadable", "ignored"];
    let differs = names.iter().find(|name| one[**name] != other[**name]).unwrap_or(&"");
    let brief = |value: &Value| value[*differs].to_string().chars().take(600).collect::<String>();
    format!("{differs}: {} instead of {}", brief(one), brief(other))
}

#[test]
fn what_is_fixed_in_a_long_list_is_fixed_as_it_is_at_once() {
    for (text, _) in forms().into_iter().filter(|(_, is_good)| *is_good) {
        let fixed = |bundle: &Bundle| {
            let report = review(bundle);
            let installations = report["installations"].as_array().expect("a list").iter();
            let results = installations.flat_map(|one| one["results"].as_array().expect("a list"));
            let results = Value::Array(results.cloned().collect()).to_string();
            bundle.fix_written(&results, Counting::Bytes).expect("edits")
        };
        let (edits, wanted) = (fixed(&as_it_comes(&text).0), fixed(&at_once(&text)));
        assert_eq!(edits, wanted);
    }
}

/// Counts how much is read, so that a test can tell what is kept meanwhile.
struct Counted<'t>(&'t [u8], &'t RefCell<usize>);

impl Read for Counted<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(to)?;
        *self.1.borrow_mut() += read;
        Ok(read)
    }
}

#[test]
fn a_platform_that_is_known_only_after_its_objects_were_let_go_is_judged_all_the_same() {
    let mut objects: Vec<Value> = (0..60_000).map(application).collect();
    let padded = |object: &mut Value| object["spec"]["x"] = "x".repeat(200).into();
    objects.iter_mut().for_each(padded);
    let router = json!({
        "apiVersion": "v1", "kind": "Service",
        "metadata": { "name": "extra", "namespace": "own", "annotations": { "a": "b" } },
        "spec": { "type": "NodePort", "ports": [{ "port": 80, "nodePort": 30080 }] },
    });
    let controller = json!({
        "apiVersion": "apps/v1", "kind": "Deployment",
        "metadata": { "name": "deis-controller", "namespace": "own",
            "labels": { "heritage": "deis" }, "annotations": { "component.deis.io/version": "v2.20.0" } },
        "spec": { "template": { "spec": { "containers": [{ "name": "deis-controller", "image": "c" }] } } },
    });
    objects.insert(0, router);
    objects.push(controller);
    let text = json_list(&objects).to_string();
    let read = RefCell::new(0);
    let bundle = Bundle::gather(None, false, |bundle| {
        bundle.read("a", &mut Counted(text.as_bytes(), &read))
    });
    let bundle = bundle.expect("a text in memory");
    assert_eq!(*read.borrow(), 2 * text.len());
    assert_eq!(bundle.objects().count(), 2);
    let (one, other) = (review(&bundle), review(&at_once(&text)));
    assert!(one == other, "{}", difference(&one, &other));
    let once = Bundle::gather(None, true, |bundle| bundle.read_once("a", &mut text.as_bytes()));
    let told = once.expect("a text in memory");
    let told = told.unreadable().iter().map(|one| one.message.as_str()).collect::<Vec<_>>();
    assert_eq!(
        told,
        [
            "objects of namespace `own` came long before those that show it to hold a platform, and were let go: ask for that namespace alone, or save the input in a file, and review that"
        ]
    );
}

/// What a review tells of a text that a pipe gives.
fn told(text: &[u8]) -> Value {
    let once = Bundle::gather(None, true, |bundle| bundle.read_once("a", &mut &text[..]));
    let report = review(&once.expect("a text in memory"));
    assert_eq!(report["ready"], false);
    report["unreadable"].clone()
}

#[test]
fn what_a_pipe_gives_and_is_broken_is_told_as_it_is_at_once() {
    let objects = objects();
    let pretty = serde_json::to_string_pretty(&json_list(&objects)).expect("JSON");
    let place = pretty.len() / 2 + pretty[pretty.len() / 2..].find("\n    },").expect("an item");
    let cases = [
        pretty[..pretty.len() - 2].to_owned(),
        pretty[..pretty.len() / 2].to_owned(),
        pretty[..place + 6].to_owned(),
        format!("{}{}", &pretty[..place + 6], &pretty[place + 7..]),
    ];
    for text in cases {
        let report = review(&at_once(&text));
        let (mut wanted, told) = (report["unreadable"].clone(), told(text.as_bytes()));
        let words = wanted[0]["message"].as_str().expect("words").to_owned();
        wanted[0]["message"] = (words + "; what stands behind is not read").into();
        assert_eq!(told, wanted);
    }
}

#[test]
fn a_byte_that_is_no_text_is_told_with_its_place_and_nothing_half_is_judged() {
    let pretty = serde_json::to_string_pretty(&json_list(&objects())).expect("JSON") + "\n";
    let first = yaml_list(&objects(), 0).replacen("items:\n", "kind: List\nitems:\n", 1);
    let first = first.replace("\nkind: List\nmetadata", "\nmetadata");
    for text in [pretty, first] {
        let middle = text.len() / 2 + text[text.len() / 2..].find("name").expect("a name");
        for place in [middle, text.len() - 1] {
            let bad = [&text.as_bytes()[..place], b"\xff", &text.as_bytes()[place..]].concat();
            let (line, column) = {
                let last = text[..place].rsplit('\n').next().expect("a line");
                (text[..place].matches('\n').count() + 1, last.chars().count() + 1)
            };
            let told = told(&bad);
            assert_eq!(told.as_array().map(Vec::len), Some(1), "{told}");
            assert_eq!((&told[0]["line"], &told[0]["column"]), (&line.into(), &column.into()));
            let message = told[0]["message"].as_str().expect("words");
            assert!(message.starts_with("it is not UTF-8 text"), "{message}");
            let mut bundle = Bundle::default();
            bundle.add("a", bad.clone());
            let file = Bundle::gather(None, false, |bundle| bundle.read("a", &mut &bad[..]));
            assert_eq!(review(&file.expect("bytes in memory")), review(&bundle));
        }
    }
}

#[test]
fn what_a_pipe_gives_and_cannot_be_read_item_by_item_is_told_to_be_saved() {
    let objects = objects();
    let pretty = serde_json::to_string_pretty(&json_list(&objects)).expect("JSON");
    let yaml_text = yaml_list(&objects, 0);
    let line = |text: &str, behind: &str| text[..text.find(behind).expect("in it")].lines().count();
    let behind = line(&pretty, "\n  ],") + 1;
    let end = line(&yaml_text, "\nkind: List") + 1;
    let cases = [
        (format!("{pretty} {{}}\n"), pretty.lines().count(), "something stands behind a List"),
        (
            pretty.replace("\"kind\": \"List\"", "\"kind\": \"Odd\""),
            behind,
            "what begins like a List",
        ),
        (yaml_text.replace("\nkind: List", "\nkind: Odd"), end, "what begins like a List is none"),
        (
            yaml_text.replace("\nkind: List", "\n- *a\nkind: List"),
            end,
            "an item of a List cannot be",
        ),
    ];
    for (text, line, message) in cases {
        let told = told(text.as_bytes());
        assert_eq!(told.as_array().map(Vec::len), Some(1), "{told}");
        let words = told[0]["message"].as_str().expect("words");
        let end = "; what stands behind is not read: save the input in a file, and review that";
        assert!(words.starts_with(message) && words.ends_with(end), "{words}");
        assert_eq!(told[0]["line"], line, "{words}");
    }
}

#[test]
fn lists_within_an_item_are_as_deep_as_at_once() {
    let nested = |levels: usize| {
        let open = r#"{"apiVersion":"v1","kind":"List","items":["#.repeat(levels);
        format!("{open}{}", "]}".repeat(levels))
    };
    for levels in [31, 32, 33] {
        let objects: Vec<Value> = (0..1500).map(application).collect();
        let text = yaml_list(&objects, 0).replacen(
            "items:\n",
            &format!("items:\n- {}\n", nested(levels)),
            1,
        );
        assert_eq!(review(&as_it_comes(&text).0), review(&at_once(&text)), "{levels}");
    }
}
