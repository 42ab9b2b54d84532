//! Workloads and the environments of their containers.

use k8s_openapi::api::apps::v1::{
    DaemonSet, DaemonSetSpec, Deployment, DeploymentSpec, StatefulSet, StatefulSetSpec,
};
use k8s_openapi::api::core::v1::{
    ConfigMapEnvSource, ConfigMapKeySelector, Container, EnvFromSource, EnvVar, EnvVarSource,
    PodSpec, PodTemplateSpec, SecretKeySelector,
};
use k8s_openapi::apimachinery::pkg::apis::meta::v1::{LabelSelector, ObjectMeta};

use super::home::{Home, words};
use crate::plan::Setting;

/// One workload in the making.
pub struct Workload {
    pub name: &'static str,
    pub version: &'static str,
    pub container: Container,
    pub pod: PodSpec,
    /// Keys of the ConfigMap that variables name one by one.
    single: Vec<(&'static str, &'static str)>,
    /// Keys of the ConfigMap that is taken as a whole.
    whole: Vec<(&'static str, &'static str)>,
    hidden: Vec<&'static str>,
}

impl Workload {
    pub fn new(name: &'static str, version: &'static str) -> Self {
        let container = Container {
            name: name.to_owned(),
            image: Some(format!("registry.example.com/{name}:{version}")),
            ..Container::default()
        };
        let (single, whole, hidden) = (Vec::new(), Vec::new(), Vec::new());
        Self { name, version, container, pod: PodSpec::default(), single, whole, hidden }
    }

    #[must_use]
    pub fn env(mut self, name: &'static str, setting: &Setting) -> Self {
        match *setting {
            Setting::Absent => {}
            Setting::Word(word) => self.entry(literal(name, word)),
            Setting::Twice(first, last) => {
                self.entry(literal(name, first));
                self.entry(literal(name, last));
            }
            Setting::FromMap(word) => {
                self.single.push((name, word));
                self.entry(from_map(name, &self.map("settings"), false));
            }
            Setting::OptionalMissing => self.entry(from_map(name, "not-there", true)),
            Setting::EnvFrom(word) => self.whole.push((name, word)),
            Setting::OverEnvFrom(word, other) => {
                self.entry(literal(name, word));
                self.whole.push((name, other));
            }
            Setting::Empty => self.entry(EnvVar { name: name.to_owned(), ..EnvVar::default() }),
            Setting::FromSecret => {
                self.hidden.push(name);
                self.entry(from_secret(name, &self.map("secrets"), name));
            }
        }
        self
    }

    pub fn entry(&mut self, entry: EnvVar) {
        self.container.env.get_or_insert_default().push(entry);
    }

    fn map(&self, of: &str) -> String {
        format!("{}-{of}", self.name)
    }

    /// Puts what its variables refer to into the namespace, and gives its pods' template.
    fn template(mut self, home: &mut Home<'_>, sidecars: bool) -> PodTemplateSpec {
        if !self.single.is_empty() {
            home.config_map(&self.map("settings"), &self.single);
        }
        if !self.whole.is_empty() {
            let map = self.map("environment");
            home.config_map(&map, &self.whole);
            let source = ConfigMapEnvSource { name: map, ..ConfigMapEnvSource::default() };
            let source = EnvFromSource { config_map_ref: Some(source), ..EnvFromSource::default() };
            self.container.env_from = Some(vec![source]);
        }
        if !self.hidden.is_empty() {
            let data: Vec<_> = self.hidden.iter().map(|name| (*name, HIDDEN)).collect();
            home.secret(&self.map("secrets"), &data);
        }
        let labels = words(&[("app", self.name), ("heritage", home.heritage)]);
        let metadata = ObjectMeta { labels: Some(labels), ..ObjectMeta::default() };
        if sidecars {
            self.pod.containers.push(sidecar());
        }
        self.pod.containers.push(self.container);
        PodTemplateSpec { metadata: Some(metadata), spec: Some(self.pod) }
    }

    pub fn deployment(self, home: &mut Home<'_>, replicas: Option<i32>, sidecars: bool) -> usize {
        let (metadata, selector) = (home.versioned(self.name, self.version), selector(self.name));
        let template = self.template(home, sidecars);
        let spec = DeploymentSpec { replicas, selector, template, ..DeploymentSpec::default() };
        home.add(&Deployment { metadata, spec: Some(spec), ..Deployment::default() });
        home.objects.len() - 1
    }

    pub fn daemon_set(self, home: &mut Home<'_>, sidecars: bool) {
        let (metadata, selector) = (home.versioned(self.name, self.version), selector(self.name));
        let template = self.template(home, sidecars);
        let spec = DaemonSetSpec { selector, template, ..DaemonSetSpec::default() };
        home.add(&DaemonSet { metadata, spec: Some(spec), ..DaemonSet::default() });
    }

    pub fn stateful_set(self, home: &mut Home<'_>, sidecars: bool) {
        let (metadata, selector) = (home.versioned(self.name, self.version), selector(self.name));
        let template = self.template(home, sidecars);
        let spec =
            StatefulSetSpec { replicas: Some(1), selector, template, ..StatefulSetSpec::default() };
        home.add(&StatefulSet { metadata, spec: Some(spec), ..StatefulSet::default() });
    }
}

/// What generated Secrets hold; no report may show it.
pub const HIDDEN: &str = "N0b0dy-reads-th1s";

pub fn literal(name: &str, value: &str) -> EnvVar {
    EnvVar { name: name.to_owned(), value: Some(value.to_owned()), ..EnvVar::default() }
}

fn from_map(name: &str, map: &str, optional: bool) -> EnvVar {
    let reference = ConfigMapKeySelector {
        name: map.to_owned(),
        key: name.to_owned(),
        optional: optional.then_some(true),
    };
    let source = EnvVarSource { config_map_key_ref: Some(reference), ..EnvVarSource::default() };
    EnvVar { name: name.to_owned(), value_from: Some(source), ..EnvVar::default() }
}

pub fn from_secret(name: &str, secret: &str, key: &str) -> EnvVar {
    let (secret, key) = (secret.to_owned(), key.to_owned());
    let reference = SecretKeySelector { name: secret, key, optional: None };
    let source = EnvVarSource { secret_key_ref: Some(reference), ..EnvVarSource::default() };
    EnvVar { name: name.to_owned(), value_from: Some(source), ..EnvVar::default() }
}

/// A container that says the opposite of what production wants: only the component's own counts.
fn sidecar() -> Container {
    let env = vec![
        literal("REGISTRATION_MODE", "enabled"),
        literal("ALLOW_SIGN_UP", "true"),
        literal("BUILDER_STORAGE", "minio"),
    ];
    Container { name: "sidecar".to_owned(), env: Some(env), ..Container::default() }
}

fn selector(name: &str) -> LabelSelector {
    LabelSelector { match_labels: Some(words(&[("app", name)])), ..LabelSelector::default() }
}
