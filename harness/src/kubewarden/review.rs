//! From an AdmissionReview to what the policy takes, and from its response to an AdmissionReview, as
//! policy-server does both.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// A request, and the review that it came in, if it came in one.
#[derive(Debug, Clone)]
pub struct Request {
    /// The AdmissionRequest.
    pub request: Value,
    /// The `apiVersion` of the review around it.
    pub review: Option<String>,
}

/// The policy's response: kubewarden-policy-sdk's ValidationResponse.
#[derive(Debug, Clone, Deserialize)]
pub struct Response {
    /// Whether the request is let in.
    pub accepted: bool,
    /// Why not.
    pub message: Option<String>,
    /// An HTTP status.
    pub code: Option<u16>,
    /// The object as it should be instead.
    pub mutated_object: Option<Value>,
    /// What an audit log keeps.
    pub audit_annotations: Option<BTreeMap<String, String>>,
    /// What kubectl prints.
    pub warnings: Option<Vec<String>>,
}

/// What an API server is answered.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct AdmissionResponse<'a> {
    uid: &'a str,
    allowed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    patch_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    patch: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<Status<'a>>,
    audit_annotations: &'a Option<BTreeMap<String, String>>,
    warnings: &'a Option<Vec<String>>,
}

#[derive(Debug, Serialize)]
struct Status<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<u16>,
}

impl Request {
    /// Takes an AdmissionReview, or a request by itself.
    ///
    /// # Errors
    /// It is neither.
    pub fn of(document: Value) -> Result<Request> {
        if document["kind"] == "AdmissionReview" {
            let version = document["apiVersion"].as_str().unwrap_or("admission.k8s.io/v1");
            let (review, request) = (Some(version.to_owned()), document["request"].clone());
            if !request.is_object() {
                bail!("the AdmissionReview has no request");
            }
            return Ok(Request { request, review });
        }
        if !document["operation"].is_string() {
            bail!(
                "it is neither an AdmissionReview nor an AdmissionRequest: it has no `operation`"
            );
        }
        Ok(Request { request: document, review: None })
    }

    /// The payload of the operation `validate`; `settings` is JSON.
    ///
    /// # Errors
    /// `settings` is none.
    pub fn payload(&self, settings: &str, now: &str) -> Result<Vec<u8>> {
        let settings: Value = serde_json::from_str(settings).context("the settings are no JSON")?;
        let payload = json!({ "request": self.request, "settings": settings, "now": now });
        Ok(serde_json::to_vec(&payload)?)
    }

    /// What the API server is answered: a review for a review, a response for a request.
    ///
    /// # Errors
    /// The difference between the object and the mutated one cannot be written.
    pub fn answer(&self, response: &Response) -> Result<Value> {
        let mutated = response.mutated_object.as_ref();
        let patch = mutated.map(|new| json_patch::diff(&self.request["object"], new));
        let patch = patch.filter(|patch| !patch.0.is_empty());
        let encoded = patch.map(|patch| serde_json::to_vec(&patch)).transpose()?;
        let message = response.message.as_deref();
        let status = Status { message, code: response.code };
        let answer = serde_json::to_value(AdmissionResponse {
            uid: self.request["uid"].as_str().unwrap_or_default(),
            allowed: response.accepted,
            patch_type: encoded.is_some().then_some("JSONPatch"),
            patch: encoded.map(|patch| STANDARD.encode(patch)),
            status: (message.is_some() || response.code.is_some()).then_some(status),
            audit_annotations: &response.audit_annotations,
            warnings: &response.warnings,
        })?;
        Ok(match &self.review {
            Some(version) => {
                json!({ "apiVersion": version, "kind": "AdmissionReview", "response": answer })
            }
            None => answer,
        })
    }
}
