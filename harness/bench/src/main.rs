//! What the module costs, as ratios of one run: `make bench` writes them to docs/performance.md.

mod admission;
mod clock;
mod fixtures;
mod machine;
mod page;
mod peer;
mod process;
mod program;
mod review;
mod start;

use std::fs;

fn main() {
    let program = program::built_by_make();
    let machine = machine::words();
    // Processes first: one counts as large as the one that starts it was.
    let review = review::part(&program);
    let start = start::part(&program);
    let page = page::page(&machine, vec![admission::part(), review, peer::part(), start]);
    println!("{page}");
    fs::write(fixtures::root().join("docs/performance.md"), page).expect("written");
}
