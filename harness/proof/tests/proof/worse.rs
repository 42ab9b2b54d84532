//! Making one thing worse makes no other verdict better.

use proof::plan::{
    Certificate, Endpoint, Exposure, Flaw, IngressTls, Ini, Listener, Plan, Routing, Setting,
};
use proof::{cluster, strategy};
use proptest::prelude::*;
use serde_json::Value;

use super::support::{holds, review, settings};

/// One change for the worse; `None` where the plan has nothing that it could spoil.
type Worse = (&'static str, fn(&mut Plan) -> Option<()>);

const CHANGES: [Worse; 14] = [
    ("open registration", |plan| {
        match plan {
            Plan::Workflow(plan) => plan.registration = Setting::Word("enabled"),
            Plan::Drycc(plan) => plan.passport.switch = Setting::Word("true"),
        }
        Some(())
    }),
    ("a closed registration moved into a Secret", |plan| {
        let setting = match plan {
            Plan::Workflow(plan) => &mut plan.registration,
            Plan::Drycc(plan) => &mut plan.passport.switch,
        };
        let closed = [Setting::Word("admin_only"), Setting::Word("false")];
        closed.contains(setting).then(|| *setting = Setting::FromSecret)
    }),
    ("sign-ups", |plan| {
        match plan {
            Plan::Workflow(plan) => plan.grafana.as_mut()?.over = Setting::Word("true"),
            Plan::Drycc(plan) => plan.grafana = plan.grafana.map(|_| Ini::On),
        }
        Some(())
    }),
    ("the builder on Minio", |plan| {
        match plan {
            Plan::Workflow(plan) => plan.storage.builder = Setting::Word("minio"),
            Plan::Drycc(plan) => plan.builder = Endpoint::Own,
        }
        Some(())
    }),
    ("the registry untold", |plan| {
        match plan {
            Plan::Workflow(plan) => *plan.storage.registry.as_mut()? = Setting::Absent,
            Plan::Drycc(plan) => {
                let registry = plan.registry.as_mut().filter(|one| **one == Endpoint::Outside)?;
                *registry = Endpoint::Untold;
            }
        }
        Some(())
    }),
    ("no keys", |plan| {
        let Plan::Workflow(plan) = plan else { return None };
        plan.storage.key_file = None;
        Some(())
    }),
    ("a key missing", |plan| {
        let Plan::Workflow(plan) = plan else { return None };
        plan.storage.key_file.as_mut()?.flaw = Some(Flaw::CredentialMissing(0));
        Some(())
    }),
    ("no certificate", |plan| {
        match plan {
            Plan::Workflow(plan) => match &mut plan.routing {
                Routing::Router(router) => router.certificate = Certificate::Absent,
                Routing::Ingress(ingress) => ingress.tls = IngressTls::None,
            },
            Plan::Drycc(plan) => plan.door.listener = Listener::PlainOnly,
        }
        Some(())
    }),
    ("an expired certificate", |plan| {
        let Plan::Workflow(plan) = plan else { return None };
        let Routing::Router(router) = &mut plan.routing else { return None };
        router.certificate = Certificate::Expired;
        Some(())
    }),
    ("one router", |plan| {
        let Plan::Workflow(plan) = plan else { return None };
        let Routing::Router(router) = &mut plan.routing else { return None };
        (router.replicas, router.autoscaler) = (Some(1), None);
        Some(())
    }),
    ("an autoscaler that goes down to one", |plan| {
        let Plan::Workflow(plan) = plan else { return None };
        let Routing::Router(router) = &mut plan.routing else { return None };
        router.autoscaler.as_mut()?.minimum = Some(1);
        Some(())
    }),
    ("an open port", |plan| {
        let Plan::Workflow(plan) = plan else { return None };
        plan.exposure = Exposure::LoggerNodePort;
        Some(())
    }),
    ("a name without a certificate", |plan| {
        let Plan::Workflow(plan) = plan else { return None };
        (plan.domains, plan.domain_certificate) = ("deis,api.example.org", None);
        Some(())
    }),
    ("nobody attests", |plan| {
        match plan {
            Plan::Workflow(plan) => plan.attested = false,
            Plan::Drycc(plan) => plan.attested = false,
        }
        Some(())
    }),
];

/// The guide's sections with what they are worth: done, open, or violated.
fn worth(report: &Value) -> Vec<(String, u8)> {
    let sections = report["installations"][0]["sections"].as_array().into_iter().flatten();
    sections
        .map(|one| {
            let worth = match one["standing"].as_str().unwrap_or_default() {
                "met" | "not-applicable" => 2,
                "unknown" | "needs-review" => 1,
                _ => 0,
            };
            (one["id"].as_str().unwrap_or_default().to_owned(), worth)
        })
        .collect()
}

#[test]
fn one_thing_worse_makes_no_section_better() {
    holds(
        1500,
        (strategy::plan(), prop::sample::select(CHANGES.to_vec())),
        |(plan, (name, change))| {
            let before = review(&cluster::of(&plan), &settings(std::slice::from_ref(&plan)));
            let mut worse = plan.clone();
            if change(&mut worse).is_none() {
                return Ok(());
            }
            let after = review(&cluster::of(&worse), &settings(&[worse]));
            for ((section, old), (_, new)) in worth(&before).into_iter().zip(worth(&after)) {
                prop_assert!(new <= old, "{name} makes {section} better");
            }
            prop_assert!(
                before["ready"] == true || after["ready"] == false,
                "{name} makes it ready"
            );
            Ok(())
        },
    );
}

/// Whatever of an installation is not given: nothing that was violated or unknown is done by that, but
/// what says that a part is there at all.
#[test]
fn an_object_of_object_storage_that_is_not_given_makes_that_section_no_better() {
    let inputs = (strategy::plan(), any::<prop::sample::Index>());
    holds(1000, inputs, |(plan, pick)| {
        let mut objects = cluster::of(&plan);
        let settings = settings(&[plan]);
        let before = worth(&review(&objects, &settings));
        objects.remove(pick.index(objects.len()));
        let after = worth(&review(&objects, &settings));
        // Without its workload or Secret a violation is gone: then something is unknown, never done.
        for ((section, old), (_, new)) in before.into_iter().zip(after) {
            let judged = ["object-storage", "registration"].contains(&section.as_str());
            prop_assert!(!judged || old == 2 || new < 2, "{section}");
        }
        Ok(())
    });
}
