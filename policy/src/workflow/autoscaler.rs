//! HorizontalPodAutoscalers: with one, its minimum is what holds, not the workload's own number.

use words::words;

use crate::context::Context;
use crate::gather::Gather as _;
use crate::json::Json;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::unknown::Unknown;

/// A HorizontalPodAutoscaler.
#[derive(Debug, Clone, Copy)]
pub struct Autoscaler<'a> {
    /// The object that it is.
    pub object: &'a Object<'a>,
}

impl<'a> Autoscaler<'a> {
    /// The autoscalers that scale that workload.
    ///
    /// # Errors
    /// It cannot be told whether there is one.
    pub fn of(
        workload: &'a Object<'a>,
        context: &Context<'a>,
    ) -> Result<Vec<Autoscaler<'a>>, Unknown> {
        let all = context.excuses(Kind::HorizontalPodAutoscaler)?.into_iter();
        let all = all.map(|object| Autoscaler { object });
        Ok(all.filter(|autoscaler| autoscaler.scales(workload)).gathered())
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
                let words = words!(
                    "`spec.minReplicas` of HorizontalPodAutoscaler `{name}` is not a whole number"
                );
                Unknown::malformed(words)
            }),
        }
    }

    /// The name of what it scales: `scaleTargetRef`, `scaleRef` in extensions/v1beta1.
    pub fn target_name(&self) -> &'a str {
        self.target().get("name").as_str().unwrap_or_default()
    }

    fn target(&self) -> &'a Json<'a> {
        let spec = self.object.body.get("spec");
        match spec.get("scaleTargetRef") {
            Json::Null => spec.get("scaleRef"),
            target => target,
        }
    }

    /// Whether its target is that workload.
    pub fn scales(&self, workload: &Object<'_>) -> bool {
        let target = self.target();
        let kind = target.get("kind").as_str().unwrap_or(workload.kind.name());
        let group = target.get("apiVersion").as_str().and_then(|version| version.split_once('/'));
        kind == workload.kind.name()
            && group.is_none_or(|(group, _)| workload.kind.groups().contains(&group))
            && self.target_name() == workload.name
    }

    /// Whether it compares the pods' use of CPU with what they request: by
    /// `targetCPUUtilizationPercentage`, by a metric, or because it names neither, for which the API
    /// server fills in 80 per cent (all versions; v1 and v2beta1 keep other metrics in an annotation).
    pub fn needs_cpu_request(&self) -> bool {
        let spec = self.object.body.get("spec");
        let by_share = |metric: &Json<'_>| {
            let resource = metric.get("resource");
            let share = resource.get("targetAverageUtilization");
            resource.get("name").as_str() == Some("cpu")
                && (!share.is_null()
                    || resource.at(&["target", "type"]).as_str() == Some("Utilization"))
        };
        match spec.get("metrics") {
            Json::Array(metrics) if !metrics.is_empty() => metrics.iter().any(by_share),
            _ => {
                let others = self.object.annotation("autoscaling.alpha.kubernetes.io/metrics");
                others.is_none() || !spec.get("targetCPUUtilizationPercentage").is_null()
            }
        }
    }
}

/// What is asked for, in words.
pub fn wanted(minimum: i64) -> String {
    let who = if minimum == 2 { "the guide asks" } else { "the settings ask" };
    words!("{who} for at least {minimum}")
}
