//! An installation of Deis or Hephy Workflow.

use super::Setting;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Brand {
    Deis,
    Hephy,
}

#[derive(Debug, Clone)]
pub struct Workflow {
    pub brand: Brand,
    pub namespace: String,
    pub storage: Storage,
    pub registration: Setting,
    /// `DEIS_SECRET_KEY` of the controller.
    pub secret_key: Setting,
    pub grafana: Option<Grafana>,
    pub routing: Routing,
    /// What the API's Service has in `router.deis.io/domains`.
    pub domains: &'static str,
    /// The certificate that `router.deis.io/certificates` names for a full domain name, and whether its
    /// Secret is there.
    pub domain_certificate: Option<bool>,
    /// Whether the router publishes InfluxDB's API.
    pub influx_is_routable: bool,
    pub exposure: Exposure,
    /// The registry's proxy: on the node's network, and what `BIND_ADDR` is then.
    pub proxy_on_node: Option<&'static str>,
    pub rbac: bool,
    /// A container before the component's own in each pod.
    pub sidecars: bool,
    pub attested: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Backend {
    Minio,
    S3,
    Gcs,
    Azure,
    Swift,
}

impl Backend {
    pub const ALL: [Backend; 5] =
        [Backend::Minio, Backend::S3, Backend::Gcs, Backend::Azure, Backend::Swift];

    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Backend::Minio => "minio",
            Backend::S3 => "s3",
            Backend::Gcs => "gcs",
            Backend::Azure => "azure",
            Backend::Swift => "swift",
        }
    }
}

/// Who is told to store where; a registry or database that is off the cluster is none of it.
#[derive(Debug, Clone)]
pub struct Storage {
    pub registry: Option<Setting>,
    pub database: Option<Setting>,
    pub builder: Setting,
    pub controller: Setting,
    pub key_file: Option<KeyFile>,
    pub minio: bool,
}

#[derive(Debug, Clone)]
pub struct KeyFile {
    pub of: Backend,
    /// Whether its annotation names the backend.
    pub annotated: bool,
    pub flaw: Option<Flaw>,
    /// Whether the API server was given plain text.
    pub string_data: bool,
}

/// What is wrong with the keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flaw {
    /// That credential is not there; the number picks one.
    CredentialMissing(usize),
    CredentialEmpty(usize),
    CredentialPlaceholder(usize),
    /// Both of S3's keys are empty: the instance's role.
    InstanceRole,
    /// Minio's pair, which every chart publishes.
    Published,
    BucketMissing(usize),
    BucketPlaceholder(usize),
    BucketRefused(usize),
    BucketDotted(usize),
}

#[derive(Debug, Clone)]
pub struct Grafana {
    /// `GF_USERS_ALLOW_SIGN_UP`.
    pub over: Setting,
    /// `ALLOW_SIGN_UP`.
    pub word: Setting,
    /// `DEFAULT_USER`, which makes no difference.
    pub user: Setting,
    /// `DEFAULT_USER_PASSWORD`.
    pub password: Setting,
    pub volume: bool,
}

#[derive(Debug, Clone)]
pub enum Routing {
    Router(Box<Router>),
    /// Native ingress: no router at all.
    Ingress(Ingress),
}

#[derive(Debug, Clone)]
pub struct Router {
    pub replicas: Option<i32>,
    pub autoscaler: Option<Autoscaler>,
    pub spread: bool,
    pub budget: Option<Budget>,
    pub host_ports: bool,
    pub node_port: bool,
    pub platform_domain: bool,
    pub certificate: Certificate,
    pub own_dhparam: bool,
    pub balancer: Option<Balancer>,
    /// `nginx.ssl.enforce`, `nginx.ssl.hsts.enabled`, `nginx.ssl.protocols`, `nginx.defaultWhitelist`,
    /// `nginx.enforceWhitelists`.
    pub enforce: Option<&'static str>,
    pub hsts: bool,
    pub protocols: Option<&'static str>,
    pub whitelist: Option<&'static str>,
    pub enforce_whitelists: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Autoscaler {
    pub minimum: Option<i32>,
    /// Whether it scales by a share of the requested CPU, and whether the router requests any.
    pub by_cpu_share: bool,
    pub cpu_requested: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Budget {
    KeepsOne,
    KeepsNone,
    OfOthers,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certificate {
    Absent,
    /// cert-manager is to make it.
    Coming,
    NoKey,
    EmptyCertificate,
    /// For every name under the platform's domain.
    Good,
    /// For the API's name alone.
    ApiOnly,
    OtherHost,
    Expired,
    NotYet,
    ExpiresSoon,
    OtherKey,
    SelfSigned,
    NoText,
}

/// A certificate at the cloud's load balancer (AWS).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Balancer {
    pub ports: Option<&'static str>,
    pub protocol: Option<&'static str>,
    pub target: HttpsTarget,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HttpsTarget {
    Http,
    Tls,
    /// The name of the router's port for TLS.
    TlsByName,
}

#[derive(Debug, Clone)]
pub struct Ingress {
    pub tls: IngressTls,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IngressTls {
    None,
    /// The Secret is there, with a certificate for the host.
    Good,
    SecretMissing,
    /// An entry for another host.
    OtherHost,
    /// A certificate of the cloud, by annotation.
    Cloud,
    /// cert-manager makes the Secret, which is not there yet.
    Coming,
}

/// A port that the platform does not offer by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exposure {
    None,
    LoggerNodePort,
    ControllerBalancer,
    LoggerExternalIp,
    LoggerHostPort,
    /// On loopback only.
    LoggerLoopbackPort,
    LoggerHostNetwork,
    RouterExtraPort,
}
