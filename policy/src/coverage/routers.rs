//! More than one router.

use super::{DEIS, Does, Page, Person, Statement, at};
use crate::guide::Section;

const SECTION: Section = Section::Routers;

pub(super) static STATEMENTS: &[Statement] = &[
    Statement {
        id: "no-router-no-platform",
        section: SECTION,
        place: at(Page::Guide, "scale-routers"),
        distributions: DEIS,
        says: "once no router pod is available, neither the API nor any application can be reached",
        rules: &["routers-replicas", "routers-spread"],
        person: None,
    },
    Statement {
        id: "more-than-one-router",
        section: SECTION,
        place: at(Page::Guide, "scale-routers"),
        distributions: DEIS,
        says: "Deployment `deis-router` runs more than one pod",
        rules: &["routers-replicas", "routers-autoscaler"],
        person: None,
    },
    Statement {
        id: "scale-by-hand",
        section: SECTION,
        place: at(Page::Guide, "scale-routers"),
        distributions: DEIS,
        says: "it is scaled with `kubectl scale`, since the chart has no value for it",
        rules: &["routers-replicas"],
        person: Some(Person {
            because: "that an upgrade with Helm 3 sets the number back to one shows only after the upgrade",
            does: Does::Own(
                "review again after every upgrade, or let an autoscaler with a minimum of two hold the number",
            ),
        }),
    },
    Statement {
        id: "how-many-routers",
        section: SECTION,
        place: at(Page::Router, "customizing-the-charts"),
        distributions: DEIS,
        says: "how many routers there should be is told by tests under load",
        rules: &[],
        person: Some(Person {
            because: "the load is that of your applications",
            does: Does::Own(
                "test under the load that you expect, with one router less than you run",
            ),
        }),
    },
    Statement {
        id: "not-more-routers-than-nodes",
        section: SECTION,
        place: at(Page::Router, "customizing-the-charts"),
        distributions: DEIS,
        says: "there are no more routers than nodes",
        rules: &["routers-host-ports"],
        person: Some(Person {
            because: "nodes are not part of the installation, and may come and go",
            does: Does::Own(
                "compare the number of routers with the number of nodes that they may run on",
            ),
        }),
    },
    Statement {
        id: "routers-on-host-ports",
        section: SECTION,
        place: at(Page::Router, "option-2"),
        distributions: DEIS,
        says: "routers on host ports run only where all four ports are free, one on a node",
        rules: &["routers-host-ports"],
        person: None,
    },
    Statement {
        id: "health-check-of-routers",
        section: SECTION,
        place: at(Page::Router, "option-2"),
        distributions: DEIS,
        says: "a load balancer on the routers' host ports asks `/healthz` on port 9090, to leave out nodes without one",
        rules: &[],
        person: Some(Person {
            because: "the load balancer's health check is outside of the cluster",
            does: Does::Own(
                "with host ports, read the load balancer's health check: HTTP, port 9090, `/healthz`",
            ),
        }),
    },
    Statement {
        id: "load-balancer-by-hand",
        section: SECTION,
        place: at(Page::Router, "option-1"),
        distributions: DEIS,
        says: "a load balancer made by hand has every node behind it, and passes on 80, 443 and, as plain TCP, 2222",
        rules: &[],
        person: Some(Person {
            because: "a load balancer made by hand is invisible to Kubernetes",
            does: Does::Own(
                "with a load balancer of your own, take one node away and see that API, application and `git push` still answer",
            ),
        }),
    },
    Statement {
        id: "dns-alone-is-not-enough",
        section: SECTION,
        place: at(Page::Router, "option-3"),
        distributions: DEIS,
        says: "a name that resolves to all nodes, without a load balancer, is not fit for production",
        rules: &[],
        person: Some(Person {
            because: "the platform's DNS records are outside of the cluster",
            does: Does::Own(
                "resolve the platform's domain: it is the address of a load balancer, not a list of nodes",
            ),
        }),
    },
    Statement {
        id: "idle-timeout",
        section: SECTION,
        place: at(Page::Router, "idle-connection-timeouts"),
        distributions: DEIS,
        says: "the load balancer keeps idle connections for 1200 seconds, else it cuts off deployments",
        rules: &[],
        person: Some(Person {
            because: "the chart asks for it on AWS alone, and what a load balancer made of it is outside of the cluster",
            does: Does::Own(
                "read the idle timeout of the load balancer, and deploy something that builds for minutes",
            ),
        }),
    },
    Statement {
        id: "ingress-controller-instead",
        section: SECTION,
        place: at(Page::NativeIngress, "install-a-kubernetes-ingress-controller"),
        distributions: DEIS,
        says: "with native ingress an ingress controller of your choice takes the place of the routers",
        rules: &[],
        person: Some(Person {
            because: "the ingress controller is not part of the installation",
            does: Does::Own(
                "with native ingress, see that two or more pods of the ingress controller run, on different nodes",
            ),
        }),
    },
    Statement {
        id: "ingress-dns",
        section: SECTION,
        place: at(Page::NativeIngress, "configure-dns"),
        distributions: DEIS,
        says: "with native ingress all names below the domain lead to the ingress controller, and `deis-builder` to the builder",
        rules: &[],
        person: Some(Person {
            because: "DNS records are outside of the cluster",
            does: Does::Own(
                "with native ingress, resolve an application's name and `deis-builder` below your domain",
            ),
        }),
    },
];
