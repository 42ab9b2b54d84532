//! Drycc's Gateway, ListenerSet and route to the API; k8s-openapi has no types for these.

use serde_json::{Value, json};

use super::home::Home;
use super::network;
use crate::certificate::Kind;
use crate::plan::{Door, Listener};

const API: &str = "gateway.networking.k8s.io/v1";
const SECRET: &str = "drycc-auto-tls";

pub fn objects(home: &mut Home<'_>, door: Door) {
    let plain = json!([{ "name": "http-80", "port": 80, "protocol": "HTTP" }]);
    let own = listeners(door.listener);
    let on_gateway = if door.by_set { plain } else { own.clone() };
    push(
        home,
        "Gateway",
        "drycc-gateway",
        json!({ "gatewayClassName": "istio", "listeners": on_gateway }),
    );
    if door.by_set {
        let parent = json!({ "name": "drycc-gateway", "kind": "Gateway" });
        let spec = json!({ "parentRef": parent, "listeners": own });
        push(home, "ListenerSet", "drycc-listenerset", spec);
    }
    let (kind, name) = if door.by_set {
        ("ListenerSet", "drycc-listenerset")
    } else {
        ("Gateway", "drycc-gateway")
    };
    let route = json!({
        "hostnames": ["drycc.example.com"],
        "parentRefs": [{ "kind": kind, "name": name }],
        "rules": [{ "backendRefs": [{ "name": "drycc-controller-api", "port": 80 }] }],
    });
    push(home, "HTTPRoute", "drycc-controller", route);
    match door.listener {
        Listener::Good => network::tls_secret(home, SECRET, Kind::DryccApi),
        Listener::OtherHost => network::tls_secret(home, SECRET, Kind::OtherHost),
        Listener::Coming => network::certificate(home, SECRET),
        Listener::PlainOnly | Listener::SecretMissing | Listener::Bare => {}
    }
}

fn push(home: &mut Home<'_>, kind: &str, name: &str, spec: Value) {
    let metadata = home.metadata(name);
    home.objects
        .push(json!({ "apiVersion": API, "kind": kind, "metadata": metadata, "spec": spec }));
}

fn listeners(listener: Listener) -> Value {
    let plain = json!({ "name": "http-80-controller", "port": 80, "protocol": "HTTP" });
    let mut secure = json!({ "name": "https-443-controller", "port": 443, "protocol": "HTTPS" });
    match listener {
        Listener::PlainOnly => return json!([plain]),
        Listener::Bare => {}
        _ => {
            let references = json!([{ "kind": "Secret", "name": SECRET }]);
            secure["tls"] = json!({ "mode": "Terminate", "certificateRefs": references });
        }
    }
    json!([plain, secure])
}
