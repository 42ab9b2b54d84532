//! Installations that follow the guide, each in its own way.

use crate::plan::{
    Backend, Certificate, Drycc, Endpoint, Exposure, Flaw, Grafana, IngressTls, Ini, KeyFile,
    Listener, Routing, Setting, Storage, Workflow,
};

/// Puts right what is not.
pub fn workflow(mut plan: Workflow) -> Workflow {
    plan.storage = storage(plan.storage);
    if !matches!(plan.registration, Setting::FromMap("disabled" | "admin_only")) {
        plan.registration = Setting::Word("admin_only");
    }
    plan.grafana = plan.grafana.map(|one| Grafana {
        over: Setting::Empty,
        word: Setting::Twice("true", "false"),
        ..one
    });
    match &mut plan.routing {
        Routing::Router(router) => {
            router.replicas = Some(router.replicas.unwrap_or(1).max(2));
            if let Some(autoscaler) = &mut router.autoscaler {
                autoscaler.minimum = Some(2);
            }
            router.platform_domain = true;
            if router.certificate != Certificate::ApiOnly {
                router.certificate = Certificate::Good;
            }
            router.balancer = None;
        }
        Routing::Ingress(ingress) if ingress.tls != IngressTls::Cloud => {
            ingress.tls = IngressTls::Good;
        }
        Routing::Ingress(_) => {}
    }
    (plan.domains, plan.domain_certificate) = ("deis", None);
    (plan.exposure, plan.attested) = (Exposure::None, true);
    plan
}

fn storage(storage: Storage) -> Storage {
    let given = storage.key_file.as_ref().map_or(Backend::S3, |file| file.of);
    let of = if given == Backend::Minio { Backend::S3 } else { given };
    let word = || Setting::Word(of.word());
    let role = storage.key_file.as_ref().is_some_and(|file| file.flaw == Some(Flaw::InstanceRole));
    let flaw = (role && of == Backend::S3).then_some(Flaw::InstanceRole);
    let annotated = storage.key_file.as_ref().is_none_or(|file| file.annotated);
    Storage {
        registry: storage.registry.map(|_| word()),
        database: storage.database.map(|_| word()),
        builder: word(),
        controller: word(),
        key_file: Some(KeyFile { of, annotated, flaw, string_data: false }),
        minio: false,
    }
}

/// Puts right what is not.
pub fn drycc(mut plan: Drycc) -> Drycc {
    plan.builder = Endpoint::Outside;
    for endpoint in [&mut plan.registry, &mut plan.database, &mut plan.quickwit] {
        *endpoint = endpoint.map(|_| Endpoint::Outside);
    }
    plan.passport.switch = Setting::Absent;
    plan.grafana = plan.grafana.map(|_| Ini::Off);
    plan.over = Setting::Absent;
    plan.door.listener = Listener::Good;
    plan.attested = true;
    plan
}
