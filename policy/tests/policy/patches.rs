//! Patches as RFC 6902 has them, and beside what others have changed since.

use policy::json::{Json, Pointer};
use policy::patch::{NoSuchPlace, Patch};

/// What the steps make of a document, or the place that is not there.
fn patched(document: &str, steps: &str) -> Result<String, String> {
    let patch: Patch<'_> = serde_json::from_str(steps).expect("a patch");
    let mut tree = Json::parse(document).expect("JSON");
    let done = patch.apply(&mut tree);
    done.map(|()| tree.to_string()).map_err(|NoSuchPlace { path }| path)
}

fn beside(document: &str, steps: &str) -> String {
    let patch: Patch<'_> = serde_json::from_str(steps).expect("a patch");
    patch.beside(&Json::parse(document).expect("JSON")).to_string()
}

#[test]
fn an_element_is_added_at_its_place_and_nowhere_behind_the_end() {
    let add = |place: &str| {
        patched(r#"{"a":[1,2]}"#, &format!(r#"[{{"op":"add","path":"/a/{place}","value":9}}]"#))
    };
    assert_eq!(add("0"), Ok(r#"{"a":[9,1,2]}"#.to_owned()));
    assert_eq!(add("2"), Ok(r#"{"a":[1,2,9]}"#.to_owned()));
    assert_eq!(add("-"), Ok(r#"{"a":[1,2,9]}"#.to_owned()));
    assert_eq!(add("3"), Err("/a/3".to_owned()));
    assert_eq!(add("x"), Err("/a/x".to_owned()));
}

#[test]
fn a_member_is_added_or_takes_the_place_of_one() {
    let add = |document: &str| patched(document, r#"[{"op":"add","path":"/a~1b","value":9}]"#);
    assert_eq!(add("{}"), Ok(r#"{"a/b":9}"#.to_owned()));
    assert_eq!(add(r#"{"a/b":1,"c":2}"#), Ok(r#"{"c":2,"a/b":9}"#.to_owned()));
    assert_eq!(add("1"), Err("/a~1b".to_owned()));
}

#[test]
fn only_what_is_there_is_taken_away_or_replaced() {
    let remove = |path: &str| {
        patched(r#"{"a":[1,2],"b":3}"#, &format!(r#"[{{"op":"remove","path":"{path}"}}]"#))
    };
    assert_eq!(remove("/a/1"), Ok(r#"{"a":[1],"b":3}"#.to_owned()));
    assert_eq!(remove("/a/2"), Err("/a/2".to_owned()));
    assert_eq!(remove("/b"), Ok(r#"{"a":[1,2]}"#.to_owned()));
    assert_eq!(remove("/c"), Err("/c".to_owned()));
    assert_eq!(remove("/b/c"), Err("/b/c".to_owned()));
    let replace = r#"[{"op":"replace","path":"/a/1/c","value":9}]"#;
    assert_eq!(patched(r#"{"a":[1,{"c":2}]}"#, replace), Ok(r#"{"a":[1,{"c":9}]}"#.to_owned()));
    assert_eq!(patched(r#"{"a":[{"c":2}]}"#, replace), Err("/a/1/c".to_owned()));
}

#[test]
fn a_patch_of_one_step_is_written_as_such() {
    let path = Pointer::to(&["a", "b/c"]);
    let replace = Patch::replace(path.clone(), Json::integer(1)).to_string();
    assert_eq!(replace, r#"[{"op":"replace","path":"/a/b~1c","value":1}]"#);
    let add = Patch::add(path.clone(), Json::Null).to_string();
    assert_eq!(add, r#"[{"op":"add","path":"/a/b~1c","value":null}]"#);
    assert_eq!(Patch::remove(&path).to_string(), r#"[{"op":"remove","path":"/a/b~1c"}]"#);
}

#[test]
fn a_map_or_a_list_that_is_there_by_now_is_gone_into() {
    let map = r#"[{"op":"add","path":"/a","value":{"b":{"x/y":1},"c":2}}]"#;
    assert_eq!(beside("{}", map), map);
    assert_eq!(
        beside(r#"{"a":{"b":{}}}"#, map),
        r#"[{"op":"add","path":"/a/b/x~1y","value":1},{"op":"add","path":"/a/c","value":2}]"#
    );
    let list = r#"[{"op":"add","path":"/a/0/b","value":[1,2]}]"#;
    assert_eq!(
        beside(r#"{"a":[{"b":[]}]}"#, list),
        r#"[{"op":"add","path":"/a/0/b/-","value":1},{"op":"add","path":"/a/0/b/-","value":2}]"#
    );
    assert_eq!(beside(r#"{"a":[{"b":{}}]}"#, list), list, "a map is no list");
    assert_eq!(beside(r#"{"a":[{}]}"#, list), list);
}
