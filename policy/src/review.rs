//! Judging a whole input: manifests, a chart's values, or both.

use words::words;

use crate::chart::{Chart, Drawing};
use crate::cluster::{Inventory, Item, Rendered, View, unpack};
use crate::context::{Context, Installation};
use crate::engine::{Config, apply, result, speaks};
use crate::gather::{Gather as _, TakeIn as _};
use crate::guide::Section;
use crate::json::Json;
use crate::model::component::Component;
use crate::model::distribution::{Distribution, version};
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::report::{
    Counts, InstallationReport, Outcome, Report, RuleResult, SCHEMA_VERSION, SectionReport,
    Standing, Summary, Unreadable,
};
use crate::rules::{Place, RULES};
use crate::standing;
use crate::unknown::Unknown;
use crate::workflow::detect::{self, Asked};

/// What a review starts from: the documents, or why one is none; and what the reader could not read.
#[derive(Debug, Default)]
pub struct Input<'a> {
    /// The documents, Lists not unpacked.
    pub documents: Vec<Result<Json<'a>, String>>,
    /// What the reader could not read.
    pub unreadable: Vec<Unreadable>,
    /// A chart's values, later ones over earlier ones.
    pub values: Vec<Json<'a>>,
    /// What the caller says of the installation.
    pub asked: Asked,
}

/// Judges every object of an input, and what a chart renders from its values.
pub fn review(input: &Input<'_>, config: &Config<'_>) -> Report<'static> {
    let mut unreadable = input.unreadable.clone();
    let mut ignored = Counts::default();
    let (mut objects, mut snapshots) = (Vec::new(), Vec::new());
    for item in unpack(&input.documents) {
        match item {
            Item::Known(object) => objects.push(object),
            Item::Other(kind) => ignored.add(&kind),
            Item::Snapshot(document) => snapshots.push(document),
            Item::Unreadable { index, reason } => unreadable.push(no_document(Some(index), reason)),
        }
    }
    detect::settle_namespaces(&mut objects, &input.asked);
    let mut found = detect::installations(&objects, &input.asked);
    let version = input.asked.version.or_else(|| version_of(&objects, &found));
    let drawn = match draw(input, version, &mut found) {
        Ok(drawn) => drawn,
        Err(reason) => {
            unreadable.push(no_document(None, reason));
            Vec::new()
        }
    };
    let inventory = Inventory::beside(objects, snapshots);
    for object in inventory.objects().iter().filter(|object| !is_looked_at(object, &found)) {
        ignored.add(object.kind.name());
    }
    let readable = unreadable.is_empty();
    let installations: Vec<_> = found
        .iter()
        .map(|one| review_one(one, (&inventory, &rendered(&drawn, one)), config, readable))
        .gathered();
    let outcomes = installations.iter().flat_map(|one| &one.results).map(|one| &one.outcome);
    Report {
        schema_version: SCHEMA_VERSION,
        now: config.clock.now().as_str().to_owned(),
        ready: !installations.is_empty() && installations.iter().all(|one| one.ready) && readable,
        summary: Summary::of(outcomes),
        baseline: None,
        installations,
        unreadable,
        ignored,
    }
}

fn no_document(index: Option<usize>, message: String) -> Unreadable {
    Unreadable { file: None, line: None, column: None, index, message }
}

/// What the chart renders from the values, if there are any: for the installation that was found, or
/// for one that is not there yet.
fn draw<'a>(
    input: &'a Input<'a>,
    version: Option<[u32; 3]>,
    found: &mut Vec<Installation>,
) -> Result<Vec<Drawing<'a>>, String> {
    if input.values.is_empty() {
        return Ok(Vec::new());
    }
    let asked = &input.asked;
    let distribution = match found.as_slice() {
        [] => asked.distribution.or(Chart::guess(&input.values)).unwrap_or(Distribution::Deis),
        [one] => one.distribution,
        _ => {
            return Err(words!("the values may be of each of the installations that were found: choose one by its namespace").text());
        }
    };
    if found.is_empty() {
        let namespace = asked.namespace.clone();
        let namespace = namespace.unwrap_or_else(|| distribution.heritage().to_owned());
        found.push(Installation { distribution, namespace });
    }
    Chart { distribution, version }.draw(&input.values)
}

/// The version of Workflow that manifests show: its controller has the same numbers, but for Hephy's last.
fn version_of(objects: &[Object<'_>], found: &[Installation]) -> Option<[u32; 3]> {
    let [one] = found else { return None };
    let is_controller = |object: &&Object<'_>| {
        object.namespace == one.namespace && object.component() == Some(Component::Controller)
    };
    let controller = objects.iter().find(is_controller)?;
    controller.annotation(one.distribution.version_annotation()).and_then(version)
}

fn rendered<'o>(drawn: &'o [Drawing<'_>], installation: &'o Installation) -> Rendered<'o> {
    let objects = drawn.iter().map(|one| one.object(&installation.namespace)).gathered();
    Rendered { inventory: Inventory::of(objects) }
}

fn is_looked_at(object: &Object<'_>, found: &[Installation]) -> bool {
    let kind = object.kind;
    let inside = found.iter().any(|one| one.namespace == object.namespace)
        || kind.is_cluster_scoped() && !found.is_empty();
    inside
        && RULES
            .iter()
            .any(|rule| rule.target.kinds().contains(&kind) || rule.reads.contains(&kind))
}

/// Where results come from: the manifests, or the chart's values.
#[derive(Default)]
struct Judged {
    results: Vec<RuleResult<'static>>,
    /// How often what the guide demands holds, section by section.
    held: [usize; Section::ALL.len()],
}

fn review_one(
    installation: &Installation,
    (given, rendered): (&Inventory<'_>, &Rendered<'_>),
    config: &Config<'_>,
    readable: bool,
) -> InstallationReport<'static> {
    let context = |cluster| Context {
        cluster,
        installation,
        settings: &config.settings,
        clock: &config.clock,
    };
    let mut contexts = Vec::new();
    let has_values = !rendered.inventory.objects().is_empty();
    if given.of_namespace(&installation.namespace).next().is_some() || !has_values {
        contexts.push((context(View::of(given)), given));
    }
    if has_values {
        contexts.push((context(View::of(rendered)), &rendered.inventory));
    }
    let mut judged = Judged::default();
    // Rule by rule over objects that are in order: so are the results, whatever the input's order.
    for place in Place::ALL {
        for (context, inventory) in &contexts {
            apply_all(*place, inventory, context, &mut judged);
        }
    }
    let contexts: Vec<_> = contexts.iter().map(|(context, _)| *context).gathered();
    let Judged { results, held } = judged;
    let sections: Vec<_> = Section::ALL
        .into_iter()
        .zip(held)
        .map(|(section, held)| {
            let unseen = unseen(section, given, &installation.namespace);
            standing::assess(section, (held, unseen), &results, &contexts)
        })
        .gathered();
    InstallationReport {
        distribution: installation.distribution,
        namespace: installation.namespace.clone(),
        ready: readable && is_ready(&sections),
        sections,
        results,
    }
}

/// Why objects that the section's rules are about were not seen, where a snapshot says so. Secrets are
/// asked for by name, each by the rules that need it.
fn unseen(section: Section, given: &Inventory<'_>, namespace: &str) -> Option<Unknown> {
    let rules = RULES.iter().filter(|rule| rule.section == section && !rule.advice);
    let kinds = rules.flat_map(|rule| rule.target.kinds());
    kinds.filter(|kind| **kind != Kind::Secret).find_map(|kind| given.unseen(*kind, namespace))
}

/// Whether the sections that the guide asks for are done, and one of them is met.
fn is_ready(sections: &[SectionReport]) -> bool {
    let done = |standing| matches!(standing, Standing::Met | Standing::NotApplicable);
    let mut asked = sections.iter().filter(|section| !section.id.is_advice());
    asked.clone().all(|section| done(section.standing))
        && asked.any(|section| section.standing == Standing::Met)
}

fn apply_all<'a>(
    place: Place,
    inventory: &Inventory<'a>,
    context: &Context<'a>,
    judged: &mut Judged,
) {
    let rule = place.rule();
    let decided = judged.results.iter().any(|one| one.rule == rule.id);
    let inside = inventory.of_namespace(&context.installation.namespace);
    let mut judgements = Vec::new();
    for object in inside.filter(|object| rule.target.is(object, object.component())) {
        apply(place, object, context, &mut judgements);
        // What values leave open, the manifests beside them may decide.
        if decided && object.drawn.is_some() {
            judgements.retain(|judgement| judgement.outcome != Outcome::Error);
        }
        if !judgements.is_empty()
            && judgements.iter().all(speaks)
            && let Some(held) = judged.held.get_mut(rule.section as usize)
        {
            *held = held.saturating_add(1);
        }
        judged.results.take_in(judgements.drain(..).map(|judgement| result(judgement, object)));
    }
}
