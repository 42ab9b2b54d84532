//! No diff shows what is secret.

use std::path::Path;

use crate::fix::fix;
use crate::support::{folder, read, root, stderr, stdout, write};

const SECRET: &str = "hunter2-hunter2";
const HIDDEN: &str =
    "this change is not shown, since something secret stands in its lines; --write makes it";

fn router() -> String {
    read(&root().join("fixtures/rules/routers-replicas/bad.yaml"))
}

/// Fixes a text, and looks for the secret in all that is said. The diff, if one is shown, makes the fixed text.
fn fixed(test: &str, text: &str, words: &[&str]) -> (String, String) {
    let folder = folder(test);
    let path = write(&folder, "x.yaml", text);
    assert!(text.contains(SECRET));
    let mut all = words.to_vec();
    all.push(&path);
    let output = fix(&all);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let (diff, told) = (stdout(&output), stderr(&output));
    assert!(!diff.contains("hunter2") && !told.contains("hunter2"), "{diff}{told}");
    all.push("--write");
    let written = fix(&all);
    assert!(!(stdout(&written) + &stderr(&written)).contains("hunter2"));
    let new = read(Path::new(&path));
    assert_ne!(new, text);
    if !diff.is_empty() {
        let patch = diffy::Patch::from_str(&diff).expect("a diff");
        assert_eq!(diffy::apply(text, &patch).expect("it fits"), new, "{diff}");
    }
    (diff, told)
}

#[test]
fn a_password_beside_a_change_is_no_context() {
    let text = read(&root().join("fixtures/rules/grafana-signup/bad.yaml"));
    let text = text.replace(
        "DEFAULT_USER_PASSWORD\n          value: admin",
        &format!("DEFAULT_USER_PASSWORD\n          value: {SECRET}"),
    );
    let (diff, _) = fixed("fix-secret-env", &text, &["--unsafe", "--rule", "grafana-signup"]);
    let hunk = "@@ -183,3 +183,3 @@\n         - name: ALLOW_SIGN_UP\n-          value: disabled\n";
    assert!(diff.contains(hunk), "{diff}");
}

#[test]
fn values_that_are_called_passwords_are_no_context() {
    for beside in [
        format!("  password: {SECRET}\n"),
        format!("  db:\n    accesskey: '{SECRET}'\n"),
        format!("  # the old password was: {SECRET}\n"),
        format!("  url: https://user:{SECRET}@example.com/x\n"),
        format!("  secrets: [ {SECRET} ]\n"),
        format!("  key_json: |\n    {{ \"a\":\n      \"{SECRET}\" }}\n"),
    ] {
        let text = format!("controller:\n  registration_mode: enabled\n{beside}");
        let words = ["--distribution", "deis", "--values"];
        let (diff, told) = fixed("fix-secret-values", &text, &words);
        assert!(
            diff.contains("-  registration_mode: enabled\n+  registration_mode: admin"),
            "{diff}"
        );
        let is_next = diff.contains("@@ -2 +2 @@\n");
        assert_eq!(told.contains("x.yaml:2: shown without the lines around it"), is_next, "{told}");
    }
}

#[test]
fn where_an_alias_repeats_a_secret_the_whole_object_is_hidden() {
    let text =
        format!("controller:\n  registration_mode: enabled\n  a: &word {SECRET}\n  token: *word\n");
    let (diff, told) = fixed("fix-secret-alias", &text, &["--distribution", "deis", "--values"]);
    assert_eq!(diff, "");
    assert!(told.contains(HIDDEN), "{told}");
}

#[test]
fn lines_of_a_secret_are_no_context() {
    let applied = format!("'{{\"data\":{{\"key\":\"{SECRET}\"}}}}'");
    let secret = format!(
        "apiVersion: v1\ndata:\n  key: {SECRET}\nkind: Secret\nmetadata:\n  annotations:\n    kubectl.kubernetes.io/last-applied-configuration: {applied}\n  name: a\n"
    );
    let text = router();
    let mut documents: Vec<String> = text.split("---\n").map(str::to_owned).collect();
    let is_router = |text: &String| text.contains("  name: deis-router\nspec:\n  strategy:");
    let place = documents.iter().position(is_router).expect("the router");
    // What changes is its last line.
    let changed = format!("{}\n  replicas: 1\n", documents[place].trim_end());
    for around in [format!("# once {SECRET}\n{secret}"), format!("{secret}# once {SECRET}\n")] {
        documents[place] = format!("{around}---\n{changed}---\n{around}");
        let (diff, _) = fixed("fix-secret-lines", &documents.join("---\n"), &[]);
        assert!(diff.contains("-  replicas: 1\n+  replicas: 2\n ---\n"), "{diff}");
    }
    // In a List the next item follows at once.
    let items =
        documents.iter().map(|one| if is_router(one) { changed.clone() } else { one.clone() });
    let mut items: Vec<String> = items.filter(|one| one.contains("kind: ")).collect();
    let place = items.iter().position(is_router).expect("the router");
    items.insert(place + 1, secret);
    let items = items.iter().map(|one| format!("- {}\n", one.trim_end().replace('\n', "\n  ")));
    let list = format!("apiVersion: v1\nkind: List\nitems:\n{}", items.collect::<String>());
    let (diff, told) = fixed("fix-secret-list", &list, &[]);
    assert!(diff.contains(" @@\n-    replicas: 1\n+    replicas: 2\n"), "{diff}{told}");
}

#[test]
fn a_change_in_a_line_that_holds_a_secret_is_made_but_not_shown() {
    let text = router();
    let items: Vec<serde_json::Value> = source::read(&text)
        .documents
        .iter()
        .map(|one| serde_json::from_str(&one.json).expect("JSON"))
        .collect();
    let secret = serde_json::json!({ "apiVersion": "v1", "kind": "Secret", "metadata": { "name": "a" }, "stringData": { "key": SECRET } });
    let items = [items, vec![secret]].concat();
    let list = serde_json::json!({ "apiVersion": "v1", "kind": "List", "items": items });
    let (diff, told) = fixed("fix-secret-one-line", &list.to_string(), &[]);
    assert_eq!(diff, "");
    assert!(told.contains(&format!("x.yaml:1: {HIDDEN}")), "{told}");
}

#[test]
fn what_only_names_a_secret_is_shown() {
    let text = router();
    let (before, behind) = text.split_at(text.find("spec:\n  strategy:").expect("the router"));
    let path =
        write(&folder("fix-secret-named"), "x.yaml", format!("{before}# a remark\n{behind}"));
    let diff = stdout(&fix(&[&path]));
    assert!(diff.contains(" # a remark\n spec:\n+  replicas: 2\n   strategy:\n"), "{diff}");
}
