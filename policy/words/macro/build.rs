//! Packs all the texts of the policy. Which pairs of codes are one code is worked out from all of them: what follows each
//! other most often becomes one, again and again (byte pair encoding; Gage, *A New Algorithm for Data Compression*, 1994).
#![allow(clippy::disallowed_methods)]

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "src/literal.rs"]
mod literal;

/// Where the texts stand.
const FOLDERS: [&str; 2] = ["../../src", "../../certificate/src"];
/// How often two codes have to follow each other, for one to be worth its place.
const WORTH: u32 = 4;

fn main() -> Result<(), Box<dyn Error>> {
    let mut files = Vec::new();
    for folder in FOLDERS {
        println!("cargo::rerun-if-changed={folder}");
        sources(Path::new(folder), &mut files)?;
    }
    let mut texts = BTreeMap::new();
    for file in files {
        // As the compiler reads it.
        let source = fs::read_to_string(&file)?.replace("\r\n", "\n");
        for behind in source.split("words!(").skip(1) {
            let text = literal::string(behind.trim_start());
            // What is none, the compiler refuses where it stands.
            let Some((text, _)) = text else { continue };
            if let Ok((codes, _)) = literal::codes(&text) {
                texts.insert(text, codes);
            }
        }
    }
    let (names, mut rows): (Vec<String>, Vec<Vec<u8>>) = texts.into_iter().unzip();
    let pairs = pairs(&mut rows);
    let ends = rows.iter().scan(0, |end, row| {
        *end += row.len();
        Some(u16::try_from(*end))
    });
    let ends: Vec<u16> = ends.collect::<Result<_, _>>()?;
    let tables = format!(
        "static TEXTS: &[&str] = &{names:?};\nstatic PAIRS: &[[u8; 2]] = &{pairs:?};\nstatic CODES: &[u8] = &{:?};\nstatic ENDS: &[u16] = &{ends:?};\n",
        rows.concat()
    );
    fs::write(Path::new(&env::var("OUT_DIR")?).join("tables.rs"), tables)?;
    Ok(())
}

fn sources(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            sources(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(())
}

/// Packs the texts, and gives the pairs that have become codes.
fn pairs(texts: &mut [Vec<u8>]) -> Vec<[u8; 2]> {
    let mut pairs = Vec::new();
    for code in literal::FIRST_PAIR..=u8::MAX {
        let mut counts = vec![0_u32; 1 << 16];
        for text in &*texts {
            for pair in text.windows(2) {
                counts[usize::from(pair[0]) << 8 | usize::from(pair[1])] += 1;
            }
        }
        // Of several the first, so that the same sources make the same pairs.
        let best = (0..counts.len()).rev().max_by_key(|pair| counts[*pair]).unwrap_or(0);
        if counts[best] < WORTH {
            break;
        }
        let pair = [(best >> 8) as u8, best as u8];
        texts.iter_mut().for_each(|text| replace(text, pair, code));
        pairs.push(pair);
    }
    pairs
}

/// Writes one code for each of that pair, from the front.
fn replace(codes: &mut Vec<u8>, pair: [u8; 2], code: u8) {
    let (mut from, mut to) = (0, 0);
    while from < codes.len() {
        let is_pair = codes.get(from..from + 2) == Some(&pair);
        codes[to] = if is_pair { code } else { codes[from] };
        from += if is_pair { 2 } else { 1 };
        to += 1;
    }
    codes.truncate(to);
}
