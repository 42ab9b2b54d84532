//! Deis and Hephy.

use proptest::option::weighted;
use proptest::prelude::*;

use super::setting::{hidden, mostly, rarely, setting};
use crate::plan::{
    Autoscaler, Backend, Balancer, Brand, Budget, Certificate, Exposure, Flaw, Grafana,
    HttpsTarget, Ingress, IngressTls, KeyFile, Router, Routing, Setting, Storage, Workflow,
};

prop_compose! {
    pub fn workflow()(
        brand in prop_oneof![Just(Brand::Deis), Just(Brand::Hephy)],
        namespace in prop_oneof![3 => Just("deis"), 1 => Just("platform")],
        storage in storage().boxed(),
        registration in setting(&["admin_only", "disabled", "enabled", "Admin_Only", "open"]),
        secret_key in hidden(&["own-key", "CHANGEME_sapm^9d!s", "xCHANGEME_"]),
        grafana in weighted(0.7, grafana().boxed()),
        routing in routing().boxed(),
        (domains, domain_certificate) in domains(),
        (influx_is_routable, exposure, proxy_on_node) in (mostly(), exposure(), proxy()),
        (rbac, sidecars, attested) in (mostly(), any::<bool>(), any::<bool>()),
    ) -> Workflow {
        Workflow {
            brand,
            namespace: namespace.to_owned(),
            storage, registration, secret_key, grafana, routing, domains, domain_certificate,
            influx_is_routable, exposure, proxy_on_node, rbac, sidecars, attested,
        }
    }
}

fn backend() -> impl Strategy<Value = Backend> {
    prop::sample::select(Backend::ALL.to_vec())
}

/// As a chart renders it: one word for all; in some clusters somebody changed one of them.
fn storage() -> impl Strategy<Value = Storage> {
    let odd = || weighted(0.15, setting(&["s3", "minio", "filesystem", "S3", "gcs"]));
    let odd = [odd(), odd(), odd(), odd()];
    (backend(), odd, weighted(0.95, key_file().boxed()), mostly(), mostly(), any::<bool>())
        .prop_map(|(of, odd, key_file, registry, database, left_over)| {
            let word = |place: usize| odd[place].clone().unwrap_or(Setting::Word(of.word()));
            let key_file = key_file.map(|file| KeyFile { of, ..file });
            Storage {
                registry: registry.then(|| word(0)),
                database: database.then(|| word(1)),
                builder: word(2),
                controller: word(3),
                key_file,
                minio: of == Backend::Minio || left_over,
            }
        })
}

prop_compose! {
    fn key_file()(
        of in backend(),
        annotated in mostly(),
        flaw in weighted(0.4, flaw()),
        string_data in prop::bool::weighted(0.2),
    ) -> KeyFile {
        KeyFile { of, annotated, flaw, string_data }
    }
}

fn flaw() -> impl Strategy<Value = Flaw> {
    let some = || 0..6_usize;
    prop_oneof![
        some().prop_map(Flaw::CredentialMissing),
        some().prop_map(Flaw::CredentialEmpty),
        some().prop_map(Flaw::CredentialPlaceholder),
        Just(Flaw::InstanceRole),
        Just(Flaw::Published),
        some().prop_map(Flaw::BucketMissing),
        some().prop_map(Flaw::BucketPlaceholder),
        some().prop_map(Flaw::BucketRefused),
        some().prop_map(Flaw::BucketDotted),
    ]
}

prop_compose! {
    fn grafana()(
        over in rarely(&["false", "true", " false", "disabled"]),
        word in setting(&["false", "true", " off ", "fALSE", "never", "\"false\"", "no;", "0", "n", "N"]),
        user in rarely(&["own", "admin"]),
        password in setting(&["own", "admin", "Admin"]),
        volume in any::<bool>(),
    ) -> Grafana {
        Grafana { over, word, user, password, volume }
    }
}

fn routing() -> impl Strategy<Value = Routing> {
    let tls = prop::sample::select(vec![
        IngressTls::None,
        IngressTls::Good,
        IngressTls::SecretMissing,
        IngressTls::OtherHost,
        IngressTls::Cloud,
        IngressTls::Coming,
    ]);
    prop_oneof![
        4 => router().boxed().prop_map(|router| Routing::Router(Box::new(router))).boxed(),
        1 => tls.prop_map(|tls| Routing::Ingress(Ingress { tls })),
    ]
}

prop_compose! {
    fn router()(
        replicas in prop_oneof![3 => Just(Some(2)), 1 => Just(None), 2 => (0..4).prop_map(Some)],
        autoscaler in weighted(0.3, autoscaler().boxed()),
        (spread, budget) in (any::<bool>(), weighted(0.5, budget())),
        (host_ports, node_port) in (prop::bool::weighted(0.2), prop::bool::weighted(0.2)),
        platform_domain in mostly(),
        (certificate, own_dhparam) in (certificate(), any::<bool>()),
        balancer in weighted(0.2, balancer().boxed()),
        enforce in weighted(0.5, prop::sample::select(vec!["true", "True", "1", "false"])),
        hsts in prop::bool::weighted(0.2),
        protocols in weighted(0.7, prop::sample::select(
            vec!["TLSv1.2", "TLSv1.2 TLSv1.3", "TLSv1 TLSv1.2", "tlsv1.2", "SSLv3"])),
        whitelist in weighted(0.5, prop::sample::select(
            vec!["203.0.113.0/24", "0.0.0.0/0", "10.0.0.1,198.51.100.0/24", "2001:db8::/32"])),
        enforce_whitelists in prop::bool::weighted(0.3),
    ) -> Router {
        Router {
            replicas, autoscaler, spread, budget, host_ports, node_port, platform_domain, certificate,
            own_dhparam, balancer, enforce, hsts, protocols, whitelist, enforce_whitelists,
        }
    }
}

prop_compose! {
    fn autoscaler()(
        minimum in weighted(0.8, 1..4),
        by_cpu_share in any::<bool>(),
        cpu_requested in any::<bool>(),
    ) -> Autoscaler {
        Autoscaler { minimum, by_cpu_share, cpu_requested }
    }
}

fn budget() -> impl Strategy<Value = Budget> {
    prop_oneof![2 => Just(Budget::KeepsOne), 1 => Just(Budget::KeepsNone), 1 => Just(Budget::OfOthers)]
}

fn certificate() -> impl Strategy<Value = Certificate> {
    use Certificate as C;
    let others = vec![
        C::Absent,
        C::Coming,
        C::NoKey,
        C::EmptyCertificate,
        C::ApiOnly,
        C::OtherHost,
        C::Expired,
        C::NotYet,
        C::ExpiresSoon,
        C::OtherKey,
        C::SelfSigned,
        C::NoText,
    ];
    prop_oneof![1 => Just(C::Good), 2 => prop::sample::select(others)]
}

prop_compose! {
    fn balancer()(
        ports in weighted(0.8, prop::sample::select(vec!["443", "https", "80,443", "8443"])),
        protocol in weighted(0.7, prop::sample::select(vec!["tcp", "ssl", "http", "https"])),
        target in prop_oneof![
            2 => Just(HttpsTarget::Http), 1 => Just(HttpsTarget::Tls), 1 => Just(HttpsTarget::TlsByName)],
    ) -> Balancer {
        Balancer { ports, protocol, target }
    }
}

/// The API's names, and what is named for a full one.
fn domains() -> impl Strategy<Value = (&'static str, Option<bool>)> {
    let full = prop_oneof![Just("deis,api.example.org"), Just("api.example.org")];
    prop_oneof![
        3 => Just(("deis", None)),
        1 => (full, prop::option::of(any::<bool>())),
    ]
}

fn exposure() -> impl Strategy<Value = Exposure> {
    use Exposure as E;
    let some = vec![
        E::LoggerNodePort,
        E::ControllerBalancer,
        E::LoggerExternalIp,
        E::LoggerHostPort,
        E::LoggerLoopbackPort,
        E::LoggerHostNetwork,
        E::RouterExtraPort,
    ];
    prop_oneof![2 => Just(E::None), 1 => prop::sample::select(some)]
}

fn proxy() -> impl Strategy<Value = Option<&'static str>> {
    weighted(0.4, prop::sample::select(vec!["127.0.0.1:5555", "0.0.0.0:5555", "5555"]))
}
