//! HorizontalPodAutoscalers: with one, its minimum is what holds, not the workload's own number.

use crate::context::Context;
use crate::json::Json;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::unknown::Unknown;

/// A HorizontalPodAutoscaler.
#[derive(Debug, Clone, Copy)]
pub struct Autoscaler<'a> {
    /// The object that it is.
    pub object: Object<'a>,
}

impl<'a> Autoscaler<'a> {
    /// The autoscalers that scale that workload.
    ///
    /// # Errors
    /// It cannot be told whether there is one.
    pub fn of(
        workload: &Object<'a>,
        context: &Context<'a>,
    ) -> Result<Vec<Autoscaler<'a>>, Unknown> {
        let all = context.list(Kind::HorizontalPodAutoscaler)?.into_iter();
        Ok(all
            .filter(|object| scales(object, workload))
            .map(|object| Autoscaler { object })
            .collect())
    }

    /// The fewest pods that it lets there be. Absent means 1 (autoscaling, all versions).
    ///
    /// # Errors
    /// A `minReplicas` that is no whole number.
    pub fn minimum(&self) -> Result<i64, Unknown> {
        match self.object.body.at(&["spec", "minReplicas"]) {
            Json::Null => Ok(1),
            other => other.as_integer().ok_or_else(|| {
                let name = self.object.name;
                let words = format!(
                    "`spec.minReplicas` of HorizontalPodAutoscaler `{name}` is not a whole number"
                );
                Unknown::malformed(words)
            }),
        }
    }
}

/// Whether an autoscaler's target is that workload: `scaleTargetRef`, `scaleRef` in extensions/v1beta1.
fn scales(autoscaler: &Object<'_>, workload: &Object<'_>) -> bool {
    let spec = autoscaler.body.get("spec");
    let target = match spec.get("scaleTargetRef") {
        Json::Null => spec.get("scaleRef"),
        target => target,
    };
    let kind = target.get("kind").as_str().unwrap_or(workload.kind.name());
    let group = target.get("apiVersion").as_str().and_then(|version| version.split_once('/'));
    kind == workload.kind.name()
        && group.is_none_or(|(group, _)| workload.kind.groups().contains(&group))
        && target.get("name").as_str() == Some(workload.name)
}
