//! `fix` as somebody runs it: on files, on values, and as Helm's post-renderer.

use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Output;

use serde_json::{Value, json};

use crate::requests::{Case, decide};
use crate::support::{NOW, folder, piped, read, root, run, stderr, stdout, write};

const ROUTER: &str = "fixtures/rules/routers-replicas/bad.yaml";
const DONE: &str = "routers-replicas: Deployment deis-router: start more routers; then more router pods are \
                    started; no chart value holds the number, so the next Helm 3 upgrade sets it back to 1";

fn router_text() -> String {
    read(&root().join(ROUTER))
}

pub fn fix(words: &[&str]) -> Output {
    run(&[&["fix", "--now", NOW], words].concat())
}

fn router(text: &str) -> Value {
    let documents = source::read(text).documents;
    let objects =
        documents.iter().map(|one| serde_json::from_str::<Value>(&one.json).expect("JSON"));
    let is_it = |object: &Value| {
        object["kind"] == "Deployment" && object["metadata"]["name"] == "deis-router"
    };
    objects.into_iter().find(is_it).expect("the router")
}

#[test]
fn the_post_renderer_leads_out_of_helms_one_router() {
    let rendered = router_text();
    let output = piped(&["fix", "-", "--now", NOW], &rendered);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).starts_with(&format!("-:166: {DONE}\n")), "{}", stderr(&output));
    let fixed = stdout(&output);
    // One line came in; everything else is as it was.
    assert_eq!(fixed.replacen("  replicas: 2\n", "", 1), rendered);
    // Fixed once, there is nothing left to fix.
    let again = piped(&["fix", "-", "--now", NOW], &fixed);
    assert_eq!(stdout(&again), fixed);
    assert!(!stderr(&again).contains(DONE), "{}", stderr(&again));
    // And the policy lets the upgrade in.
    let mut case = Case::named("router-upgrade");
    let mut old = router(&fixed);
    old["metadata"]["namespace"] = json!("deis");
    case.request["request"]["object"] = old.clone();
    case.request["request"]["oldObject"] = old;
    let native = harness::engine::native::Native;
    let decided = decide(&native, &case.request, &json!({}), harness::engine::nobody());
    assert!(decided.response.accepted);
}

#[test]
fn manifests_without_violations_come_out_of_fix_byte_for_byte() {
    let rendered = read(&root().join("fixtures/rules/routers-replicas/fixed.yaml"));
    let odd = format!(
        "# a comment\r\n{rendered}---\n# \u{1b}[31mnothing\n---\nkind: Pod\napiVersion: v1\nmetadata: {{name: \"x\"}}   # here\n"
    );
    let output = piped(&["fix", "-", "--now", NOW], &odd);
    assert_eq!(stdout(&output), odd, "{}", stderr(&output));
    let other = "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\n";
    let output = piped(&["fix", "-", "--now", NOW], other);
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(0), other));
    assert_eq!(stderr(&output), "no Workflow installation found: nothing to fix\n");
}

#[test]
fn what_cannot_be_read_stops_fix_before_anything_is_printed_or_written() {
    let output = piped(&["fix", "-"], "kind: [\n---\nkind: Pod\n");
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(2), ""));
    assert!(stderr(&output).starts_with("-:"), "{}", stderr(&output));
    let folder = folder("fix-unreadable");
    let good = write(&folder, "good.yaml", router_text());
    for (name, bytes) in [
        ("broken.yaml", &b"kind: [\n"[..]),
        ("nameless.yaml", b"kind: Secret\n"),
        ("binary.yaml", b"\xff\xfe"),
    ] {
        let bad = write(&folder, name, bytes);
        for words in [&[][..], &["--write"], &["--check"]] {
            let output = fix(&[&[good.as_str(), &bad], words].concat());
            assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(2), ""), "{name}");
            assert!(stderr(&output).contains(&format!("{bad}:1:")), "{}", stderr(&output));
            assert_eq!(read(Path::new(&good)), router_text(), "{name}");
        }
    }
    let output = fix(&[&good, "nowhere.yaml", "--write"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(
        stderr(&output),
        "workflow-readiness: nowhere.yaml cannot be read: No such file or directory (os error 2)\n"
    );
    assert_eq!(read(Path::new(&good)), router_text());
}

#[test]
fn a_diff_is_printed_and_no_file_touched() {
    let folder = folder("fix-diff");
    let path = write(&folder, "router.yaml", router_text());
    let output = fix(&[&path]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let diff = stdout(&output);
    let lines: Vec<&str> = diff.lines().collect();
    let (head, hunk) = lines.split_at(2);
    assert!(head[0].starts_with("--- ") && head[0].ends_with("fix-diff/router.yaml"), "{diff}");
    assert!(head[1].starts_with("+++ ") && head[1].ends_with("fix-diff/router.yaml"), "{diff}");
    assert_eq!((hunk[0], hunk[4]), ("@@ -164,6 +164,7 @@", "+  replicas: 2"));
    assert_eq!(read(Path::new(&path)), router_text());
    let told = stderr(&output);
    assert!(told.starts_with(&format!("{path}:166: {DONE}\n")), "{told}");
    assert!(
        told.contains(
            ":157: left: tls-platform-cert: Deployment deis-router: for a person: create"
        )
    );
    assert!(told.contains("left: 1 check could not be told"), "{told}");
}

#[test]
fn a_file_is_written_as_a_whole_and_stays_what_it_was() {
    let folder = folder("fix-write");
    let text = format!("\u{feff}{}", router_text().trim_end().replace('\n', "\r\n"));
    let path = write(&folder, "router.yaml", &text);
    std::fs::set_permissions(&path, PermissionsExt::from_mode(0o646)).expect("permissions");
    let link = folder.join("link.yaml");
    symlink("router.yaml", &link).expect("a link");
    // The same file three times: it is fixed once.
    let names = [link.display().to_string(), path.clone(), folder.display().to_string()];
    let output = fix(&[&names[0], &names[1], &names[2], "--write"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stdout(&output), "");
    assert!(
        stderr(&output).starts_with(&format!("{}: written\n", names[0])),
        "{}",
        stderr(&output)
    );
    assert_eq!(read(Path::new(&path)).replacen("  replicas: 2\r\n", "", 1), text);
    let mode = std::fs::metadata(&path).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o646);
    assert!(link.is_symlink());
    assert_eq!(std::fs::read_dir(&folder).expect("the folder").count(), 2, "nothing else is left");
    let written = std::fs::metadata(&path).expect("a file").modified().expect("a time");
    let output = fix(&[&path, "--write"]);
    assert!(!stderr(&output).contains("written"), "{}", stderr(&output));
    let again = std::fs::metadata(&path).expect("a file").modified().expect("a time");
    assert_eq!(again, written, "what is as it should be is not written");
}

#[test]
fn a_check_changes_nothing_and_exits_with_1_where_something_would_be_fixed() {
    let folder = folder("fix-check");
    let path = write(&folder, "router.yaml", router_text());
    let output = fix(&[&path, "--check"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("+  replicas: 2\n"));
    assert_eq!(read(Path::new(&path)), router_text());
    fix(&[&path, "--write"]);
    let output = fix(&[&path, "--check"]);
    assert_eq!((output.status.code(), stdout(&output).as_str()), (Some(0), ""));
    assert!(stderr(&output).ends_with("nothing that can be fixed here\n"), "{}", stderr(&output));
    let output = piped(&["fix", "-", "--check"], &router_text());
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).starts_with("--- stdin\n+++ stdin\n@@ "), "{}", stdout(&output));
    let pod = write(&folder, "pod.yaml", "apiVersion: v1\nkind: Pod\nmetadata: { name: web }\n");
    assert_eq!(fix(&[&pod, "--check"]).status.code(), Some(1), "nothing was looked at");
    assert_eq!(fix(&[&pod]).status.code(), Some(0));
}

#[test]
fn quiet_leaves_the_text_and_the_files_and_says_nothing() {
    let path = write(&folder("fix-quiet"), "router.yaml", router_text());
    let silent = |output: &Output| (stdout(output) + &stderr(output)).is_empty();
    let check = fix(&[&path, "--check", "--quiet"]);
    assert!(check.status.code() == Some(1) && silent(&check));
    assert!(silent(&fix(&[&path, "-q"])));
    let piped = piped(&["fix", "-", "-q", "--now", NOW], &router_text());
    assert!(stdout(&piped).contains("  replicas: 2\n") && stderr(&piped).is_empty());
    assert!(silent(&fix(&[&path, "-q", "--write"])));
    assert_eq!(read(Path::new(&path)), stdout(&piped));
    let broken = write(&folder("fix-quiet-broken"), "x.yaml", "a: [\n");
    assert!(stderr(&fix(&[&broken, "-q"])).starts_with(&format!("{broken}:1:")));
}

#[test]
fn unsafe_fixes_are_made_when_asked_for_and_say_so() {
    let path = "fixtures/rules/grafana-signup/bad.yaml";
    let output = fix(&[path]);
    assert!(stderr(&output).contains("left: grafana-signup: Deployment deis-monitor-grafana: needs --unsafe: switch sign-ups off; careful: Grafana's pod is replaced"), "{}", stderr(&output));
    assert!(!stdout(&output).contains("ALLOW_SIGN_UP"));
    let output = fix(&[path, "--unsafe"]);
    assert!(stdout(&output).contains("-          value: disabled\n+          value: \"false\"\n"));
    assert!(stderr(&output).contains(
        "bad.yaml:184: unsafe: grafana-signup: Deployment deis-monitor-grafana: switch sign-ups off; careful: "
    ), "{}", stderr(&output));
}

#[test]
fn a_rule_by_name_is_fixed_alone_and_its_advice_too() {
    let path = "fixtures/clusters/deis-quickstart/cluster.yaml";
    let output = fix(&[path, "--rule", "routers-spread"]);
    let diff = stdout(&output);
    assert!(diff.contains("+          podAntiAffinity:\n") && !diff.contains("replicas"), "{diff}");
    assert!(
        stderr(&output).contains("routers-spread: Deployment deis-router: prefer different nodes")
    );
    assert!(!stderr(&output).contains("storage-"), "{}", stderr(&output));
    assert!(!stdout(&fix(&[path])).contains("podAntiAffinity"), "advice is not fixed unasked");
    let output = fix(&[path, "--rule", "routers"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output)
            .contains("there is no rule `routers`; `workflow-readiness rules` lists the rules"),
        "{}",
        stderr(&output)
    );
}

#[test]
fn values_are_fixed_in_the_file_that_decides() {
    let folder = folder("fix-values");
    let first = write(&folder, "first.yaml", "# mine\nglobal:\n  storage: minio\n");
    let text = "controller:\n  # who may register\n  registration_mode: 'enabled' # for now\n";
    let second = write(&folder, "second.yaml", text);
    let words = ["--values", &first, &second, "--distribution", "hephy"];
    let output = fix(&[&words[..], &["--write", "--unsafe"]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let new = text.replace("'enabled'", "'admin_only'");
    let new = format!("{new}monitor:\n  grafana:\n    allow_sign_up: \"false\"\n");
    assert_eq!(read(Path::new(&second)), new);
    let told = stderr(&output);
    assert!(
        told.contains("second.yaml:3: registration-mode: Deployment deis-controller"),
        "{told}"
    );
    // Storage moves step by step, by a person: nothing changes its values.
    assert_eq!(read(Path::new(&first)), "# mine\nglobal:\n  storage: minio\n");
    assert!(
        told.contains("left: storage-backend: Deployment deis-builder: for a person: move"),
        "{told}"
    );
    assert!(told.contains("left: storage-minio: Deployment deis-minio: for a person, since it would bring storage-buckets"), "{told}");
}

#[test]
fn a_text_that_cannot_be_changed_there_alone_is_left_to_a_person() {
    // What both routers share cannot be changed for one.
    let text = router_text();
    let is_router = |text: &&str| text.contains("  name: deis-router\nspec:\n  strategy:");
    let documents: Vec<&str> = text.split("---\n").filter(|one| one.contains("kind: ")).collect();
    let router = documents.iter().copied().find(is_router).expect("the router");
    let other =
        router.replace("name: deis-router\n", "name: other\n").replace("app: deis", "app: x");
    let shared = |text: &str, word: &str| {
        text.replacen("spec:\n", &format!("spec:\n  replicas: {word}\n"), 1)
    };
    let mut items = vec![shared(&other, "&few 1"), shared(router, "*few")];
    items.extend(documents.iter().filter(|one| !is_router(one)).map(|one| (*one).to_owned()));
    let items = items.iter().map(|one| format!("- {}\n", one.trim_end().replace('\n', "\n  ")));
    let list = format!("apiVersion: v1\nkind: List\nitems:\n{}", items.collect::<String>());
    let path = write(&folder("fix-anchor"), "list.yaml", &list);
    let output = fix(&[&path, "--write"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let told = stderr(&output);
    assert!(told.contains("left: routers-replicas: Deployment deis-router: for a person, since the text cannot be changed there alone"), "{told}");
    assert_eq!(read(Path::new(&path)), list);
}

#[test]
fn a_wrong_call_of_fix_says_what_is_wrong() {
    let values = "fixtures/clusters/deis-quickstart/values.yaml";
    for (words, told) in [
        (&["-", ROUTER][..], "- goes alone"),
        (&["-", "--values", values], "- goes alone"),
        (&["-", "--write"], "--write is for files"),
        (&["--values", ROUTER], "it is no values.yaml"),
        (&[values, "--values", values], "is named as manifests and as values"),
        (&[ROUTER, "--write", "--check"], "cannot be used with"),
        (&["fixtures/requests/scale-up/nothing"], "cannot be read"),
        (&[], "required"),
    ] {
        let output = fix(words);
        assert_eq!(output.status.code(), Some(2), "{words:?}");
        assert!(stderr(&output).contains(told), "{words:?}: {}", stderr(&output));
        assert_eq!(stdout(&output), "");
    }
}
