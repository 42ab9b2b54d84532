//! Drycc from v1.8 on.

use super::{Outcome, Said, grafana};
use crate::plan::{Drycc, Effective, Endpoint, Ini, Listener, Passport, Setting};

pub fn all(plan: &Drycc, said: &mut Said) {
    storage(plan, said);
    let open = opens(&plan.passport);
    said.say("registration-passport", "drycc-passport-api", open);
    let password = grafana::password(&plan.passport.password);
    said.say("security-default-credentials", "drycc-passport-api", password);
    let ignored = plan.ignored_mode.effective() != Effective::Unset;
    let outcome = if ignored { Outcome::Warn } else { Outcome::Pass };
    said.say("registration-mode-ignored", "drycc-controller-api", outcome);
    if let Some(ini) = plan.grafana {
        said.say("grafana-signup", "drycc-grafana", sign_up(ini, &plan.over));
    }
    tls(plan.door.listener, said);
    said.say("rbac-enabled", "drycc-controller-api", Outcome::Pass);
    ports(plan, said);
}

fn consumers(plan: &Drycc) -> impl Iterator<Item = (&'static str, &'static str, Endpoint)> {
    let all = [
        ("drycc-builder", "builder-secret", Some(plan.builder)),
        ("drycc-registry", "registry-secret", plan.registry),
        ("drycc-database", "database-creds", plan.database),
        ("drycc-quickwit-indexer", "quickwit-creds", plan.quickwit),
    ];
    all.into_iter().filter_map(|(name, secret, endpoint)| Some((name, secret, endpoint?)))
}

fn storage(plan: &Drycc, said: &mut Said) {
    for (name, secret, endpoint) in consumers(plan) {
        use Endpoint as E;
        let (where_to, dangling) = match endpoint {
            E::Own | E::OwnByFullName | E::OwnInSecret if plan.storage => {
                (Outcome::Fail, Some(Outcome::Pass))
            }
            E::Own | E::OwnByFullName | E::OwnInSecret => (Outcome::Fail, Some(Outcome::Fail)),
            E::OfAnother | E::Outside | E::NoCredentials => (Outcome::Pass, Some(Outcome::Pass)),
            E::SecretMissing if plan.storage => (Outcome::Error, Some(Outcome::Pass)),
            E::SecretMissing => (Outcome::Error, Some(Outcome::Error)),
            E::Untold => (Outcome::Error, None),
        };
        said.say("storage-endpoint", name, where_to);
        if let Some(dangling) = dangling {
            said.say("storage-dangling", name, dangling);
        }
        let credentials = match endpoint {
            E::Outside | E::OwnInSecret => Outcome::Pass,
            E::NoCredentials => Outcome::Fail,
            _ => continue,
        };
        said.say("storage-credentials", secret, credentials);
        said.say("storage-buckets", secret, Outcome::Pass);
    }
}

/// Off where it is absent. Each version of the passport reads words otherwise; a directory closes it.
fn opens(passport: &Passport) -> Outcome {
    let word = match passport.switch.effective() {
        Effective::Hidden => return Outcome::Error,
        Effective::Unset => return Outcome::Pass,
        Effective::Text(word) => word.to_ascii_lowercase(),
    };
    let open = match passport.version {
        "v1.0.2" => !word.is_empty(),
        "v1.2.0" => matches!(word.as_str(), "y" | "yes" | "t" | "true" | "on" | "1"),
        _ => word == "true",
    };
    if open && !passport.ldap { Outcome::Fail } else { Outcome::Pass }
}

/// Grafana's own variable, then the ConfigMap; what that does not say is on.
fn sign_up(ini: Ini, over: &Setting) -> Outcome {
    match over.effective() {
        Effective::Hidden => return Outcome::Error,
        Effective::Text(word) if !word.is_empty() => return grafana::go_ini(word),
        _ => {}
    }
    if ini == Ini::Off { Outcome::Pass } else { Outcome::Fail }
}

fn tls(listener: Listener, said: &mut Said) {
    let outcome = match listener {
        Listener::PlainOnly | Listener::SecretMissing | Listener::Bare => Outcome::Fail,
        Listener::Good | Listener::OtherHost => Outcome::Pass,
        Listener::Coming => Outcome::Error,
    };
    said.say("tls-gateway", "drycc-gateway", outcome);
    let usable = "tls-platform-cert-usable";
    match listener {
        Listener::Good => said.say(usable, "drycc-auto-tls", Outcome::Pass),
        Listener::OtherHost => said.say(usable, "drycc-auto-tls", Outcome::Fail),
        _ => {}
    }
}

/// Every workload and Service; the charts open nothing on nodes but the registry's proxy.
fn ports(plan: &Drycc, said: &mut Said) {
    let mut names =
        vec!["drycc-controller-api", "drycc-builder", "drycc-passport-api", "drycc-passport"];
    let parts: [(bool, &[&str]); 5] = [
        (plan.storage, &["drycc-storage"]),
        (plan.registry.is_some(), &["drycc-registry", "drycc-registry-proxy"]),
        (plan.database.is_some(), &["drycc-database"]),
        (plan.quickwit.is_some(), &["drycc-quickwit-indexer"]),
        (plan.grafana.is_some(), &["drycc-grafana"]),
    ];
    names.extend(parts.iter().filter(|(there, _)| *there).flat_map(|(_, names)| *names));
    for name in names {
        said.say("security-ports", name, Outcome::Pass);
    }
}
