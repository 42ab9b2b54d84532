//! The sources that a rule's file names, as a reader can follow them.

/// Whose repositories are named as `owner+repository:file`.
const OWNERS: [&str; 3] = ["deis", "teamhephy", "drycc"];

/// Text with links to the repositories that it names, and paths as code.
pub(super) fn linked(text: &str) -> String {
    let parts = text.split('`').enumerate();
    let parts = parts.map(|(place, part)| if place % 2 == 0 { words(part) } else { part.into() });
    parts.collect::<Vec<String>>().join("`")
}

fn words(text: &str) -> String {
    text.split(' ').map(word).collect::<Vec<String>>().join(" ")
}

fn word(word: &str) -> String {
    let core = word.trim_start_matches('(').trim_end_matches([',', ';', '.', ':', ')']);
    match word.split_once(core) {
        Some((before, after)) if !core.is_empty() => format!("{before}{}{after}", source(core)),
        _ => word.to_owned(),
    }
}

fn source(core: &str) -> String {
    let (place, file) = core.split_once(':').unwrap_or((core, ""));
    if let Some((owner, repository)) = place.split_once('+')
        && OWNERS.contains(&owner)
    {
        let link = format!("[{owner}/{repository}](https://github.com/{owner}/{repository})");
        return if file.is_empty() { link } else { format!("{link} `{file}`") };
    }
    if core.contains(['/', ':']) { format!("`{core}`") } else { core.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::linked;

    #[test]
    fn a_repository_becomes_a_link_and_its_file_code() {
        let shown =
            linked("off by default (deis+router:model/model.go); see drycc+gateway: 8f9bef7e.");
        let expected = "off by default ([deis/router](https://github.com/deis/router) `model/model.go`); \
                        see [drycc/gateway](https://github.com/drycc/gateway): 8f9bef7e.";
        assert_eq!(shown, expected);
    }

    #[test]
    fn what_is_code_already_and_plain_words_stay() {
        let text = "reads `a+b:c/d`, 1 where it is absent (a default)";
        assert_eq!(linked(text), text);
        assert_eq!(linked("templates/_helper.tpl, ok"), "`templates/_helper.tpl`, ok");
    }
}
