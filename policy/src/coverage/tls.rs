//! TLS.

use super::{DEIS, Does, Page, Person, Statement, at};
use crate::guide::Section;

const SECTION: Section = Section::Tls;

pub(super) static STATEMENTS: &[Statement] = &[
    Statement {
        id: "encrypt-everything",
        section: SECTION,
        place: at(Page::Guide, "enable-tls"),
        distributions: DEIS,
        says: "traffic is encrypted, the logins of Workflow's clients above all",
        rules: &["tls-platform-cert", "tls-load-balancer", "tls-ingress", "tls-enforced"],
        person: None,
    },
    Statement {
        id: "logins-are-sent",
        section: SECTION,
        place: at(Page::Registration, "login-to-workflow"),
        distributions: DEIS,
        says: "users log in at the controller's address, which the examples write with `http`",
        rules: &["tls-enforced"],
        person: Some(Person {
            because: "which address people type is not in the cluster",
            does: Does::Own("hand out the controller's address with `https` only"),
        }),
    },
    Statement {
        id: "certificate-of-a-ca",
        section: SECTION,
        place: at(Page::PlatformSsl, "platform-ssl"),
        distributions: DEIS,
        says: "the certificate comes from an authority, or is signed by yourself",
        rules: &["tls-platform-cert-usable"],
        person: Some(Person {
            because: "whom the clients trust is decided on the clients",
            does: Does::Own(
                "open the API from a client's machine without any option that skips the check of certificates",
            ),
        }),
    },
    Statement {
        id: "default-certificate-of-applications",
        section: SECTION,
        place: at(Page::PlatformSsl, "platform-ssl"),
        distributions: DEIS,
        says: "the platform's certificate serves the applications too, and one with a domain of its own can have its own",
        rules: &["tls-domains-covered"],
        person: Some(Person {
            because: "applications live in namespaces of their own, which are not looked at",
            does: Does::Own(
                "ask the owners of applications with domains of their own for `deis certs`: one for each domain, none expired",
            ),
        }),
    },
    Statement {
        id: "name-of-the-secret",
        section: SECTION,
        place: at(Page::PlatformSsl, "installing-ssl-on-the-deis-router"),
        distributions: DEIS,
        says: "the router takes its certificate from Secret `deis-router-platform-cert` of its own namespace",
        rules: &["tls-platform-cert"],
        person: None,
    },
    Statement {
        id: "keys-of-the-secret",
        section: SECTION,
        place: at(Page::PlatformSsl, "installing-ssl-on-the-deis-router"),
        distributions: DEIS,
        says: "certificate and private key stand under `tls.crt` and `tls.key`, whatever shorter names the page's list gives them",
        rules: &["tls-platform-cert"],
        person: None,
    },
    Statement {
        id: "encoding-of-the-secret",
        section: SECTION,
        place: at(Page::PlatformSsl, "installing-ssl-on-the-deis-router"),
        distributions: DEIS,
        says: "both are PEM in base64, and the private key has no password",
        rules: &["tls-platform-cert-usable"],
        person: None,
    },
    Statement {
        id: "intermediate-certificates",
        section: SECTION,
        place: at(Page::PlatformSsl, "installing-ssl-on-the-deis-router"),
        distributions: DEIS,
        says: "intermediate certificates follow the platform's own in the same value",
        rules: &["tls-platform-cert-usable"],
        person: Some(Person {
            because: "whether a chain is complete depends on the roots that the clients trust",
            does: Does::Own(
                "run `openssl s_client -connect` against the API from a client's machine: the chain verifies",
            ),
        }),
    },
    Statement {
        id: "router-takes-it-up",
        section: SECTION,
        place: at(Page::PlatformSsl, "installing-ssl-on-the-deis-router"),
        distributions: DEIS,
        says: "the router takes a new certificate up by itself",
        rules: &["tls-platform-cert-usable"],
        person: Some(Person {
            because: "with a pair that does not fit, nginx keeps the old configuration, which shows outside only",
            does: Does::Own(
                "after each renewal look at the date of the certificate that the API presents",
            ),
        }),
    },
    Statement {
        id: "load-balancer-ends-tls",
        section: SECTION,
        place: at(Page::PlatformSsl, "installing-ssl-on-a-load-balancer"),
        distributions: DEIS,
        says: "instead of the router a load balancer may end TLS: HTTPS on 443 with the certificate, HTTP behind it, to the router's HTTP port",
        rules: &["tls-load-balancer"],
        person: Some(Person {
            because: "a listener that was edited at the provider leaves no trace in the cluster",
            does: Does::Own(
                "if the listener was edited by hand, accept `tls-platform-cert` in the settings with that as the reason, and renew the certificate there",
            ),
        }),
    },
    Statement {
        id: "clear-text-inside",
        section: SECTION,
        place: at(Page::PlatformSsl, "installing-ssl-on-a-load-balancer"),
        distributions: DEIS,
        says: "behind such a load balancer everything is plain HTTP",
        rules: &[],
        person: Some(Person {
            because: "who can listen between load balancer and nodes is a matter of your network",
            does: Does::Own(
                "see that the network between load balancer and nodes is your own, else end TLS on the router",
            ),
        }),
    },
    Statement {
        id: "application-certificates-outside",
        section: SECTION,
        place: at(Page::PlatformSsl, "installing-ssl-on-a-load-balancer"),
        distributions: DEIS,
        says: "then the applications' own certificates have to be on the load balancer as well",
        rules: &[],
        person: Some(Person {
            because: "what certificates the load balancer has is known to its provider",
            does: Does::Own(
                "where the load balancer ends TLS, add the certificate of every application with a domain of its own to it",
            ),
        }),
    },
    Statement {
        id: "namespace-of-the-router",
        section: SECTION,
        place: at(Page::Router, "environment-variables"),
        distributions: DEIS,
        says: "the router is told its own namespace by `POD_NAMESPACE`, and looks in `default` otherwise",
        rules: &["tls-platform-cert"],
        person: None,
    },
    Statement {
        id: "platform-domain",
        section: SECTION,
        place: at(Page::Router, "customizing-the-charts"),
        distributions: DEIS,
        says: "the router has a platform domain, without which it answers to a name below any domain and a wildcard certificate does not fit",
        rules: &[],
        person: Some(Person {
            because: "which domain is yours is not in the objects",
            does: Does::Own(
                "set `router.platform_domain` to the domain that the wildcard certificate is for",
            ),
        }),
    },
    Statement {
        id: "secure-the-platform-domain",
        section: SECTION,
        place: at(Page::Router, "customizing-the-charts"),
        distributions: DEIS,
        says: "production asks whether the platform domain needs a certificate",
        rules: &["tls-platform-cert"],
        person: None,
    },
    Statement {
        id: "dhparam-of-your-own",
        section: SECTION,
        place: at(Page::Router, "customizing-the-charts"),
        distributions: DEIS,
        says: "with TLS, the parameters of the key exchange are your own: the chart's are published",
        rules: &["tls-dhparam"],
        person: None,
    },
    Statement {
        id: "enforce-tls",
        section: SECTION,
        place: at(Page::Router, "customizing-the-charts"),
        distributions: DEIS,
        says: "with TLS, production asks whether plain requests shall be sent on to HTTPS",
        rules: &["tls-enforced"],
        person: None,
    },
    Statement {
        id: "strict-transport",
        section: SECTION,
        place: at(Page::Router, "ssl-options"),
        distributions: DEIS,
        says: "strict transport security is better still, and binds every application to HTTPS for good",
        rules: &["tls-enforced"],
        person: Some(Person {
            because: "browsers remember it for months: whether every application can do without HTTP is for their owners to say",
            does: Does::Own(
                "ask the owners, then set `router.deis.io/nginx.ssl.hsts.enabled`, with a short `maxAge` first",
            ),
        }),
    },
    Statement {
        id: "grade-of-tls",
        section: SECTION,
        place: at(Page::Router, "customizing-the-charts"),
        distributions: DEIS,
        says: "the platform is graded by a public test of its TLS",
        rules: &["tls-protocols"],
        person: Some(Person {
            because: "the test looks from outside, and its scale moves",
            does: Does::Own("let a public TLS test grade the API's host: the page aims at A"),
        }),
    },
    Statement {
        id: "default-tls-options",
        section: SECTION,
        place: at(Page::Router, "ssl-options"),
        distributions: DEIS,
        says: "the router's default options are good enough for an A, which held while TLS 1.0 and 1.1 did",
        rules: &["tls-protocols"],
        person: None,
    },
    Statement {
        id: "wildcard-for-short-names",
        section: SECTION,
        place: at(Page::Router, "platform-cert"),
        distributions: DEIS,
        says: "a wildcard certificate serves every name without a dot, and no full domain name",
        rules: &["tls-domains-covered"],
        person: None,
    },
    Statement {
        id: "certificate-of-a-full-name",
        section: SECTION,
        place: at(Page::Router, "ssl-example"),
        distributions: DEIS,
        says: "a full domain name has a Secret of its own in its Service's namespace, and an annotation that names it",
        rules: &["tls-domains-covered"],
        person: None,
    },
    Statement {
        id: "redirect-of-one-application",
        section: SECTION,
        place: at(Page::Router, "ssl-enforce"),
        distributions: DEIS,
        says: "one application, or the API alone, can be bound to HTTPS by an annotation of its Service",
        rules: &["tls-enforced"],
        person: None,
    },
    Statement {
        id: "native-ingress-domain",
        section: SECTION,
        place: at(
            Page::NativeIngress,
            "install-deis-workflow-with-experimental-native-ingress-support",
        ),
        distributions: DEIS,
        says: "with native ingress the API is at `deis` below `controller.platform_domain`, behind an Ingress that comes without TLS",
        rules: &["tls-ingress"],
        person: Some(Person {
            because: "an ingress controller may have a default certificate, which no Ingress shows",
            does: Does::Own(
                "with native ingress, open the API with `https`; the applications' Ingresses never have TLS of their own",
            ),
        }),
    },
];
