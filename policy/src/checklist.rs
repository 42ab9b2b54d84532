//! What a person looks at before attesting the security section: short imperatives. The table of
//! coverage says where each comes from, and why no machine can do it.

use words::{Words, words};

use crate::model::distribution::Distribution;

/// What a person looks at in an installation of that distribution, in order.
pub fn items(distribution: Distribution) -> &'static [Words] {
    match distribution {
        Distribution::Deis | Distribution::Hephy => &DEIS,
        Distribution::Drycc => &DRYCC,
    }
}

static DEIS: [Words; 24] = [
    REVIEW_SECURITY,
    NO_UNTRUSTED_CODE,
    SEGREGATE_APPLICATIONS,
    SEGREGATION_IS_NO_ISOLATION,
    FIREWALL_OF_THE_NODES,
    PUBLIC_PORTS_OF_NODES,
    SSH_OF_NODES,
    WHITELIST_FOR_FEW,
    WHITELIST_OF_AN_APPLICATION,
    ENFORCED_WHITELIST_REFUSES,
    ADDRESSES_BEHIND_A_LOAD_BALANCER,
    PASSWORD_IN_PLAIN_TEXT,
    VERSION_CHECK,
    BUILDER_ON_ITS_OWN_ADDRESS,
    CONTROLLER_DOCKER_SOCKET,
    TELEGRAF_ON_THE_HOST,
    FLUENTD_READS_ALL_LOGS,
    REGISTRY_WITHOUT_LOGIN,
    PUBLISHED_PAGES,
    PUBLISHED_MINIO_KEYS,
    PUBLISHED_GRAFANA_KEY,
    RIGHTS_OVER_SECRETS,
    FIRST_REGISTRATION_RACE,
    DIRECTORY_USERS_LOG_IN,
];

static DRYCC: [Words; 13] = [
    REVIEW_SECURITY,
    NO_UNTRUSTED_CODE,
    SEGREGATE_APPLICATIONS,
    SEGREGATION_IS_NO_ISOLATION,
    FIREWALL_OF_THE_NODES,
    PUBLIC_PORTS_OF_NODES,
    SSH_OF_NODES,
    DRYCC_REVIEW_SECURITY,
    DRYCC_OPEN_LOCAL_FIREWALL,
    PUBLISHED_GRAFANA_KEY,
    DIRECTORY_USERS_LOG_IN,
    PUBLISHED_STORAGE,
    NODE_EXPORTER_ON_THE_HOST,
];

pub(crate) const REVIEW_SECURITY: Words = words!(
    "read the page on security with your own cluster in mind, and attest the section only after all that follows"
);
pub(crate) const NO_UNTRUSTED_CODE: Words = words!(
    "name everybody who may push: none of them runs code that you would not run on the nodes yourself"
);
pub(crate) const SEGREGATE_APPLICATIONS: Words = words!(
    "label the nodes, and set tags on every application that must not share one (`deis tags`, `drycc tags`)"
);
pub(crate) const SEGREGATION_IS_NO_ISOLATION: Words = words!(
    "add NetworkPolicies where applications must not reach each other or the platform's namespace"
);
pub(crate) const FIREWALL_OF_THE_NODES: Words =
    words!("read the rules of the nodes' security group or firewall: closed unless listed");
pub(crate) const PUBLIC_PORTS_OF_NODES: Words = words!(
    "scan one node from outside of the network: nothing but 22, 80, 443, 2222 and 9090 answers"
);
pub(crate) const SSH_OF_NODES: Words =
    words!("close port 22 of the nodes to the public, or list who needs it");
pub(crate) const WHITELIST_FOR_FEW: Words = words!(
    "decide whether the whole world has to reach the platform; if not, list the addresses on the router"
);
pub(crate) const WHITELIST_OF_AN_APPLICATION: Words =
    words!("ask the owners of internal applications to run `deis whitelist` for each of them");
pub(crate) const ENFORCED_WHITELIST_REFUSES: Words = words!(
    "before enforcing lists, see that every application has one, or that the router has a default"
);
pub(crate) const ADDRESSES_BEHIND_A_LOAD_BALANCER: Words = words!(
    "read the router's access log: it shows clients' addresses, not the load balancer's, else no list works"
);
pub(crate) const PASSWORD_IN_PLAIN_TEXT: Words = words!(
    "see that no passwords or keys are in the repository of your Helm values; whoever reads Deployments reads Grafana's"
);
pub(crate) const VERSION_CHECK: Words = words!(
    "decide whether `deis-workflow-manager` may phone home; if not, set `CHECK_VERSIONS` to `false`"
);
pub(crate) const BUILDER_ON_ITS_OWN_ADDRESS: Words =
    words!("with native ingress, limit who reaches port 2222 of the builder's load balancer");
pub(crate) const DRYCC_REVIEW_SECURITY: Words = words!(
    "take Deis' page on security instead; what it says of nodes, tenants and code holds for Drycc too"
);
pub(crate) const DRYCC_OPEN_LOCAL_FIREWALL: Words = words!(
    "if the firewall was turned off to install, turn it on again: open between nodes, closed to the public"
);
pub(crate) const CONTROLLER_DOCKER_SOCKET: Words = words!(
    "treat whoever enters or changes `deis-controller` as root of its node: administrators only"
);
pub(crate) const TELEGRAF_ON_THE_HOST: Words = words!(
    "treat whoever enters or changes `deis-monitor-telegraf` as root of every node: administrators only"
);
pub(crate) const FLUENTD_READS_ALL_LOGS: Words =
    words!("see that nothing on these nodes logs what Workflow's operators must not read");
pub(crate) const REGISTRY_WITHOUT_LOGIN: Words = words!(
    "close port 5555 of the nodes to everything outside: who reaches it reads and replaces images"
);
pub(crate) const PUBLISHED_PAGES: Words = words!(
    "visit `grafana.`, `influx.` and `deis-workflow-manager.` of your domain from outside, and take the label `router.deis.io/routable` from what nobody needs there"
);
pub(crate) const PUBLISHED_MINIO_KEYS: Words =
    words!("use the keys of Secret `minio-user` for nothing: they are published");
pub(crate) const PUBLISHED_GRAFANA_KEY: Words = words!(
    "give Grafana a secret key of your own (`SECRET_KEY`; on Drycc `GF_SECURITY_SECRET_KEY`)"
);
pub(crate) const RIGHTS_OVER_SECRETS: Words =
    words!("list what else runs in the cluster: Workflow can read all its Secrets, and write them");
pub(crate) const FIRST_REGISTRATION_RACE: Words = words!(
    "register the first user yourself right after the installation, then read `deis perms:list --admin`"
);
pub(crate) const DIRECTORY_USERS_LOG_IN: Words = words!(
    "if `LDAP_ENDPOINT` is set, read the LDAP filters: everybody they match can log in and run code"
);
pub(crate) const PUBLISHED_STORAGE: Words = words!(
    "visit the hosts of the HTTPRoutes `drycc-storage` and `drycc-storage-console` from outside, and close them if nobody needs them"
);
pub(crate) const NODE_EXPORTER_ON_THE_HOST: Words = words!(
    "close port 9100 of the nodes to everything outside: `drycc-node-exporter` answers on it without a login"
);
