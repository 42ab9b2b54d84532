//! The harness's specification: both engines, the module itself, the command, and the tree.
#![allow(missing_docs)]

#[path = "harness/admission.rs"]
mod admission;
#[path = "harness/architecture.rs"]
mod architecture;
#[path = "harness/bad_input.rs"]
mod bad_input;
#[path = "harness/baseline.rs"]
mod baseline;
#[path = "harness/baseline_calls.rs"]
mod baseline_calls;
#[path = "harness/cli.rs"]
mod cli;
#[path = "harness/collects.rs"]
mod collects;
#[path = "harness/commands.rs"]
mod commands;
#[path = "harness/config.rs"]
mod config;
#[path = "harness/config_mistakes.rs"]
mod config_mistakes;
#[path = "harness/differential.rs"]
mod differential;
#[path = "harness/docs.rs"]
mod docs;
#[path = "harness/enforced.rs"]
mod enforced;
#[path = "harness/fix.rs"]
mod fix;
#[path = "harness/fix_everywhere.rs"]
mod fix_everywhere;
#[path = "harness/fix_secrets.rs"]
mod fix_secrets;
#[path = "harness/foreign.rs"]
mod foreign;
#[path = "harness/fuel.rs"]
mod fuel;
#[path = "harness/generated.rs"]
mod generated;
#[path = "harness/grants.rs"]
mod grants;
#[path = "harness/hostile_command.rs"]
mod hostile_command;
#[path = "harness/hostile_promises.rs"]
mod hostile_promises;
#[path = "harness/hostile_requests.rs"]
mod hostile_requests;
#[path = "harness/hostile_texts.rs"]
mod hostile_texts;
#[path = "harness/install.rs"]
mod install;
#[path = "harness/interrupt.rs"]
mod interrupt;
#[path = "harness/kubewarden.rs"]
mod kubewarden;
#[path = "harness/live.rs"]
mod live;
#[path = "harness/live_calls.rs"]
mod live_calls;
#[path = "harness/live_troubles.rs"]
mod live_troubles;
#[path = "harness/long_lists.rs"]
mod long_lists;
#[path = "harness/module.rs"]
mod module_file;
#[path = "harness/pty.rs"]
mod pty;
#[path = "harness/readme.rs"]
mod readme;
#[path = "harness/reports.rs"]
mod reports;
#[path = "harness/requests.rs"]
mod requests;
#[path = "harness/secrets.rs"]
mod secrets;
#[path = "harness/shell.rs"]
mod shell;
#[path = "harness/snapshots.rs"]
mod snapshots;
#[path = "harness/support.rs"]
mod support;
#[path = "harness/terminal.rs"]
mod terminal;
#[path = "harness/typos.rs"]
mod typos;
#[path = "harness/unmatched.rs"]
mod unmatched;
#[path = "harness/values.rs"]
mod values;
