//! The repository's fixtures, and what is made of them.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("the workspace").to_owned()
}

pub fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The request of a fixture.
pub fn request(case: &str) -> Value {
    let file = root().join("fixtures/requests").join(case).join("request.json");
    let read: Value = serde_json::from_str(&read(&file)).expect("JSON");
    if read["request"].is_object() { read["request"].clone() } else { read }
}

/// A request as policy-server hands it on.
pub fn payload(request: &Value) -> Vec<u8> {
    json!({ "request": request, "settings": {} }).to_string().into_bytes()
}

/// The objects of a fixture's cluster.
pub fn cluster(name: &str) -> Vec<Value> {
    let file = root().join("fixtures/clusters").join(name).join("cluster.yaml");
    let text = read(&file);
    let read = source::read(&text);
    let documents = read.documents.iter().map(|one| serde_json::from_str(&one.json).expect("JSON"));
    documents.flat_map(unpacked).collect()
}

fn unpacked(document: Value) -> Vec<Value> {
    match document["items"].as_array() {
        Some(items) => items.clone(),
        None => vec![document],
    }
}

/// Writes objects as a List in JSON or as documents of YAML, one after the other: a process that is started counts as
/// large as this one has ever been.
pub fn write(objects: impl Iterator<Item = Value>, file: &Path) -> io::Result<()> {
    let mut writer = BufWriter::new(File::create(file)?);
    if file.extension().is_some_and(|extension| extension == "json") {
        return write_list(objects, &mut writer);
    }
    for object in objects {
        let options = serde_saphyr::ser_options! { compact_list_indent: true };
        let document = serde_saphyr::to_string_with_options(&object, options);
        write!(writer, "---\n{}", document.expect("YAML"))?;
    }
    writer.flush()
}

/// Objects as a List in JSON.
pub fn json(objects: impl Iterator<Item = Value>) -> String {
    let mut text = Vec::new();
    write_list(objects, &mut text).expect("written");
    String::from_utf8(text).expect("UTF-8")
}

fn write_list(objects: impl Iterator<Item = Value>, writer: &mut dyn Write) -> io::Result<()> {
    write!(writer, "{{\n  \"apiVersion\": \"v1\",\n  \"items\": [\n    ")?;
    for (place, object) in objects.enumerate() {
        let object = serde_json::to_string_pretty(&object)?.replace('\n', "\n    ");
        let between = if place == 0 { "" } else { ",\n    " };
        write!(writer, "{between}{object}")?;
    }
    writeln!(writer, "\n  ],\n  \"kind\": \"List\"\n}}")?;
    writer.flush()
}
