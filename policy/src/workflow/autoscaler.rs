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
    /// The autoscaler that scales that workload.
    ///
    /// # Errors
    /// It cannot be told whether there is one.
    pub fn of(
        workload: &Object<'a>,
        context: &Context<'a>,
    ) -> Result<Option<Autoscaler<'a>>, Unknown> {
        let autoscalers = context.list(Kind::HorizontalPodAutoscaler)?;
        Ok(autoscalers.into_iter().find_map(|object| {
            let target = object.body.at(&["spec", "scaleTargetRef"]);
            let hit = target.get("kind").as_str() == Some(workload.kind.name())
                && target.get("name").as_str() == Some(workload.name);
            hit.then_some(Autoscaler { object })
        }))
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
