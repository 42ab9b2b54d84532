//! The policy: the production guide of Deis, Hephy and Drycc Workflow as pure rules.
//!
//! A decision depends on its input only. There are no files, no clock, no network and no threads here;
//! time comes in as the value `now`. Faces (a waPC guest, a browser module) and the harness call
//! [`api::call`] with bytes and get bytes. Texts for people are packed where they stand: see the crate `words`.
//!
//! The modules, in order of dependence; each uses only those before it:
//!
//! | module | what it holds |
//! | --- | --- |
//! | [`json`], [`joined`], [`patch`] | a borrowed JSON tree, lists of words, RFC 6902 patches |
//! | [`moment`], [`place`] | points in time, places in a text |
//! | [`unknown`], [`missing`], [`model`] | why something could not be told, what a snapshot does not hold; Kubernetes' objects and Workflow's components |
//! | [`chart`] | what a chart renders from Helm values |
//! | [`guide`], [`checklist`], [`finding`], [`verdict`] | the guide's sections, what a person looks at; what a rule says, and how to mend it |
//! | [`cluster`], [`host`], [`clock`], [`settings`], [`context`] | what a rule may ask |
//! | [`workflow`] | how the components play together: storage, TLS, routing, installations |
//! | [`rule`], [`rules`], [`coverage`] | what a rule is; the table of all rules, one file each; every statement of the guide and who decides it |
//! | [`report`], [`standing`], [`engine`], [`review`] | judging one object and a whole input |
//! | [`lookup`] | the cluster behind an engine, asked object by object |
//! | [`wire`], [`admission`], [`api`] | payloads, admission, operations |

pub use json;

pub mod admission;
pub mod api;
pub mod chart;
pub mod checklist;
pub mod clock;
pub mod cluster;
pub mod context;
pub mod coverage;
pub mod engine;
pub mod finding;
pub mod gather;
pub mod guide;
pub mod host;
pub mod joined;
pub mod lookup;
pub mod missing;
pub mod model;
pub mod moment;
mod packed;
pub mod patch;
pub mod place;
pub mod report;
pub mod review;
pub mod rule;
pub mod rules;
pub mod settings;
pub mod standing;
pub mod unknown;
pub mod verdict;
pub mod wire;
pub mod workflow;
