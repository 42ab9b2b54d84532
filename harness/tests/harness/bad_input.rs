//! Wrong calls and broken input: told in words with their place, and the rest is reviewed.

use serde_json::Value;

use crate::support::{folder, read, root, run, stderr, stdout, write};

const S3: &str = "fixtures/clusters/deis-production-s3";

fn json(words: &[&str]) -> Value {
    serde_json::from_str(&stdout(&run(words))).expect("JSON")
}

#[test]
fn broken_documents_are_told_with_their_place_and_the_others_are_judged() {
    let folder = folder("cli-broken");
    let good = read(&root().join("fixtures/rules/routers-replicas/bad.yaml"));
    let path = write(
        &folder,
        "all.yaml",
        format!("a: [1\n---\n{good}\n---\nkind: Secret\n---\nb: {{{{ .Values.x }}}}\n"),
    );
    let output = run(&["review", &path, "--format", "json"]);
    assert_eq!(output.status.code(), Some(2));
    let errors = stderr(&output);
    let lines: Vec<&str> = errors.lines().collect();
    assert_eq!(lines.len(), 3, "{errors}");
    assert!(lines[0].starts_with(&format!("{path}:1:6: it is not YAML: ")), "{errors}");
    assert!(lines.iter().any(|line| line.contains("it has no `apiVersion`")), "{errors}");
    assert!(lines.iter().any(|line| line.contains("helm template")), "{errors}");
    let report: Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    assert_eq!(report["ready"], false);
    assert_eq!(report["unreadable"].as_array().expect("a list").len(), 3);
    let results = report["installations"][0]["results"].as_array().expect("a list");
    assert!(
        results.iter().any(|one| one["rule"] == "routers-replicas" && one["outcome"] == "fail")
    );
}

#[test]
fn a_broken_json_file_is_told_as_json() {
    let folder = folder("cli-broken-json");
    let path = write(&folder, "x.json", "{\n  \"kind\": \"List\",\n  \"items\": [1, 2\n}\n");
    let output = run(&["review", &path]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains(&format!("{path}:4:1: it is not JSON: ")),
        "{}",
        stderr(&output)
    );
}

#[test]
fn what_is_no_text_is_told() {
    let folder = folder("cli-no-text");
    for (name, bytes, words) in [
        ("latin.yaml", &b"a: 1\nb: \xe9\n"[..], ":2:4: it is not UTF-8 text"),
        ("wide.yaml", &b"\xff\xfea\x00"[..], ":1:1: it is UTF-16; save it as UTF-8"),
    ] {
        let path = write(&folder, name, bytes);
        let output = run(&["review", &path]);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains(words), "{}", stderr(&output));
    }
}

#[test]
fn a_wrong_call_exits_with_2_and_names_what_is_wrong() {
    let folder = folder("cli-wrong");
    let unknown =
        write(&folder, "settings.yaml", "minimumRouter: 3\nattestations:\n- section: security\n");
    let broken = write(&folder, "broken.yaml", "a: [\n");
    let cases: [(&[&str], &str); 10] = [
        (&[], "Usage"),
        (&["review"], "nothing to review: name files"),
        (&["reviw", "x"], "review"),
        (&["review", "no-such-file.yaml"], "no-such-file.yaml cannot be read"),
        (&["review", S3, "--now", "today"], "--now is `today`"),
        (&["review", S3, "--format", "xml"], "possible values"),
        (&["review", S3, "--settings", &unknown], "minimumRouter: there is no such setting"),
        (&["review", S3, "--settings", &broken], "broken.yaml:"),
        (&["review", S3, "--module", "Makefile"], "Makefile is no policy"),
        (&["explain", "x"], "there is no rule or section `x`; `workflow-readiness rules`"),
    ];
    for (words, expected) in cases {
        let output = run(words);
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(stderr(&output).contains(expected), "{words:?}: {}", stderr(&output));
        assert_eq!(stdout(&output), "", "{words:?}");
    }
    let output = run(&["review", S3, "--settings", &unknown]);
    assert_eq!(stderr(&output).lines().count(), 3, "one line a mistake: {}", stderr(&output));
}

#[test]
fn a_folder_without_manifests_is_a_wrong_call() {
    let folder = folder("cli-no-manifests");
    write(&folder, "notes.txt", "nothing");
    let output = run(&["review", &folder.display().to_string()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("holds no .yaml, .yml or .json file"));
}

#[test]
fn values_beside_manifests_are_left_out_and_said_to_be() {
    let folder = folder("cli-values");
    write(&folder, "values.yaml", "global: { storage: s3 }\n");
    write(&folder, "all.yaml", read(&root().join("fixtures/rules/routers-replicas/good.yaml")));
    let output = run(&["review", &folder.display().to_string()]);
    assert!(
        stderr(&output).contains("values.yaml: not a manifest, left out"),
        "{}",
        stderr(&output)
    );
    assert_ne!(output.status.code(), Some(2));
}

#[test]
fn manifests_named_behind_values_are_told_to_go_before_them() {
    let folder = folder("cli-behind-values");
    let values = write(&folder, "values.yaml", "global: { storage: s3 }\n");
    let manifest = format!("{S3}/cluster.yaml");
    for (path, told) in
        [(manifest, "no values.yaml"), (folder.display().to_string(), "takes files")]
    {
        let output = run(&["review", "--distribution", "deis", "--values", &values, &path]);
        assert_eq!(output.status.code(), Some(2));
        let words = stderr(&output);
        assert!(
            words.contains(told) && words.contains("name manifests before --values"),
            "{words}"
        );
    }
}

#[test]
fn where_only_one_namespace_was_looked_at_an_empty_report_says_so() {
    let output = run(&["review", S3, "--namespace", "nope"]);
    assert_eq!(output.status.code(), Some(1));
    let words = stderr(&output);
    assert!(words.contains("only namespace nope was looked at, as --namespace asks"), "{words}");
}

#[test]
fn one_of_several_paths_that_cannot_be_read_is_told_and_the_others_are_reviewed() {
    let output = run(&["review", S3, "no-such-file.yaml", "--format", "json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("no-such-file.yaml"), "{}", stderr(&output));
    let report: Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    assert_eq!(report["installations"][0]["namespace"], "deis");
    assert_eq!(report["ready"], false);
}

#[test]
fn folders_follow_links_and_know_endings_in_capitals() {
    let folder = folder("cli-links");
    std::fs::create_dir_all(folder.join("..data")).expect("a folder");
    let cluster = root().join(S3).join("cluster.yaml");
    std::os::unix::fs::symlink(&cluster, folder.join("cluster.yaml")).expect("a link");
    std::fs::copy(&cluster, folder.join("..data/cluster.yaml")).expect("a copy");
    write(&folder, "extra.YAML", "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\n");
    let path = folder.display().to_string();
    let report = json(&["review", &path, "--format", "json"]);
    assert_eq!(report["installations"][0]["namespace"], "deis");
    let alone = json(&["review", S3, "--format", "json"]);
    let pods = |report: &Value| report["ignored"]["Pod"].as_u64().expect("a number");
    assert_eq!(pods(&report), pods(&alone) + 1);
}

#[test]
fn a_module_that_is_none_is_refused_without_repeating_it() {
    let folder = folder("cli-no-module");
    let path = write(&folder, "module.wasm", "hunter2-hunter2\n");
    let output = run(&["review", S3, "--module", &path]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("no WebAssembly module"), "{}", stderr(&output));
    assert!(!stderr(&output).contains("hunter2"));
}

#[test]
fn what_is_told_on_standard_error_is_inert() {
    let output = run(&["review", "\u{1b}[31mx.yaml"]);
    assert!(!stderr(&output).contains('\u{1b}'), "{}", stderr(&output));
    let output = run(&["review", S3, "--now", "\u{1b}[31m"]);
    assert!(!stderr(&output).contains('\u{1b}'), "{}", stderr(&output));
}
