//! An installation of Drycc Workflow as its charts render it from v1.8 on.

use super::Setting;

#[derive(Debug, Clone)]
pub struct Drycc {
    pub namespace: String,
    pub builder: Endpoint,
    pub registry: Option<Endpoint>,
    pub database: Option<Endpoint>,
    pub quickwit: Option<Endpoint>,
    /// Whether the installation's own storage runs.
    pub storage: bool,
    pub passport: Passport,
    /// `REGISTRATION_MODE` of the controller, which ignores it.
    pub ignored_mode: Setting,
    pub grafana: Option<Ini>,
    /// `GF_USERS_ALLOW_SIGN_UP` of Grafana.
    pub over: Setting,
    pub door: Door,
    pub attested: bool,
}

/// What a component that stores objects is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Endpoint {
    Own,
    /// The same, by its full name in the cluster's DNS.
    OwnByFullName,
    /// A storage of that name in somebody else's namespace.
    OfAnother,
    /// In the component's Secret: an address outside.
    Outside,
    /// In the component's Secret: the installation's own.
    OwnInSecret,
    /// In a Secret that is not there.
    SecretMissing,
    /// In the component's Secret, whose credentials are not whole.
    NoCredentials,
    Untold,
}

#[derive(Debug, Clone)]
pub struct Passport {
    /// What `component.drycc.cc/version` says.
    pub version: &'static str,
    /// `REGISTRATION_ENABLED`.
    pub switch: Setting,
    pub ldap: bool,
    /// `ADMIN_PASSWORD`.
    pub password: Setting,
}

/// What ConfigMap `grafana-config` says of sign-ups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ini {
    Off,
    On,
    Silent,
    /// The word stands in another section.
    Elsewhere,
    /// Twice: the last one counts.
    OffThenOn,
}

/// The listener that the API's route is attached to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Door {
    pub listener: Listener,
    /// Whether the listeners stand in a ListenerSet beside the Gateway.
    pub by_set: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Listener {
    PlainOnly,
    /// HTTPS with a certificate in a Secret that is there.
    Good,
    SecretMissing,
    /// cert-manager makes the Secret, which is not there yet.
    Coming,
    /// HTTPS without a certificate.
    Bare,
    /// The certificate is for another host.
    OtherHost,
}
