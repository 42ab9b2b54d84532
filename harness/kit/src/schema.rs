//! The settings' JSON Schema. A test holds it against the reader of settings.

use policy::report::Report;
use policy::rules::RULES;
use policy::settings::LISTS;
use policy::wire::Catalogue;
use schemars::schema_for;
use serde_json::{Value, json};

const DAY: &str = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";

/// Every schema, and what it is of.
pub fn all() -> [(&'static str, Value); 3] {
    [("settings", settings()), ("report", report()), ("catalogue", catalogue())]
}

/// The schema of the report, made from its types.
pub fn report() -> Value {
    schema_for!(Report<'static>).to_value()
}

/// The schema of what the operation `rules` answers.
pub fn catalogue() -> Value {
    schema_for!(Catalogue).to_value()
}

const SEVERITIES: [&str; 5] = ["info", "low", "medium", "high", "critical"];

/// The schema of the settings.
pub fn settings() -> Value {
    let ids: Vec<&str> = RULES.iter().map(|rule| rule.id).collect();
    let kinds = LISTS.map(|kind| kind.name());
    let actions = json!({ "enum": ["deny", "warn", "off", false] });
    let severities = json!({ "enum": SEVERITIES });
    let mut namespaces =
        texts("Namespaces", "The namespaces that admission judges.", json!(["deis", "drycc"]));
    namespaces["minItems"] = json!(1);
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Settings of Workflow Readiness",
        "description": "The same in Kubewarden, on the command line and in the browser. Every setting may be left out.",
        "type": ["object", "null"],
        "additionalProperties": false,
        "properties": {
            "namespaces": namespaces,
            "denyAt": word("Deny from", "The severity from which a new violation is denied; below it there is a warning.", &SEVERITIES, "medium"),
            "onUnknown": word("Where it cannot be told", "Let a request in with a warning, or deny it with code 500, where something cannot be told.", &["warn", "deny"], "warn"),
            "remediate": {
                "title": "Mend",
                "description": "The rules whose safe patches are applied to objects; needs the mutating module.",
                "type": ["array", "null"],
                "items": { "enum": ids },
                "default": [],
            },
            "minimumRouters": {
                "title": "Routers",
                "description": "How many routers there should be, at least.",
                "type": "integer",
                "minimum": 1,
                "default": 2,
            },
            "deletions": {
                "title": "Deletions",
                "description": "What happens where the platform would lose what it needs.",
                "enum": ["deny", "warn", "off", false],
                "default": "deny",
            },
            "lists": {
                "title": "Lists",
                "description": "The kinds that the policy may list in the cluster: say so only once listing and watching them is granted.",
                "type": ["array", "null"],
                "items": { "enum": kinds },
                "default": [],
            },
            "rules": rules(&ids, &actions, &severities),
            "exceptions": exceptions(&ids),
            "attestations": attestations(),
            "exempt": {
                "title": "Exempt",
                "description": "Who is let through without being judged; an audit annotation says so.",
                "type": ["object", "null"],
                "additionalProperties": false,
                "properties": {
                    "users": texts("Exempt users", "Names of users.", json!([])),
                    "groups": texts("Exempt groups", "Names of groups.", json!([])),
                },
            },
        },
    })
}

/// A text with something in it.
fn text(description: &str) -> Value {
    json!({ "type": "string", "pattern": "\\S", "description": description })
}

fn texts(title: &str, description: &str, default: Value) -> Value {
    json!({
        "title": title,
        "description": description,
        "type": ["array", "null"],
        "items": { "type": "string", "pattern": "\\S" },
        "default": default,
    })
}

fn word(title: &str, description: &str, words: &[&str], default: &str) -> Value {
    json!({ "title": title, "description": description, "enum": words, "default": default })
}

fn day(description: &str) -> Value {
    json!({ "type": "string", "format": "date", "pattern": DAY, "description": description })
}

fn last_day() -> Value {
    let mut day = day("The last day that it counts.");
    day["type"] = json!(["string", "null"]);
    day
}

fn rules(ids: &[&str], actions: &Value, severities: &Value) -> Value {
    json!({
        "title": "Rules",
        "description": "What is done about single rules, by id, and how bad their findings are.",
        "type": ["object", "null"],
        "propertyNames": { "enum": ids },
        "additionalProperties": {
            "type": ["object", "null"],
            "additionalProperties": false,
            "properties": { "action": actions, "severity": severities },
        },
    })
}

fn exceptions(ids: &[&str]) -> Value {
    let mut subject = json!({
        "type": ["object", "null"],
        "description": "The objects that it holds for; a field left out matches everything.",
        "additionalProperties": false,
        "properties": {},
    });
    for name in ["kind", "namespace", "name"] {
        subject["properties"][name] = text(&format!("The object's {name}."));
    }
    json!({
        "title": "Exceptions",
        "description": "Findings that are accepted, for a reason, for a time.",
        "type": ["array", "null"],
        "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["rule", "reason"],
            "properties": {
                "rule": { "enum": ids, "description": "The rule's id." },
                "subject": subject,
                "reason": text("Why."),
                "until": last_day(),
            },
        },
    })
}

fn attestations() -> Value {
    json!({
        "title": "Attestations",
        "description": "What a person has looked at, where no machine can decide.",
        "type": ["array", "null"],
        "items": {
            "type": "object",
            "additionalProperties": false,
            "required": ["section", "by"],
            "anyOf": [{ "required": ["on"] }, { "required": ["true"] }],
            "properties": {
                "section": { "enum": ["security", "tls", "routers"], "description": "The section that was looked at." },
                "namespace": text("The installation; every one, if left out."),
                "by": text("Who looked."),
                "on": day("The day."),
                "true": day("The day: what YAML 1.1 makes of the key `on`."),
                "until": last_day(),
                "note": text("What was seen."),
            },
        },
    })
}
