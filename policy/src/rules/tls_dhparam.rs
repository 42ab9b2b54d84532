//! Compares the SHA-256 of key `dhparam` of Secret `deis-router-dhparam` with the three constants that
//! the charts published (deis+router:charts/router; teamhephy+router v2.15.0 and v2.19.0); the router's
//! README wants your own.

use words::words;

use crate::context::Context;
use crate::finding::{Finding, Remediation};
use crate::guide::Section;
use crate::json::Pointer;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::model::secret::{Secret, Value};
use crate::rule::{Rule, Target};
use crate::settings::Severity;
use crate::unknown::Unknown;
use crate::verdict::Verdict;
use crate::workflow::dhparam::is_published;
use crate::workflow::tls::{self, TlsEnd, tls_end};

pub static RULE: Rule = Rule {
    id: "tls-dhparam",
    section: Section::Tls,
    severity: Severity::Low,
    advice: true,
    title: words!("the router's Diffie-Hellman parameters are your own"),
    why: words!(
        "the chart ships the same parameters to everybody: whoever breaks them once reads the DHE sessions of every installation that kept them"
    ),
    fix: words!(
        "make your own with `openssl dhparam 2048 | base64` and set `router.dhparam` to the result"
    ),
    target: Target::Named(Kind::Secret, &["deis-router-dhparam", "drycc-router-dhparam"]),
    reads: tls::READS,
    check,
};

fn check<'a>(object: &'a Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    if tls_end(context)? != TlsEnd::Router {
        return Ok(Verdict::not_applicable());
    }
    let pointer = Pointer::to(&["data", "dhparam"]);
    let own = Remediation::safe(
        words!("make parameters of your own"),
        words!("the router takes them up within 10 seconds, without a restart; the value holds after the next `helm upgrade`"),
    )
    .step(words!("run `openssl dhparam 2048 | base64 --wrap=0`"))
    .step(words!("set `router.dhparam` in values.yaml to the result, then `helm upgrade`"));
    let bytes = match Secret::of(object).value("dhparam") {
        Value::Bytes(bytes) if !bytes.trim_ascii().is_empty() => bytes,
        Value::NotBase64 => {
            return Err(Unknown::malformed(words!(
                "key `dhparam` is not base64: the API server refuses the Secret"
            )));
        }
        _ if object.drawn.is_some() => {
            let message = words!(
                "`router.dhparam` is not set: the chart puts in the parameters that it publishes"
            );
            return Ok(Finding::warn(message).at(pointer).fixed_by(own).into());
        }
        _ => {
            let message =
                words!("key `dhparam` is empty or absent: the router uses nginx's defaults");
            return Ok(Finding::warn(message).at(pointer).fixed_by(own).into());
        }
    };
    if !is_published(&bytes) {
        return Ok(Verdict::pass());
    }
    let message = words!("key `dhparam` holds the parameters that the chart publishes");
    Ok(Finding::warn(message).at(pointer).fixed_by(own).into())
}
