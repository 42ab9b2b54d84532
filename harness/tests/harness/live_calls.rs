//! How the live cluster is reached: kubeconfigs, contexts, credentials, and as a plug-in of kubectl.

use serde_json::{Value, json};

use crate::live::server::{Served, Server};
use crate::live::{ATTESTED, assert_same, from_file, kubeconfig, refused, review, run, s3};
use crate::support::{command, folder, read, root, stderr, stdout, write};

#[test]
fn a_wrong_kubeconfig_or_context_is_told_in_one_line() {
    let server = Server::start(Served::of(s3()));
    let good = kubeconfig("contexts", &server);
    let unknown = refused(&run(&good, &["review", "--cluster", "--context", "elsewhere"]));
    assert!(unknown.contains("no context `elsewhere`; it has here, nowhere"), "{unknown}");
    let nowhere = refused(&run(&good, &["review", "--cluster", "--context", "nowhere"]));
    assert!(nowhere.contains("127.0.0.1:1 cannot be reached"), "{nowhere}");
    let absent = refused(&run("/nonexistent/config", &["review", "--cluster"]));
    assert!(absent.contains("/nonexistent/config cannot be read"), "{absent}");
    let both = run(&format!("/nonexistent/config:{good}"), &["review", "--cluster"]);
    assert_eq!(both.status.code(), Some(0), "as kubectl, it passes over what is not there");
    let folder = folder("live-broken-config");
    let broken = write(&folder, "config", "users:\n- token: [TOKEN-WORDS");
    let broken = refused(&run(&broken, &["review", "--cluster"]));
    assert!(broken.contains("the kubeconfig cannot be read"), "{broken}");
    let mut bare = command(&["review", "--cluster"]);
    bare.env_remove("KUBECONFIG").env_remove("KUBERNETES_SERVICE_HOST").env("HOME", &folder);
    let bare = refused(&bare.output().expect("it runs"));
    assert!(bare.contains("there is no kubeconfig"), "{bare}");
    let quickstart = "fixtures/clusters/deis-quickstart";
    let files = run(&good, &["review", quickstart, "--context", "here"]);
    assert_eq!(files.status.code(), Some(2));
    let values = refused(&run(&good, &["review", "--values", "x.yaml", "--context", "here"]));
    assert!(values.contains("give --cluster too"), "{values}");
}

#[test]
fn a_credential_plug_in_gives_the_token_and_what_it_prints_is_not_repeated() {
    let server = Server::start(Served::of(s3()));
    let with = |script: &str, test: &str| {
        let text = read(std::path::Path::new(&kubeconfig(test, &server)));
        let mut config: Value = serde_json::from_str(&text).expect("JSON");
        config["users"][0]["user"] = json!({ "exec": {
            "apiVersion": "client.authentication.k8s.io/v1", "command": "sh", "args": ["-c", script],
            "interactiveMode": "Never",
        }});
        write(&folder(&format!("live-exec-{test}")), "config", config.to_string())
    };
    let credential = r#"echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"TOKEN-WORDS"}}'"#;
    let output = run(&with(credential, "good"), &["review", "--cluster", "--settings", ATTESTED]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let failing = with("echo TOKEN-WORDS; echo TOKEN-WORDS >&2; exit 3", "bad");
    let words = refused(&run(&failing, &["review", "--cluster"]));
    assert!(words.contains("credential plug-in failed"), "{words}");
    let odd = with("echo TOKEN-WORDS", "odd");
    assert!(refused(&run(&odd, &["review", "--cluster"])).contains("credentials cannot be used"));
}

#[test]
fn values_can_stand_beside_the_live_cluster() {
    let server = Server::start(Served::of(s3()));
    let values = "fixtures/clusters/deis-production-s3/values.yaml";
    let live = review("values", &server, &["--values", values]);
    assert_same(&live, &from_file("values", &s3(), &["--values", values]), "values");
    let places = live["installations"][0]["results"].as_array().expect("results");
    assert!(places.iter().all(|one| one["index"].is_null() || one["source"].is_null()));
}

#[cfg(unix)]
#[test]
fn as_a_plug_in_of_kubectl_it_is_called_as_people_call_it() {
    let folder = folder("live-plug-in");
    let plug_in = folder.join("kubectl-readiness");
    std::os::unix::fs::symlink(env!("CARGO_BIN_EXE_workflow-readiness"), &plug_in).expect("a link");
    let run = |words: &[&str]| {
        let mut command = std::process::Command::new(&plug_in);
        let server = Server::start(Served::of(s3()));
        command.args(words).current_dir(root()).env("KUBECONFIG", kubeconfig("plugged", &server));
        command.output().expect("it runs")
    };
    let help = stdout(&run(&["review", "--help"]));
    assert!(help.contains("Usage: kubectl readiness review"), "{help}");
    assert!(help.contains("  kubectl readiness review --cluster"), "{help}");
    assert!(!help.contains("workflow-readiness "), "{help}");
    assert!(stdout(&run(&["--version"])).starts_with("kubectl readiness "));
    let wrong = stderr(&run(&["review", "--no-such-option"]));
    assert!(wrong.contains("Usage: kubectl readiness review"), "{wrong}");
    let wrong = stderr(&run(&["review", "no-such-file"]));
    assert!(wrong.starts_with("kubectl readiness: "), "{wrong}");
    let output = run(&["review", "--cluster", "--settings", ATTESTED]);
    assert!(stdout(&output).starts_with("Deis Workflow in namespace deis: ready"));
}
