//! The table of coverage, as a page of documentation.

use policy::coverage::{
    Decided, EXPOSURES, Exposure, Page, Person, Statement, statements, statements_of,
};
use policy::guide::Section;
use policy::model::distribution::Distribution;

use crate::prose::capital;

/// What the documentation says, statement by statement, with the rules or the person that decide it: the
/// whole of `docs/guide-coverage.md`, in Markdown.
pub fn coverage() -> String {
    let mut page = head();
    for section in Section::ALL {
        part(section, &mut page);
    }
    pages(&mut page);
    page
}

fn head() -> String {
    let Counts { all, rules, in_part, person } = Counts::of(statements());
    let open = EXPOSURES.len();
    format!(
        "\
# What the guide says, and who decides it

The production guide of Deis and Hephy Workflow, the pages that it sends its readers to, and the guide
that Drycc Workflow has today make **{all} statements** about what to set, to check or to know. All of them
are listed here, in our own words, each with a link to where it is said. Of these

- **{rules}** are decided by rules alone,
- **{in_part}** are decided by rules in part, and a person does the rest,
- **{person}** are decided by a person: here stands why no machine can, and what to do.

Besides, the charts leave {open} things open that no page warns of; they stand at the end of the security
section.

A statement is about Deis and Hephy, whose pages are the same, or about Drycc where the page is Drycc's. Where
a page and a component's code disagree, the code is right, and the statement or the person's part says so.
Tests see to it that every rule serves a statement, and that nothing is left without a rule or a person.

This page is generated from `policy/src/coverage`; `make bless` writes it.
"
    )
}

fn part(section: Section, page: &mut String) {
    let Counts { all, rules, in_part, person } = Counts::of(statements_of(section));
    let advice = if section.is_advice() {
        " It is advice: an installation can be ready without it."
    } else {
        ""
    };
    page.push_str(&format!(
        "\n## {}\n\n[The guide's section]({}). Statements: {all}; by rules {rules}, in part {in_part}, by a person {person}.{advice}\n\n",
        section.title(),
        section.url()
    ));
    statements_of(section).for_each(|one| statement(one, page));
    if section == Section::Security {
        page.push_str("\n### What the charts leave open\n\n");
        EXPOSURES.iter().for_each(|one| exposure(one, page));
    }
}

fn statement(one: &Statement, page: &mut String) {
    let place = format!("[{}]({})", one.place.page.title(), one.place.url());
    let whose = if one.distributions == Distribution::ALL { "; Drycc too" } else { "" };
    page.push_str(&format!("- {} ({place}{whose}).\n", capital(one.says)));
    let words = match one.decided() {
        Decided::ByRules => "Decided by",
        Decided::InPart => "Decided in part by",
        Decided::ByPerson => "",
    };
    if !one.rules.is_empty() {
        let links: Vec<String> = one.rules.iter().map(|id| rule(id)).collect();
        page.push_str(&format!("  - {words} {}\n", links.join(", ")));
    }
    if let Some(Person { because, does }) = &one.person {
        page.push_str(&format!("  - A person: {does}. Why: {because}.\n"));
    }
}

fn exposure(one: &Exposure, page: &mut String) {
    let whose = match one.distributions {
        [Distribution::Drycc] => "; Drycc only",
        all if all == Distribution::ALL => "; Drycc too",
        _ => "",
    };
    let says = capital(one.says);
    page.push_str(&format!("- {says} ([source]({}){whose}).\n", one.source));
    page.push_str(&format!("  - A person: {}.\n", one.does));
}

/// A link into the rules' reference, which stands beside the core.
fn rule(id: &str) -> String {
    format!("[`{id}`](../policy/RULES.md#{id})")
}

fn pages(page: &mut String) {
    page.push_str("\n## The pages\n\n");
    for one in Page::ALL {
        let count = statements().filter(|statement| statement.place.page == one).count();
        page.push_str(&format!("- [{}]({}): {count}\n", capital(one.title()), one.url()));
    }
}

/// How many statements are decided how.
struct Counts {
    all: usize,
    rules: usize,
    in_part: usize,
    person: usize,
}

impl Counts {
    fn of(statements: impl Iterator<Item = &'static Statement>) -> Counts {
        let decided: Vec<Decided> = statements.map(Statement::decided).collect();
        let count = |wanted: Decided| decided.iter().filter(|one| **one == wanted).count();
        Counts {
            all: decided.len(),
            rules: count(Decided::ByRules),
            in_part: count(Decided::InPart),
            person: count(Decided::ByPerson),
        }
    }
}
