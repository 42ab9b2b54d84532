//! Values that leave open what a chart renders.

use serde_json::json;

use crate::values::ask;

#[test]
fn values_that_leave_open_which_objects_there_are_are_told_and_nothing_is_not_applicable() {
    let deis = |values| ask(values, json!({ "distribution": "deis" }));
    let drycc = |values| ask(values, json!({ "distribution": "drycc" }));
    let on =
        json!({ "global": { "grafana_location": "on-cluster" }, "grafana": { "enabled": true } });
    let cases = [
        (
            deis(json!({ "global": { "grafana_location": null } })),
            "`global.grafana_location` is null",
        ),
        (deis(json!([on, { "global": null }])), "`global` is null"),
        (deis(json!({ "global": ["a"] })), "`global` is no map"),
        (deis(json!({ "global": "oops" })), "`global` is no map"),
        (drycc(json!([on, { "grafana": { "enabled": null } }])), "`grafana.enabled` is null"),
        (drycc(json!({ "grafana": null })), "`grafana` is null"),
        (drycc(json!({ "grafana": 1 })), "`grafana` is no map"),
    ];
    for (report, told) in cases {
        let words = report.0["unreadable"][0]["message"].as_str().expect(told);
        assert!(words.contains(told), "{words}");
        assert_eq!(report.0["ready"], false);
        let sections = report.one()["sections"].as_array().expect("a list");
        assert!(
            sections.iter().all(|one| one["id"] != "grafana" || one["standing"] == "unknown"),
            "{told}"
        );
    }
    let fine = [
        // Written out later, and without a default in the chart.
        json!([{ "global": { "grafana_location": null } }, on]),
        json!({ "global": { "own": null }, "own": null, "router": null }),
    ];
    for values in fine {
        assert_eq!(deis(values.clone()).0["unreadable"], json!([]), "{values}");
    }
}
