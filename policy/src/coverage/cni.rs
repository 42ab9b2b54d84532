//! The registry's proxy where a network plugin runs.

use super::{DEIS, Does, Page, Person, Statement, at};
use crate::guide::Section;

const SECTION: Section = Section::Cni;

pub(super) static STATEMENTS: &[Statement] = &[
    Statement {
        id: "no-host-ports-with-cni",
        section: SECTION,
        place: at(Page::Guide, "using-on-cluster-registry-with-cni"),
        distributions: DEIS,
        says: "where CNI makes the containers' network, host ports may not work, and with them the registry's proxy",
        rules: &["cni-registry-proxy"],
        person: Some(Person {
            because: "whether the nodes use CNI, and whether their plugin does host ports by now, is not in the platform's objects",
            does: Does::Own(
                "push an application and see its pod start: then the nodes reach the registry, either way",
            ),
        }),
    },
    Statement {
        id: "use-cni",
        section: SECTION,
        place: at(Page::Guide, "using-on-cluster-registry-with-cni"),
        distributions: DEIS,
        says: "`global.use_cni` puts the proxy on the nodes' own network instead",
        rules: &["cni-registry-proxy"],
        person: None,
    },
];
