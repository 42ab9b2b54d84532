//! Grafana without sign-ups.

use super::{DEIS, Does, Page, Person, Statement, at};
use crate::guide::Section;

const SECTION: Section = Section::Grafana;

pub(super) static STATEMENTS: &[Statement] = &[
    Statement {
        id: "no-signups",
        section: SECTION,
        place: at(Page::Guide, "disable-grafana-signups"),
        distributions: DEIS,
        says: "nobody shall be able to sign up to the dashboards",
        rules: &["grafana-signup"],
        person: None,
    },
    Statement {
        id: "signups-on-by-default",
        section: SECTION,
        place: at(Page::Tuning, "grafana"),
        distributions: DEIS,
        says: "the chart's value `allow_sign_up` is true unless it is set",
        rules: &["grafana-signup"],
        person: None,
    },
    Statement {
        id: "first-login-by-default",
        section: SECTION,
        place: at(Page::Tuning, "grafana"),
        distributions: DEIS,
        says: "the values `user` and `password` are `admin` and `admin` unless they are set, and make the first administrator",
        rules: &["security-default-credentials"],
        person: Some(Person {
            because: "Grafana takes them for its first start only; later the password stands in its database",
            does: Does::Own(
                "log in to Grafana with the password of your own, and try `admin` with `admin`, which has to fail",
            ),
        }),
    },
    Statement {
        id: "other-options",
        section: SECTION,
        place: at(Page::Tuning, "grafana"),
        distributions: DEIS,
        says: "Grafana's other options, logins by Google or GitHub and anonymous access among them, are environment variables too",
        rules: &[],
        person: Some(Person {
            because: "whether another way to log in is wanted is your decision",
            does: Does::Own(
                "list the variables of `deis-monitor-grafana`: no `ANON_ACCESS`, and no login by Google or GitHub that is open to all",
            ),
        }),
    },
    Statement {
        id: "grafana-published",
        section: SECTION,
        place: at(Page::Monitoring, "grafana"),
        distributions: DEIS,
        says: "Grafana is published by the router, at `grafana` below the platform's domain",
        rules: &[],
        person: Some(Person {
            because: "who has to see dashboards, and from where, is not in the objects",
            does: Does::Own(
                "take the label `router.deis.io/routable` from Service `deis-monitor-grafana` if a port-forward is enough for those who read it",
            ),
        }),
    },
    Statement {
        id: "dashboards-are-a-start",
        section: SECTION,
        place: at(Page::Monitoring, "grafana"),
        distributions: DEIS,
        says: "the dashboards that come with it are a start, and not all that production needs",
        rules: &[],
        person: Some(Person {
            because: "what has to be watched depends on your applications",
            does: Does::Own("add the dashboards and alerts that your own operation needs"),
        }),
    },
    Statement {
        id: "dashboards-are-lost",
        section: SECTION,
        place: at(Page::Monitoring, "grafana"),
        distributions: DEIS,
        says: "without persistence, changed dashboards and users are gone with Grafana's pod",
        rules: &[],
        person: Some(Person {
            because: "the loss matters only to those who change dashboards",
            does: Does::Own(
                "turn persistence on, or export changed dashboards and keep them under version control",
            ),
        }),
    },
    Statement {
        id: "grafana-persistence",
        section: SECTION,
        place: at(Page::Monitoring, "on-cluster-persistence"),
        distributions: DEIS,
        says: "in production Grafana has a volume, which keeps its users and sessions over restarts",
        rules: &[],
        person: Some(Person {
            because: "the page leaves it open, and only some kinds of volume are supported",
            does: Does::Own(
                "set `monitor.grafana.persistence.enabled`, and restart Grafana's pod once to see that your users are still there",
            ),
        }),
    },
    Statement {
        id: "grafana-database",
        section: SECTION,
        place: at(Page::Monitoring, "production-configuration"),
        distributions: DEIS,
        says: "in production Grafana uses MySQL or PostgreSQL if that is possible",
        rules: &[],
        person: Some(Person {
            because: "it is advice for where such a database is at hand",
            does: Does::Own(
                "give Grafana a database of your own if there is one, else keep its volume",
            ),
        }),
    },
    Statement {
        id: "grafana-elsewhere",
        section: SECTION,
        place: at(Page::Monitoring, "off-cluster-grafana"),
        distributions: DEIS,
        says: "a Grafana of your own can take the place of Workflow's",
        rules: &[],
        person: Some(Person {
            because: "it does not run in the platform's namespace",
            does: Does::Own(
                "with a Grafana of your own, look there: no sign-ups, no anonymous access, no default password",
            ),
        }),
    },
];
