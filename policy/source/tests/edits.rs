//! From pointers and patches to places and changes of the text.
#![allow(clippy::disallowed_types, missing_docs)]

use json::Json;
use policy::patch::{Operation, Patch};
use source::{Object, edits, read};

fn add(path: &str, value: &'static str) -> Patch<'static> {
    let value = Json::parse(value).expect("JSON");
    Patch(vec![Operation::Add { path: path.to_owned(), value }])
}

fn remove(path: &str) -> Patch<'static> {
    Patch(vec![Operation::Remove { path: path.to_owned() }])
}

/// The text after a patch of its first document.
fn patched(text: &str, patch: &Patch<'_>) -> Option<String> {
    patched_at(text, 0, patch)
}

fn patched_at(text: &str, place: usize, patch: &Patch<'_>) -> Option<String> {
    let read = read(text);
    let splices = edits(text, &read.documents[place], patch)?;
    let mut changed = text.to_owned();
    for splice in splices.iter().rev() {
        changed.replace_range(splice.range.clone(), &splice.text);
    }
    Some(changed)
}

fn pointed<'t>(text: &'t str, place: usize, pointer: &str) -> &'t str {
    let read = read(text);
    let object = Object::of(text, &read.documents[place]);
    &text[object.range(Some(pointer))]
}

const ROUTER: &str = "\
kind: Deployment # the router
metadata:
  name: \"deis-router\"
spec:
  replicas: 1   # one
  template:
    spec:
      containers:
      - name: router
        env:
        - name: A
          value: 'old'
        - { name: B, value: x }
        ports: [80, 443]
";

#[test]
fn a_pointer_leads_to_a_scalar_to_a_key_or_to_where_an_absent_key_belongs() {
    let env = "/spec/template/spec/containers/0/env";
    let cases = [
        ("/spec/replicas", "1"),
        ("/metadata/name", "\"deis-router\""),
        ("/spec/template", "template"),
        ("/spec/strategy/type", "spec"),
        ("/status", "kind: Deployment # the router"),
        (&format!("{env}/0/value"), "'old'"),
        (&format!("{env}/1"), "{ name: B, value: x }"),
        (&format!("{env}/-"), "env"),
        (&format!("{env}/0"), "name: A"),
    ];
    for (pointer, text) in cases {
        assert_eq!(pointed(ROUTER, 0, pointer), text, "{pointer}");
    }
    let json = "{\"kind\": \"List\", \"items\": [{\"a/b\": {\"c\": [10, 20]}, \"d\": null}]}";
    for (pointer, text) in
        [("/a~1b/c/1", "20"), ("/d", "null"), ("/a~1b/x", "\"a/b\""), ("/a~1b/c", "\"c\"")]
    {
        assert_eq!(pointed(json, 0, pointer), text, "{pointer}");
    }
    let list = "kind: List\nitems:\n- kind: A\n  ü:\n    é: [ö, x]\n- kind: B\n  x:\n";
    assert_eq!(pointed(list, 0, "/ü/é/1"), "x");
    assert_eq!(pointed(list, 1, "/x"), "x");
}

#[test]
fn a_value_is_changed_in_its_place_and_keeps_its_quotes_and_comment() {
    let text = patched(ROUTER, &add("/spec/replicas", "2")).expect("edits");
    assert_eq!(text, ROUTER.replace("replicas: 1   # one", "replicas: 2   # one"));
    let pointer = "/spec/template/spec/containers/0/env/0/value";
    let text = patched(ROUTER, &add(pointer, "\"new\"")).expect("edits");
    assert_eq!(text, ROUTER.replace("'old'", "'new'"));
    let text = patched(ROUTER, &add("/metadata/name", "\"other\"")).expect("edits");
    assert_eq!(text, ROUTER.replace("\"deis-router\"", "\"other\""));
}

#[test]
fn a_new_member_stands_where_a_person_would_put_it() {
    let sorted = "a: 1\nc:\n  x: 1\n  # behind\nd: 2\n";
    let text = patched(sorted, &add("/b", "true")).expect("edits");
    assert_eq!(text, "a: 1\nb: true\nc:\n  x: 1\n  # behind\nd: 2\n");
    let text =
        patched("spec:\n  template:\n    x: 1\n", &add("/spec/replicas", "2")).expect("edits");
    assert_eq!(text, "spec:\n  replicas: 2\n  template:\n    x: 1\n");
    let new = r#"{"podAntiAffinity": {"required": [{"topologyKey": "kubernetes.io/hostname", "weight": "1"}]}}"#;
    let text = patched(ROUTER, &add("/spec/template/spec/affinity", new)).expect("edits");
    let lines = "      affinity:\n        podAntiAffinity:\n          required:\n          - topologyKey: kubernetes.io/hostname\n            weight: \"1\"\n      containers:\n";
    assert_eq!(text, ROUTER.replace("      containers:\n", lines));
}

#[test]
fn a_new_element_stands_at_the_end_in_the_style_of_the_others() {
    let env = "/spec/template/spec/containers/0/env/-";
    let text = patched(ROUTER, &add(env, r#"{"name": "C", "value": "yes"}"#)).expect("edits");
    let lines = "value: x }\n        - name: C\n          value: \"yes\"\n";
    assert_eq!(text, ROUTER.replace("value: x }\n", lines));
    let ports = "/spec/template/spec/containers/0/ports/-";
    let text = patched(ROUTER, &add(ports, "8080")).expect("edits");
    assert_eq!(text, ROUTER.replace("[80, 443]", "[80, 443, 8080]"));
    assert_eq!(
        patched("tls: []\n", &add("/tls/-", r#"{"a": 1}"#)).expect("edits"),
        "tls:\n- a: 1\n"
    );
    assert_eq!(patched("a: {}\n", &add("/a/b", "1")).expect("edits"), "a: { b: 1 }\n");
}

#[test]
fn what_is_removed_takes_its_lines_with_it() {
    let env = "/spec/template/spec/containers/0/env";
    let text = patched(ROUTER, &remove(&format!("{env}/0"))).expect("edits");
    assert_eq!(text, ROUTER.replace("        - name: A\n          value: 'old'\n", ""));
    let text = patched(ROUTER, &remove(&format!("{env}/1"))).expect("edits");
    assert_eq!(text, ROUTER.replace("        - { name: B, value: x }\n", ""));
    let text = patched(ROUTER, &remove("/spec/replicas")).expect("edits");
    assert_eq!(text, ROUTER.replace("  replicas: 1   # one\n", ""));
    assert_eq!(patched("a:\n  b: 1\nc: 2\n", &remove("/a/b")).expect("edits"), "a: {}\nc: 2\n");
    assert_eq!(patched("a:\n- b\nc: 2\n", &remove("/a/0")).expect("edits"), "a: []\nc: 2\n");
    assert_eq!(patched("a: [x, y, z]", &remove("/a/2")).expect("edits"), "a: [x, y]");
    assert_eq!(patched("- a: 1\n  b: 2\n", &remove("/0/a")).expect("edits"), "- b: 2\n");
    assert_eq!(patched("a: 1\nb: 2\n", &remove("/b")).expect("edits"), "a: 1\n");
}

#[test]
fn json_stays_json_as_wide_as_it_was() {
    let wide = "{\n  \"spec\": {\n    \"a\": [\n      1\n    ]\n  }\n}\n";
    let text = patched(wide, &add("/spec/b", "\"x\"")).expect("edits");
    assert_eq!(text, wide.replace("    ]\n", "    ],\n    \"b\": \"x\"\n"));
    let text = patched(wide, &add("/spec/a/-", r#"{"b": true}"#)).expect("edits");
    assert_eq!(text, wide.replace("1\n", "1,\n      {\"b\":true}\n"));
    let narrow = r#"{"kind":"List","items":[{"a":1},{"a":{},"b":[1]}]}"#;
    let text = patched_at(narrow, 1, &add("/a/x", "1")).expect("edits");
    assert_eq!(text, narrow.replace("{}", r#"{"x":1}"#));
    let text = patched_at(narrow, 1, &remove("/b")).expect("edits");
    assert_eq!(text, narrow.replace(r#","b":[1]"#, ""));
}

#[test]
fn items_of_lists_and_later_documents_are_changed_where_they_stand() {
    let text = "# ü\nkind: A\n---\napiVersion: v1\nkind: ServiceList\nitems:\n  - metadata: { name: ü }\n    spec:\n      x: 1\n  - metadata:\n      name: b\n";
    let changed = patched_at(text, 1, &add("/spec/x", "2")).expect("edits");
    assert_eq!(changed, text.replace("x: 1", "x: 2"));
    let changed = patched_at(text, 2, &add("/metadata/labels", r#"{"a": "b"}"#)).expect("edits");
    assert_eq!(
        changed,
        text.replace("  - metadata:\n", "  - metadata:\n      labels:\n        a: b\n")
    );
}

#[test]
fn windows_line_endings_stay() {
    let text = "a:\r\n  b: 1\r\nc: 2\r\n";
    assert_eq!(
        patched(text, &add("/a/c", "3")).expect("edits"),
        "a:\r\n  b: 1\r\n  c: 3\r\nc: 2\r\n"
    );
    assert_eq!(patched(text, &remove("/a")).expect("edits"), "c: 2\r\n");
}

#[test]
fn block_scalars_and_what_follows_them_stay() {
    let text = "data: |\n  # no comment\n  x: y\n\n# a comment\nmore: 1\n";
    assert_eq!(
        patched(text, &add("/extra", "2")).expect("edits"),
        "data: |\n  # no comment\n  x: y\nextra: 2\n\n# a comment\nmore: 1\n"
    );
}

#[test]
fn what_an_anchor_shares_is_not_changed_in_the_text() {
    let text = "a: &x { b: 1 }\nc: *x\n";
    assert_eq!(patched(text, &add("/a/b", "2")), None);
    assert_eq!(patched(text, &add("/d", "2")).expect("edits"), "a: &x { b: 1 }\nc: *x\nd: 2\n");
}

#[test]
fn several_steps_become_changes_of_the_first_text() {
    let mut patch = add("/spec", "{}");
    patch.0.extend(add("/spec/replicas", "2").0);
    patch.0.extend(add("/spec/x", "[]").0);
    patch.0.extend(add("/spec/x/-", "\"on\"").0);
    patch.0.extend(remove("/a").0);
    let text = patched("# head\na: 1\nkind: X\n", &patch).expect("edits");
    assert_eq!(jsons(&text), [r#"{"kind":"X","spec":{"replicas":2,"x":["on"]}}"#]);
    assert!(text.starts_with("# head\n"), "{text}");
}

fn jsons(text: &str) -> Vec<String> {
    read(text).documents.into_iter().map(|one| one.json.into_owned()).collect()
}

#[test]
fn a_comment_behind_quotes_is_not_part_of_the_value() {
    let text = "a: {\n  b: \"x # \\\" y\" # \"e\"\n  }\nc: 'it''s' # d\n";
    assert_eq!(pointed(text, 0, "/a/b"), "\"x # \\\" y\"");
    assert_eq!(pointed(text, 0, "/c"), "'it''s'");
    let changed = patched(text, &add("/a/c", "1")).expect("edits");
    assert_eq!(changed, text.replace("y\" #", "y\",\n  c: 1 #"));
    assert_eq!(patched(text, &add("/c", "\"z\"")).expect("edits"), text.replace("'it''s'", "'z'"));
}

#[test]
fn a_comment_behind_the_last_value_stays_in_its_line() {
    let text = "a:\n  b: 1 # one\n---\nc: 2\n";
    let added = patched(text, &add("/a/z", "3"));
    assert_eq!(added.as_deref(), Some("a:\n  b: 1 # one\n  z: 3\n---\nc: 2\n"));
    let added = patched("a: 1 # one", &add("/z", "{\"x\": true}"));
    assert_eq!(added.as_deref(), Some("a: 1 # one\nz:\n  x: true"));
    let windows = "a: 1\r\nb: x # one\r\n";
    let replaced = patched(windows, &Patch(vec![Operation::Remove { path: "/b".to_owned() }]));
    assert_eq!(replaced.as_deref(), Some("a: 1\r\n"));
    let flow = patched("{a: 1} # one\n", &add("/z", "3"));
    assert_eq!(flow.as_deref(), Some("{a: 1, z: 3} # one\n"));
    let no_comment = patched("a: 1#one\n", &add("/z", "3"));
    assert_eq!(no_comment.as_deref(), Some("a: 1#one\nz: 3\n"));
}

#[test]
fn the_extent_of_a_value_is_all_of_its_lines_but_an_alias_has_none() {
    let text = "a: |\n  one\n  two\nb: &x\n  c: d\ne: *x\n";
    let read = read(text);
    let object = Object::of(text, &read.documents[0]);
    let extent = |pointer: &str| object.extent(pointer).map(|range| &text[range]);
    assert_eq!(extent("/a"), Some("one\n  two"));
    assert_eq!(extent("/b/c"), Some("d"));
    assert_eq!((extent("/e"), extent("/z")), (None, None));
}
