//! Whether a name in a certificate stands for a host (RFC 6125, 6.4).

/// Whether the name, which may start with `*.`, stands for the host. Case does not count, nor a final
/// dot of the host. The wildcard is one whole label, and needs two labels behind it, as OpenSSL, curl
/// and browsers demand. A host that is an address has no name.
pub(crate) fn covers(name: &str, host: &str) -> bool {
    let host = host.strip_suffix('.').unwrap_or(host);
    if host.is_empty() || is_address(host) {
        return false;
    }
    if name.eq_ignore_ascii_case(host) {
        return true;
    }
    let (Some(domain), Some((label, rest))) = (name.strip_prefix("*."), host.split_once('.'))
    else {
        return false;
    };
    !label.is_empty() && domain.contains(['.']) && domain.eq_ignore_ascii_case(rest)
}

/// Whether it is an IP address: no top-level domain is a number, no name has a colon.
fn is_address(host: &str) -> bool {
    let last = host.rsplit('.').next().unwrap_or_default();
    host.contains([':']) || last.bytes().all(|byte| byte.is_ascii_digit())
}
