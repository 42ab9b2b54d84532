//! Texts that nobody should write, in every form that is read, each with a name.

/// Each is one file; what is good stands in others.
pub fn texts() -> Vec<(String, Vec<u8>)> {
    let mut texts: Vec<(String, Vec<u8>)> = Vec::new();
    let mut add = |name: &str, bytes: &[u8]| texts.push((name.to_owned(), bytes.to_vec()));
    for depth in [100, 127, 128, 129, 200, 1_000, 100_000] {
        for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("{a: ", "}"), ("[{", "}]"), ("- ", "")]
        {
            let inner = if open == "[{" { "" } else { "1" };
            let deep = format!("{}{inner}{}", open.repeat(depth), close.repeat(depth));
            add(&format!("{depth} times {open}"), deep.as_bytes());
            add(&format!("{depth} times {open}, open"), open.repeat(depth).as_bytes());
            add(&format!("{depth} times {open} in an object"), object(&deep).as_bytes());
        }
    }
    for (name, text) in STRANGE {
        add(name, text.as_bytes());
        add(&format!("{name}, in an object"), object(text).as_bytes());
    }
    for (name, bytes) in NO_TEXT {
        add(name, bytes);
    }
    add("a billion laughs", laughs().as_bytes());
    add("aliases of a long text", long_aliases().as_bytes());
    add("many keys", keys(20_000).as_bytes());
    texts
}

/// A router with that value as its specification, in JSON.
fn object(value: &str) -> String {
    format!(
        r#"{{"apiVersion":"apps/v1","kind":"Deployment","metadata":{{"name":"deis-router","namespace":"deis"}},"spec":{value}}}"#
    )
}

fn laughs() -> String {
    let mut text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol, lol]\n".to_owned();
    for level in 1..10 {
        let alias = format!("*a{}", level - 1);
        text += &format!("a{level}: &a{level} [{}]\n", [alias.as_str(); 10].join(", "));
    }
    text
}

fn long_aliases() -> String {
    format!("a: &a {}\nb: [{}]\n", "x".repeat(20_000), "*a, ".repeat(50_000))
}

/// An object of that many members, all of the same name.
fn keys(count: usize) -> String {
    object(&format!("{{{}\"replicas\":1}}", "\"replicas\":[],".repeat(count)))
}

const STRANGE: [(&str, &str); 28] = [
    ("nothing", ""),
    ("a blank", " "),
    ("a zero byte", "\0"),
    ("null", "null"),
    ("a number", "7"),
    ("a number that is too large", "1e999"),
    ("a whole number that is too large", "184467440737095516160000"),
    (
        "a number of many digits",
        "0.00000000000000000000000000000000000000000000000000000000000001e-400",
    ),
    ("no numbers", "[.nan, .inf, 0x, 1_, +, 0b2, 09]"),
    ("a word", "words"),
    ("duplicate keys", "{\"kind\":\"Pod\",\"kind\":\"Secret\",\"replicas\":1,\"replicas\":{}}"),
    ("duplicate keys of YAML", "kind: Pod\nkind: Secret\na: 1\na: [2]\n"),
    ("half a pair", "{\"a\":\"\\ud800\",\"b\":\"\\udc00\\ud800\"}"),
    ("an escape of nothing", "{\"a\":\"\\x\"}"),
    ("control characters", "{\"a\":\"\u{1}\u{7f}\u{85}\u{9b}31m\"}"),
    ("escaped control characters", "{\"a\":\"\\u0000\\u001b[31m\\u009b\"}"),
    ("turned writing", "\u{202e}: \u{2066}\u{202a}gnp\u{61c}\n"),
    (
        "names that turn writing",
        "{\"metadata\":{\"name\":\"\\u202eexe\\u2066\\u001b]0;x\\u0007\"}}",
    ),
    ("no characters", "a: \u{fffe}\u{ffff}\u{1ffff}\u{fdd0}\n"),
    ("line ends of every kind", "a: 1\r\nb: 2\rc: 3\u{85}d: 4\u{2028}e: 5\u{2029}\n"),
    ("marks", "\u{feff}---\n\u{feff}a: 1\n\u{feff}---\n\u{feff}\n"),
    ("markers alone", "---\n...\n---\n---\n...\n...\n"),
    ("directives", "%YAML 9.9\n%TAG ! x\n%TAG ! y\n---\na: 1\n"),
    ("an unknown alias", "a: *b\n"),
    ("an alias of itself", "a: &a [*a]\n"),
    ("merges of nothing", "<<: [1, {<<: 2}, *a]\n<<: x\n"),
    ("keys that are no texts", "? [a]\n: b\n? {c: d}\n: e\n1: 2\nnull: 3\n"),
    (
        "Lists within Lists",
        "{\"kind\":\"List\",\"items\":[{\"kind\":\"List\",\"items\":[{\"kind\":\"PodList\",\"items\":[null,[],{}]}]}]}",
    ),
];

const NO_TEXT: [(&str, &[u8]); 7] = [
    ("a byte of Latin-1", b"a: \xe9\n"),
    ("a broken sequence", b"{\"a\":\"\xf0\x9f\x98\"}"),
    ("a surrogate", b"{\"a\":\"\xed\xa0\x80\"}"),
    ("UTF-16", b"\xff\xfea\x00:\x00 \x001\x00"),
    ("UTF-16, the other way", b"\xfe\xff\x00a\x00:"),
    ("an overlong zero", b"a: \xc0\x80\n"),
    ("beyond Unicode", b"a: \xf4\x90\x80\x80\n"),
];
