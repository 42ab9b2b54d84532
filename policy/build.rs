//! Packs what the module needs seldom and whole: the charts, and the schemas of settings and reports. How the texts are
//! packed stands in `src/packed.rs`.
#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing
)]

use std::collections::HashMap;
use std::error::Error;
use std::ops::RangeInclusive;
use std::path::Path;
use std::{env, fs};

use json::Json;

const TEXTS: [(&str, &str); 6] = [
    ("DEIS", "src/chart/deis.json"),
    ("DEIS_DEFAULTS", "src/chart/deis-defaults.json"),
    ("DRYCC", "src/chart/drycc.json"),
    ("DRYCC_DEFAULTS", "src/chart/drycc-defaults.json"),
    ("SETTINGS_SCHEMA", "../docs/settings.schema.json"),
    ("REPORT_SCHEMA", "../docs/report.schema.json"),
];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::var("OUT_DIR")?;
    let (mut all, mut consts) = (String::new(), String::new());
    for (name, path) in TEXTS {
        println!("cargo::rerun-if-changed={path}");
        let text = fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
        let json = Json::parse(&text).map_err(|error| format!("{path}: {error}"))?;
        let start = all.len();
        json.write(&mut all);
        let range = format!("Packed {{ start: {start}, end: {} }}", all.len());
        consts.push_str(&format!("/// `{path}`.\npub(crate) const {name}: Packed = {range};\n"));
    }
    fs::write(Path::new(&folder).join("texts"), packed(all.as_bytes())?)?;
    fs::write(Path::new(&folder).join("texts.rs"), consts)?;
    Ok(())
}

/// How a part that came before is written: in so many bytes, so long and from so far back.
struct Form {
    bytes: usize,
    lengths: RangeInclusive<usize>,
    furthest: usize,
}

const NEAR: Form = Form { bytes: 2, lengths: 3..=10, furthest: 1 << 11 };
const FAR: Form = Form { bytes: 3, lengths: 4..=67, furthest: 1 << 16 };
/// How many bytes stand for themselves behind one token, at most.
const PLAIN: usize = 128;

/// What a token says: that so many bytes stand for themselves, or that so many came before, so far back.
#[derive(Clone, Copy)]
enum Token {
    Plain(usize),
    Before { length: usize, back: usize },
}

/// Packs a text in as few bytes as its tokens can: from its end on it is known what the rest takes.
fn packed(text: &[u8]) -> Result<Vec<u8>, Box<dyn Error>> {
    let before = before(text);
    let mut rest: Vec<(usize, Token)> = vec![(0, Token::Plain(0)); text.len() + 1];
    for place in (0..text.len()).rev() {
        let longest = PLAIN.min(text.len() - place);
        let mut ways: Vec<(usize, Token)> = Vec::new();
        for length in 1..=longest {
            ways.push((1 + length + rest[place + length].0, Token::Plain(length)));
        }
        for (back, longest) in &before[place] {
            for form in [NEAR, FAR].iter().filter(|form| *back <= form.furthest) {
                for length in form.lengths.clone().take_while(|length| length <= longest) {
                    let token = Token::Before { length, back: *back };
                    ways.push((form.bytes + rest[place + length].0, token));
                }
            }
        }
        rest[place] = ways.into_iter().min_by_key(|(bytes, _)| *bytes).ok_or("no byte")?;
    }
    Ok(written(text, &rest))
}

fn written(text: &[u8], rest: &[(usize, Token)]) -> Vec<u8> {
    let (mut out, mut place) = (Vec::new(), 0);
    while place < text.len() {
        match rest[place].1 {
            Token::Plain(length) => {
                out.push(length as u8 - 1);
                out.extend(&text[place..place + length]);
                place += length;
            }
            Token::Before { length, back } => {
                let is_near = NEAR.lengths.contains(&length) && back <= NEAR.furthest;
                let far = (back - 1) as u16;
                let low = far.to_le_bytes();
                if is_near {
                    out.extend([0x80 | (length as u8 - 3) << 3 | low[1], low[0]]);
                } else {
                    out.extend([0xc0 | (length as u8 - 4), low[0], low[1]]);
                }
                place += length;
            }
        }
    }
    out
}

/// For each place where the same came before: how far back, and for how long. Of those that are further back only longer ones.
fn before(text: &[u8]) -> Vec<Vec<(usize, usize)>> {
    let mut seen: HashMap<&[u8], Vec<usize>> = HashMap::new();
    let mut all = Vec::new();
    for place in 0..text.len() {
        let key = &text[place..text.len().min(place + NEAR.lengths.start())];
        let known = seen.entry(key).or_default();
        let (mut found, mut longest) = (Vec::new(), NEAR.lengths.start() - 1);
        for from in known.iter().rev().take_while(|from| place - **from <= FAR.furthest) {
            let both = text[*from..].iter().zip(&text[place..]);
            let length =
                both.take(*FAR.lengths.end()).take_while(|(one, other)| one == other).count();
            if length > longest {
                longest = length;
                found.push((place - from, length));
            }
        }
        known.push(place);
        all.push(found);
    }
    all
}
