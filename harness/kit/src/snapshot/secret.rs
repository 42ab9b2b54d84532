//! A Secret without its values: of each key what rules need to know.

use base64::engine::{Engine, general_purpose::STANDARD};
use certificate::{Chain, PrivateKey};
use policy::model::component::Component;
use policy::model::distribution::Distribution;
use policy::workflow::router::is_address;
use policy::workflow::tls::CERTIFICATE_KEYS;
use policy::workflow::{dhparam, endpoint, keys};
use serde_json::{Map, Value, json};

use super::REDUCED;

/// The annotations that name the backend of object storage.
const ANNOTATIONS: [&str; 2] = ["deis.io/objectstorage", "drycc.cc/objectstorage"];

/// What a key holds.
enum Held {
    /// These bytes, and whether there is nothing at all.
    Bytes(Vec<u8>, bool),
    /// A text that is no base64: no API server takes it.
    NotBase64,
    /// No text: no API server takes it.
    NoText,
    /// `null`
    Nothing,
    /// What a snapshot tells of it.
    Told(Value),
}

pub(super) fn reduce(secret: &Value) -> Value {
    let metadata = metadata(&secret["metadata"]);
    let mut result = json!({ "apiVersion": "v1", "kind": "Secret", "metadata": metadata });
    if let Value::String(kind) = &secret["type"] {
        result["type"] = json!(kind);
    }
    let held = held(secret);
    let mut reduced = Map::new();
    for (key, value) in &held {
        let value = match value {
            Held::Bytes(_, true) => json!(""),
            Held::Bytes(bytes, _) if CERTIFICATE_KEYS.contains(&key.as_str()) => {
                pem(key, bytes, &held)
            }
            Held::Bytes(bytes, _) => plain(key, bytes),
            Held::Told(told) => told.clone(),
            unread => {
                result["data"][key] = match unread {
                    Held::NotBase64 => json!("!"),
                    Held::NoText => json!(0),
                    _ => Value::Null,
                };
                continue;
            }
        };
        reduced.insert(key.clone(), value);
    }
    result["reduced"] = Value::Object(reduced);
    result
}

fn metadata(metadata: &Value) -> Map<String, Value> {
    let mut kept = Map::new();
    for name in ["name", "namespace", "labels"] {
        if !metadata[name].is_null() {
            kept.insert(name.to_owned(), metadata[name].clone());
        }
    }
    let annotations = metadata["annotations"].as_object().into_iter().flatten();
    let own = annotations.filter(|(name, _)| ANNOTATIONS.contains(&name.as_str()));
    let own: Map<String, Value> = own.map(|(name, value)| (name.clone(), value.clone())).collect();
    if !own.is_empty() {
        kept.insert("annotations".to_owned(), Value::Object(own));
    }
    kept
}

/// What each key holds.
fn held(secret: &Value) -> Vec<(String, Held)> {
    let mut all: Vec<(String, Held)> = Vec::new();
    for (key, value) in secret["data"].as_object().into_iter().flatten() {
        let held = match value {
            Value::Null => Held::Nothing,
            Value::String(text) => {
                let plain: String =
                    text.chars().filter(|character| !matches!(character, '\n' | '\r')).collect();
                STANDARD
                    .decode(&plain)
                    .map_or(Held::NotBase64, |bytes| Held::Bytes(bytes, text.trim().is_empty()))
            }
            _ => Held::NoText,
        };
        all.push((key.clone(), held));
    }
    // What stands in a later place replaces what stands in one before it.
    let texts = ["stringData", "reduced"].map(|place| secret[place].as_object());
    for (key, value) in texts.into_iter().flatten().flatten() {
        let held = match value {
            Value::String(text) => Held::Bytes(text.clone().into_bytes(), text.trim().is_empty()),
            Value::Object(_) => Held::Told(value.clone()),
            _ => continue,
        };
        all.retain(|(known, _)| known != key);
        all.push((key.clone(), held));
    }
    all
}

/// Of a certificate all of it, of a private key whether it belongs to that.
fn pem(key: &str, bytes: &[u8], held: &[(String, Held)]) -> Value {
    let [certificate, _] = CERTIFICATE_KEYS;
    if key == certificate {
        return match Chain::without_key(bytes) {
            Ok(text) => json!(text),
            Err(mistake) => json!({ "mistake": mistake.to_string() }),
        };
    }
    let private = match PrivateKey::read(bytes) {
        Ok(private) => private,
        Err(mistake) => return json!({ "mistake": mistake.to_string() }),
    };
    let beside = held.iter().find(|(key, _)| key == certificate);
    let chain = beside.and_then(|(_, held)| match held {
        Held::Bytes(bytes, _) => Chain::read(bytes).ok(),
        _ => None,
    });
    let belongs = chain.and_then(|chain| private.belongs_to(chain.certificates.first()?));
    json!({ "belongs": belongs })
}

/// A text that rules judge as they judge the value: what everybody knows stays as it is.
fn plain(key: &str, bytes: &[u8]) -> Value {
    let Ok(text) = std::str::from_utf8(bytes) else { return json!({ "binary": true }) };
    let value = bytes.trim_ascii();
    let is_published =
        keys::PUBLISHED.iter().any(|(of, known)| *of == key && known.as_bytes() == value);
    let is_parameters = key == "dhparam" && dhparam::is_published(bytes);
    if value.is_empty() {
        return json!("");
    }
    if is_published || is_parameters || keys::is_placeholder(bytes) {
        return json!(text);
    }
    if key == "key.json" && keys::is_service_account(bytes) {
        return json!(r#"{"type":"reduced"}"#);
    }
    if key.ends_with("-bucket") || key.ends_with("-container") {
        return json!(shape(text));
    }
    if key == "region" && text.trim() == "us-east-1" {
        return json!("us-east-1");
    }
    json!(own_storage(text).unwrap_or_else(|| REDUCED.to_owned()))
}

/// The address of the installation's own storage, without what logs in there.
fn own_storage(address: &str) -> Option<String> {
    let host = endpoint::host(address.trim());
    let service = Component::Storage.name(Distribution::Drycc);
    let is_its = host
        .strip_prefix(service)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-']));
    is_its.then(|| format!("http://{host}"))
}

/// A name that a provider takes or refuses for the same reasons as that one.
fn shape(name: &str) -> String {
    if is_address(name) {
        return "10.0.0.1".to_owned();
    }
    let mut shape = String::with_capacity(name.len());
    let mut rest = name;
    while let Some(letter) = rest.chars().next() {
        let is_known = rest.starts_with("google") || shape.is_empty() && rest.starts_with("goog");
        let (known, length) = match letter {
            'g' if is_known => (&rest[..if rest.starts_with("google") { 6 } else { 4 }], 0),
            'a'..='z' => ("x", 1),
            '0'..='9' => ("0", 1),
            'A'..='Z' => ("X", 1),
            '-' | '.' | '_' | '/' => (&rest[..1], 1),
            // Lengths are counted in bytes.
            other => (&"####"[..other.len_utf8()], other.len_utf8()),
        };
        shape.push_str(known);
        rest = &rest[if length == 0 { known.len() } else { length }..];
    }
    shape
}
