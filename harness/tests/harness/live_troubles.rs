//! A cluster that does not answer as it should, or not as today's do: what is said then, and that nothing passes
//! for it.

use policy::model::kind::Kind;
use serde_json::{Value, json};

use crate::live::server::{Fault, Served, Server};
use crate::live::{
    ATTESTED, assert_same, from_file, kubeconfig, objects, refused, review, run, s3, section,
    within,
};

/// By the path and how often it was asked for before.
type Faulty = fn(&str, usize) -> Option<Fault>;
type Make = fn() -> Fault;

#[test]
fn where_nothing_may_be_listed_there_is_no_report_but_an_error() {
    let server = Server::start(Served::failing(s3(), within("nowhere")));
    for words in [&["review", "--cluster"][..], &["review", "--cluster", "--namespace", "deis"]] {
        let words = refused(&run(&kubeconfig("all-403", &server), words));
        assert!(words.contains("namespace `deis`") && words.contains("`list`"), "{words}");
    }
}

#[test]
fn what_no_answer_can_be_had_for_ends_with_one_line() {
    let faults: [(&str, Faulty, &str); 8] = [
        ("401", |_, _| Some(Fault::Status(401)), "does not accept the credentials (401)"),
        ("401-later", |path, _| path.contains("/secrets/").then_some(Fault::Status(401)), "(401)"),
        ("html", |_, _| Some(Fault::Text("<html>log in</html>".to_owned())), "is no JSON"),
        ("500", |path, _| (path == "/apis").then_some(Fault::Status(500)), "answers 500"),
        ("slow", |_, _| Some(Fault::Hang), "no answer within 2 seconds"),
        (
            "hidden-other",
            |path, nth| match within("deis")(path, nth) {
                Some(_) if path.contains("/namespaces/drycc/") => Some(Fault::Status(500)),
                fault => fault,
            },
            "namespace `drycc` holds a Workflow cannot be told",
        ),
        (
            "no-kubernetes",
            |path, _| (path == "/apis").then(|| Fault::Text("{\"groups\":[]}".into())),
            "serves no Deployments",
        ),
        ("hidden", |path, _| path.contains("/deployments").then_some(Fault::Status(503)), "503"),
    ];
    for (test, fault, expected) in faults {
        let server = Server::start(Served::failing(s3(), fault));
        let limit: &[&str] = if test == "slow" { &["--timeout", "2"] } else { &[] };
        let words = [&["review", "--cluster"], limit].concat();
        let words = refused(&run(&kubeconfig(test, &server), &words));
        assert!(words.contains(expected), "{test}: {words}");
    }
}

#[test]
fn what_passes_is_asked_for_again() {
    let faults: [(&str, Faulty); 5] = [
        ("429", |_, nth| (nth == 0).then_some(Fault::With(429, "Retry-After: 0\r\n"))),
        ("503", |path, nth| (path.contains("services") && nth < 2).then_some(Fault::Status(503))),
        ("reset", |path, nth| (path.contains("deployments") && nth == 0).then_some(Fault::Close)),
        ("broken", |path, nth| (path.contains("/secrets/") && nth == 0).then_some(Fault::BreakOff)),
        ("gone", |path, nth| {
            (path.contains("continue=12%3D") && nth == 0).then_some(Fault::Status(410))
        }),
    ];
    for (test, fault) in faults {
        let served = Served { page: 6, ..Served::failing(s3(), fault) };
        let server = Server::start(served);
        let report = review(test, &server, &[]);
        assert_same(&report, &from_file(test, &s3(), &[]), test);
    }
}

#[test]
fn a_kind_that_cannot_be_read_is_unknown_and_never_none() {
    let faults: [(&str, Make, &str); 9] = [
        ("missing", || Fault::Status(404), "not found"),
        ("503", || Fault::Status(503), "the cluster answers 503"),
        ("slow", || Fault::Hang, "no answer within 2 seconds"),
        ("closed", || Fault::Close, "the connection breaks off"),
        ("cut", || Fault::BreakOff, "the answer breaks off"),
        ("half", || Fault::Text("{\"kind\":\"Ingress".to_owned()), "the answer breaks off"),
        ("html", || Fault::Text("<html></html>".to_owned()), "the answer is no JSON"),
        (
            "object",
            || Fault::Text("{\"items\":5}".to_owned()),
            "the answer is not what the API gives",
        ),
        ("other", || Fault::Text("{\"kind\":\"Pod\"}".to_owned()), "the answer is no list"),
    ];
    for (test, fault, expected) in faults {
        let of = move |path: &str, _| path.contains("deis/services").then(fault);
        let server = Server::start(Served::failing(s3(), of));
        let limit: &[&str] = if test == "slow" { &["--timeout", "2"] } else { &[] };
        let test = format!("service-{test}");
        let report = review(&test, &server, &[&["--settings", ATTESTED], limit].concat());
        for id in ["security", "tls"] {
            let (standing, reason) = section(&report, id);
            assert_eq!(standing, "unknown", "{test}: {reason}");
            assert!(reason.contains(expected), "{test}: {reason}");
        }
    }
}

#[test]
fn a_list_that_breaks_off_in_the_middle_is_unknown_as_a_whole() {
    let fault = |path: &str, _| {
        (path.contains("deis/services") && path.contains("continue")).then_some(Fault::Status(410))
    };
    let server = Server::start(Served { page: 2, ..Served::failing(s3(), fault) });
    let report = review("gone-twice", &server, &["--settings", ATTESTED]);
    let (standing, reason) = section(&report, "security");
    assert_eq!(standing, "unknown");
    assert!(reason.contains("it changed while it was read (410)"), "{reason}");
}

#[test]
fn a_server_that_has_gone_quiet_is_not_waited_for_kind_by_kind() {
    let fault = |path: &str, _| path.contains("/namespaces/deis/").then_some(Fault::Hang);
    let server = Server::start(Served::failing(s3(), fault));
    let words = ["review", "--cluster", "--timeout", "2"];
    let words = refused(&run(&kubeconfig("quiet", &server), &words));
    assert!(words.contains("no answer within 2 seconds"), "{words}");
    let inside = server.asked().iter().filter(|one| one.contains("/namespaces/deis/")).count();
    assert_eq!(inside, 3, "three silences in a row are enough");
}

#[test]
fn an_api_that_is_not_served_has_no_objects() {
    let mut served = Served::of(objects("drycc-default"));
    let gateways = [Kind::Gateway, Kind::ListenerSet, Kind::HttpRoute];
    for kind in gateways {
        served.versions.insert(kind, Vec::new());
    }
    served.versions.insert(Kind::HorizontalPodAutoscaler, vec!["autoscaling/v1"]);
    let server = Server::start(served);
    let live = review("unserved", &server, &[]);
    let mut without = objects("drycc-default");
    without.retain(|object| gateways.iter().all(|kind| object["kind"] != kind.name()));
    let file = from_file("unserved", &without, &[]);
    // A file may hold Secrets that nobody asks for.
    let standings = |report: &Value| -> Vec<Value> {
        let sections = report["installations"][0]["sections"].as_array().expect("sections");
        sections.iter().map(|one| json!([one["id"], one["standing"]])).collect()
    };
    assert_eq!(standings(&live), standings(&file));
    let asked = server.asked();
    assert!(!asked.iter().any(|one| one.contains("gateways") || one.contains("autoscaling/v2")));
    assert!(asked.iter().any(|one| one.contains("autoscaling/v1/namespaces/drycc")));
}

#[test]
fn an_old_cluster_is_asked_in_the_versions_that_it_has() {
    let old = "extensions/v1beta1";
    let mut objects = s3();
    let kinds = [Kind::Deployment, Kind::DaemonSet, Kind::Ingress];
    for object in &mut objects {
        if kinds.iter().any(|kind| object["kind"] == kind.name()) {
            object["apiVersion"] = json!(old);
        }
    }
    let mut served = Served::of(objects.clone());
    for kind in kinds {
        served.versions.insert(kind, vec![old]);
    }
    let server = Server::start(served);
    assert_same(&review("old", &server, &[]), &from_file("old", &objects, &[]), "old");
}
