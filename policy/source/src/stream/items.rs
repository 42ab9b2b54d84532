//! A List too long to be read at once, item by item: as `kubectl get` prints it, in JSON and in YAML.

use std::borrow::Cow;
use std::io;
use std::ops::Range;

use ::json::Part;

use super::window::Window;
use super::{CHUNK, Form, Take};
use crate::json::{WHITE, word};
use crate::position::Position;
use crate::{Problem, body, list, yaml};

/// What became of a text that may be a List.
#[derive(Debug)]
pub(super) enum Ending {
    /// It does not begin like one that can be read so; nothing was handed over.
    NoList,
    /// It is read to the end of its last line.
    Read,
    /// It began like a List and is none, or its items cannot be read one by one.
    Misread(Problem),
    /// It is neither JSON nor text.
    Broken(Problem),
}

impl Ending {
    fn misread(position: Position, message: &str) -> Ending {
        Ending::Misread(Problem { position, message: message.to_owned() })
    }
}

const NO_LIST: &str = "what begins like a List is none";
const NO_ITEM: &str = "an item of a List cannot be read by itself: it is null, uses an anchor of another one, or is nested too deep";
const MORE_IN_LINE: &str = "something stands behind a List in its last line";

/// What a List says of its items before they come.
#[derive(Default)]
struct Head {
    api_version: Option<String>,
    kind: Option<String>,
}

impl Head {
    /// What items have from a typed List; none where it is too early to tell.
    fn header(&self) -> Option<Option<(&str, &str)>> {
        let Some(kind) = &self.kind else { return Some(None) };
        match list::items_kind(kind)? {
            "" => Some(None),
            of => Some(Some((self.api_version.as_deref()?, of))),
        }
    }
}

/// Reads a List of JSON.
pub(super) fn json(window: &mut Window<'_>, take: &mut dyn Take) -> io::Result<Ending> {
    let Some((head, length)) = head(window.rest()) else { return Ok(Ending::NoList) };
    let Some(header) = head.header() else { return Ok(Ending::NoList) };
    window.take(length);
    let mut may_end = true;
    loop {
        let rest = window.rest();
        let inner = rest.trim_start_matches(WHITE);
        let white = rest.len() - inner.len();
        if may_end && inner.starts_with(']') {
            window.take(white + 1);
            break;
        }
        // What ends with the window may go on.
        let whole = ::json::first(inner).ok().flatten().filter(|(_, behind)| !behind.is_empty());
        let Some((value, _)) = whole else {
            if window.more()? {
                continue;
            }
            return Ok(broken(window, if may_end { "[" } else { "[0," }));
        };
        let end = white + value.len();
        let may_be_item = header.is_none() || value.starts_with('{');
        if !may_be_item || !hand_over(window, white..end, header, take) {
            return Ok(Ending::misread(window.point(white), NO_ITEM));
        }
        window.take(end);
        may_end = match window.next_of(&WHITE)? {
            Some(',') => false,
            Some(']') => true,
            _ => return Ok(broken(window, "[0")),
        };
        window.take(usize::from(!may_end));
    }
    tail(window, &head, header.is_some())
}

/// Hands an item over from where its line begins: an edit of it looks at how far it is to the right.
fn hand_over(
    window: &Window<'_>,
    item: Range<usize>,
    header: Option<(&str, &str)>,
    take: &mut dyn Take,
) -> bool {
    let before = window.rest().get(..item.start).unwrap_or_default();
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let text = window.rest().get(line..item.end).unwrap_or_default();
    take.item(text, window.point(line), Form::Json(header))
}

/// Tells what of JSON is none behind that which stands before the window, or could.
fn broken(window: &Window<'_>, before: &str) -> Ending {
    let (offset, why) = match ::json::first(&format!("{before}{}", window.rest())) {
        Err(error) => (error.offset.saturating_sub(before.len()), error.to_string()),
        Ok(_) => (0, "it breaks off".to_owned()),
    };
    let message = format!("it is not JSON: {why}");
    Ending::Broken(Problem { position: window.point(offset), message })
}

/// What stands before the items, and its length.
fn head(text: &str) -> Option<(Head, usize)> {
    let mut head = Head::default();
    let mut rest = body(text).trim_start_matches(WHITE).strip_prefix('{')?;
    loop {
        let (key, behind) = ::json::first(rest).ok()??;
        let key = name(key)?;
        let value = behind.trim_start_matches(WHITE).strip_prefix(':')?.trim_start_matches(WHITE);
        if key == "items" {
            return Some((head, text.len() - value.strip_prefix('[')?.len()));
        }
        let (value, behind) = ::json::first(value).ok()??;
        match key.as_ref() {
            "apiVersion" => head.api_version = Some(word(value).into_owned()),
            "kind" => head.kind = Some(word(value).into_owned()),
            _ => {}
        }
        rest = behind.trim_start_matches(WHITE).strip_prefix(',')?;
    }
}

fn name(key: &str) -> Option<Cow<'_, str>> {
    key.starts_with('"').then(|| word(key))
}

/// Reads what stands behind the items, up to the end of the line; the List may turn out to be none.
fn tail(window: &mut Window<'_>, head: &Head, is_typed: bool) -> io::Result<Ending> {
    const BEFORE: &str = "{\"\":0";
    loop {
        let text = format!("{BEFORE}{}", window.rest());
        let value = match ::json::first(&text) {
            Ok(Some((value, _))) => value,
            _ if window.more()? => continue,
            _ => return Ok(broken(window, BEFORE)),
        };
        let members = ::json::members(value).unwrap_or_default();
        let of = |name: &str| members.iter().find(|(key, _)| key == name).map(|(_, part)| part);
        // The last of two keys counts.
        let is_kept = match (of("kind"), &head.kind) {
            (None, Some(_)) => true,
            (Some(Part::Text(kind)), None) => word(kind) == "List",
            _ => false,
        };
        if !is_kept || of("items").is_some() || is_typed && of("apiVersion").is_some() {
            return Ok(Ending::misread(window.at(), NO_LIST));
        }
        window.take(value.len() - BEFORE.len());
        let end = window.at();
        let is_alone = window.ends_line()?;
        return Ok(if is_alone { Ending::Read } else { Ending::misread(end, MORE_IN_LINE) });
    }
}

/// Reads a List of YAML, whose items each begin a line with `- `.
pub(super) fn yaml(window: &mut Window<'_>, take: &mut dyn Take) -> io::Result<Ending> {
    let Some((length, dash)) = yaml_head(window.rest()) else { return Ok(Ending::NoList) };
    let mut frame = window.rest().get(..length.before).unwrap_or_default().to_owned();
    window.take(length.all);
    while window.rest().starts_with(&dash) {
        let end = window.line_where(1, |line| begins_behind(line, &dash))?;
        if window.broken_at().is_some() {
            return Ok(Ending::misread(window.at(), NO_ITEM));
        }
        // The same to the right and as long, without its dash.
        let mut item = " ".repeat(dash.len());
        item.push_str(window.rest().get(dash.len()..end).unwrap_or_default());
        if has_lone_return(&item) || !take.item(&item, window.at(), Form::Yaml) {
            return Ok(Ending::misread(window.at(), NO_ITEM));
        }
        window.take(end);
    }
    let is_marker = |line: &str| line.starts_with("---") || line.starts_with("...");
    let (behind, end) = (window.at(), window.line_where(0, is_marker)?);
    if end > CHUNK {
        return Ok(Ending::misread(behind, NO_LIST));
    }
    frame.push_str(window.rest().get(..end).unwrap_or_default());
    window.take(end);
    if window.rest().starts_with("...") {
        window.ends_line()?;
    }
    Ok(if is_list(&frame) { Ending::Read } else { Ending::misread(behind, NO_LIST) })
}

/// Whether YAML is a List, but for its items.
fn is_list(frame: &str) -> bool {
    let read = yaml::read(frame, &mut |_| ());
    let ([frame], []) = (read.documents.as_slice(), read.problems.as_slice()) else { return false };
    let members = ::json::members(&frame.json).unwrap_or_default();
    let is_kind = |part: &Part<'_>| matches!(part, Part::Text(kind) if word(kind) == "List");
    members.iter().all(|(key, _)| key != "items")
        && members.iter().any(|(key, part)| key == "kind" && is_kind(part))
}

/// Whether a line ends where only YAML sees it: what stands behind may be no part of the item.
fn has_lone_return(text: &str) -> bool {
    text.split('\r').skip(1).any(|behind| !behind.starts_with('\n'))
}

/// Lengths of what stands before the items: with the line `items:` and without.
struct Before {
    before: usize,
    all: usize,
}

/// What stands before the items, and how each of them begins.
fn yaml_head(text: &str) -> Option<(Before, String)> {
    let mut before = text.len() - body(text).len();
    for line in body(text).split_inclusive('\n') {
        let words = line.trim_end();
        if words == "items:" {
            let all = before + line.len();
            let next = text.get(all..)?.lines().next()?;
            let indent = next.len() - next.trim_start_matches(' ').len();
            next.get(indent..)?.starts_with("- ").then_some(())?;
            return Some((Before { before, all }, " ".repeat(indent) + "- "));
        }
        let kind = words.strip_prefix("kind:").map(str::trim);
        let is_frame =
            ["apiVersion:", "metadata:", " ", "#"].iter().any(|one| words.starts_with(one));
        if !(is_frame || words.is_empty() || words == "---" || kind == Some("List")) {
            return None;
        }
        before += line.len();
    }
    None
}

/// Whether a line is no part of the item before it.
fn begins_behind(line: &str, dash: &str) -> bool {
    let words = line.trim_start_matches(' ');
    let is_empty = words.trim_end().is_empty() || words.starts_with('#');
    !is_empty && line.len() - words.len() + 2 <= dash.len()
}
