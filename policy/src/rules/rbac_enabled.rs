//! Looks for a ClusterRoleBinding that names the controller's ServiceAccount; the chart renders
//! `deis:deis-controller` with `global.use_rbac`, false by default in Deis, true in Hephy since v2.22.0
//! (teamhephy+workflow: e6e0882a); where no ClusterRoleBinding at all was given it cannot be told.

use words::words;

use crate::context::Context;
use crate::finding::{Finding, Remediation};
use crate::guide::Section;
use crate::json::Json;
use crate::model::component::Component;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::model::workload::Workload;
use crate::rule::{Rule, Target};
use crate::settings::Severity;
use crate::unknown::Unknown;
use crate::verdict::Verdict;

pub static RULE: Rule = Rule {
    id: "rbac-enabled",
    section: Section::Rbac,
    severity: Severity::Low,
    advice: true,
    title: words!("the controller's account has a role of its own"),
    why: words!(
        "on a cluster with RBAC the controller may do nothing without a role; on one without, every pod may do everything"
    ),
    fix: words!("set `global.use_rbac` to true"),
    target: Target::Components(&[Component::Controller]),
    reads: &[Kind::ClusterRoleBinding],
    check,
};

fn check<'a>(controller: &'a Object<'a>, context: &Context<'a>) -> Result<Verdict, Unknown> {
    let bindings = context.list(Kind::ClusterRoleBinding)?;
    let pod = controller.body.at(Workload::of(controller).pod_path());
    let account = ["serviceAccountName", "serviceAccount"]
        .iter()
        .find_map(|field| pod.get(field).as_str().filter(|name| !name.is_empty()));
    let account = account.unwrap_or("default");
    // What `helm template` rendered knows its namespace as little as the subject does.
    let home = controller.body.at(&["metadata", "namespace"]).as_str();
    let names = |binding: &&Object<'a>| {
        let subjects = binding.body.get("subjects").items();
        subjects.iter().any(|subject| {
            subject.get("kind").as_str() == Some("ServiceAccount")
                && subject.get("name").as_str() == Some(account)
                && home.is_none_or(|home| subject.get("namespace").as_str() == Some(home))
        })
    };
    if bindings.iter().any(names) {
        return Ok(Verdict::pass());
    }
    let message = words!("no ClusterRoleBinding names the controller's ServiceAccount `{account}`");
    let remediation = Remediation::risky(
        words!("let the chart make roles and bindings"),
        words!("the components keep running; on Kubernetes 1.10 and newer Deis' chart asks for an API that is gone, so check that the bindings were made"),
    )
    .value("global.use_rbac", Json::Bool(true));
    Ok(Finding::warn(message).fixed_by(remediation).into())
}
