//! One fixture in every format. `make bless` writes the snapshots anew.

use expect_test::expect_file;

use crate::support::{TOOL, catalogue, cluster, fixtures};

#[test]
fn a_report_in_each_format_is_as_recorded() {
    let (report, catalogue) = (cluster("deis-quickstart"), catalogue());
    let folder = fixtures().join("clusters/deis-quickstart");
    let formats = [
        ("sarif", render::sarif(&report, &catalogue, &TOOL).expect("SARIF")),
        ("xml", render::junit(&report, &TOOL).expect("XML")),
        ("md", render::markdown(&report, &catalogue, &TOOL)),
        ("html", render::html(&report, &catalogue, &TOOL)),
    ];
    for (extension, text) in formats {
        expect_file![folder.join(format!("report.{extension}"))].assert_eq(&text);
    }
}
