//! Works out which pairs of codes are one code, from all the texts that the policy packs: what follows each other most
//! often becomes one, again and again (byte pair encoding; Gage, *A New Algorithm for Data Compression*, 1994).
#![allow(clippy::disallowed_methods)]

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "src/literal.rs"]
mod literal;

include!("src/replace.rs");

/// Where the texts stand.
const FOLDERS: [&str; 3] = ["../../src", "../../certificate/src", "../../json/src"];
/// The first code that stands for two others.
const FIRST_PAIR: u8 = 97;
/// How often two codes have to follow each other, for one to be worth its place.
const WORTH: u32 = 4;

fn main() -> Result<(), Box<dyn Error>> {
    let mut files = Vec::new();
    for folder in FOLDERS {
        println!("cargo::rerun-if-changed={folder}");
        sources(Path::new(folder), &mut files)?;
    }
    files.sort();
    let mut texts = Vec::new();
    for file in files {
        let source = fs::read_to_string(&file)?;
        for behind in source.split("words!(").skip(1) {
            let text = literal::string(behind.trim_start());
            texts.extend(text.and_then(|(text, _)| literal::codes(&text).ok()));
        }
    }
    let pairs = pairs(texts.into_iter().map(|(codes, _)| codes).collect());
    let source = format!("static PAIRS: &[[u8; 2]] = &{pairs:?};\n");
    fs::write(Path::new(&env::var("OUT_DIR")?).join("pairs.rs"), source)?;
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

fn pairs(mut texts: Vec<Vec<u8>>) -> Vec<[u8; 2]> {
    let mut pairs = Vec::new();
    for code in FIRST_PAIR..=u8::MAX {
        let mut counts = vec![0_u32; 1 << 16];
        for text in &texts {
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
