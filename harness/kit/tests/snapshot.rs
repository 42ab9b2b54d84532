//! A Secret in a snapshot is judged as the Secret itself, whatever it holds.
#![allow(missing_docs)]

use base64::engine::{Engine, general_purpose::STANDARD};
use policy::api;
use policy::host::NoHost;
use proptest::prelude::*;
use serde_json::{Value, json};

const NOW: &str = "2026-11-01T12:00:00Z";
/// What no snapshot may show of a value.
const HUSH: &str = "HUSH";

/// What rules say of a Secret beside components that store in `backend`; not where the objects stand.
fn verdicts(secret: &Value, backend: &str, drycc: bool) -> Value {
    let whose = if drycc { "drycc" } else { "deis" };
    let workload = |component: &str, env: Value| {
        let name = format!("{whose}-{component}");
        json!({
            "apiVersion": "apps/v1", "kind": "Deployment",
            "metadata": {
                "name": name, "namespace": whose,
                "annotations": { format!("component.{whose}.{}/version", if drycc { "cc" } else { "io" }): "v2.18.0" },
            },
            "spec": { "template": { "spec": { "containers": [{ "name": name, "env": env }] } } },
        })
    };
    let from = |name: &str, key: &str| {
        let reference = json!({ "secretKeyRef": { "name": "objectstorage-keyfile", "key": key } });
        json!([{ "name": name, "valueFrom": reference }])
    };
    let word = |name: &str| json!([{ "name": name, "value": backend }]);
    let mut router = workload("router", json!([]));
    router["metadata"]["annotations"]["router.deis.io/nginx.platformDomain"] = json!("example.com");
    let builder = if drycc {
        from("DRYCC_STORAGE_ENDPOINT", "storage-endpoint")
    } else {
        word("BUILDER_STORAGE")
    };
    let service = json!({
        "apiVersion": "v1", "kind": "Service", "metadata": { "name": format!("{whose}-router"), "namespace": whose },
        "spec": { "ports": [{ "port": 443 }] },
    });
    let objects = json!([
        workload("builder", builder),
        workload("controller", word("APP_STORAGE")),
        router,
        service,
        secret,
    ]);
    let payload = json!({ "objects": objects, "settings": {}, "now": NOW }).to_string();
    let answer = api::call("review", payload.as_bytes(), &NoHost).expect("a review");
    let mut report: Value = serde_json::from_slice(&answer).expect("a report");
    for one in report["installations"][0]["results"].as_array_mut().expect("results") {
        // What stands in `stringData` stands in the snapshot's one place.
        if let Some(pointer) = one["pointer"].as_str() {
            one["pointer"] = json!(pointer.replace("/stringData/", "/data/"));
        }
    }
    report["installations"].clone()
}

fn reduced(secret: &Value) -> Value {
    kit::snapshot::reduce(vec![secret.clone()]).pop().expect("it is kept")
}

fn encoded(bytes: &[u8]) -> Value {
    json!(STANDARD.encode(bytes))
}

fn secret(name: &str, whose: &str, data: Value, string_data: Value) -> Value {
    json!({
        "apiVersion": "v1", "kind": "Secret", "metadata": { "name": name, "namespace": whose },
        "data": data, "stringData": string_data,
    })
}

/// Values of all sorts: what people write, what charts publish, and noise.
fn value() -> impl Strategy<Value = Vec<u8>> {
    let known = prop::sample::select(vec![
        "",
        " ",
        "\n",
        "8TZRY2JRWMPT6UMXR6I5",
        "gbstrOvotMMcg2sMfGUhA5a6Et/EI5ALtIHsobYk\n",
        "your-registry-bucket-name",
        "YOUR ACCOUNT KEY",
        "us-east-1",
        " us-east-1 ",
        "eu-west-1",
        "my-bucket.example",
        "My_Bucket",
        "a",
        "192.168.0.1",
        "goog-bucket",
        "my-google-bucket",
        "gooogle",
        "-bucket-",
        "two..dots",
        "two--dashes",
        "a/b",
        "büro",
        "{\"type\":\"service_account\",\"private_key\":\"HUSH\"}",
        "{\"type\":1}",
        "http://drycc-storage:9000",
        "http://HUSH:HUSH@drycc-storage.drycc.svc:9000/HUSH",
        "drycc-storage-0.drycc-storage",
        "https://s3.example.com",
        "http://drycc-storage.other",
        "http://drycc-storagebox",
        "x=drycc-storage",
        "HUSH",
    ]);
    prop_oneof![
        6 => known.prop_map(|text: &str| text.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..40),
        1 => "[a-zA-Z0-9._/-]{0,70}".prop_map(String::into_bytes),
        1 => "\\PC{0,20}".prop_map(String::into_bytes),
    ]
}

const KEYS: [&str; 18] = [
    "accesskey",
    "secretkey",
    "region",
    "registry-bucket",
    "database-bucket",
    "builder-bucket",
    "registry-container",
    "database-container",
    "builder-container",
    "key.json",
    "accountname",
    "accountkey",
    "username",
    "password",
    "authurl",
    "tenant",
    "authversion",
    "storage-endpoint",
];

fn data() -> impl Strategy<Value = (Value, Value)> {
    let one = prop_oneof![
        8 => value().prop_map(|bytes| encoded(&bytes)),
        1 => Just(json!("no base64!")),
        1 => Just(json!(5)),
        1 => Just(json!(null)),
    ];
    let texts = value().prop_map(|bytes| json!(String::from_utf8_lossy(&bytes)));
    let keys = || prop::sample::select(KEYS.to_vec()).prop_map(str::to_owned);
    let map =
        |all: std::collections::BTreeMap<String, Value>| Value::Object(all.into_iter().collect());
    (
        prop::collection::btree_map(keys(), one, 0..18).prop_map(map),
        prop::collection::btree_map(keys(), texts, 0..3).prop_map(map),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    #[test]
    fn storage_has_the_same_verdicts(
        (data, texts) in data(),
        backend in prop::sample::select(vec!["s3", "gcs", "azure", "swift", "minio", "tape"]),
        drycc in any::<bool>(),
        word in any::<bool>(),
    ) {
        let whose = if drycc { "drycc" } else { "deis" };
        let mut secret = secret("objectstorage-keyfile", whose, data, texts);
        if word {
            secret["metadata"]["annotations"] = json!({ "deis.io/objectstorage": backend, "token": HUSH });
        }
        let reduced = reduced(&secret);
        prop_assert_eq!(verdicts(&reduced, backend, drycc), verdicts(&secret, backend, drycc));
        prop_assert!(!reduced.to_string().contains(HUSH), "{}", reduced);
        let again = kit::snapshot::reduce(vec![reduced.clone()]);
        prop_assert_eq!(&again[0], &reduced);
    }
}

macro_rules! pem {
    ($name:literal) => {
        include_bytes!(concat!("../../../policy/tests/data/", $name)).as_slice()
    };
}

#[test]
fn certificates_and_keys_have_the_same_verdicts() {
    let crlf = String::from_utf8(pem!("ec.pem").to_vec()).expect("text").replace('\n', "\r\n");
    let with_key = [pem!("ec.pem"), pem!("ec-key.pem")].concat();
    let with_words =
        [b"Bag Attributes: HUSH\n".as_slice(), pem!("ec.pem"), pem!("intermediate.pem")].concat();
    let certificates: [&[u8]; 12] = [
        pem!("ec.pem"),
        pem!("rsa.pem"),
        pem!("rsa1024.pem"),
        pem!("elsewhere.pem"),
        pem!("self-signed.pem"),
        pem!("ec-key.pem"),
        crlf.as_bytes(),
        &with_key,
        &with_words,
        b"HUSH",
        b"\n",
        &[0x30, 0x82, 1, 1, 0xff],
    ];
    let keys: [&[u8]; 12] = [
        pem!("ec-key.pem"),
        pem!("ec-pkcs8-key.pem"),
        pem!("ec-no-public-key.pem"),
        pem!("ec-bare-key.pem"),
        pem!("rsa-key.pem"),
        pem!("rsa-pkcs1-key.pem"),
        pem!("encrypted-key.pem"),
        pem!("other-key.pem"),
        pem!("ec.pem"),
        b"HUSH",
        b"",
        &[0xff, 0xfe],
    ];
    for certificate in certificates {
        for key in keys {
            let data = json!({ "tls.crt": encoded(certificate), "tls.key": encoded(key), "ca.crt": encoded(key) });
            let secret = secret("deis-router-platform-cert", "deis", data, json!({}));
            let reduced = reduced(&secret);
            assert_eq!(verdicts(&reduced, "s3", false), verdicts(&secret, "s3", false));
            let text = reduced.to_string();
            assert!(!text.contains(HUSH), "{text}");
            for line in pem_lines(key).filter(|_| !key.starts_with(b"-----BEGIN CERT")) {
                assert!(!text.contains(&line), "{line}");
            }
        }
    }
    for broken in [json!("no base64!"), json!(5), json!(null)] {
        let data = json!({ "tls.crt": broken, "tls.key": broken });
        let secret = secret("deis-router-platform-cert", "deis", data, json!({}));
        assert_eq!(verdicts(&reduced(&secret), "s3", false), verdicts(&secret, "s3", false));
    }
}

/// The lines of a key, without those that every PEM file has.
fn pem_lines(key: &[u8]) -> impl Iterator<Item = String> {
    let text = String::from_utf8_lossy(key).into_owned();
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    lines.into_iter().filter(|line| line.len() > 30 && !line.starts_with("-----"))
}

#[test]
fn parameters_have_the_same_verdicts() {
    for value in [&b""[..], b"\n", b"own", &[0xff]] {
        let data = json!({ "dhparam": encoded(value) });
        let secret = secret("deis-router-dhparam", "deis", data, json!({}));
        assert_eq!(verdicts(&reduced(&secret), "s3", false), verdicts(&secret, "s3", false));
    }
}
