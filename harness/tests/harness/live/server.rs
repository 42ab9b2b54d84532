//! A small API server on loopback: it serves the objects of a fixture as Kubernetes does, in pages, and keeps
//! what it was asked. A test can let it answer anything else instead.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use policy::model::kind::Kind;
use serde_json::{Value, json};

/// What the server does with a request instead of answering it.
pub enum Fault {
    /// Answers that status with a Status object.
    Status(u16),
    /// Answers that status, with that header.
    With(u16, &'static str),
    /// Answers 200 with that text.
    Text(String),
    /// Promises more bytes than it sends, and closes the connection.
    BreakOff,
    /// Closes the connection without a word.
    Close,
    /// Never answers.
    Hang,
}

type Faults = dyn Fn(&str, usize) -> Option<Fault> + Send + Sync;

/// What the server serves.
pub struct Served {
    pub objects: Vec<Value>,
    /// The most objects of one page.
    pub page: usize,
    /// The versions of a kind's API, where they are not the usual ones; none where it is not served.
    pub versions: BTreeMap<Kind, Vec<&'static str>>,
    /// By the path and how often it was asked for before.
    pub faults: Box<Faults>,
}

impl Served {
    pub fn of(objects: Vec<Value>) -> Served {
        let faults = Box::new(|_: &str, _| None);
        Served { objects, page: 500, versions: BTreeMap::new(), faults }
    }

    pub fn failing(
        objects: Vec<Value>,
        faults: impl Fn(&str, usize) -> Option<Fault> + Send + Sync + 'static,
    ) -> Served {
        Served { faults: Box::new(faults), ..Served::of(objects) }
    }
}

/// A running server; it ends with the process.
pub struct Server {
    pub address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    pub fn start(served: Served) -> Server {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("an address");
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let (served, kept) = (Arc::new(served), Arc::clone(&asked));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (served, kept) = (Arc::clone(&served), Arc::clone(&kept));
                std::thread::spawn(move || speak(&stream, &served, &kept));
            }
        });
        Server { address, asked }
    }

    /// The requests so far: methods and paths.
    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().expect("no panic in here").clone()
    }

    /// Whether anything but a GET was asked, or Secrets other than by name.
    #[track_caller]
    pub fn assert_read_only(&self) {
        for request in self.asked() {
            assert!(request.starts_with("GET /"), "{request}");
            let path = request.split(['?', '#']).next().expect("a path");
            assert!(!path.ends_with("/secrets") && !path.ends_with("/secrets/"), "{request}");
            assert!(!request.contains("watch="), "{request}");
        }
    }

    /// The Secrets that were asked for, in the order of their names.
    pub fn secrets(&self) -> BTreeSet<String> {
        let asked = self.asked();
        let names = asked.iter().filter_map(|request| request.split_once("/secrets/"));
        names.map(|(_, name)| name.to_owned()).collect()
    }
}

fn speak(stream: &TcpStream, served: &Served, kept: &Mutex<Vec<String>>) {
    let mut reader = BufReader::new(stream);
    loop {
        let mut head = String::new();
        while !head.ends_with("\r\n\r\n") {
            if reader.read_line(&mut head).unwrap_or_default() == 0 {
                return;
            }
        }
        let mut words = head.split(' ');
        let (method, path) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let request = format!("{method} {path}");
        let nth = {
            let mut kept = kept.lock().expect("no panic in here");
            kept.push(request.clone());
            kept.iter().filter(|one| **one == request).count() - 1
        };
        let mut out = stream;
        let written = match (served.faults)(path, nth) {
            None => match answer(path, served) {
                Some(body) => send(stream, 200, "", &body.to_string()),
                None => send(stream, 404, "", &status(404)),
            },
            Some(Fault::Status(code)) => send(stream, code, "", &status(code)),
            Some(Fault::With(code, header)) => send(stream, code, header, &status(code)),
            Some(Fault::Text(text)) => send(stream, 200, "", &text),
            Some(Fault::BreakOff) => {
                let head = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"kind\":\"Li";
                let _ = out.write_all(head.as_bytes());
                return;
            }
            Some(Fault::Close) => return,
            Some(Fault::Hang) => {
                // Until the other side has had enough.
                let _ = reader.read(&mut [0]);
                return;
            }
        };
        if written.is_err() {
            return;
        }
    }
}

fn status(code: u16) -> String {
    let message = "SERVER-WORDS that no report may repeat";
    json!({ "kind": "Status", "apiVersion": "v1", "status": "Failure", "message": message, "code": code })
        .to_string()
}

fn send(mut out: &TcpStream, code: u16, header: &str, body: &str) -> std::io::Result<()> {
    let length = body.len();
    let head = "Content-Type: application/json";
    // In one piece, or the other side waits for more before it confirms.
    let answer =
        format!("HTTP/1.1 {code} Word\r\n{head}\r\n{header}Content-Length: {length}\r\n\r\n{body}");
    out.write_all(answer.as_bytes())
}

impl Served {
    fn versions(&self, kind: Kind) -> Vec<&'static str> {
        self.versions.get(&kind).cloned().unwrap_or_else(|| kind.api_versions().to_vec())
    }
}

/// What Kubernetes answers; `None` for what is not there.
fn answer(path: &str, served: &Served) -> Option<Value> {
    let (path, query) = path.split_once('?').unwrap_or((path, ""));
    let steps: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    let all = || {
        Kind::all()
            .flat_map(|kind| served.versions(kind).into_iter().map(move |version| (kind, version)))
    };
    match steps.as_slice() {
        ["apis"] => {
            let mut groups: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
            for (_, version) in all() {
                if let Some((group, _)) = version.split_once('/') {
                    groups.entry(group).or_default().insert(version);
                }
            }
            let groups: Vec<Value> = groups
                .iter()
                .map(|(name, versions)| {
                    let versions: Vec<Value> =
                        versions.iter().map(|one| json!({ "groupVersion": one })).collect();
                    json!({ "name": name, "versions": versions })
                })
                .collect();
            Some(json!({ "kind": "APIGroupList", "groups": groups }))
        }
        ["apis", group, version] => {
            let wanted = format!("{group}/{version}");
            let resources: Vec<Value> = all()
                .filter(|(_, version)| *version == wanted)
                .flat_map(|(kind, _)| {
                    let name = kind.plural();
                    let own = json!({ "name": name, "kind": kind.name(), "namespaced": true });
                    [own, json!({ "name": format!("{name}/status"), "kind": kind.name() })]
                })
                .collect();
            (!resources.is_empty())
                .then(|| json!({ "kind": "APIResourceList", "resources": resources }))
        }
        ["api", version, rest @ ..] => objects(version, rest, query, served),
        ["apis", group, version, rest @ ..] => {
            objects(&format!("{group}/{version}"), rest, query, served)
        }
        _ => None,
    }
}

fn objects(version: &str, rest: &[&str], query: &str, served: &Served) -> Option<Value> {
    let (namespace, plural, name) = match rest {
        ["namespaces", namespace, plural] => (Some(*namespace), *plural, None),
        ["namespaces", namespace, plural, name] => (Some(*namespace), *plural, Some(*name)),
        [plural] => (None, *plural, None),
        _ => return None,
    };
    let group = version.split_once('/').map_or("", |(group, _)| group);
    let kind = Kind::of_resource(group, plural)?;
    if !served.versions(kind).contains(&version) {
        return None;
    }
    let fits = |object: &&Value| {
        let own = &object["metadata"]["namespace"];
        let known = Kind::of(object["apiVersion"].as_str()?, object["kind"].as_str()?);
        let here = namespace.is_none_or(|namespace| own == namespace);
        (known == Some(kind) && here).then_some(())
    };
    let mut found = served.objects.iter().filter(|object| fits(object).is_some());
    if let Some(name) = name {
        return found.find(|object| object["metadata"]["name"] == name).cloned();
    }
    let word = |name: &str| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find(|(key, _)| *key == name).map(|(_, value)| value)
    };
    let limit: usize = word("limit").and_then(|limit| limit.parse().ok()).unwrap_or(usize::MAX);
    let from = word("continue").and_then(|token| token.strip_suffix("%3D")?.parse().ok());
    let from: usize = from.unwrap_or_default();
    let all: Vec<&Value> = found.collect();
    let until = all.len().min(from + limit.min(served.page));
    // Items of a list do not say what they are.
    let bare = |object: &&Value| {
        let mut object = (*object).clone();
        object
            .as_object_mut()
            .expect("an object")
            .retain(|key, _| key != "kind" && key != "apiVersion");
        object["metadata"]["managedFields"] = json!([{ "manager": "kubectl" }]);
        object["metadata"]["resourceVersion"] = json!("7");
        object
    };
    let items: Vec<Value> = all[from..until].iter().map(bare).collect();
    let rest = if until < all.len() { format!("{until}=") } else { String::new() };
    Some(json!({
        "kind": format!("{}List", kind.name()),
        "apiVersion": version,
        "metadata": { "resourceVersion": "7", "continue": rest },
        "items": items,
    }))
}
