use crate::context::Context;
use crate::finding::{Finding, Remediation};
use crate::guide::Section;
use crate::json::{Json, Pointer};
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::rule::{Rule, Target};
use crate::settings::Severity;
use crate::unknown::Unknown;
use crate::verdict::Verdict;
use crate::workflow::ingress::{API_INGRESS, Ingress};
use crate::workflow::tls::{TlsEnd, missing_key, tls_end};

pub static RULE: Rule = Rule {
    id: "tls-ingress",
    section: Section::Tls,
    severity: Severity::High,
    title: "with native ingress, the API's Ingress has TLS",
    why: "the chart's Ingress has none: logins and pushes to the API go over the network in the clear",
    fix: "add the API's host with a certificate's Secret to `spec.tls` of the Ingress, or attest that TLS ends in front of it",
    target: Target::Named(Kind::Ingress, API_INGRESS),
    reads: &[
        Kind::Ingress,
        Kind::Secret,
        Kind::Service,
        Kind::ConfigMap,
        Kind::Deployment,
        Kind::StatefulSet,
        Kind::DaemonSet,
        Kind::ReplicationController,
    ],
    check,
};

fn check<'a>(object: &Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    if tls_end(context)? != TlsEnd::Ingress {
        return Ok(Verdict::not_applicable());
    }
    let ingress = Ingress { object: *object };
    if ingress.cloud_certificate().is_some() {
        return Ok(Verdict::pass());
    }
    let mut verdict = Verdict::pass();
    for host in ingress.hosts() {
        match ingress.tls_for(host) {
            None => verdict.findings.push(no_tls(host, object)),
            Some(entry) => match certificate(entry, host, context) {
                Ok(found) => verdict.findings.extend(found),
                Err(unknown) => verdict.unknown = Some(unknown),
            },
        }
    }
    if ingress.hosts().next().is_none() {
        return Err(Unknown::malformed(
            "the Ingress names no host, so it cannot be told what TLS is for",
        ));
    }
    Ok(verdict)
}

fn certificate<'a>(
    entry: &'a Json<'a>,
    host: &str,
    context: &Context<'a>,
) -> Result<Option<Finding>, Unknown> {
    let Some(name) = entry.get("secretName").as_str().filter(|name| !name.is_empty()) else {
        let words = format!(
            "`spec.tls` names no Secret for `{host}`: the ingress controller's own certificate is not visible here; attest section `tls` if it fits"
        );
        return Err(Unknown::not_followed(words));
    };
    let pointer = Pointer::to(&["spec", "tls"]);
    let Some(secret) = context.get(Kind::Secret, name)? else {
        let message = format!("`spec.tls` names Secret `{name}` for `{host}`, which is not there");
        return Ok(Some(Finding::fail(message).at(pointer)));
    };
    Ok(missing_key(&secret).map(|key| {
        let message = format!("Secret `{name}` for `{host}` has no key `{key}`");
        Finding::fail(message).at(pointer)
    }))
}

fn no_tls(host: &str, ingress: &Object<'_>) -> Finding {
    let message = format!("the Ingress has no TLS for `{host}`");
    let secret = "deis-api-tls";
    let quoted = Json::text(host);
    let line =
        format!("{{\"spec\":{{\"tls\":[{{\"hosts\":[{quoted}],\"secretName\":\"{secret}\"}}]}}}}");
    let remediation = Remediation::risky(
        "create a TLS Secret for the host and name it in the Ingress",
        "until the Secret is there, the ingress controller answers with its own certificate; no chart value holds it",
    )
    .kubectl(ingress, &["patch", &ingress.argument(), "--type=merge", "--patch", &line])
    .steps(&["create a Secret of type kubernetes.io/tls called `deis-api-tls` with the certificate and key of the host", "name it in `spec.tls` of the Ingress"]);
    Finding::fail(message).at(Pointer::to(&["spec", "tls"])).fixed_by(remediation)
}
