//! Role-based access control.

use super::{DEIS, Does, Page, Person, Statement, at};
use crate::guide::Section;

const SECTION: Section = Section::Rbac;

pub(super) static STATEMENTS: &[Statement] = &[
    Statement {
        id: "rbac-where-the-cluster-has-it",
        section: SECTION,
        place: at(Page::Guide, "running-workflow-with-rbac"),
        distributions: DEIS,
        says: "a cluster that authorizes by RBAC may need Workflow to be installed with its roles",
        rules: &["rbac-enabled"],
        person: Some(Person {
            because: "how the API server authorizes is one of its own flags; that the API group is there proves little",
            does: Does::Own(
                "see in the API server's flags that `RBAC` is among the authorization modes, and `AlwaysAllow` is not",
            ),
        }),
    },
    Statement {
        id: "use-rbac",
        section: SECTION,
        place: at(Page::Guide, "running-workflow-with-rbac"),
        distributions: DEIS,
        says: "`global.use_rbac` makes the roles and their bindings",
        rules: &["rbac-enabled"],
        person: None,
    },
    Statement {
        id: "rbac-on-by-default",
        section: SECTION,
        place: at(Page::Guide, "running-workflow-with-rbac"),
        distributions: DEIS,
        says: "clusters of GKE and of kubeadm have RBAC from the start, and those of Azure at that time had not",
        rules: &[],
        person: Some(Person {
            because: "the page is of 2017; which clusters have RBAC has changed, and nearly all have it today",
            does: Does::Own(
                "assume that your cluster has RBAC, unless its operator says otherwise",
            ),
        }),
    },
    Statement {
        id: "helm-needs-rights",
        section: SECTION,
        place: at(Page::Guide, "running-workflow-with-rbac"),
        distributions: DEIS,
        says: "Helm itself needs rights to make all this",
        rules: &[],
        person: Some(Person {
            because: "what Helm may do shows when it runs",
            does: Does::Own(
                "install and upgrade with an account that may make ClusterRoles, and use it for nothing else",
            ),
        }),
    },
    Statement {
        id: "tiller-as-cluster-admin",
        section: SECTION,
        place: at(Page::Installing, "check-your-authorization"),
        distributions: DEIS,
        says: "Helm's Tiller is given `cluster-admin`",
        rules: &[],
        person: Some(Person {
            because: "it does not run in the platform's namespace",
            does: Does::Own(
                "look for `tiller-deploy` in `kube-system`: whoever reaches it rules the cluster; use Helm 3 and remove it",
            ),
        }),
    },
];
