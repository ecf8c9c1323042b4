//! The examples of the start page hold what they promise.
#![cfg(feature = "engine")]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what a test needs and does not find fails the test"
)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use claimscope::diagnostics::Code;
use claimscope::pipeline::simulate;
use claimscope::report::expect::differences;
use claimscope::scenario::{Instant, Scenario, json};
use serde_json::Value;

const EXAMPLES: &str = "static/examples";

/// The questions of the start page, in its order.
const GROUPS: [&str; 5] = [
    "My claim is missing",
    "Which token shows it",
    "Legacy or conformant",
    "Why does it fail",
    "Moving to Actions",
];

/// The gates in the order of the checks (`domain.md` §3.4), then what ends a login before any gate, and none.
const GATES: [&str; 9] =
    ["mode", "issued", "value", "name", "audience", "scope", "size", "script", "none"];

fn read(name: &str) -> String {
    let path = Path::new(EXAMPLES).join(name).with_extension("json");
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn index() -> Vec<Value> {
    serde_json::from_str(&read("index")).unwrap()
}

fn text<'a>(entry: &'a Value, field: &str) -> &'a str {
    entry[field].as_str().unwrap_or_else(|| panic!("no {field}: {entry}"))
}

/// The present does not matter: every example has a date.
fn scenario(id: &str) -> Scenario {
    json::read(&read(id), Instant(0)).unwrap_or_else(|fault| panic!("{id}: {}", fault.message))
}

#[test]
fn the_index_lists_every_example_once_and_by_question() {
    let index = index();
    let listed: Vec<&str> = index.iter().map(|entry| text(entry, "id")).collect();
    let unique: BTreeSet<String> = listed.iter().map(|&id| id.to_owned()).collect();
    assert_eq!(unique.len(), listed.len(), "an example is listed twice");
    let mut files: BTreeSet<String> = fs::read_dir(EXAMPLES)
        .unwrap()
        .map(|entry| entry.unwrap().path().file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    files.remove("index");
    assert_eq!(unique, files);
    let groups: Vec<usize> = index
        .iter()
        .map(|entry| GROUPS.iter().position(|group| *group == text(entry, "group")).unwrap())
        .collect();
    assert!(groups.is_sorted(), "the groups are mixed");
    assert_eq!(groups.iter().collect::<BTreeSet<_>>().len(), GROUPS.len(), "a group is empty");
    assert_eq!(listed.first(), Some(&"oauth-ro"), "the first visit shows the headline case");
    for entry in &index {
        assert!(GATES.contains(&text(entry, "gate")), "{entry}");
        assert!(text(entry, "question").ends_with('?'), "{entry}");
        assert_eq!(text(entry, "title"), scenario(text(entry, "id")).name);
    }
}

#[test]
fn an_example_is_read_as_it_is_meant() {
    for entry in index() {
        let id = text(&entry, "id");
        let scenario = scenario(id);
        assert!(scenario.now_given, "{id}: an example has a date");
        let misread: Vec<&str> = scenario
            .findings
            .iter()
            .filter(|finding| finding.code != Code::ScenarioEmpty)
            .map(|finding| finding.message.as_str())
            .collect();
        assert!(misread.is_empty(), "{id}: {misread:?}");
    }
}

#[test]
fn an_example_ends_as_it_expects() {
    let mut failures = Vec::new();
    for entry in index() {
        let id = text(&entry, "id");
        let scenario = scenario(id);
        let report = simulate(&scenario);
        let expect = scenario.expect.unwrap_or_else(|| panic!("{id}: no expectation"));
        for difference in differences(&report, &expect) {
            failures.push(format!(
                "{id} {}\n  - {}\n  + {}",
                difference.pointer, difference.expected, difference.found
            ));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
