//! A chart's values: merged as Helm merges them, and what the chart renders from them, as far as values
//! decide it.
//!
//! A chart is data: `chart/*.json` lists its objects, with a path of values where a value stands. An
//! object that is drawn from it is partial: what no value decides (the number of routers, a certificate)
//! is not in it.
//!
//! `deis.json` is deis+workflow:charts/workflow at v2.18.0 and teamhephy+workflow at v2.23.0, whose objects and values are
//! the same so far as rules look; drycc+workflow at v1.0 too, under other names. `drycc.json` is drycc+workflow at
//! v1.8 and tip.

mod paint;
mod values;

use crate::gather::Gather as _;
use crate::json::Json;
use crate::model::distribution::Distribution;
use crate::model::kind::Kind;
use crate::model::object::{Drawn, Object};
use crate::packed::{DEIS, DEIS_DEFAULTS, DRYCC, DRYCC_DEFAULTS};
use paint::Painter;

use values::left_open;
pub use values::{merge, truthy, value};
use words::words;

/// Whose chart, and of which version of Workflow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Chart {
    /// Whose.
    pub distribution: Distribution,
    /// The version of Workflow; the last one, if it is not said.
    pub version: Option<[u32; 3]>,
}

/// An object that the chart renders.
#[derive(Debug)]
pub struct Drawing<'a> {
    kind: Kind,
    name: String,
    body: Json<'a>,
    drawn: Drawn,
}

/// What changed the defaults of a chart: whose, before or from which version, and the values.
/// deis+workflow 7d63d071; teamhephy+workflow e6e0882a; drycc+workflow v1.0.0.
const CHANGES: [(Distribution, bool, [u32; 3], &str); 3] = [
    (Distribution::Deis, true, [2, 12, 0], r#"{"controller":{"registration_mode":"enabled"}}"#),
    (Distribution::Hephy, false, [2, 22, 0], r#"{"global":{"use_rbac":true}}"#),
    (Distribution::Drycc, true, [1, 1, 0], r#"{"global":{"use_rbac":true}}"#),
];

impl Chart {
    /// The distribution that values are for, where their names tell it.
    pub fn guess(values: &[Json<'_>]) -> Option<Distribution> {
        let has = |path: &str| values.iter().any(|one| !value(one, path).is_null());
        let drycc = [
            "passport",
            "gateway",
            "global.platformDomain",
            "global.certManagerEnabled",
            "builder.storageEndpoint",
            "registry.storageEndpoint",
            "controller.registrationMode",
            "storage.enabled",
            "quickwit",
        ];
        if drycc.into_iter().any(has) {
            return Some(Distribution::Drycc);
        }
        has("azure.azure-storage-conn-string").then_some(Distribution::Hephy)
    }

    /// The objects that the chart renders from values, later ones over earlier ones.
    ///
    /// # Errors
    /// The chart of that version is not known here, or a value leaves open what it renders.
    pub fn draw<'a>(&self, values: &'a [Json<'a>]) -> Result<Vec<Drawing<'a>>, String> {
        let newest = self.version.unwrap_or([u32::MAX; 3]);
        let is_drycc = self.distribution == Distribution::Drycc;
        if is_drycc && ([1, 1, 0]..[1, 7, 0]).contains(&newest) {
            return Err(words!(
                "values of Drycc Workflow v1.1 to v1.6 are not read: review its manifests instead"
            )
            .text());
        }
        let (objects, defaults) = if is_drycc && newest >= [1, 7, 0] {
            (DRYCC, DRYCC_DEFAULTS)
        } else {
            (DEIS, DEIS_DEFAULTS)
        };
        let read = |text: &'static str| Json::parse(text).unwrap_or(Json::Null);
        let mut merged = defaults.json()?;
        for (whose, before, version, changed) in CHANGES {
            if whose == self.distribution && (newest < version) == before {
                merge(&mut merged, &read(changed));
            }
        }
        let mut given = Json::Object(Vec::new());
        for one in values {
            merge(&mut given, one);
        }
        if let Some(words) = left_open(&given, &merged, "") {
            return Err(words);
        }
        merge(&mut merged, &given);
        let painter = Painter { values: &merged, distribution: self.distribution, version: newest };
        Ok(objects.json()?.items().iter().filter_map(|entry| painter.object(entry)).gathered())
    }
}

impl Drawing<'_> {
    /// The object, in a namespace.
    pub fn object<'o>(&'o self, namespace: &'o str) -> Object<'o> {
        let cluster_scoped = self.kind.is_cluster_scoped();
        Object {
            kind: self.kind,
            api_version: self.kind.api_version(),
            namespace: if cluster_scoped { "" } else { namespace },
            name: &self.name,
            body: &self.body,
            index: 0,
            drawn: Some(&self.drawn),
        }
    }
}
