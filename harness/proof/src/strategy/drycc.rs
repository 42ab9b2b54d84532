//! Drycc.

use proptest::option::weighted;
use proptest::prelude::*;

use super::setting::{hidden, mostly, rarely};
use crate::plan::{Door, Drycc, Endpoint, Ini, Listener, Passport};

prop_compose! {
    pub fn drycc()(
        namespace in prop_oneof![3 => Just("drycc"), 1 => Just("paas")],
        builder in endpoint(),
        registry in weighted(0.8, endpoint()),
        (database, quickwit) in (weighted(0.8, endpoint()), weighted(0.6, endpoint())),
        storage in any::<bool>(),
        passport in passport(),
        ignored_mode in rarely(&["admin_only", "enabled"]),
        grafana in weighted(0.7, ini()),
        over in rarely(&["false", "true", "nope"]),
        door in door(),
        attested in any::<bool>(),
    ) -> Drycc {
        Drycc {
            namespace: namespace.to_owned(),
            builder, registry, database, quickwit, storage, passport, ignored_mode, grafana, over, door,
            attested,
        }
    }
}

fn endpoint() -> impl Strategy<Value = Endpoint> {
    use Endpoint as E;
    let others = vec![
        E::Own,
        E::OwnByFullName,
        E::OfAnother,
        E::OwnInSecret,
        E::SecretMissing,
        E::NoCredentials,
        E::Untold,
    ];
    prop_oneof![3 => Just(E::Outside), 1 => prop::sample::select(others)]
}

prop_compose! {
    fn passport()(
        version in prop::sample::select(vec!["v1.8.0", "v1.3.0", "v1.2.0", "v1.0.2", "canary"]),
        switch in rarely(&["true", "True", "false", "1", "on", "y"]),
        ldap in prop::bool::weighted(0.2),
        password in hidden(&["own", "admin"]),
    ) -> Passport {
        Passport { version, switch, ldap, password }
    }
}

fn ini() -> impl Strategy<Value = Ini> {
    let others = vec![Ini::On, Ini::Silent, Ini::Elsewhere, Ini::OffThenOn];
    prop_oneof![2 => Just(Ini::Off), 1 => prop::sample::select(others)]
}

prop_compose! {
    fn door()(
        listener in prop_oneof![2 => Just(Listener::Good), 3 => prop::sample::select(vec![
            Listener::PlainOnly, Listener::SecretMissing, Listener::Coming, Listener::Bare, Listener::OtherHost])],
        by_set in mostly(),
    ) -> Door {
        Door { listener, by_set }
    }
}
