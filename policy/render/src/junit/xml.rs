//! Suites and tests as elements.

use std::io::Result;

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::Suite;
use super::case::{Case, Ending};
use crate::Tool;

type Xml = Writer<Vec<u8>>;

/// How many of some tests ended how.
struct Counts {
    tests: String,
    failures: String,
    errors: String,
    skipped: String,
}

impl Counts {
    fn of<'c>(cases: impl Iterator<Item = &'c Case> + Clone) -> Counts {
        let count = |is: fn(&Ending) -> bool| {
            cases.clone().filter(|case| is(&case.ending)).count().to_string()
        };
        Counts {
            tests: count(|_| true),
            failures: count(|ending| matches!(ending, Ending::Failed { .. })),
            errors: count(|ending| matches!(ending, Ending::Error { .. })),
            skipped: count(|ending| matches!(ending, Ending::Skipped { .. })),
        }
    }

    fn attributes(&self) -> [(&str, &str); 4] {
        let Counts { tests, failures, errors, skipped } = self;
        [("tests", tests), ("failures", failures), ("errors", errors), ("skipped", skipped)]
    }
}

/// The whole document.
pub(super) fn document(suites: &[Suite], tool: &Tool<'_>) -> Result<String> {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    let counts = Counts::of(suites.iter().flat_map(|suite| &suite.cases));
    let name = format!("{} {}", Tool::NAME, crate::clean(tool.version));
    xml.create_element("testsuites")
        .with_attribute(("name", name.as_str()))
        .with_attributes(counts.attributes())
        .write_inner_content(|xml| suites.iter().try_for_each(|one| suite(one, xml)))?;
    let mut bytes = xml.into_inner();
    bytes.push(b'\n');
    String::from_utf8(bytes).map_err(std::io::Error::other)
}

fn suite(suite: &Suite, xml: &mut Xml) -> Result<()> {
    let counts = Counts::of(suite.cases.iter());
    xml.create_element("testsuite")
        .with_attribute(("name", suite.name.as_str()))
        .with_attributes(counts.attributes())
        .write_inner_content(|xml| suite.cases.iter().try_for_each(|one| case(one, xml)))?;
    Ok(())
}

fn case(case: &Case, xml: &mut Xml) -> Result<()> {
    let mut element = xml
        .create_element("testcase")
        .with_attributes([("name", case.name.as_str()), ("classname", case.class.as_str())]);
    if let Some((file, line)) = &case.place {
        element = element.with_attribute(("file", file.as_str()));
        if let Some(line) = line {
            element = element.with_attribute(("line", line.to_string().as_str()));
        }
    }
    match &case.ending {
        Ending::Passed { output } if output.is_empty() => element.write_empty()?,
        ending => element.write_inner_content(|xml| child(ending, xml))?,
    };
    Ok(())
}

fn child(ending: &Ending, xml: &mut Xml) -> Result<()> {
    let (name, text) = match ending {
        Ending::Passed { output } => ("system-out", output),
        Ending::Failed { text, .. } => ("failure", text),
        Ending::Error { text, .. } => ("error", text),
        Ending::Skipped { text, .. } => ("skipped", text),
    };
    let mut element = xml.create_element(name);
    match ending {
        Ending::Passed { .. } => {}
        Ending::Failed { message, kind, .. } => {
            element = element.with_attribute(("message", message.as_str()));
            element = element.with_attribute(("type", *kind));
        }
        Ending::Error { message, .. } => {
            element = element.with_attribute(("message", message.as_str()));
            element = element.with_attribute(("type", "unknown"));
        }
        Ending::Skipped { message, .. } => {
            element = element.with_attribute(("message", message.as_str()));
        }
    }
    if text.is_empty() {
        element.write_empty()?
    } else {
        element.write_text_content(BytesText::new(text))?
    };
    Ok(())
}
