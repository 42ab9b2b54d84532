//! From the kubeconfig to a server that can be asked. What a kubeconfig or a credential plug-in holds is never
//! repeated: the library's own words may quote it.

use std::error::Error as _;
use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Result, anyhow, bail};
use hyper_util::client::proxy::matcher::Matcher;
use kube::client::AuthError;
use kube::config::{KubeConfigOptions, Kubeconfig, KubeconfigError};
use kube::{Client, Config, Error};

use super::ask::Server;
use crate::cli::Connection;
use crate::file::{self, reason};

/// The server of a context, with the credentials of its user.
///
/// # Errors
/// There is no such context, or its credentials cannot be used.
pub async fn connect(connection: &Connection, timeout: Duration) -> Result<Server> {
    let mut config = config(connection).await?;
    // Each request has a time of its own, and is repeated by our own rules.
    (config.connect_timeout, config.write_timeout) = (None, None);
    config.default_retry = false;
    let address = config.cluster_url.authority().map(|authority| authority.as_str().to_owned());
    // What stands before `@` is for the server alone.
    let address = address.unwrap_or_default().rsplit('@').next().unwrap_or_default().to_owned();
    let client = Client::try_from(config).map_err(|error| anyhow!(refused(&error)))?;
    Ok(Server::of(client, address, timeout))
}

async fn config(connection: &Connection) -> Result<Config> {
    let kubeconfig = match read(connection) {
        Ok(kubeconfig) => kubeconfig,
        Err(error) if is_absent(&error) && connection.chooses_nothing() => {
            return Config::incluster().map_err(|_| {
                anyhow!("there is no kubeconfig, and this is no pod: set KUBECONFIG or give --kubeconfig")
            });
        }
        Err(error) => bail!(unusable(&error)),
    };
    let names: Vec<&str> = kubeconfig.contexts.iter().map(|one| one.name.as_str()).collect();
    let wanted = connection.context.as_deref().or(kubeconfig.current_context.as_deref());
    let wanted = wanted.filter(|name| !name.is_empty());
    let (Some(wanted), known) = (wanted, names.join(", ")) else {
        bail!("the kubeconfig has no current context: choose one with --context");
    };
    if !names.contains(&wanted) {
        bail!("the kubeconfig has no context `{wanted}`; it has {known}");
    }
    let options = KubeConfigOptions { context: connection.context.clone(), ..Default::default() };
    let has_proxy = has_proxy(&kubeconfig, wanted);
    let config = Config::from_custom_kubeconfig(kubeconfig, &options).await;
    let mut config = config.map_err(|error| anyhow!(unusable(&error)))?;
    // The library holds NO_PROXY against the proxy's name, not the cluster's.
    if !has_proxy && !is_proxied(&config.cluster_url) {
        config.proxy_url = None;
    }
    Ok(config)
}

/// The kubeconfig: of several in KUBECONFIG those that are there, as kubectl takes them.
fn read(connection: &Connection) -> Result<Kubeconfig, KubeconfigError> {
    if let Some(path) = &connection.kubeconfig {
        return Kubeconfig::read_from(path);
    }
    let listed = std::env::var_os("KUBECONFIG").unwrap_or_default();
    let listed: Vec<PathBuf> = std::env::split_paths(&listed).collect();
    let mut there = listed.iter().filter(|path| path.exists()).peekable();
    if listed.len() < 2 || there.peek().is_none() {
        return Kubeconfig::read();
    }
    there.try_fold(Kubeconfig::default(), |all, path| all.merge(Kubeconfig::read_from(path)?))
}

/// Whether the cluster of a context names a proxy of its own.
fn has_proxy(kubeconfig: &Kubeconfig, context: &str) -> bool {
    let context = kubeconfig.contexts.iter().find(|one| one.name == context);
    let name = context.and_then(|one| one.context.as_ref()).map(|one| &one.cluster);
    let cluster = kubeconfig.clusters.iter().find(|one| Some(&one.name) == name);
    let proxy = cluster.and_then(|one| one.cluster.as_ref()?.proxy_url.as_deref());
    proxy.is_some_and(|proxy| !proxy.is_empty())
}

/// Whether the environment's proxy is for that address. As in kubectl, never for this machine's own.
fn is_proxied(address: &http::Uri) -> bool {
    let host = address.host().unwrap_or_default().trim_matches(['[', ']']);
    let is_own =
        host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback());
    !is_own && Matcher::from_env().intercept(address).is_some()
}

fn is_absent(error: &KubeconfigError) -> bool {
    match error {
        KubeconfigError::FindPath => true,
        KubeconfigError::ReadConfig(error, _) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

/// What is wrong with a kubeconfig.
fn unusable(error: &KubeconfigError) -> String {
    match error {
        KubeconfigError::ReadConfig(error, path) => {
            format!("{} cannot be read: {}", file::name(path), reason(error))
        }
        KubeconfigError::FindPath => "there is no kubeconfig: set KUBECONFIG".to_owned(),
        KubeconfigError::Parse(_) => {
            "the kubeconfig cannot be read: it is no YAML of one".to_owned()
        }
        KubeconfigError::LoadClusterOfContext(name) => {
            format!("the kubeconfig has no cluster `{name}`, which the context names")
        }
        KubeconfigError::MissingClusterUrl | KubeconfigError::ParseClusterUrl(_) => {
            "the kubeconfig's cluster has no address that could be asked".to_owned()
        }
        KubeconfigError::ParseProxyUrl(_) => "the address of the proxy is none".to_owned(),
        KubeconfigError::LoadCertificateAuthority(_) | KubeconfigError::ParseCertificates(_) => {
            "the certificate authority of the kubeconfig's cluster cannot be read".to_owned()
        }
        KubeconfigError::LoadClientCertificate(_) | KubeconfigError::LoadClientKey(_) => {
            "the client certificate of the kubeconfig's user cannot be read".to_owned()
        }
        _ => "the kubeconfig cannot be used".to_owned(),
    }
}

/// Why there is no client.
fn refused(error: &Error) -> String {
    match error {
        Error::Auth(error) => login(error),
        Error::ProxyProtocolUnsupported { .. } | Error::ProxyProtocolDisabled { .. } => {
            "the proxy is of a kind that is not supported: give http, https or socks5".to_owned()
        }
        other => {
            let mut cause = other.source();
            while let Some(inner) = cause {
                if let Some(error) = inner.downcast_ref::<AuthError>() {
                    return login(error);
                }
                cause = inner.source();
            }
            "the kubeconfig's certificates or credentials cannot be used".to_owned()
        }
    }
}

/// Why the credentials cannot be used.
pub(super) fn login(error: &AuthError) -> String {
    match error {
        AuthError::AuthExecStart(error) => {
            format!("the kubeconfig's credential plug-in cannot be run: {}", reason(error))
        }
        AuthError::AuthExecRun { out, .. } => {
            let status = out.status;
            format!(
                "the kubeconfig's credential plug-in failed ({status}): run kubectl once to log in"
            )
        }
        AuthError::ReadTokenFile(error, path) => {
            format!("the token file {} cannot be read: {}", file::name(path), reason(error))
        }
        AuthError::MissingCommand => {
            "the kubeconfig's credential plug-in has no command".to_owned()
        }
        _ => "the kubeconfig's credentials cannot be used: run kubectl once to log in".to_owned(),
    }
}
