//! Reports whose every name and message is one that nobody should have.

use policy::report::Report;
use serde_json::{Value, json};

use crate::support::{File, call, cluster, parse, review};

/// What people and programs put into names to break what shows them.
pub fn words() -> Vec<String> {
    let words = [
        "<script>alert(1)</script><img src=x onerror=alert(1)>",
        "\" onmouseover=\"alert(1)\" x='",
        "&lt;b&gt; &amp; &#64; </summary></details></title></style>",
        "--> <!-- <![CDATA[ ]]> <?xml?>",
        "\u{1b}[31mred\u{1b}[0m \u{9b}31m",
        "\u{202e}gnp.exe\u{2066}\u{200b}\u{feff}",
        "\0\u{1}\u{b}\u{c}\u{1f}\u{7f}\u{85}\u{fffe}\u{ffff}\u{1ffff}",
        "a\nb\r\n## heading\n- [ ] x\n\n---\n| a | b |\n",
        "```\n</details>\n```",
        "`a``b```c",
        "`",
        "a` @admin `b",
        "a|b \\|c |",
        "\\",
        "a\\",
        "@admin @org/team #1 GH-2 owner/repo#3 deadbeef1234 a@b.example",
        "www.evil.example https://evil.example/x ftp://evil.example mailto:a@b.example",
        "[x](https://evil.example) ![y](https://evil.example/p.png) <https://evil.example> [z]",
        "[x]: https://evil.example",
        "$a$ $$b$$ :smile: :a:b: ~~s~~ **b** _i_ ==h==",
        "1. one",
        "- two",
        "# three",
        "> four",
        "    five",
        "\tsix",
        "=== ---",
        "   ",
        "",
        "~~~",
        "{0} {{1}} ${x} %s %00 ../../etc/passwd",
        "rôle ключ 鍵 🔑 e\u{301}",
        "file:///etc/passwd",
        "C:\\x\\y:1",
        "a b#c?d%e",
    ];
    words.into_iter().map(str::to_owned).collect()
}

/// Words that are longer than anybody reads.
pub fn long() -> Vec<String> {
    ["x", "`", "|", "<", "\n", "@a ", "é", "\u{202e}"]
        .iter()
        .map(|one| one.repeat(10_000))
        .collect()
}

/// The texts of a report that come from the input, or from a module that somebody else made. What is
/// left are the words of the form itself, commands, and the links of the guide.
const FOREIGN: [&str; 16] = [
    "apiVersion",
    "kind",
    "name",
    "namespace",
    "message",
    "pointer",
    "file",
    "title",
    "effect",
    "path",
    "steps",
    "checklist",
    "reason",
    "value",
    "text",
    "now",
];

/// Puts words in the place of every foreign text, one after the other.
pub fn with(report: &Report<'_>, words: &[String]) -> Report<'static> {
    let mut value = serde_json::to_value(report).expect("JSON");
    let mut next = words.iter().cycle();
    replace(&mut value, false, &mut next);
    parse(value.to_string())
}

fn replace<'w>(value: &mut Value, foreign: bool, next: &mut impl Iterator<Item = &'w String>) {
    match value {
        Value::String(text) if foreign => *text = next.next().expect("words without end").clone(),
        Value::Array(items) => items.iter_mut().for_each(|item| replace(item, foreign, next)),
        Value::Object(members) => {
            for (key, member) in members.iter_mut() {
                let inside = FOREIGN.contains(&key.as_str());
                replace(member, inside, next);
            }
        }
        _ => {}
    }
}

/// A report with something of everything: violations and passes, an exception, an edit, values, what
/// was not read, what nobody looked at.
pub fn full() -> Report<'static> {
    let mut report = cluster("deis-quickstart");
    let other = File { name: "other.yaml", text: "a: [\n" };
    let exceptions = json!([
        { "rule": "storage-backend", "reason": "it moves next week", "until": "2026-12-01" },
        { "rule": "tls-enforced", "reason": "plain HTTP stays inside" },
    ]);
    let settings = json!({ "exceptions": exceptions });
    report.unreadable = review(&[other], json!({})).unreadable;
    let text = std::fs::read_to_string(
        crate::support::fixtures().join("clusters/deis-quickstart/cluster.yaml"),
    );
    let accepted = review(&[File { name: "-", text: &text.expect("the cluster") }], settings);
    report.installations.extend(accepted.installations);
    report.installations.extend(of_values().installations);
    let mut value = serde_json::to_value(&report).expect("JSON");
    let position = |column: usize| json!({ "line": 3, "column": column, "offset": 40 + column });
    let edit = |text: &str, end: usize| json!({ "file": "a dir/ü.yaml", "start": position(1), "end": position(end), "text": text });
    for result in value["installations"][0]["results"].as_array_mut().expect("a list") {
        if let Some(remediation) = result.get_mut("remediation") {
            remediation["edits"] =
                json!([edit("replicas: 2\n  x: y\n", 9), edit("", 4), edit("z", 1)]);
            result["source"]["end"] = position(7);
            result["source"]["end"]["line"] = json!(99_999);
        }
    }
    parse(value.to_string())
}

/// A report of values alone.
pub fn of_values() -> Report<'static> {
    let values = json!([{ "global": { "storage": "minio" } }]);
    call(
        &json!({ "objects": [], "values": values, "distribution": "deis", "now": crate::support::NOW }),
    )
}

/// A report of nothing.
pub fn nothing() -> Report<'static> {
    review(&[], json!({}))
}
