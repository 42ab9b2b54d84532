//! Puts what a config says where a call says nothing.

use anyhow::Result;
use clap::ArgMatches;
use clap::parser::ValueSource;

use super::{Config, find, read};
use crate::cli::{Admit, Cli, Command, Configured, EngineName, Fix, Judging, Review};
use crate::file;
use crate::settings::Location;
use crate::terminal::{detail, note};

/// Completes the call with the config, and says which one that is.
///
/// # Errors
/// The config cannot be read, or is wrong.
pub fn apply(cli: &mut Cli, matches: &ArgMatches) -> Result<()> {
    let configured = match &cli.command {
        Command::Review(options) => &options.judging.configured,
        Command::Admit(options) => &options.judging.configured,
        Command::Fix(options) => &options.judging.configured,
        _ => return Ok(()),
    };
    let Some((_, matches)) = matches.subcommand() else { return Ok(()) };
    let Some(config) = config(configured)? else { return Ok(()) };
    let is_found = configured.config.is_none();
    let file = file::name(&config.file);
    let mut call = Call { matches, used: Vec::new() };
    match &mut cli.command {
        Command::Review(options) => call.review(options, config),
        Command::Admit(options) => call.admit(options, config),
        Command::Fix(options) => call.fix(options, config),
        _ => {}
    }
    // A config that nobody named changes nothing in silence.
    let words = format!("using {file}: {}", call.used.join(", "));
    match call.used.is_empty() {
        true => detail(&format!("{file} says nothing that is of use here")),
        false if is_found => note(&words),
        false => detail(&words),
    }
    Ok(())
}

fn config(configured: &Configured) -> Result<Option<Config>> {
    match &configured.config {
        _ if configured.no_config => Ok(None),
        Some(file) => read::read(file, false).map(Some),
        None => find::nearest()?.map(|file| read::read(&file, true)).transpose(),
    }
}

/// A call, and which fields of the config it took over.
struct Call<'a> {
    matches: &'a ArgMatches,
    used: Vec<&'static str>,
}

impl Call<'_> {
    /// Takes a field over, unless the call has the option.
    fn take<T>(&mut self, field: &'static str, option: &str, slot: &mut T, value: Option<T>) {
        let is_given = self.matches.value_source(option) == Some(ValueSource::CommandLine);
        if let Some(value) = value.filter(|_| !is_given) {
            *slot = value;
            self.used.push(field);
        }
    }

    fn review(&mut self, options: &mut Review, config: Config) {
        let version = config.workflow_version.map(Some);
        let paths = config.paths.filter(|_| !options.cluster);
        self.take("paths", "paths", &mut options.paths, paths);
        self.take("values", "values", &mut options.values, config.values);
        self.take(
            "distribution",
            "distribution",
            &mut options.distribution,
            config.distribution.map(Some),
        );
        self.take("workflowVersion", "workflow_version", &mut options.workflow_version, version);
        self.take("namespace", "namespace", &mut options.namespace, config.namespace.map(Some));
        self.take("format", "format", &mut options.format, config.format);
        self.take("outputs", "outputs", &mut options.outputs, config.outputs);
        self.take("failOn", "fail_on", &mut options.fail_on, config.fail_on);
        self.take(
            "requireReady",
            "require_ready",
            &mut options.require_ready,
            config.require_ready,
        );
        self.take("baseline", "baseline", &mut options.baseline, config.baseline.map(Some));
        self.take("failOnNew", "fail_on_new", &mut options.fail_on_new, config.fail_on_new);
        self.judging(&mut options.judging, config.settings, config.engine);
    }

    fn admit(&mut self, options: &mut Admit, config: Config) {
        self.judging(&mut options.judging, config.settings, config.engine);
    }

    fn fix(&mut self, options: &mut Fix, config: Config) {
        let version = config.workflow_version.map(Some);
        let distribution = config.distribution.map(Some);
        self.take("distribution", "distribution", &mut options.distribution, distribution);
        self.take("workflowVersion", "workflow_version", &mut options.workflow_version, version);
        self.take("namespace", "namespace", &mut options.namespace, config.namespace.map(Some));
        self.judging(&mut options.judging, config.settings, config.engine);
    }

    fn judging(
        &mut self,
        options: &mut Judging,
        settings: Option<Location>,
        engine: Option<EngineName>,
    ) {
        self.take("settings", "settings", &mut options.settings, settings.map(Some));
        let engine = engine.filter(|_| options.runner.module.is_none());
        self.take("engine", "engine", &mut options.runner.engine, engine);
    }
}
