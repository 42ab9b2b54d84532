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
    fs::write(Path::new(&folder).join("texts"), packed(all.as_bytes()))?;
    fs::write(Path::new(&folder).join("texts.rs"), consts)?;
    Ok(())
}

/// The shortest and the longest part that is taken from before.
const SHORTEST: usize = 4;
const LONGEST: usize = SHORTEST + 127;
/// How many bytes stand for themselves behind one token, at most.
const PLAIN: usize = 128;

fn packed(text: &[u8]) -> Vec<u8> {
    let mut seen: HashMap<&[u8], Vec<usize>> = HashMap::new();
    let (mut out, mut plain, mut place) = (Vec::new(), 0, 0);
    while place < text.len() {
        let key = &text[place..text.len().min(place + SHORTEST)];
        let length = |from: &usize| {
            let both = text[*from..].iter().zip(&text[place..]);
            both.take(LONGEST).take_while(|(one, other)| one == other).count()
        };
        let known = seen.get(key).into_iter().flatten();
        let best = known
            .filter(|from| place - **from <= usize::from(u16::MAX))
            .max_by_key(|from| length(from));
        let taken = match best {
            Some(from) if key.len() == SHORTEST => {
                stand_for_themselves(&text[plain..place], &mut out);
                let (length, back) = (length(from), place - from);
                out.push(128 | (length - SHORTEST) as u8);
                out.extend((back as u16).to_le_bytes());
                plain = place + length;
                length
            }
            _ => 1,
        };
        for start in place..place + taken {
            if let Some(key) = text.get(start..start + SHORTEST) {
                seen.entry(key).or_default().push(start);
            }
        }
        place += taken;
    }
    stand_for_themselves(&text[plain..], &mut out);
    out
}

fn stand_for_themselves(bytes: &[u8], out: &mut Vec<u8>) {
    for some in bytes.chunks(PLAIN) {
        out.push((some.len() - 1) as u8);
        out.extend(some);
    }
}
