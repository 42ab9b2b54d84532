//! Draws an object of a chart: puts values where the chart has them, and remembers which went where.
//!
//! | in the chart | becomes |
//! | --- | --- |
//! | `"$path"`, `"#path"` | the value at that path: quoted, or as it is |
//! | `"@name"`, `"@@name"` | the name with the distribution's prefix, or with that of the router's annotations |
//! | `"$if": "path & !path & path=a\|b & >=2.14.0"` | the object around it, if all of it holds |
//! | `"$value"` beside `"$if"` | that text, instead of an object |
//! | `"$each": "path"` | every member of the map at that path, quoted |
//! | `{"$env": "path"}` in a list | an environment variable for every member of the map |
//! | `"$field": "path"` | nothing: the value decides the object |

use std::borrow::Cow;

use crate::chart::Drawing;
use crate::chart::values::{quoted, truthy, value};
use crate::gather::TakeIn as _;
use crate::json::{Json, Pointer};
use crate::model::distribution::{Distribution, version};
use crate::model::kind::Kind;
use crate::model::object::Drawn;

/// Draws objects from one chart with one set of values.
pub struct Painter<'p, 'a> {
    pub values: &'p Json<'a>,
    pub distribution: Distribution,
    pub version: [u32; 3],
}

type Fields = Vec<(Pointer, String)>;

impl<'a> Painter<'_, 'a> {
    /// Draws one object; `None` where a value leaves it out.
    pub fn object(&self, entry: &Json<'static>) -> Option<Drawing<'a>> {
        let kind = Kind::all().find(|kind| Some(kind.name()) == entry.get("kind").as_str())?;
        let mut fields = Fields::new();
        let root = Pointer::to(&[]);
        self.holds(entry, &root, &mut fields).then_some(())?;
        let name = self.name(entry.get("name").as_str()?);
        let mut part = |member: &str, place: Pointer| {
            entry.member(member).and_then(|json| self.paint(json, place, &mut fields))
        };
        let mut metadata = vec![(Cow::Borrowed("name"), Json::text(name.as_str()))];
        for member in ["annotations", "labels"] {
            let painted = part(member, Pointer::to(&["metadata", member]));
            metadata.take_in(painted.map(|json| (Cow::Borrowed(member), json)));
        }
        let mut body = vec![(Cow::Borrowed("metadata"), Json::Object(metadata))];
        if kind.is_workload() {
            let place = Pointer::to(&["spec", "template", "spec", "containers"]).index(0);
            let mut container = vec![(Cow::Borrowed("name"), Json::text(name.as_str()))];
            for member in ["env", "ports"] {
                let painted = part(member, place.clone().key(member));
                container.take_in(painted.map(|json| (Cow::Borrowed(member), json)));
            }
            let mut pod =
                vec![(Cow::Borrowed("containers"), Json::Array(vec![Json::Object(container)]))];
            for (member, field) in
                [("hostNetwork", "hostNetwork"), ("account", "serviceAccountName")]
            {
                let painted = part(member, Pointer::to(&["spec", "template", "spec", field]));
                pod.take_in(painted.map(|json| (Cow::Borrowed(field), json)));
            }
            body.push((
                Cow::Borrowed("spec"),
                within("template", within("spec", Json::Object(pod))),
            ));
        }
        for member in ["spec", "data", "stringData", "subjects"] {
            let painted = part(member, Pointer::to(&[member]));
            body.take_in(painted.map(|json| (Cow::Borrowed(member), json)));
        }
        Some(Drawing { kind, name, body: Json::Object(body), drawn: Drawn { fields } })
    }

    fn paint(&self, json: &Json<'static>, place: Pointer, fields: &mut Fields) -> Option<Json<'a>> {
        match json {
            Json::String(text) => Some(self.text(text, place, fields)),
            Json::Array(items) => {
                let mut painted = Vec::new();
                for item in items {
                    if let Some(path) = item.get("$env").as_str() {
                        self.variables(path, &place, &mut painted, fields);
                        continue;
                    }
                    let here = place.clone().index(painted.len());
                    painted.take_in(self.paint(item, here, fields));
                }
                Some(Json::Array(painted))
            }
            Json::Object(members) => {
                self.holds(json, &place, fields).then_some(())?;
                if let Some(text) = json.member("$value") {
                    return self.paint(text, place, fields);
                }
                let mut painted = Vec::new();
                for (name, value) in members {
                    match (name.as_ref(), value.as_str()) {
                        ("$each", Some(path)) => self.each(path, &place, &mut painted, fields),
                        (name, _) if name.starts_with('$') => {}
                        (name, _) => {
                            let name = self.name(name);
                            let inner = self.paint(value, place.clone().key(&name), fields);
                            painted.take_in(inner.map(|json| (Cow::Owned(name), json)));
                        }
                    }
                }
                Some(Json::Object(painted))
            }
            other => Some(other.clone()),
        }
    }

    fn text(&self, text: &str, place: Pointer, fields: &mut Fields) -> Json<'a> {
        let (path, raw) = match (text.strip_prefix('$'), text.strip_prefix('#')) {
            (Some(path), _) => (path, false),
            (_, Some(path)) => (path, true),
            _ => return Json::text(self.name(text)),
        };
        fields.push((place, path.to_owned()));
        let found = value(self.values, path);
        if raw { found.clone() } else { quoted(found) }
    }

    fn each(
        &self,
        path: &str,
        place: &Pointer,
        painted: &mut Vec<(Cow<'a, str>, Json<'a>)>,
        fields: &mut Fields,
    ) {
        fields.push((place.clone(), path.to_owned()));
        for (name, value) in value(self.values, path).members() {
            painted.push((name.clone(), quoted(value)));
        }
    }

    fn variables(
        &self,
        path: &str,
        place: &Pointer,
        painted: &mut Vec<Json<'a>>,
        fields: &mut Fields,
    ) {
        for (name, value) in value(self.values, path).members() {
            fields.push((place.clone().index(painted.len()), format!("{path}.{name}")));
            painted.push(Json::Object(vec![
                (Cow::Borrowed("name"), Json::String(name.clone())),
                (Cow::Borrowed("value"), quoted(value)),
            ]));
        }
    }

    /// `@name` and `@@name`; `@` alone is the distribution's own word.
    fn name(&self, text: &str) -> String {
        match (text.strip_prefix("@@"), text.strip_prefix('@')) {
            (Some(rest), _) => format!("{}{rest}", self.distribution.router_prefix()),
            (_, Some("")) => self.distribution.heritage().to_owned(),
            (_, Some(rest)) => self.distribution.object(rest),
            _ => text.to_owned(),
        }
    }

    /// Whether all of `$if` holds, and the first value in it, or the one in `$field`, as what decides.
    fn holds(&self, json: &Json<'static>, place: &Pointer, fields: &mut Fields) -> bool {
        let conditions = json.get("$if").as_str().unwrap_or_default();
        let field = json.get("$field").as_str();
        let mut parts = conditions.split('&').map(str::trim).filter(|part| !part.is_empty());
        // That something is not switched off decides nothing of a whole object.
        let is_root = place.as_str().is_empty();
        let decides = |part: &&str| {
            let is_switch = is_root && part.starts_with('!');
            !is_switch && !part.starts_with(['>', '_'])
        };
        let path = field.or_else(|| {
            let last = parts.clone().rfind(decides);
            last.map(|part| {
                part.strip_prefix('!').unwrap_or(part).split(['=', '!']).next().unwrap_or_default()
            })
        });
        fields.take_in(path.map(|path| (place.clone(), path.to_owned())));
        parts.all(|part| self.is_met(part))
    }

    fn is_met(&self, condition: &str) -> bool {
        if let Some(least) = condition.strip_prefix(">=").and_then(version) {
            // Drycc's count began anew after all of these.
            return self.version >= least || self.distribution == Distribution::Drycc;
        }
        if condition == "_.hephy" {
            return self.distribution == Distribution::Hephy;
        }
        let is_one_of = |path: &str, words: &str| {
            let found = value(self.values, path).as_str().unwrap_or_default();
            words.split('|').any(|word| word == found)
        };
        if let Some((path, words)) = condition.split_once('=') {
            return match path.strip_suffix('!') {
                Some(path) => !is_one_of(path, words),
                None => is_one_of(path, words),
            };
        }
        match condition.strip_prefix('!') {
            Some(path) => !truthy(value(self.values, path)),
            None => truthy(value(self.values, condition)),
        }
    }
}

fn within<'a>(name: &'static str, json: Json<'a>) -> Json<'a> {
    Json::Object(vec![(Cow::Borrowed(name), json)])
}
