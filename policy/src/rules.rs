//! The rules: one file each, in the order of the guide's sections.

mod cni_registry_proxy;
mod grafana_signup;
mod rbac_enabled;
mod registration_mode;
mod registration_mode_ignored;
mod registration_passport;
mod routers_autoscaler;
mod routers_host_ports;
mod routers_replicas;
mod routers_spread;
mod security_default_credentials;
mod security_influx_api;
mod security_ports;
mod security_whitelist;
mod storage_agreement;
mod storage_backend;
mod storage_buckets;
mod storage_credentials;
mod storage_dangling;
mod storage_endpoint;
mod storage_minio;
mod tls_dhparam;
mod tls_domains_covered;
mod tls_enforced;
mod tls_gateway;
mod tls_ingress;
mod tls_load_balancer;
mod tls_platform_cert;
mod tls_platform_cert_usable;
mod tls_protocols;

use std::iter;

use crate::context::Context;
use crate::model::component::Component;
use crate::model::kind::Kind;
use crate::model::object::Object;
use crate::rule::{Rule, Target};
use crate::unknown::Unknown;
use crate::verdict::Verdict;

/// The table, and how each of its rules is asked.
macro_rules! table {
    ($(&$rule:ident::RULE,)*) => {
        /// The table of rules. Reports, listings, documentation and metadata are derived from it.
        pub static RULES: &[&Rule] = &[$(&$rule::RULE),*];

        /// A rule by its place in the table.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        #[expect(missing_docs, non_camel_case_types, reason = "called as their modules are")]
        pub enum Place {
            $($rule),*
        }

        impl Place {
            /// All of them, in their order.
            pub const ALL: &[Place] = &[$(Place::$rule),*];

            /// The rule.
            pub const fn rule(self) -> &'static Rule {
                match self {
                    $(Place::$rule => &$rule::RULE),*
                }
            }

            /// What the rule says of an object. Each is called by its name: whatever is called through a pointer, an
            /// engine looks up once on each fresh instance, and takes a hundredth of a decision for it.
            pub fn check<'a>(
                self,
                object: &'a Object<'a>,
                context: &Context<'a>,
            ) -> Result<Verdict, Unknown> {
                match self {
                    $(Place::$rule => ($rule::RULE.check)(object, context)),*
                }
            }
        }
    };
}

table! {
    &storage_backend::RULE,
    &storage_agreement::RULE,
    &storage_minio::RULE,
    &storage_credentials::RULE,
    &storage_buckets::RULE,
    &storage_endpoint::RULE,
    &storage_dangling::RULE,
    &security_ports::RULE,
    &security_whitelist::RULE,
    &security_default_credentials::RULE,
    &security_influx_api::RULE,
    &registration_mode::RULE,
    &registration_passport::RULE,
    &registration_mode_ignored::RULE,
    &grafana_signup::RULE,
    &tls_platform_cert::RULE,
    &tls_platform_cert_usable::RULE,
    &tls_domains_covered::RULE,
    &tls_load_balancer::RULE,
    &tls_ingress::RULE,
    &tls_gateway::RULE,
    &tls_enforced::RULE,
    &tls_protocols::RULE,
    &tls_dhparam::RULE,
    &routers_replicas::RULE,
    &routers_autoscaler::RULE,
    &routers_spread::RULE,
    &routers_host_ports::RULE,
    &cni_registry_proxy::RULE,
    &rbac_enabled::RULE,
}

/// The rules about how many pods a workload asks for: what a Scale is judged by.
pub static COUNTING: &[&Rule] = &[&routers_replicas::RULE];

/// The rule of that id.
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}

/// Whether some rule looks at objects of that kind.
pub fn look_at(kind: Kind) -> bool {
    kind.is_workload() || LOOKING.at_kinds.get(kind as usize).is_some_and(|rules| *rules != 0)
}

/// The rules that look at that object, in the order of the table.
pub fn looking_at<'o>(object: &'o Object<'o>) -> impl Iterator<Item = Place> + 'o {
    let component = object.component();
    let at_component =
        component.and_then(|component| LOOKING.at_components.get(component as usize));
    let at_kind = LOOKING.at_kinds.get(object.kind as usize);
    let mut left = [at_kind, at_component].into_iter().flatten().fold(0, |all, one| all | one);
    let candidates = iter::from_fn(move || {
        let place = Place::ALL.get(left.trailing_zeros() as usize);
        left &= left.wrapping_sub(1);
        place.copied()
    });
    candidates.filter(move |place| place.rule().target.is(object, component))
}

/// Which rules look at what: a bit for each rule, by its place in the table. Worked out while this is compiled.
struct Looking {
    /// At objects of each kind, whatever component's.
    at_kinds: [u64; Kind::COUNT],
    /// At the workload of each component.
    at_components: [u64; Component::COUNT],
}

static LOOKING: Looking = Looking::of(RULES);

impl Looking {
    #[expect(clippy::indexing_slicing, reason = "the compiler stops where a place is none")]
    const fn of(rules: &[&Rule]) -> Looking {
        assert!(rules.len() <= 64);
        let mut looking =
            Looking { at_kinds: [0; Kind::COUNT], at_components: [0; Component::COUNT] };
        let (mut rules, mut bit) = (rules, 1);
        while let [rule, others @ ..] = rules {
            match &rule.target {
                Target::Named(kind, _) => looking.at_kinds[*kind as usize] |= bit,
                Target::Kinds(kinds) => {
                    let mut kinds = *kinds;
                    while let [kind, others @ ..] = kinds {
                        looking.at_kinds[*kind as usize] |= bit;
                        kinds = others;
                    }
                }
                Target::Components(components) => {
                    let mut components = *components;
                    while let [component, others @ ..] = components {
                        looking.at_components[*component as usize] |= bit;
                        components = others;
                    }
                }
            }
            (rules, bit) = (others, bit << 1);
        }
        looking
    }
}
