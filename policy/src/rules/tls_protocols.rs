//! Reads `nginx.ssl.protocols` of the router; absent or invalid means `TLSv1 TLSv1.1 TLSv1.2`, from
//! Hephy's router v2.17.0 on TLSv1.3 too; the version before that does not know TLSv1.3 and keeps its
//! default (deis+router:model/model.go; teamhephy+router: addb06a).

use words::words;

use crate::context::Context;
use crate::finding::Finding;
use crate::gather::Gather as _;
use crate::guide::Section;
use crate::joined::joined;
use crate::model::component::Component;
use crate::model::distribution::{Distribution, version};
use crate::model::object::Object;
use crate::rule::{Rule, Target};
use crate::settings::Severity;
use crate::unknown::Unknown;
use crate::verdict::Verdict;
use crate::workflow::router::annotate;
use crate::workflow::tls::{self, TlsEnd, tls_end};

pub static RULE: Rule = Rule {
    id: "tls-protocols",
    section: Section::Tls,
    severity: Severity::Low,
    advice: true,
    title: words!("the router speaks no outdated version of TLS"),
    why: words!(
        "TLS 1.0 and 1.1 are withdrawn (RFC 8996), and SSL before them broken: an attacker on the way makes a client fall back to them"
    ),
    fix: words!(
        "annotate the router with `router.deis.io/nginx.ssl.protocols: TLSv1.2` (Hephy from router v2.17.0: `TLSv1.2 TLSv1.3`)"
    ),
    target: Target::Components(&[Component::Router]),
    reads: tls::READS,
    check,
};

const NAME: &str = "nginx.ssl.protocols";
const DEFAULT: &str = "TLSv1 TLSv1.1 TLSv1.2";
const KNOWN: [&str; 5] = ["SSLv2", "SSLv3", "TLSv1", "TLSv1.1", "TLSv1.2"];

fn check<'a>(router: &'a Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    if tls_end(context)? != TlsEnd::Router {
        return Ok(Verdict::not_applicable());
    }
    let given = context.router_annotation(router, NAME).map(str::trim).unwrap_or_default();
    let knows_1_3 = knows_1_3(router, context);
    let is_known = |word: &str| KNOWN.contains(&word) || knows_1_3 && word == "TLSv1.3";
    let is_valid = !given.is_empty() && given.split_ascii_whitespace().all(is_known);
    let list = if is_valid { given } else { DEFAULT };
    let outdated: Vec<&str> = list
        .split_ascii_whitespace()
        .filter(|word| !matches!(*word, "TLSv1.2" | "TLSv1.3"))
        .gathered();
    if outdated.is_empty() {
        return Ok(Verdict::pass());
    }
    let state = match (given.is_empty(), is_valid) {
        (true, _) => "is not set, and the default has ".to_owned(),
        (_, false) => words!("is `{given}`, which this router does not take; the default has "),
        _ => "has ".to_owned(),
    };
    let message = format!("`{}` {state}{}", context.router_key(NAME), joined(&outdated, ", "));
    let wanted = if knows_1_3 { "TLSv1.2 TLSv1.3" } else { "TLSv1.2" };
    let effect =
        words!("the router reloads within 10 seconds; clients that know nothing newer are refused");
    let (pointer, remediation) =
        annotate(router, NAME, wanted, words!("leave the outdated versions out"), effect, context);
    Ok(Finding::warn(message).at(pointer).fixed_by(remediation).into())
}

fn knows_1_3(router: &Object<'_>, context: &Context<'_>) -> bool {
    let distribution = context.installation.distribution;
    let annotation = router.annotation(distribution.version_annotation());
    distribution == Distribution::Hephy
        && annotation.and_then(version).is_some_and(|version| version >= [2, 17, 0])
}
