//! The operations' payloads, as JSON.

mod response;

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::Serialize;
use words::{Words, words};

use crate::gather::Gather as _;
use crate::guide::Section;
use crate::joined::joined;
use crate::json::{self, Json, Member, ParseError, Part};
use crate::model::distribution::{self, Distribution};
use crate::model::kind::Kind;
use crate::model::object::UNREAD;
use crate::report::Unreadable;
use crate::rules::{self, RULES};
use crate::settings::read;
use crate::settings::{Settings, Severity};

pub use response::{Annotation, Response, SettingsResponse};

/// The members of a payload, each still text. The last of duplicate keys counts.
pub struct Members<'a>(json::Members<'a>);

impl<'a> Members<'a> {
    /// Takes an object apart.
    ///
    /// # Errors
    /// It is no JSON object, in words.
    pub fn of(text: &'a str) -> Result<Members<'a>, String> {
        json::members(text).map(Members).map_err(reason)
    }

    /// Takes a payload and the request in it apart, in one pass.
    ///
    /// # Errors
    /// There is no request in it, in words.
    pub fn of_request(text: &'a str) -> Result<(Members<'a>, Members<'a>), String> {
        let [payload, request] =
            json::two_levels(text, "request", is_promising, &UNREAD).map_err(reason)?;
        if request.is_empty() {
            return Err("`request` is missing".to_owned());
        }
        Ok((Members(payload), Members(request)))
    }

    /// A member's text, unless it was read at once.
    pub fn get(&self, name: &str) -> Option<&'a str> {
        let found = self.0.iter().rev().find(|(key, _)| json::same_name(key, name));
        found.and_then(|(_, part)| match part {
            Part::Text(text) => Some(*text),
            Part::Read(_) => None,
        })
    }

    /// A member's value; `null` where it is left out.
    ///
    /// # Errors
    /// It cannot be judged, in words.
    pub fn value(&self, name: &str) -> Result<Json<'a>, String> {
        let value = self.get(name).map_or(Ok(Json::Null), document);
        value.map_err(|words| format!("`{name}`: {words}"))
    }

    /// Takes a member's value out, but for what no rule asks for in it; `null` where it is left out.
    ///
    /// # Errors
    /// It cannot be judged, in words.
    pub fn take(&mut self, name: &str) -> Result<Json<'a>, String> {
        let found = self.0.iter_mut().rev().find(|(key, _)| json::same_name(key, name));
        match found.map(|(_, part)| std::mem::replace(part, Part::Text("null"))) {
            None => Ok(Json::Null),
            Some(Part::Read(json)) => Ok(json),
            Some(Part::Text(text)) => object(text).map_err(|words| format!("`{name}`: {words}")),
        }
    }

    /// A member that is a text or left out.
    ///
    /// # Errors
    /// It is neither.
    pub fn text(&self, name: &str) -> Result<Option<Cow<'a, str>>, String> {
        self.get(name).map_or(Ok(None), |text| text_of(name, text))
    }

    /// The settings in it; the defaults where they are left out.
    ///
    /// # Errors
    /// Every mistake in them.
    pub fn settings(&self) -> Result<Box<Settings>, String> {
        if matches!(self.get("settings"), None | Some("{}")) {
            return Ok(Box::default());
        }
        settings(&self.value("settings")?).map(Box::new)
    }

    /// Refuses what the operation does not take, so that a misspelt word is not passed over.
    ///
    /// # Errors
    /// The first member that is not allowed.
    pub fn allow(&self, allowed: &[&str]) -> Result<(), String> {
        match self.0.iter().find(|(key, _)| !allowed.contains(&key.as_ref())) {
            Some((key, _)) => {
                Err(words!("there is no `{key}`; allowed are {}", joined(allowed, ", ")))
            }
            None => Ok(()),
        }
    }
}

/// A member's text that is a string or `null`.
///
/// # Errors
/// It is neither.
pub fn text_of<'a>(name: &str, text: &'a str) -> Result<Option<Cow<'a, str>>, String> {
    if let Some(plain) = json::plain_text(text) {
        return Ok(Some(Cow::Borrowed(plain)));
    }
    match document(text).map_err(|words| format!("`{name}`: {words}"))? {
        Json::Null => Ok(None),
        Json::String(text) => Ok(Some(text)),
        other => Err(words!("`{name}` is {}, not a string", other.kind_of_value())),
    }
}

/// Whether a request's object is worth reading before the settings are seen: an engine sorts kind and namespace before
/// it, and these two namespaces are all documents'. A wrong guess costs time, nothing else.
fn is_promising(before: &[Member<'_>], name: &str) -> bool {
    let is_platforms = |(key, part): &Member<'_>| {
        key == "namespace" && matches!(part, Part::Text("\"deis\"" | "\"drycc\""))
    };
    let is_judged = |(key, part): &Member<'_>| match part {
        Part::Read(gvk) => key == "kind" && kind(gvk).is_some_and(rules::look_at),
        Part::Text(_) => false,
    };
    name == "kind"
        || name == "object" && before.iter().any(is_platforms) && before.iter().any(is_judged)
}

/// The kind that a request names, if a rule knows it.
pub fn kind(gvk: &Json<'_>) -> Option<Kind> {
    let word = |name: &str| gvk.get(name).as_str().unwrap_or_default();
    Kind::in_group(word("group"), word("kind"))
}

/// Reads settings.
///
/// # Errors
/// Every mistake in them.
pub fn settings(json: &Json<'_>) -> Result<Settings, String> {
    read::read(json, |id| rules::find(id).is_some()).map_err(|mistakes| joined(&mistakes, "; "))
}

/// Reads an object of Kubernetes but for what no rule asks for, or says why it is none; never what is in it.
///
/// # Errors
/// Why it cannot be judged.
pub fn object(text: &str) -> Result<Json<'_>, String> {
    Json::parse_but(text, &UNREAD).map_err(reason)
}

/// Reads one document, or says why it is none; never what is in it.
///
/// # Errors
/// Why it cannot be judged.
pub fn document(text: &str) -> Result<Json<'_>, String> {
    Json::parse(text).map_err(reason)
}

fn reason(error: ParseError) -> String {
    words!("it is no JSON that can be judged: {error}")
}

/// The documents of a review, each read by itself, so that a broken one spoils no other.
///
/// # Errors
/// `objects` is no list.
pub fn documents(text: Option<&str>) -> Result<Vec<Result<Json<'_>, String>>, String> {
    let text = text.ok_or("`objects` is missing")?;
    let pieces = json::elements(text).map_err(|error| format!("`objects`: {error}"))?;
    Ok(pieces.into_iter().map(object).gathered())
}

/// What the reader of the files could not read.
///
/// # Errors
/// An entry without a message.
pub fn unreadable(json: &Json<'_>) -> Result<Vec<Unreadable>, String> {
    let number =
        |json: &Json<'_>| json.as_integer().and_then(|number| usize::try_from(number).ok());
    let entry = |one: &Json<'_>| {
        let message =
            one.get("message").as_str().ok_or("an entry of `unreadable` has no message")?;
        Ok(Unreadable {
            file: one.get("file").as_str().map(str::to_owned),
            line: number(one.get("line")),
            column: number(one.get("column")),
            index: number(one.get("index")),
            message: message.to_owned(),
        })
    };
    json.items().iter().map(entry).gathered_or()
}

/// A chart's values: one object, or several of which later ones count more.
///
/// # Errors
/// They are neither.
pub fn values(json: Json<'_>) -> Result<Vec<Json<'_>>, String> {
    let all = match json {
        Json::Null => Vec::new(),
        Json::Array(all) => all,
        one => vec![one],
    };
    match all.iter().find(|one| !matches!(one, Json::Object(_) | Json::Null)) {
        Some(other) => {
            Err(words!("`values` hold {}, where a map is wanted", other.kind_of_value()))
        }
        None => Ok(all),
    }
}

/// A version of Workflow: `v2.18.0`, or shorter.
///
/// # Errors
/// It is none.
pub fn version(word: Option<Cow<'_, str>>) -> Result<Option<[u32; 3]>, String> {
    let Some(word) = word else { return Ok(None) };
    let longer = [word.to_string(), format!("{word}.0"), format!("{word}.0.0")];
    let found = longer.iter().find_map(|text| distribution::version(text));
    found.map(Some).ok_or_else(|| words!("`workflowVersion` is `{word}`; write it as v2.18.0"))
}

/// The distribution of that name.
///
/// # Errors
/// There is none.
pub fn distribution(word: Option<Cow<'_, str>>) -> Result<Option<Distribution>, String> {
    let Some(word) = word else { return Ok(None) };
    let found = Distribution::ALL.into_iter().find(|one| one.word() == word);
    found.map(Some).ok_or_else(|| words!("`distribution` is `{word}`, none of deis, hephy, drycc"))
}

/// What `rules` answers: the guide's sections and the table of rules.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Catalogue {
    sections: Vec<SectionEntry>,
    rules: Vec<RuleEntry>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct SectionEntry {
    id: &'static str,
    title: String,
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    review: Option<String>,
}

#[derive(Debug, Serialize, JsonSchema)]
struct RuleEntry {
    id: &'static str,
    section: Section,
    severity: Severity,
    title: String,
    why: String,
    fix: String,
}

impl Catalogue {
    /// The sections and rules of this build.
    pub fn of_this_build() -> Catalogue {
        let section = |section: Section| SectionEntry {
            id: section.id(),
            title: section.title().text(),
            url: section.url(),
            review: section.review().map(Words::text),
        };
        let rule = |rule: &&crate::rule::Rule| RuleEntry {
            id: rule.id,
            section: rule.section,
            severity: rule.severity,
            title: rule.title.text(),
            why: rule.why.text(),
            fix: rule.fix.text(),
        };
        Catalogue {
            sections: Section::ALL.into_iter().map(section).gathered(),
            rules: RULES.iter().map(rule).gathered(),
        }
    }
}
