//! PodDisruptionBudgets: which pods they keep running while nodes are drained.

use crate::context::Context;
use crate::json::Json;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::unknown::Unknown;

/// Whether a budget holds for the pods of a workload.
///
/// # Errors
/// It cannot be told which budgets there are.
pub fn is_guarded<'a>(workload: &'a Object<'a>, context: &Context<'a>) -> Result<bool, Unknown> {
    let labels = workload.body.at(&["spec", "template", "metadata", "labels"]);
    let budgets = context.list(Kind::PodDisruptionBudget)?;
    let fits = |budget: &&Object<'a>| {
        keeps_some(budget.body.get("spec"))
            && selects(budget, budget.body.at(&["spec", "selector"]), labels)
    };
    Ok(budgets.iter().any(fits))
}

/// Whether it keeps any pod: none is as good as no budget.
fn keeps_some(spec: &Json<'_>) -> bool {
    let is = |value: &Json<'_>, word: &str| value.as_str() == Some(word);
    let least = spec.get("minAvailable");
    let none_kept = least.as_integer() == Some(0) || is(least, "0%");
    !none_kept && !is(spec.get("maxUnavailable"), "100%")
}

/// Kubernetes' label selector. An empty one selects every pod in policy/v1, none before it.
fn selects(budget: &Object<'_>, selector: &Json<'_>, labels: &Json<'_>) -> bool {
    let wanted = selector.get("matchLabels").members();
    let expressions = selector.get("matchExpressions").items();
    let is_odd = !matches!(selector.get("matchLabels"), Json::Null | Json::Object(_))
        || !matches!(selector.get("matchExpressions"), Json::Null | Json::Array(_));
    if is_odd {
        return false;
    }
    if wanted.is_empty() && expressions.is_empty() {
        return budget.api_version == "policy/v1" && matches!(selector, Json::Object(_));
    }
    wanted.iter().all(|(name, value)| labels.member(name) == Some(value))
        && expressions.iter().all(|expression| holds(expression, labels))
}

fn holds(expression: &Json<'_>, labels: &Json<'_>) -> bool {
    let label = expression.get("key").as_str().and_then(|key| labels.member(key));
    let listed = || {
        let values = expression.get("values").items();
        label.is_some_and(|label| values.contains(label))
    };
    match expression.get("operator").as_str() {
        Some("In") => listed(),
        Some("NotIn") => !listed(),
        Some("Exists") => label.is_some(),
        Some("DoesNotExist") => label.is_none(),
        _ => false,
    }
}
