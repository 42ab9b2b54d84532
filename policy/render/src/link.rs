//! Links in a terminal (OSC 8): a text that leads somewhere.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What RFC 3986 leaves unreserved, and the slashes between the parts of a path.
pub(crate) const PATH: &AsciiSet = &SEGMENT.remove(b'/');
/// What RFC 3986 leaves unreserved.
pub(crate) const SEGMENT: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Where the files of a report lie, for links to them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// The machine's name: a terminal may run on another one.
    pub host: String,
    /// The folder that relative paths start in, itself from the root.
    pub folder: String,
}

impl Origin {
    /// The address of a file, as its path was given; `None` for standard input.
    pub(crate) fn url(&self, file: &str) -> Option<String> {
        let path = match file {
            "" | "-" => return None,
            _ if file.starts_with('/') => file.to_owned(),
            _ if !self.folder.starts_with('/') => return None,
            _ => format!("{}/{file}", self.folder.trim_end_matches('/')),
        };
        let host = utf8_percent_encode(&self.host, SEGMENT);
        Some(format!("file://{host}{}", utf8_percent_encode(&path, PATH)))
    }
}

/// The text as a link. An address that would be more than one stays away.
pub(crate) fn link(url: &str, text: &str) -> String {
    if url.is_empty() || !url.bytes().all(|byte| byte.is_ascii_graphic()) {
        return text.to_owned();
    }
    format!("\u{1b}]8;;{url}\u{1b}\\{text}\u{1b}]8;;\u{1b}\\")
}

#[cfg(test)]
mod tests {
    use super::{Origin, link};

    #[test]
    fn a_path_is_encoded_and_absolute() {
        let origin = Origin { host: "box".to_owned(), folder: "/home/ada/a b/".to_owned() };
        assert_eq!(origin.url("x#1.yaml").as_deref(), Some("file://box/home/ada/a%20b/x%231.yaml"));
        assert_eq!(origin.url("/etc/x.yaml").as_deref(), Some("file://box/etc/x.yaml"));
        assert_eq!(origin.url("-"), None);
    }

    #[test]
    fn an_address_that_breaks_out_of_its_link_is_none() {
        assert_eq!(link("https://example.com/\u{1b}\\", "x"), "x");
        assert_eq!(link("https://example.com/a b", "x"), "x");
    }
}
