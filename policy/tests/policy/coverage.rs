//! The table of coverage: no statement without somebody who decides it, no rule without a statement, no
//! address that leads nowhere.

use std::collections::BTreeSet;
use std::path::Path;

use expect_test::expect_file;
use policy::checklist::items;
use policy::coverage::{EXPOSURES, Page, Statement, statements, statements_of};
use policy::guide::Section;
use policy::model::distribution::Distribution;
use policy::rules::RULES;

/// Every rule's id and section.
fn rules() -> Vec<(&'static str, Section)> {
    RULES.iter().map(|rule| (rule.id, rule.section)).collect()
}

#[test]
fn no_statement_is_left_without_a_rule_or_a_person() {
    for Statement { id, rules, person, .. } in statements() {
        assert!(!rules.is_empty() || person.is_some(), "{id}");
    }
}

#[test]
fn a_statement_names_only_rules_that_there_are_and_each_once() {
    let known: BTreeSet<&str> = rules().into_iter().map(|(id, _)| id).collect();
    for Statement { id, rules, .. } in statements() {
        let named: BTreeSet<&str> = rules.iter().copied().collect();
        assert_eq!(named.len(), rules.len(), "{id}");
        assert!(named.is_subset(&known), "{id}: {rules:?}");
    }
}

#[test]
fn every_rule_serves_a_statement_of_its_own_section() {
    for (rule, section) in rules() {
        let served = statements_of(section).any(|statement| statement.rules.contains(&rule));
        assert!(served, "{rule}: no statement of {} names it", section.id());
    }
}

#[test]
fn every_statement_stands_under_a_heading_of_its_page() {
    for Statement { id, place, .. } in statements() {
        assert!(place.page.anchors().contains(&place.anchor), "{id}: {}", place.url());
    }
}

#[test]
fn every_section_of_the_guide_has_a_heading_there() {
    for section in Section::ALL {
        let url = section.url();
        let (page, anchor) = url.split_once('#').expect("an anchor");
        assert_eq!(page, Page::Guide.url());
        assert!(Page::Guide.anchors().contains(&anchor), "{anchor}");
    }
}

#[test]
fn every_heading_of_the_two_guides_makes_a_statement() {
    let made: BTreeSet<String> = statements().map(|statement| statement.place.url()).collect();
    for page in [Page::Guide, Page::DryccGuide, Page::Security, Page::PlatformSsl] {
        for anchor in page.anchors().iter().filter(|anchor| **anchor != "production-deployments") {
            assert!(made.contains(&format!("{}#{anchor}", page.url())), "{page:?}: {anchor}");
        }
    }
}

#[test]
fn every_page_is_there_for_a_statement_and_names_each_heading_once() {
    for page in Page::ALL {
        assert!(statements().any(|statement| statement.place.page == page), "{page:?}");
        let anchors: BTreeSet<&str> = page.anchors().iter().copied().collect();
        assert_eq!(anchors.len(), page.anchors().len(), "{page:?}");
    }
    let addresses: BTreeSet<&str> = Page::ALL.into_iter().map(Page::url).collect();
    assert_eq!(addresses.len(), Page::ALL.len());
}

#[test]
fn every_section_has_statements_and_every_statement_a_distribution() {
    for section in Section::ALL {
        assert!(statements_of(section).next().is_some(), "{}", section.id());
    }
    let whose = statements().map(|one| (one.id, one.distributions));
    for (id, distributions) in whose.chain(EXPOSURES.iter().map(|one| (one.id, one.distributions)))
    {
        assert!(!distributions.is_empty() && distributions.is_sorted(), "{id}");
    }
}

#[test]
fn a_page_of_drycc_speaks_of_drycc_only() {
    for Statement { id, place, distributions, .. } in statements() {
        let of_drycc = place.page.url().contains("drycc");
        assert_eq!(of_drycc, *distributions == [Distribution::Drycc], "{id}");
    }
}

#[test]
fn ids_of_statements_and_exposures_are_kebab_case_and_unique() {
    let ids: Vec<&str> =
        statements().map(|one| one.id).chain(EXPOSURES.iter().map(|one| one.id)).collect();
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(unique.len(), ids.len());
    for id in ids {
        assert!(id.split('-').all(|word| !word.is_empty()), "{id}");
        let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        assert!(id.bytes().all(fits), "{id}");
    }
}

/// Names that a sentence may begin with.
const NAMES: [&str; 9] = [
    "Minio",
    "Grafana",
    "Grafana's",
    "Workflow",
    "Helm",
    "Helm's",
    "Kubernetes",
    "PostgreSQL,",
    "Deployment",
];

#[test]
fn words_are_one_sentence_without_capital_and_full_stop() {
    let people = statements().filter_map(|one| Some((one.id, one.person.as_ref()?)));
    let words = statements()
        .map(|one| (one.id, one.says.to_owned()))
        .chain(
            people.flat_map(|(id, one)| [(id, one.because.to_owned()), (id, one.does.to_string())]),
        )
        .chain(
            EXPOSURES
                .iter()
                .flat_map(|one| [(one.id, one.says.to_owned()), (one.id, one.does.text())]),
        );
    for (id, words) in words {
        assert!(!words.is_empty() && !words.ends_with(['.', ' ']), "{id}: {words}");
        assert!(!words.contains(". ") && !words.contains(['\n', '<', '>', '|']), "{id}: {words}");
        assert_eq!(words.matches('`').count() % 2, 0, "{id}: {words}");
        let first = words.split(' ').next().unwrap_or_default();
        let is_name =
            NAMES.contains(&first) || first.chars().nth(1).is_some_and(char::is_uppercase);
        assert!(is_name || !first.starts_with(char::is_uppercase), "{id}: {words}");
    }
}

#[test]
fn no_two_statements_of_a_section_say_the_same() {
    let said: BTreeSet<(Section, &str, Page)> =
        statements().map(|one| (one.section, one.says, one.place.page)).collect();
    assert_eq!(said.len(), statements().count());
}

#[test]
fn what_a_reviewer_of_security_looks_at_depends_on_the_distribution() {
    let list =
        |distribution| items(distribution).iter().map(|item| item.text()).collect::<Vec<_>>();
    let [deis, hephy, drycc] = Distribution::ALL.map(list);
    assert_eq!(deis, hephy);
    let has = |items: &[String], word: &str| items.iter().any(|item| item.contains(word));
    for word in ["5555", "deis-controller", "minio-user", "phone home", "perms:list", "LDAP"] {
        assert!(has(&deis, word), "{word}");
    }
    for word in ["may push", "label the nodes", "LDAP", "drycc-storage"] {
        assert!(has(&drycc, word), "{word}");
    }
    assert!(!has(&drycc, "deis-") && !has(&deis, "drycc-"));
}

#[test]
fn a_checklist_repeats_nothing_and_stays_short() {
    for distribution in Distribution::ALL {
        let items: Vec<String> = items(distribution).iter().map(|item| item.text()).collect();
        let unique: BTreeSet<&String> = items.iter().collect();
        assert_eq!(unique.len(), items.len(), "{distribution:?}");
        let longest = items.iter().map(|item| item.chars().count()).max().unwrap_or(0);
        assert!(longest <= 160, "{longest}");
    }
}

#[test]
fn the_page_says_what_the_table_says_or_make_bless_writes_it() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/guide-coverage.md");
    expect_file![page].assert_eq(&render::coverage());
}
