//! What Drycc's own pages say. Its guide has no section on TLS and routers any more.

use super::{DRYCC, Does, Page, Person, Statement, at};
use crate::checklist;
use crate::guide::Section;

pub(super) static STATEMENTS: &[Statement] = &[
    Statement {
        id: "drycc-store-outside",
        section: Section::ObjectStorage,
        place: at(Page::DryccGuide, "running-workflow-without-drycc-storage"),
        distributions: DRYCC,
        says: "production keeps its data in an object store outside of the cluster; that takes state from the nodes, and work from their operators",
        rules: &["storage-endpoint", "storage-dangling"],
        person: None,
    },
    Statement {
        id: "drycc-s3-only",
        section: Section::ObjectStorage,
        place: at(Page::DryccObjectStorage, "configuring-off-cluster-object-storage"),
        distributions: DRYCC,
        says: "the store speaks the S3 API, whoever runs it, and its credentials stand in Secrets",
        rules: &["storage-endpoint"],
        person: Some(Person {
            because: "how much of the S3 API a store speaks is seen only by using it",
            does: Does::Own(
                "push an application and run a backup of the database, and find both in the buckets",
            ),
        }),
    },
    Statement {
        id: "drycc-bucket-for-each",
        section: Section::ObjectStorage,
        place: at(Page::DryccObjectStorage, "step-1-create-storage-buckets"),
        distributions: DRYCC,
        says: "builder and registry have a bucket each, and by the charts database and Quickwit too, with hyphens instead of dots in their names",
        rules: &[],
        person: Some(Person {
            because: "whose bucket a name is, only the provider knows, as well as whether the key may make it",
            does: Does::Own(
                "make the buckets yourself, and see at the provider that they are your own",
            ),
        }),
    },
    Statement {
        id: "drycc-credentials-can-write",
        section: Section::ObjectStorage,
        place: at(Page::DryccObjectStorage, "step-2-generate-storage-credentials"),
        distributions: DRYCC,
        says: "the credentials, or on AWS the nodes' instance role, may create and write in the buckets",
        rules: &[],
        person: Some(Person {
            because: "what a key or a role may do is written down at the provider",
            does: Does::Own("read the policy of the key or role: these buckets, and no others"),
        }),
    },
    Statement {
        id: "drycc-endpoint-of-each",
        section: Section::ObjectStorage,
        place: at(Page::DryccObjectStorage, "step-3-configure-workflow-chart"),
        distributions: DRYCC,
        says: "builder and registry are given the store's endpoint; database and Quickwit, which the page leaves out, need it as well",
        rules: &["storage-endpoint", "storage-dangling"],
        person: None,
    },
    Statement {
        id: "drycc-public-test-store",
        section: Section::ObjectStorage,
        place: at(Page::DryccObjectStorage, "step-3-configure-workflow-chart"),
        distributions: DRYCC,
        says: "the example's store is a public one for tests, and not for production",
        rules: &[],
        person: Some(Person {
            because: "one address outside of the cluster looks like another",
            does: Does::Own(
                "see that no component's endpoint is `play.min.io`, and that the example's keys are nowhere",
            ),
        }),
    },
    Statement {
        id: "drycc-services-outside",
        section: Section::ObjectStorage,
        place: at(Page::DryccInstalling, "choose-your-deployment-strategy"),
        distributions: DRYCC,
        says: "the defaults are for simplicity: production stores outside, and a more rigorous one takes PostgreSQL, registry, Valkey and Grafana from outside too",
        rules: &["storage-endpoint"],
        person: Some(Person {
            because: "both ways are allowed: it depends on what an hour without them costs",
            does: Does::Own(
                "decide for database, registry, Valkey and Grafana whether each of them should be a service outside",
            ),
        }),
    },
    Statement {
        id: "drycc-review-security",
        section: Section::Security,
        place: at(Page::DryccGuide, "review-security-considerations"),
        distributions: DRYCC,
        says: "considerations about security are to be reviewed, on a page that does not exist any more",
        rules: &["security-ports", "security-default-credentials"],
        person: Some(Person {
            because: "to review is to weigh one's own users, network and applications",
            does: Does::Listed(checklist::DRYCC_REVIEW_SECURITY),
        }),
    },
    Statement {
        id: "drycc-open-local-firewall",
        section: Section::Security,
        place: at(Page::DryccQuickstart, "os-configuration"),
        distributions: DRYCC,
        says: "Kubernetes needs many ports, so the nodes' firewall is opened or turned off",
        rules: &[],
        person: Some(Person {
            because: "the nodes' firewall is outside of Kubernetes",
            does: Does::Listed(checklist::DRYCC_OPEN_LOCAL_FIREWALL),
        }),
    },
    Statement {
        id: "drycc-admin-is-named",
        section: Section::Security,
        place: at(Page::DryccQuickstart, "install-options"),
        distributions: DRYCC,
        says: "the administrator's name and password have to be given; the chart, without the script, takes `admin` and `admin`",
        rules: &["security-default-credentials"],
        person: None,
    },
    Statement {
        id: "drycc-admin-only",
        section: Section::Registration,
        place: at(Page::DryccGuide, "registration-is-admin-only"),
        distributions: DRYCC,
        says: "registration is for administrators only; the page's mode of the controller is ignored, and Passport decides",
        rules: &["registration-passport", "registration-mode-ignored"],
        person: None,
    },
    Statement {
        id: "drycc-words-of-the-mode",
        section: Section::Registration,
        place: at(Page::DryccTuning, "customizing-the-controller"),
        distributions: DRYCC,
        says: "`REGISTRATION_MODE` is one of `enabled`, `disabled` and `admin_only`, which no code reads any more",
        rules: &["registration-mode-ignored"],
        person: None,
    },
    Statement {
        id: "drycc-ldap-logins",
        section: Section::Registration,
        place: at(Page::DryccTuning, "ldap-authentication-settings"),
        distributions: DRYCC,
        says: "with `LDAP_ENDPOINT` the users of a directory log in to Passport",
        rules: &[],
        person: Some(Person {
            because: "whom the filters match is known to the directory",
            does: Does::Own(
                "if LDAP is set up, run its filters against the directory and read the list of people",
            ),
        }),
    },
    Statement {
        id: "drycc-no-signups",
        section: Section::Grafana,
        place: at(Page::DryccGuide, "disable-grafana-signups"),
        distributions: DRYCC,
        says: "nobody shall be able to sign up to the dashboards",
        rules: &["grafana-signup"],
        person: None,
    },
    Statement {
        id: "drycc-signups-on-by-default",
        section: Section::Grafana,
        place: at(Page::DryccTuning, "grafana"),
        distributions: DRYCC,
        says: "sign-ups are said to be on and the login `admin` by default, which today's chart has both changed",
        rules: &["grafana-signup", "security-default-credentials"],
        person: None,
    },
    Statement {
        id: "drycc-grafana-in-production",
        section: Section::Grafana,
        place: at(Page::DryccMonitoring, "production-configuration"),
        distributions: DRYCC,
        says: "in production Grafana has a login of its own, a volume, and an outside database if possible",
        rules: &["security-default-credentials"],
        person: Some(Person {
            because: "volume and database are advice, for where changed dashboards matter",
            does: Does::Own(
                "give Grafana a volume or a database, or export changed dashboards and keep them under version control",
            ),
        }),
    },
    Statement {
        id: "drycc-grafana-elsewhere",
        section: Section::Grafana,
        place: at(Page::DryccMonitoring, "off-cluster-grafana"),
        distributions: DRYCC,
        says: "a Grafana of your own can take the place of Workflow's",
        rules: &[],
        person: Some(Person {
            because: "it does not run in the platform's namespace",
            does: Does::Own(
                "with a Grafana of your own, look there: no sign-ups, no anonymous access, no default password",
            ),
        }),
    },
    Statement {
        id: "drycc-automatic-certificate",
        section: Section::Tls,
        place: at(Page::DryccQuickstart, "install-options"),
        distributions: DRYCC,
        says: "automatic certificates are off unless `CERT_MANAGER_ENABLED` asks for them",
        rules: &["tls-gateway"],
        person: None,
    },
    Statement {
        id: "drycc-no-certificate-inside",
        section: Section::Tls,
        place: at(Page::DryccQuickstart, "install"),
        distributions: DRYCC,
        says: "on a network without public addresses automatic certificates have to be off",
        rules: &["tls-gateway"],
        person: Some(Person {
            because: "an authority of your own is not known to the charts",
            does: Does::Own(
                "on a private network give the gateway a certificate of your own authority; do not go without",
            ),
        }),
    },
    Statement {
        id: "drycc-gateway-is-yours",
        section: Section::Tls,
        place: at(Page::DryccInstalling, "gateway"),
        distributions: DRYCC,
        says: "a gateway and cert-manager have to be in the cluster",
        rules: &["tls-gateway"],
        person: Some(Person {
            because: "both are installed apart from Workflow",
            does: Does::Own(
                "see that cert-manager renews: Certificate `drycc-auto-tls` is ready, with a date to come",
            ),
        }),
    },
    Statement {
        id: "drycc-gateway-pods",
        section: Section::Routers,
        place: at(Page::DryccGateway, "install-a-kubernetes-gateway"),
        distributions: DRYCC,
        says: "a gateway, Istio's for one, routes all traffic",
        rules: &[],
        person: Some(Person {
            because: "the gateway's pods are not part of the installation",
            does: Does::Own("see that two or more pods of the gateway run, on different nodes"),
        }),
    },
    Statement {
        id: "drycc-gateway-dns",
        section: Section::Routers,
        place: at(Page::DryccGateway, "configure-dns"),
        distributions: DRYCC,
        says: "all names below the domain lead to the gateway",
        rules: &[],
        person: Some(Person {
            because: "DNS records are outside of the cluster",
            does: Does::Own(
                "resolve an application's name below your domain: it is the gateway's address",
            ),
        }),
    },
    Statement {
        id: "drycc-rbac",
        section: Section::Rbac,
        place: at(Page::DryccGuide, "running-workflow-with-rbac"),
        distributions: DRYCC,
        says: "a cluster with RBAC may need `global.use_rbac`, and Helm rights to make roles",
        rules: &[],
        person: Some(Person {
            because: "the value is gone: today's charts always make their roles",
            does: Does::Own(
                "install with an account that may make ClusterRoles; there is nothing to set",
            ),
        }),
    },
];
