//! Pipes, which can be read once.

use serde_json::Value;
use source::Bundle;

use crate::lists::{at_once, json_list, objects, review, yaml_list};

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
