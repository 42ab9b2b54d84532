//! Lines: wrapped, indented, coloured.

use anstyle::{AnsiColor, Style as Ansi};
use textwrap::core::display_width;
use textwrap::{Options, WordSplitter};

use crate::link::link;
use crate::{Style, clean};

/// A text that grows line by line.
pub(crate) struct Page {
    style: Style,
    text: String,
}

pub(crate) const GOOD: Ansi = AnsiColor::Green.on_default();
pub(crate) const BAD: Ansi = AnsiColor::Red.on_default().bold();
pub(crate) const CAUTION: Ansi = AnsiColor::Yellow.on_default();
pub(crate) const STRONG: Ansi = Ansi::new().bold();
pub(crate) const FAINT: Ansi = Ansi::new().dimmed();
pub(crate) const PLAIN: Ansi = Ansi::new();

impl Page {
    pub(crate) fn new(style: Style) -> Page {
        Page { style: Style { width: style.width.clamp(40, 120), ..style }, text: String::new() }
    }

    pub(crate) fn finish(self) -> String {
        self.text
    }

    /// The width to fill, in columns.
    pub(crate) fn width(&self) -> usize {
        self.style.width
    }

    /// A piece of text in a colour.
    pub(crate) fn paint(&self, ansi: Ansi, text: &str) -> String {
        if self.style.color { format!("{ansi}{text}{ansi:#}") } else { text.to_owned() }
    }

    /// A piece of text that leads somewhere, where links are wanted.
    pub(crate) fn link(&self, url: &str, text: &str) -> String {
        if self.style.links.is_some() { link(url, text) } else { text.to_owned() }
    }

    /// A place in a file that leads there, where links are wanted.
    pub(crate) fn file(&self, file: &str, text: &str) -> String {
        let url = self.style.links.and_then(|origin| origin.url(file));
        url.map_or_else(|| text.to_owned(), |url| link(&url, text))
    }

    /// An empty line.
    pub(crate) fn gap(&mut self) {
        self.text.push('\n');
    }

    /// A line as it is, never wrapped: headings, and commands that people copy.
    pub(crate) fn line(&mut self, indent: usize, ansi: Ansi, text: &str) {
        let text = self.paint(ansi, text);
        self.raw(indent, &text);
    }

    /// A line that is painted already.
    pub(crate) fn raw(&mut self, indent: usize, text: &str) {
        self.text.push_str(&" ".repeat(indent));
        self.text.push_str(text);
        self.text.push('\n');
    }

    /// Wrapped text behind a label; the lines after the first stand under the first one's text.
    pub(crate) fn entry(&mut self, indent: usize, label: &str, ansi: Ansi, text: &str) {
        let text = clean(text);
        let hang = indent + display_width(label);
        let room = self.style.width.saturating_sub(hang).max(20);
        // A name is never cut at its hyphens: people copy it.
        let options = Options::new(room).word_splitter(WordSplitter::NoHyphenation);
        for (place, line) in textwrap::wrap(&text, options).iter().enumerate() {
            let line = self.paint(ansi, line);
            match place {
                0 => self.raw(indent, &format!("{label}{line}")),
                _ => self.raw(hang, &line),
            }
        }
    }
}

/// Text filled up with blanks to a width.
pub(crate) fn pad(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(display_width(text));
    format!("{text}{}", " ".repeat(missing))
}
