//! Registration for administrators only.

use super::{DEIS, Does, Page, Person, Statement, at};
use crate::guide::Section;

const SECTION: Section = Section::Registration;

pub(super) static STATEMENTS: &[Statement] = &[
    Statement {
        id: "admin-only-by-default",
        section: SECTION,
        place: at(Page::Guide, "registration-is-admin-only"),
        distributions: DEIS,
        says: "registration is for administrators only, as the chart sets it; a controller that is told nothing lets everybody register",
        rules: &["registration-mode"],
        person: None,
    },
    Statement {
        id: "first-user-is-admin",
        section: SECTION,
        place: at(Page::Guide, "registration-is-admin-only"),
        distributions: DEIS,
        says: "the first user to register becomes the administrator",
        rules: &[],
        person: Some(Person {
            because: "users are rows of the database; no object says who was first, nor whether anybody was",
            does: Does::Own(
                "register the first user right after the installation, before the address is known to others",
            ),
        }),
    },
    Statement {
        id: "later-users-by-admins",
        section: SECTION,
        place: at(Page::Guide, "registration-is-admin-only"),
        distributions: DEIS,
        says: "after that, nobody registers unless an administrator does it for them",
        rules: &["registration-mode"],
        person: None,
    },
    Statement {
        id: "words-of-the-mode",
        section: SECTION,
        place: at(Page::Tuning, "customizing-the-controller"),
        distributions: DEIS,
        says: "`REGISTRATION_MODE` is one of `enabled`, `disabled` and `admin_only`",
        rules: &["registration-mode"],
        person: None,
    },
    Statement {
        id: "ldap-logins",
        section: SECTION,
        place: at(Page::Tuning, "ldap-authentication-settings"),
        distributions: DEIS,
        says: "with `LDAP_ENDPOINT` the users of a directory log in, which the mode does not hinder",
        rules: &[],
        person: Some(Person {
            because: "whom the filters match is known to the directory",
            does: Does::Own(
                "if LDAP is set up, run its filters against the directory and read the list of people",
            ),
        }),
    },
    Statement {
        id: "admins-own-everything",
        section: SECTION,
        place: at(Page::Registration, "users-and-registration"),
        distributions: DEIS,
        says: "there are users and administrators, and an administrator owns every application",
        rules: &[],
        person: Some(Person {
            because: "who is an administrator stands in the database",
            does: Does::Own(
                "read `deis perms:list --admin`, and demote whoever need not own every application",
            ),
        }),
    },
    Statement {
        id: "later-users-are-ordinary",
        section: SECTION,
        place: at(Page::Registration, "register-with-a-controller"),
        distributions: DEIS,
        says: "only the first registration makes an administrator; all others make ordinary users",
        rules: &[],
        person: Some(Person {
            because: "the database holds who registered",
            does: Does::Own(
                "log in as the first user once: it is an account of your own, with a password of your own",
            ),
        }),
    },
    Statement {
        id: "session-file",
        section: SECTION,
        place: at(Page::Registration, "verify-your-session"),
        distributions: DEIS,
        says: "the command line keeps its session in a file of the user's home",
        rules: &[],
        person: Some(Person {
            because: "the file is on people's own machines",
            does: Does::Own("tell users that `~/.deis/client.json` is as good as their password"),
        }),
    },
    Statement {
        id: "mode-after-first-user",
        section: SECTION,
        place: at(Page::Registration, "controlling-registration-modes"),
        distributions: DEIS,
        says: "after the first user the mode may be changed, by the environment of `deis-controller`",
        rules: &["registration-mode"],
        person: None,
    },
    Statement {
        id: "three-modes",
        section: SECTION,
        place: at(Page::Registration, "controlling-registration-modes"),
        distributions: DEIS,
        says: "`enabled` lets anybody register, `admin_only` lets administrators, `disabled` lets nobody",
        rules: &["registration-mode"],
        person: None,
    },
    Statement {
        id: "promote-and-demote",
        section: SECTION,
        place: at(Page::Registration, "managing-administrative-permissions"),
        distributions: DEIS,
        says: "administrators are made and unmade with `deis perms`",
        rules: &[],
        person: Some(Person {
            because: "whom you trust with every application is your decision",
            does: Does::Own(
                "make a second administrator, so that nobody is the only one, and not many more",
            ),
        }),
    },
    Statement {
        id: "tokens-can-be-renewed",
        section: SECTION,
        place: at(Page::Registration, "re-issuing-user-authentication-tokens"),
        distributions: DEIS,
        says: "a token that has leaked is renewed, for one user or for all of them",
        rules: &[],
        person: Some(Person {
            because: "a leaked token looks like any other",
            does: Does::Own(
                "write `deis auth:regenerate --all=true` into your plan for a break-in, and for people who leave",
            ),
        }),
    },
    Statement {
        id: "passwords-can-be-changed",
        section: SECTION,
        place: at(Page::Registration, "changing-account-password"),
        distributions: DEIS,
        says: "users change their password, and administrators that of others",
        rules: &[],
        person: Some(Person {
            because: "passwords are not readable, and the platform has no rules for them",
            does: Does::Own("ask users to change a password that somebody else has set for them"),
        }),
    },
];
