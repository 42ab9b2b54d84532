//! What is misspelt is told with what was probably meant.

use crate::support::{folder, root, run, stderr, stdout, write};

const QUICKSTART: &str = "fixtures/clusters/deis-quickstart";

/// Expects the call to be wrong, and these words about it.
fn refused(words: &[&str], expected: &str) {
    let output = run(words);
    assert_eq!(output.status.code(), Some(2), "{words:?}");
    assert!(stderr(&output).contains(expected), "{words:?}: {}", stderr(&output));
    assert_eq!(stdout(&output), "", "{words:?}");
}

#[test]
fn commands_options_and_words_are_known_again() {
    refused(&["reviw", "x"], "a similar subcommand exists: 'review'");
    refused(&["review", QUICKSTART, "--setings", "x"], "a similar argument exists: '--settings'");
    refused(&["review", QUICKSTART, "--format", "sarfi"], "a similar value exists: 'sarif'");
    refused(&["review", QUICKSTART, "--fail-on", "hihg"], "a similar value exists: 'high'");
    refused(&["review", QUICKSTART, "--output", "jsn=x"], "did you mean `json`?");
    refused(&["man", "reviw"], "there is no command `reviw`; did you mean `review`?");
}

#[test]
fn rules_are_known_again() {
    refused(&["explain", "routers-replica"], "`routers-replica`; did you mean `routers-replicas`?");
    refused(&["explain", "Routers_Replicas"], "did you mean `routers-replicas`?");
    refused(&["explain", "dhparam"], "did you mean `tls-dhparam`?");
    refused(&["explain", "object-storag"], "did you mean `object-storage`?");
}

#[test]
fn a_section_is_explained_with_its_rules() {
    let text = stdout(&run(&["explain", "routers"]));
    for word in ["Scale the routers", "#scale-routers", "routers-replicas", "routers-spread"] {
        assert!(text.contains(word), "{text}");
    }
    assert!(!text.contains("tls-"), "{text}");
    let review = stdout(&run(&["explain", "security"]));
    assert!(review.contains("A person"), "{review}");
}

#[test]
fn an_explanation_can_be_read_by_programs() {
    let json = |id| -> serde_json::Value {
        serde_json::from_str(&stdout(&run(&["explain", id, "--format", "json"]))).expect("JSON")
    };
    let rule = json("routers-replicas");
    assert_eq!((&rule["severity"], &rule["advice"]), (&"high".into(), &false.into()));
    assert!(rule["guide"].as_str().expect("a link").ends_with("#scale-routers"));
    assert!(rule["reads"].as_array().expect("a list").contains(&"Service".into()));
    let section = json("tls");
    assert!(section["rules"].as_array().expect("a list").len() > 5);
}

#[test]
fn a_file_of_another_ending_or_spelling_is_offered() {
    let folder = folder("typos-files");
    write(&folder, "cluster.yaml", "kind: Pod\n");
    let path = |name: &str| folder.join(name).display().to_string();
    let meant = format!("did you mean `{}`?", path("cluster.yaml"));
    for name in ["cluster.yml", "Cluster.yaml", "cluser.yaml", "cluster.YML"] {
        refused(&["review", &path(name)], &meant);
        refused(&["review", QUICKSTART, "--settings", &path(name)], &meant);
        refused(&["review", "--values", &path(name)], &meant);
        refused(&["admit", &path(name)], &meant);
    }
    let output = run(&["review", &path("something-else.json")]);
    assert!(stderr(&output).ends_with("there is no such file or folder\n"), "{}", stderr(&output));
}

#[test]
fn a_review_of_nothing_says_what_to_give() {
    refused(&["review"], "nothing to review: name files or folders of manifests, - for standard");
    refused(&["review", "--format", "json"], "nothing to review");
    assert!(root().join("Makefile").exists(), "the working directory is not taken for the input");
}
