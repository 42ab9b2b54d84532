//! Small and large inputs as a whole process: CPU and peak memory.

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

const ROUNDS: usize = 7;

/// Prints what a review of 10, 1,000 and 10,000 objects takes: one platform, and applications beside it.
pub fn print(root: &Path, program: &Path) {
    let folder = std::env::temp_dir().join("workflow-readiness-bench");
    fs::create_dir_all(&folder).expect("a temporary folder");
    let platform = platform(root);
    println!("Review as a whole process, YAML, text report; medians of {ROUNDS} runs");
    let mut first = None;
    // Memory is the most that any process took until then: the larger ones come later.
    for count in [10, 1000, 10_000] {
        let text = cluster(&platform, count);
        let file = folder.join(format!("{count}.yaml"));
        fs::write(&file, &text).expect("written");
        let mut times: Vec<i64> = (0..ROUNDS).map(|_| cpu(program, &file)).collect();
        times.sort_unstable();
        let median = times[ROUNDS / 2] as f64 / 1000.0;
        let each = median / count as f64 * 1000.0;
        let first = *first.get_or_insert(median);
        let memory = usage().1 / 1024;
        println!(
            "  {count:>6} objects, {:>5} KB  {median:>7.1} ms of CPU ({:>5.1} times the first), {each:>6.1} µs an object, {memory} MiB",
            text.len() / 1000,
            median / first,
        );
    }
}

/// The platform's objects, each as a document, those first that make it one.
fn platform(root: &Path) -> Vec<String> {
    let file = root.join("fixtures/clusters/deis-production-s3/cluster.yaml");
    let text = fs::read_to_string(file).expect("the fixture");
    let read = source::read(&text);
    let mut objects: Vec<serde_json::Value> = read
        .documents
        .iter()
        .map(|document| serde_json::from_str(&document.json).expect("JSON"))
        .filter(|object: &serde_json::Value| object["metadata"]["namespace"] == "deis")
        .collect();
    objects.sort_by_key(|object| object["kind"] != "Deployment");
    objects.iter().map(yaml).collect()
}

/// An object in block style.
fn yaml(object: &serde_json::Value) -> String {
    let mut text = String::new();
    write_yaml(object, 0, &mut text);
    text
}

fn write_yaml(value: &serde_json::Value, indent: usize, text: &mut String) {
    match value {
        serde_json::Value::Object(members) if !members.is_empty() => {
            for (place, (name, value)) in members.iter().enumerate() {
                let pad = if place == 0 { 0 } else { indent };
                let _ = write!(text, "{:pad$}{}:", "", serde_json::json!(name));
                below(value, indent, text);
            }
        }
        serde_json::Value::Array(items) if !items.is_empty() => {
            for (place, item) in items.iter().enumerate() {
                let pad = if place == 0 { 0 } else { indent };
                let _ = write!(text, "{:pad$}- ", "");
                write_yaml(item, indent + 2, text);
            }
        }
        scalar => {
            let _ = writeln!(text, "{scalar}");
        }
    }
}

fn below(value: &serde_json::Value, indent: usize, text: &mut String) {
    let is_block = value.as_object().is_some_and(|members| !members.is_empty())
        || value.as_array().is_some_and(|items| !items.is_empty());
    if is_block {
        let inner = indent + 2;
        let _ = write!(text, "\n{:inner$}", "");
    } else {
        text.push(' ');
    }
    write_yaml(value, indent + 2, text);
}

/// That many objects: the platform's, then two Deployments, a Service and a Secret for each application.
fn cluster(platform: &[String], count: usize) -> String {
    let mut documents: Vec<String> = platform.iter().take(count).cloned().collect();
    for number in 0.. {
        if documents.len() >= count {
            break;
        }
        documents.extend(application(number));
    }
    documents.truncate(count);
    documents.join("---\n")
}

fn application(number: usize) -> [String; 4] {
    let name = format!("shop-{number}");
    let head = |version: &str, kind: &str, own: &str| {
        format!(
            "apiVersion: {version}\nkind: {kind}\nmetadata:\n  name: {own}\n  namespace: {name}\n  labels:\n    app: {name}\n    heritage: deis\n"
        )
    };
    let deployment = |process: &str| {
        let own = format!("{name}-{process}");
        head("apps/v1", "Deployment", &own)
            + &format!(
                "spec:\n  replicas: {}\n  selector:\n    matchLabels:\n      app: {name}\n      type: {process}\n  template:\n    metadata:\n      labels:\n        app: {name}\n        type: {process}\n    spec:\n      containers:\n      - name: {own}\n        image: \"registry.local:5000/{name}:v{number}\"\n        imagePullPolicy: Always\n        env:\n        - name: DEIS_APP\n          value: {name}\n        - name: WORKFLOW_RELEASE\n          value: v{number}\n        - name: DATABASE_URL\n          valueFrom:\n            secretKeyRef:\n              name: {name}-env\n              key: DATABASE_URL\n        - name: PORT\n          value: \"5000\"\n        ports:\n        - containerPort: 5000\n          protocol: TCP\n        resources:\n          limits:\n            cpu: 500m\n            memory: 256Mi\n        readinessProbe:\n          httpGet:\n            path: /healthz\n            port: 5000\n          periodSeconds: 10\n",
                1 + number % 3
            )
    };
    [
        deployment("web"),
        deployment("worker"),
        head("v1", "Service", &name)
            + &format!(
                "  annotations:\n    router.deis.io/domains: {name}\nspec:\n  ports:\n  - name: http\n    port: 80\n    targetPort: 5000\n    protocol: TCP\n  selector:\n    app: {name}\n    type: web\n  type: ClusterIP\n"
            ),
        head("v1", "Secret", &format!("{name}-env"))
            + &format!(
                "type: Opaque\ndata:\n  DATABASE_URL: cG9zdGdyZXM6Ly91c2VyQGRiL3Nob3A{:08}\n",
                number
            ),
    ]
}

/// How much CPU one review takes, in microseconds.
fn cpu(program: &Path, file: &Path) -> i64 {
    let before = usage().0;
    let status = Command::new(program)
        .arg("review")
        .arg(file)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    assert!(status.expect("the program runs").code().is_some_and(|code| code < 2));
    usage().0 - before
}

/// What all processes that ended took: CPU in microseconds, and the most memory that one had, in KiB.
fn usage() -> (i64, i64) {
    let mut usage = std::mem::MaybeUninit::<libc::rusage>::zeroed();
    // SAFETY: the system fills in what it is given, and zeroes are a value of it.
    #[expect(unsafe_code, reason = "the standard library does not tell it")]
    let usage = unsafe {
        libc::getrusage(libc::RUSAGE_CHILDREN, usage.as_mut_ptr());
        usage.assume_init()
    };
    let micros = |time: libc::timeval| time.tv_sec * 1_000_000 + time.tv_usec;
    (micros(usage.ru_utime) + micros(usage.ru_stime), usage.ru_maxrss)
}
