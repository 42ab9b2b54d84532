//! The sections of the production guide, in its order.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use words::{Words, words};

/// A section of the guide.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Section {
    /// Running without Minio.
    ObjectStorage,
    /// Reviewing the security considerations.
    Security,
    /// Registration for administrators only.
    Registration,
    /// Grafana without sign-ups.
    Grafana,
    /// TLS.
    Tls,
    /// More than one router.
    Routers,
    /// The registry's proxy where a network plugin runs; a later addition, advice.
    Cni,
    /// Role-based access control; a later addition, advice.
    Rbac,
}

impl Section {
    /// Every section, in the guide's order.
    pub const ALL: [Section; 8] = [
        Section::ObjectStorage,
        Section::Security,
        Section::Registration,
        Section::Grafana,
        Section::Tls,
        Section::Routers,
        Section::Cni,
        Section::Rbac,
    ];

    /// Whether it is advice only: an installation can be ready without it.
    pub fn is_advice(self) -> bool {
        matches!(self, Section::Cni | Section::Rbac)
    }

    /// The word of reports and settings.
    pub fn id(self) -> &'static str {
        match self {
            Section::ObjectStorage => "object-storage",
            Section::Security => "security",
            Section::Registration => "registration",
            Section::Grafana => "grafana",
            Section::Tls => "tls",
            Section::Routers => "routers",
            Section::Cni => "cni",
            Section::Rbac => "rbac",
        }
    }

    /// What the guide asks for, in a few words.
    pub fn title(self) -> Words {
        match self {
            Section::ObjectStorage => words!("Run without Minio"),
            Section::Security => words!("Review the security considerations"),
            Section::Registration => words!("Keep registration admin-only"),
            Section::Grafana => words!("Disable Grafana sign-ups"),
            Section::Tls => words!("Enable TLS"),
            Section::Routers => words!("Scale the routers"),
            Section::Cni => words!("Use the registry with CNI"),
            Section::Rbac => words!("Run with RBAC"),
        }
    }

    /// Where the guide says so.
    pub fn url(self) -> String {
        let anchor = match self {
            Section::ObjectStorage => words!("running-workflow-without-minio"),
            Section::Security => words!("review-security-considerations"),
            Section::Registration => words!("registration-is-admin-only"),
            Section::Grafana => words!("disable-grafana-signups"),
            Section::Tls => words!("enable-tls"),
            Section::Routers => words!("scale-routers"),
            Section::Cni => words!("using-on-cluster-registry-with-cni"),
            Section::Rbac => words!("running-workflow-with-rbac"),
        };
        words!(
            "https://github.com/deis/workflow/blob/v2.18.0/src/managing-workflow/production-deployments.md#{anchor}"
        )
    }

    /// What a person does about the section; `None` where the rules say all there is to say.
    pub fn review(self) -> Option<Words> {
        match self {
            Section::Security => Some(words!(
                "read the guide's security considerations with your cluster in mind: untrusted code, \
                 segregated nodes, the ports that nodes offer (22, 80, 443, 2222 and 9090 at most), \
                 IP whitelists; then attest it in the settings"
            )),
            _ => None,
        }
    }
}
