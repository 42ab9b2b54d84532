//! The pages that make statements, each pinned to one state of its text.

macro_rules! deis {
    ($path:literal) => {
        concat!("https://github.com/deis/workflow/blob/v2.18.0/src/", $path)
    };
}

macro_rules! drycc {
    ($commit:literal, $path:literal) => {
        concat!("https://github.com/drycc/website/blob/", $commit, "/content/en/docs/", $path)
    };
}

/// A page of the documentation. Hephy's pages are Deis' own, word for word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Page {
    /// The production guide.
    Guide,
    /// Configuring object storage.
    ObjectStorage,
    /// Security considerations.
    Security,
    /// Users and registration.
    Registration,
    /// Tuning component settings.
    Tuning,
    /// Platform monitoring.
    Monitoring,
    /// Platform SSL.
    PlatformSsl,
    /// Experimental native ingress.
    NativeIngress,
    /// Installing Workflow.
    Installing,
    /// What the components do.
    Components,
    /// The router's own documentation.
    Router,
    /// Drycc's production guide.
    DryccGuide,
    /// Drycc: configuring object storage.
    DryccObjectStorage,
    /// Drycc: tuning component settings.
    DryccTuning,
    /// Drycc: platform monitoring.
    DryccMonitoring,
    /// Drycc: installing with Helm.
    DryccInstalling,
    /// Drycc: choosing a gateway.
    DryccGateway,
    /// Drycc: installing with the script.
    DryccQuickstart,
}

/// Where a statement is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The page.
    pub page: Page,
    /// The heading's anchor on it, without `#`.
    pub anchor: &'static str,
}

impl Place {
    /// The address of the page, at the heading.
    pub fn url(self) -> String {
        format!("{}#{}", self.page.url(), self.anchor)
    }
}

impl Page {
    /// Every page, Drycc's last.
    pub const ALL: [Page; 18] = [
        Page::Guide,
        Page::ObjectStorage,
        Page::Security,
        Page::Registration,
        Page::Tuning,
        Page::Monitoring,
        Page::PlatformSsl,
        Page::NativeIngress,
        Page::Installing,
        Page::Components,
        Page::Router,
        Page::DryccGuide,
        Page::DryccObjectStorage,
        Page::DryccTuning,
        Page::DryccMonitoring,
        Page::DryccInstalling,
        Page::DryccGateway,
        Page::DryccQuickstart,
    ];

    /// A short name.
    pub fn title(self) -> &'static str {
        match self {
            Page::Guide => "production guide",
            Page::ObjectStorage => "object storage",
            Page::Security => "security considerations",
            Page::Registration => "users and registration",
            Page::Tuning => "tuning",
            Page::Monitoring => "monitoring",
            Page::PlatformSsl => "platform SSL",
            Page::NativeIngress => "native ingress",
            Page::Installing => "installing",
            Page::Components => "components",
            Page::Router => "router",
            Page::DryccGuide => "Drycc's production guide",
            Page::DryccObjectStorage => "Drycc, object storage",
            Page::DryccTuning => "Drycc, tuning",
            Page::DryccMonitoring => "Drycc, monitoring",
            Page::DryccInstalling => "Drycc, installing",
            Page::DryccGateway => "Drycc, gateway",
            Page::DryccQuickstart => "Drycc, quick start",
        }
    }

    /// Its address: Deis Workflow v2.18.0 and the router that came with it, or a commit of Drycc's site.
    pub fn url(self) -> &'static str {
        match self {
            Page::Guide => deis!("managing-workflow/production-deployments.md"),
            Page::ObjectStorage => deis!("installing-workflow/configuring-object-storage.md"),
            Page::Security => deis!("managing-workflow/security-considerations.md"),
            Page::Registration => deis!("users/registration.md"),
            Page::Tuning => deis!("managing-workflow/tuning-component-settings.md"),
            Page::Monitoring => deis!("managing-workflow/platform-monitoring.md"),
            Page::PlatformSsl => deis!("managing-workflow/platform-ssl.md"),
            Page::NativeIngress => deis!("installing-workflow/experimental-native-ingress.md"),
            Page::Installing => deis!("installing-workflow/index.md"),
            Page::Components => deis!("understanding-workflow/components.md"),
            Page::Router => "https://github.com/deis/router/blob/v2.13.3/README.md",
            Page::DryccGuide => drycc!(
                "6f71b84b9eeaab08f94c5534897d26aeb34ee793",
                "managing-workflow/production-deployments.md"
            ),
            Page::DryccObjectStorage => drycc!(
                "161c00df1c9a3b98530a6a9a2f8bcfa9ef169fb6",
                "installing-workflow/configuring-object-storage.md"
            ),
            Page::DryccTuning => drycc!(
                "161c00df1c9a3b98530a6a9a2f8bcfa9ef169fb6",
                "managing-workflow/tuning-component-settings.md"
            ),
            Page::DryccMonitoring => drycc!(
                "2aab2aa824c770c3ab0f211843bc389940d69804",
                "managing-workflow/platform-monitoring.md"
            ),
            Page::DryccInstalling => drycc!(
                "161c00df1c9a3b98530a6a9a2f8bcfa9ef169fb6",
                "installing-workflow/workflow.md"
            ),
            Page::DryccGateway => {
                drycc!("161c00df1c9a3b98530a6a9a2f8bcfa9ef169fb6", "installing-workflow/gateway.md")
            }
            Page::DryccQuickstart => {
                drycc!("1f347c4635adafb8aeed39254baa30de0da4efe1", "quickstart/install-workflow.md")
            }
        }
    }

    /// The anchors of its headings, as a code host makes them, in the page's order.
    pub fn anchors(self) -> &'static [&'static str] {
        match self {
            Page::Guide => GUIDE,
            Page::ObjectStorage => OBJECT_STORAGE,
            Page::Security => SECURITY,
            Page::Registration => REGISTRATION,
            Page::Tuning => TUNING,
            Page::Monitoring => MONITORING,
            Page::PlatformSsl => PLATFORM_SSL,
            Page::NativeIngress => NATIVE_INGRESS,
            Page::Installing => INSTALLING,
            Page::Components => COMPONENTS,
            Page::Router => ROUTER,
            Page::DryccGuide => DRYCC_GUIDE,
            Page::DryccObjectStorage => DRYCC_OBJECT_STORAGE,
            Page::DryccTuning => DRYCC_TUNING,
            Page::DryccMonitoring => DRYCC_MONITORING,
            Page::DryccInstalling => DRYCC_INSTALLING,
            Page::DryccGateway => DRYCC_GATEWAY,
            Page::DryccQuickstart => DRYCC_QUICKSTART,
        }
    }
}

#[rustfmt::skip]
mod anchors {
    pub(super) const GUIDE: &[&str] = &[
        "production-deployments", "running-workflow-without-minio", "review-security-considerations",
        "registration-is-admin-only", "disable-grafana-signups", "enable-tls", "scale-routers",
        "using-on-cluster-registry-with-cni", "running-workflow-with-rbac",
    ];
    pub(super) const OBJECT_STORAGE: &[&str] = &[
        "configuring-object-storage", "configuring-off-cluster-object-storage",
        "step-1-create-storage-buckets", "step-2-generate-storage-credentials", "step-3-add-deis-repo",
        "step-4-configure-workflow-chart",
    ];
    pub(super) const SECURITY: &[&str] = &[
        "security-considerations", "application-runtime-segregation",
        "running-workflow-on-public-clouds", "ip-whitelist",
    ];
    pub(super) const REGISTRATION: &[&str] = &[
        "users-and-registration", "register-with-a-controller", "login-to-workflow",
        "logout-from-workflow", "verify-your-session", "controlling-registration-modes",
        "managing-administrative-permissions", "re-issuing-user-authentication-tokens",
        "changing-account-password",
    ];
    pub(super) const TUNING: &[&str] = &[
        "tuning-component-settings", "setting-resource-limits", "customizing-the-builder",
        "customizing-the-controller", "ldap-authentication-settings",
        "global-and-per-application-settings", "customizing-the-database", "customizing-fluentd",
        "customizing-the-logger", "customizing-the-monitor", "grafana", "telegraf", "influxdb",
        "customizing-the-registry", "customizing-the-router", "customizing-workflow-manager",
    ];
    pub(super) const MONITORING: &[&str] = &[
        "platform-monitoring", "description", "architecture-diagram", "grafana",
        "production-configuration", "on-cluster-persistence", "off-cluster-grafana", "influxdb",
        "on-cluster-persistence-1", "off-cluster-influxdb", "telegraf",
        "customizing-the-monitoring-stack",
    ];
    pub(super) const PLATFORM_SSL: &[&str] = &[
        "platform-ssl", "installing-ssl-on-the-deis-router", "installing-ssl-on-a-load-balancer",
    ];
    pub(super) const NATIVE_INGRESS: &[&str] = &[
        "experimental-native-ingress",
        "install-deis-workflow-with-experimental-native-ingress-support",
        "install-a-kubernetes-ingress-controller", "configure-dns", "feedback",
    ];
    pub(super) const INSTALLING: &[&str] = &[
        "installing-deis-workflow", "prerequisites", "check-your-setup", "check-your-authorization",
        "choose-your-deployment-strategy", "add-the-deis-chart-repository", "install-deis-workflow",
    ];
    pub(super) const COMPONENTS: &[&str] = &[
        "components", "controller", "database", "builder-builder-slugbuilder-and-dockerbuilder",
        "slugrunner", "object-storage", "registry", "router", "logger-fluentd-logger", "monitor",
        "workflow-manager", "see-also",
    ];
    // Names that the page itself gives to headings and table rows are anchors too.
    pub(super) const ROUTER: &[&str] = &[
        "deis-router-v2", "how-it-works", "configuration", "environment-variables", "annotations",
        "platform-domain", "use-proxy-protocol", "proxy-real-ip-cidrs", "disable-server-tokens",
        "enforce-whitelists", "default-whitelist", "whitelist-mode", "ssl-enforce", "ssl-protocols",
        "ssl-ciphers", "ssl-hsts-enabled", "app-domains", "app-certificates", "app-whitelist",
        "annotations-by-example", "ssl", "ssl-example", "platform-cert", "platform-certificate-example",
        "ssl-options", "front-facing-load-balancer", "idle-connection-timeouts",
        "manually-configuring-a-load-balancer", "option-1", "option-2", "option-3",
        "production-considerations", "customizing-the-charts", "license",
    ];
    pub(super) const DRYCC_GUIDE: &[&str] = &[
        "running-workflow-without-drycc-storage", "review-security-considerations",
        "registration-is-admin-only", "disable-grafana-signups", "running-workflow-with-rbac",
    ];
    pub(super) const DRYCC_OBJECT_STORAGE: &[&str] = &[
        "configuring-off-cluster-object-storage", "step-1-create-storage-buckets",
        "step-2-generate-storage-credentials", "step-3-configure-workflow-chart",
    ];
    pub(super) const DRYCC_TUNING: &[&str] = &[
        "setting-resource-limits", "customizing-the-builder", "customizing-the-controller",
        "ldap-authentication-settings", "global-and-per-application-settings",
        "customizing-fluentbit", "customizing-the-monitor", "grafana", "victoriametrics",
        "customizing-the-registry",
    ];
    pub(super) const DRYCC_MONITORING: &[&str] = &[
        "description", "architecture-diagram", "grafana", "production-configuration",
        "on-cluster-persistence", "off-cluster-grafana", "prometheus", "on-cluster-persistence-1",
        "off-cluster-prometheus",
    ];
    pub(super) const DRYCC_INSTALLING: &[&str] = &[
        "prerequisites", "check-your-setup", "choose-your-deployment-strategy", "gateway",
        "install-drycc-workflow", "configure-dns",
    ];
    pub(super) const DRYCC_GATEWAY: &[&str] = &[
        "install-drycc-workflow-specify-gateway", "install-a-kubernetes-gateway", "configure-dns",
    ];
    pub(super) const DRYCC_QUICKSTART: &[&str] = &[
        "operating-systems", "system-software", "os-configuration", "installing-nfsv4-client",
        "installing-curl", "hardware", "disk", "domain-name", "install", "install-node",
        "install-options", "uninstall",
    ];
}

use anchors::*;
