//! Reads settings, and finds every mistake in them, each with its place and what is allowed there.
//! Whether settings are valid never depends on the time.

use std::borrow::Cow;

use words::words;

use crate::gather::{Gather as _, TakeIn as _};
use crate::guide::Section;
use crate::joined::joined;
use crate::json::Json;
use crate::moment::Day;
use crate::settings::{
    Action, Attestation, Exception, Exempt, LISTS, OnUnknown, Settings, Severity, SubjectPattern,
};

/// Reads settings; `knows_rule` tells the ids of rules.
///
/// # Errors
/// Every mistake, as `path: what is wrong`.
pub fn read(json: &Json<'_>, knows_rule: fn(&str) -> bool) -> Result<Settings, Vec<String>> {
    let mut reader = Reader { mistakes: Vec::new(), knows_rule };
    let settings = reader.settings(json);
    if reader.mistakes.is_empty() { Ok(settings) } else { Err(reader.mistakes) }
}

struct Reader {
    mistakes: Vec<String>,
    knows_rule: fn(&str) -> bool,
}

/// A part of the settings, and its path.
type At<'j> = (&'j Json<'j>, &'j str);

impl Reader {
    fn mistake(&mut self, path: &str, words: &str) {
        let path = if path.is_empty() { "settings" } else { path };
        self.mistakes.push(format!("{path}: {words}"));
    }

    /// The members of an object that may only have these; every other one is a mistake.
    fn members<'j>(
        &mut self,
        (json, path): At<'j>,
        allowed: &[&str],
    ) -> Vec<(String, &'j Json<'j>)> {
        if json.is_null() {
            return Vec::new();
        }
        if !matches!(json, Json::Object(_)) {
            self.mistake(path, &words!("is {}, not an object", json.kind_of_value()));
            return Vec::new();
        }
        let mut members = Vec::new();
        for (name, value) in json.members() {
            if allowed.is_empty() || allowed.contains(&name.as_ref()) {
                members.push((join(path, name), value));
            } else {
                let words = words!("there is no such setting (allowed: {})", joined(allowed, ", "));
                self.mistake(&join(path, name), &words);
            }
        }
        members
    }

    fn items<'j>(&mut self, json: &'j Json<'j>, path: &str) -> Vec<(String, &'j Json<'j>)> {
        match json {
            Json::Null => Vec::new(),
            Json::Array(items) => {
                let named = |(at, item)| (format!("{path}[{at}]"), item);
                items.iter().enumerate().map(named).gathered()
            }
            other => {
                self.mistake(path, &words!("is {}, not a list", other.kind_of_value()));
                Vec::new()
            }
        }
    }

    fn text(&mut self, json: &Json<'_>, path: &str) -> String {
        if let Some(text) = json.as_str().filter(|text| !text.trim().is_empty()) {
            return text.to_owned();
        }
        let what = match json {
            Json::Null => "not given",
            Json::String(_) => "empty",
            other => other.kind_of_value(),
        };
        self.mistake(path, &words!("is {what}, where a text is wanted"));
        String::new()
    }

    fn texts(&mut self, json: &Json<'_>, path: &str) -> Vec<String> {
        self.items(json, path).iter().map(|(path, item)| self.text(item, path)).gathered()
    }

    fn rule(&mut self, json: &Json<'_>, path: &str) -> String {
        let id = self.text(json, path);
        if !id.is_empty() && !(self.knows_rule)(&id) {
            self.mistake(path, &words!("there is no rule `{id}`"));
        }
        id
    }

    fn word<T: Copy>(&mut self, json: &Json<'_>, path: &str, words: &[(&str, T)]) -> Option<T> {
        let found = words.iter().find(|(word, _)| json.as_str() == Some(word));
        if found.is_none() {
            let allowed: Vec<&str> = words.iter().map(|(word, _)| *word).gathered();
            self.mistake(path, &format!("is none of {}", joined(&allowed, ", ")));
        }
        found.map(|(_, value)| *value)
    }

    fn day(&mut self, json: &Json<'_>, path: &str) -> Option<Day> {
        let day = json.as_str().and_then(Day::parse);
        if day.is_none() {
            self.mistake(path, &words!("is no day, write it as 2027-01-31").text());
        }
        day
    }

    fn settings(&mut self, json: &Json<'_>) -> Settings {
        let mut settings = Settings::default();
        for (path, value) in self.members((json, ""), &FIELDS) {
            match path.as_str() {
                "namespaces" if value.is_null() => {}
                "namespaces" => {
                    let texts = self.texts(value, &path).into_iter();
                    settings.namespaces = texts.map(Cow::Owned).gathered();
                    if settings.namespaces.is_empty() && matches!(value, Json::Array(_)) {
                        self.mistake(&path, &words!("is empty: nothing would be judged").text());
                    }
                }
                "denyAt" => {
                    settings.deny_at =
                        self.word(value, &path, &SEVERITIES).unwrap_or(settings.deny_at);
                }
                "onUnknown" => {
                    settings.on_unknown =
                        self.word(value, &path, &ON_UNKNOWN).unwrap_or(settings.on_unknown);
                }
                "remediate" => {
                    let items = self.items(value, &path);
                    settings.remediate =
                        items.iter().map(|(path, one)| self.rule(one, path)).gathered();
                }
                "minimumRouters" => match value.as_integer() {
                    Some(count @ 1..) => settings.minimum_routers = count,
                    _ => self.mistake(&path, &words!("is no whole number of 1 or more").text()),
                },
                "rules" => self.actions(value, &mut settings),
                "exceptions" => {
                    let items = self.items(value, &path);
                    let all = items.iter().filter_map(|(path, one)| self.exception((one, path)));
                    settings.exceptions = all.gathered();
                }
                "attestations" => {
                    let items = self.items(value, &path);
                    let all = items.iter().filter_map(|(path, one)| self.attestation((one, path)));
                    settings.attestations = all.gathered();
                }
                "deletions" => {
                    let word = if *value == Json::Bool(false) { &OFF } else { value };
                    settings.deletions =
                        self.word(word, &path, &ACTIONS).unwrap_or(settings.deletions);
                }
                "lists" => {
                    let kinds = LISTS.map(|kind| (kind.name(), kind));
                    let items = self.items(value, &path);
                    settings.lists = items
                        .iter()
                        .filter_map(|(path, one)| self.word(one, path, &kinds))
                        .gathered();
                }
                _ => settings.exempt = self.exempt((value, &path)),
            }
        }
        settings
    }

    fn actions(&mut self, json: &Json<'_>, settings: &mut Settings) {
        for (path, value) in self.members((json, "rules"), &[]) {
            let id = path.strip_prefix("rules.").unwrap_or(&path).to_owned();
            if !(self.knows_rule)(&id) {
                self.mistake(&path, &words!("there is no rule `{id}`"));
            }
            for (path, value) in self.members((value, &path), &["action", "severity"]) {
                if path.ends_with("severity") {
                    let severity = self.word(value, &path, &SEVERITIES);
                    settings.severities.take_in(severity.map(|severity| (id.clone(), severity)));
                    continue;
                }
                // YAML 1.1 makes a boolean of an `off` without quotes.
                let action = if *value == Json::Bool(false) { &OFF } else { value };
                let action = self.word(action, &path, &ACTIONS);
                settings.rules.take_in(action.map(|action| (id.clone(), action)));
            }
        }
    }

    fn exception(&mut self, at: At<'_>) -> Option<Exception> {
        let (json, path) = at;
        self.members(at, &["rule", "subject", "reason", "until"]);
        let rule = self.rule(json.get("rule"), &join(path, "rule"));
        let reason = self.text(json.get("reason"), &join(path, "reason"));
        let subject = self.subject((json.get("subject"), &join(path, "subject")));
        let until = given(json, "until").map(|until| self.day(until, &join(path, "until")));
        Some(Exception { rule, subject, reason, until: flat(until)? })
    }

    fn subject(&mut self, at: At<'_>) -> SubjectPattern {
        let mut pattern = SubjectPattern::default();
        for (path, value) in self.members(at, &["kind", "namespace", "name"]) {
            let text = Some(self.text(value, &path));
            match path.rsplit('.').next() {
                Some("kind") => pattern.kind = text,
                Some("namespace") => pattern.namespace = text,
                _ => pattern.name = text,
            }
        }
        pattern
    }

    fn attestation(&mut self, at: At<'_>) -> Option<Attestation> {
        let (json, path) = at;
        // kubectl's YAML makes `true` of the key `on`.
        self.members(at, &["section", "namespace", "by", "on", "true", "until", "note"]);
        let on = json.member("on").unwrap_or(json.get("true"));
        // Only what a machine cannot see is a person's to attest.
        let sections = [Section::Security, Section::Tls, Section::Routers];
        let sections = sections.map(|section| (section.id(), section));
        let section = self.word(json.get("section"), &join(path, "section"), &sections);
        let by = self.text(json.get("by"), &join(path, "by"));
        let on = self.day(on, &join(path, "on"));
        let until = given(json, "until").map(|until| self.day(until, &join(path, "until")));
        let mut optional =
            |name: &str| json.member(name).map(|value| self.text(value, &join(path, name)));
        let (namespace, note) = (optional("namespace"), optional("note"));
        let (on, until) = (on?, flat(until)?);
        if until.is_some_and(|until| until < on) {
            self.mistake(&join(path, "until"), "lies before `on`");
        }
        Some(Attestation { section: section?, namespace, by, on, until, note })
    }

    fn exempt(&mut self, at: At<'_>) -> Exempt {
        let mut exempt = Exempt::default();
        for (path, value) in self.members(at, &["users", "groups"]) {
            let names = self.texts(value, &path);
            if path.ends_with("users") { exempt.users = names } else { exempt.groups = names }
        }
        exempt
    }
}

/// A field that may be left out, but not be wrong.
fn flat(day: Option<Option<Day>>) -> Option<Option<Day>> {
    match day {
        None => Some(None),
        Some(given) => given.map(Some),
    }
}

/// A member that is there and not `null`.
fn given<'j>(json: &'j Json<'j>, name: &str) -> Option<&'j Json<'j>> {
    json.member(name).filter(|value| !value.is_null())
}

fn join(path: &str, name: &str) -> String {
    if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") }
}

static OFF: Json<'static> = Json::String(Cow::Borrowed("off"));

const FIELDS: [&str; 11] = [
    "namespaces",
    "denyAt",
    "onUnknown",
    "remediate",
    "minimumRouters",
    "rules",
    "exceptions",
    "attestations",
    "exempt",
    "deletions",
    "lists",
];

const SEVERITIES: [(&str, Severity); 5] = [
    ("info", Severity::Info),
    ("low", Severity::Low),
    ("medium", Severity::Medium),
    ("high", Severity::High),
    ("critical", Severity::Critical),
];

const ON_UNKNOWN: [(&str, OnUnknown); 2] = [("warn", OnUnknown::Warn), ("deny", OnUnknown::Deny)];

const ACTIONS: [(&str, Action); 3] =
    [("deny", Action::Deny), ("warn", Action::Warn), ("off", Action::Off)];
