//! What somebody probably meant.

use std::path::{Path, PathBuf};

use crate::file;

/// How alike two words have to be, from 0 to 1.
const ALIKE: f64 = 0.6;

/// Names of a folder that are looked at: more of them would take longer than they are worth.
const NAMES: usize = 10_000;

/// The word that a misspelt one is closest to, or the only one that holds it.
pub fn closest<'w>(given: &str, words: impl IntoIterator<Item = &'w str>) -> Option<&'w str> {
    let given = given.to_lowercase();
    let words: Vec<&str> = words.into_iter().collect();
    let alike = |word: &str| strsim::normalized_damerau_levenshtein(&given, &word.to_lowercase());
    let best =
        words.iter().map(|word| (alike(word), *word)).max_by(|(a, _), (b, _)| a.total_cmp(b));
    if let Some((_, word)) = best.filter(|(alike, _)| *alike >= ALIKE) {
        return Some(word);
    }
    let mut holding = words.iter().filter(|word| given.len() > 2 && word.contains(&given));
    holding.next().copied().filter(|_| holding.next().is_none())
}

/// The question that a message ends with, or nothing.
pub fn did_you_mean(word: Option<&str>) -> String {
    word.map_or(String::new(), |word| format!("; did you mean `{word}`?"))
}

/// The file that is there, where another one was asked for.
pub fn neighbour(path: &Path) -> Option<String> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let names = std::fs::read_dir(folder.unwrap_or(Path::new("."))).ok()?.take(NAMES);
    let mut names: Vec<String> =
        names.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    names.sort();
    let given = path.file_name()?.to_str()?;
    let stem = |name: &str| name.rsplit_once('.').map(|(stem, _)| stem.to_lowercase());
    let mut same = names.iter().filter(|name| stem(name).is_some() && stem(name) == stem(given));
    let found = same.next().map(String::as_str);
    let name = found.or_else(|| closest(given, names.iter().map(String::as_str)))?;
    let path: PathBuf = folder.map_or_else(|| name.into(), |folder| folder.join(name));
    Some(file::name(&path))
}

#[cfg(test)]
mod tests {
    use super::closest;

    #[test]
    fn a_misspelt_word_is_known_again() {
        let words = ["routers-replicas", "routers-spread", "tls-enforced", "tls-ingress"];
        assert_eq!(closest("routers-replica", words), Some("routers-replicas"));
        assert_eq!(closest("Routers-Replicas", words), Some("routers-replicas"));
        assert_eq!(closest("enforced", words), Some("tls-enforced"));
        assert_eq!(closest("kubernetes", words), None);
        assert_eq!(closest("tls-", words), None, "two hold it");
    }
}
