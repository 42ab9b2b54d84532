//! The operations: bytes in, bytes out. All that a face may use, beside [`crate::host`].

use std::borrow::Cow;

use serde::Serialize;
use words::words;

use crate::admission::{self, clean};
use crate::clock::Clock;
use crate::engine::Config;
use crate::host::Host;
use crate::moment::Moment;
use crate::packed::{REPORT_SCHEMA, SETTINGS_SCHEMA};
use crate::report::Report;
use crate::review::{Input, review};
use crate::wire::{self, Catalogue, Members, Response, SettingsResponse};
use crate::workflow::detect::Asked;

/// Runs one operation. Each is a call of its own: what one keeps on the stack would take a second page of it for another.
///
/// # Errors
/// There is no such operation, or its payload is not what it takes; in words.
pub fn call(operation: &str, payload: &[u8], host: &dyn Host) -> Result<Vec<u8>, String> {
    match operation {
        "protocol_version" => Ok(br#""v1""#.to_vec()),
        "validate_settings" => validate_settings(payload, host),
        "validate" => validate(payload, host),
        "review" => reviewed(payload, host),
        "rules" => rules(),
        "schema" => schema(payload, host),
        _ => Err(words!("there is no operation `{operation}`")),
    }
}

/// A payload is UTF-8, or it is none.
fn utf8<'p>(payload: &'p [u8], host: &dyn Host) -> Result<&'p str, String> {
    host.text(payload).ok_or_else(|| words!("the payload is not UTF-8").text())
}

fn encode<T: Serialize>(answer: &T) -> Result<Vec<u8>, String> {
    serde_json::to_vec(answer).map_err(|_| words!("the answer cannot be written").text())
}

#[inline(never)]
fn validate_settings(payload: &[u8], host: &dyn Host) -> Result<Vec<u8>, String> {
    let settings = utf8(payload, host)
        .and_then(wire::document)
        .map_err(|words| format!("settings: {words}"))
        .and_then(|json| wire::settings(&json));
    encode(&SettingsResponse { valid: settings.is_ok(), message: settings.err() })
}

/// An engine takes an error for a broken policy, so that one is an answer here: not accepted, code 500.
#[inline(never)]
fn validate(payload: &[u8], host: &dyn Host) -> Result<Vec<u8>, String> {
    let decided = || {
        let (payload, request) = Members::of_request(utf8(payload, host)?)?;
        admission::decide(request, &config(&payload, host)?, host)
    };
    Ok(decided().unwrap_or_else(|words: String| Response::error(&clean(words))).encode())
}

#[inline(never)]
fn reviewed(payload: &[u8], host: &dyn Host) -> Result<Vec<u8>, String> {
    encode(&report(payload, host)?)
}

#[inline(never)]
fn rules() -> Result<Vec<u8>, String> {
    encode(&Catalogue::of_this_build())
}

/// The JSON Schema of the settings or of the report, whichever the payload names as JSON has it; of both, if it names
/// neither.
#[inline(never)]
fn schema(payload: &[u8], host: &dyn Host) -> Result<Vec<u8>, String> {
    let text = match utf8(payload, host)?.trim() {
        r#""settings""# => SETTINGS_SCHEMA.text(),
        r#""report""# => REPORT_SCHEMA.text(),
        "" | "null" | "{}" => {
            let (settings, report) = (SETTINGS_SCHEMA.text(), REPORT_SCHEMA.text());
            format!(r#"{{"settings":{settings},"report":{report}}}"#)
        }
        _ => return Err(words!("there are the schemas \"settings\" and \"report\"").text()),
    };
    Ok(text.into_bytes())
}

/// A report, or a part of one, as JSON.
///
/// # Errors
/// Never, for what the policy makes; in words.
pub fn write<T: Serialize>(answer: &T) -> Result<String, String> {
    serde_json::to_string(answer).map_err(|_| words!("the answer cannot be written").text())
}

/// What the operation `review` answers, before it is written.
///
/// # Errors
/// The payload is not what it takes; in words.
pub fn report(payload: &[u8], host: &dyn Host) -> Result<Report<'static>, String> {
    let members = Members::of(utf8(payload, host)?)?;
    members.allow(&[
        "objects",
        "unreadable",
        "values",
        "settings",
        "now",
        "namespace",
        "distribution",
        "workflowVersion",
    ])?;
    let config = config(&members, host)?;
    config.clock.now();
    config.clock.check()?;
    let distribution = wire::distribution(members.text("distribution")?)?;
    let input = Input {
        documents: wire::documents(members.get("objects"))?,
        unreadable: wire::unreadable(&members.value("unreadable")?)?,
        values: wire::values(members.value("values")?)?,
        asked: Asked {
            namespace: members.text("namespace")?.map(Cow::into_owned),
            distribution,
            version: wire::version(members.text("workflowVersion")?)?,
        },
    };
    Ok(review(&input, &config))
}

fn config<'h>(members: &Members<'_>, host: &'h dyn Host) -> Result<Config<'h>, String> {
    let clock = match members.text("now")? {
        None => Clock::of(host),
        Some(text) => match Moment::parse(&text) {
            Some(now) => Clock::at(now),
            None => return Err(words!("`now` is `{text}`; write it as 2026-11-01T12:00:00Z")),
        },
    };
    Ok(Config { settings: members.settings()?, clock })
}
