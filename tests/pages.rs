//! The pages under `docs`: one for each finding and each verdict. *Example* raises the finding, *Instead* does not, and
//! every fix that is offered for *Example* silences it.
#![cfg(feature = "engine")]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what a test needs and does not find fails the test"
)]

#[cfg(test)]
#[expect(dead_code, reason = "cases use more of it than pages do")]
mod support;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use claimscope::claims::VerdictCode;
use claimscope::diagnostics::{Code, Diagnostic, Fix};
use claimscope::pipeline::simulate;
use claimscope::scenario::{Instant, SWITCHES, Scenario, json, pointer};
use serde_json::Value;
use support::{Case, Tag};

const FINDINGS: &str = "docs/diagnostics";
const VERDICTS: &str = "docs/verdicts";
const INDEX: &str = "docs/diagnostics.md";

/// How often the example of `oversized-input` is repeated: nobody wants to read it in full.
const REPEATED: usize = 200_000;

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(path.as_ref())
        .unwrap_or_else(|error| panic!("{}: {error}", path.as_ref().display()))
}

fn page(code: Code) -> PathBuf {
    Path::new(FINDINGS).join(code.name()).with_extension("md")
}

/// The names of the pages in a directory.
fn pages(directory: &str) -> BTreeSet<String> {
    let stem = |file: PathBuf| file.file_stem().unwrap().to_str().unwrap().to_owned();
    support::files(Path::new(directory), "md").into_iter().map(stem).collect()
}

/// The fences of a page.
fn fences(code: Code) -> Case {
    let mut sections = support::read(&page(code)).unwrap_or_else(|fault| panic!("{fault}"));
    assert_eq!(sections.len(), 1, "{}: a page has no `#` title", code.name());
    sections.remove(0)
}

/// The text of a scenario that stands alone, for findings about the text itself.
fn text_alone(fences: &Case, heading: &str) -> Option<String> {
    let mut blocks = fences.blocks.iter().filter(|block| block.heading == heading);
    match (blocks.next(), blocks.next()) {
        (Some(block), None) if block.tag == Tag::Scenario => Some(block.text.clone()),
        _ => None,
    }
}

/// What one half of a page raises.
fn raised(code: Code, fences: &Case, heading: &str) -> Vec<Diagnostic> {
    let about_text = matches!(code, Code::ScenarioSyntax | Code::OversizedInput);
    let Some(text) = text_alone(fences, heading).filter(|_| about_text) else {
        let scenario = fences
            .scenario(Some(heading))
            .unwrap_or_else(|fault| panic!("{}, {heading}: {fault}", code.name()));
        return findings(&scenario);
    };
    let text = if code == Code::OversizedInput && heading == "Example" {
        format!("{text}\n").repeat(REPEATED)
    } else {
        text
    };
    match json::read(&text, Instant::parse(support::CASE_DAY).unwrap()) {
        Ok(scenario) => findings(&scenario),
        Err(fault) => vec![fault.to_diagnostic()],
    }
}

fn findings(scenario: &Scenario) -> Vec<Diagnostic> {
    simulate(scenario).diagnostics
}

fn names(findings: &[Diagnostic]) -> String {
    let names: Vec<&str> = findings.iter().map(|finding| finding.code.name()).collect();
    if names.is_empty() { "nothing".into() } else { names.join(", ") }
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let codes: BTreeSet<String> = Code::ALL.iter().map(|code| code.name().to_owned()).collect();
    assert_eq!(pages(FINDINGS), codes, "pages of findings");
    let codes: BTreeSet<String> =
        VerdictCode::ALL.iter().map(|code| code.name().to_owned()).collect();
    assert_eq!(pages(VERDICTS), codes, "pages of verdicts");
}

#[test]
fn a_page_has_its_summary_and_its_sections_in_order() {
    for &code in Code::ALL {
        let text = read(page(code));
        assert_eq!(text.lines().next(), Some(code.summary()), "{}", code.name());
        let expected: &[&str] = if code == Code::InternalFault {
            &["Why it matters", "Sources"]
        } else {
            &["Why it matters", "Example", "Instead", "Sources"]
        };
        assert_eq!(headings(&text), expected, "{}", code.name());
        sources(code.name(), &text);
    }
    for verdict in VerdictCode::ALL {
        let text = read(Path::new(VERDICTS).join(verdict.name()).with_extension("md"));
        assert_eq!(
            headings(&text),
            ["What it means", "Why", "What to do", "Sources"],
            "{}",
            verdict.name()
        );
        sources(verdict.name(), &text);
    }
}

fn headings(text: &str) -> Vec<&str> {
    text.lines().filter_map(|line| line.strip_prefix("## ")).collect()
}

/// Each source has a grade, a day and an address; what claimscope itself decides has none to name.
fn sources(name: &str, text: &str) {
    let (_, sources) = text.split_once("## Sources\n").unwrap();
    let lines: Vec<&str> = sources.lines().filter(|line| !line.is_empty()).collect();
    assert!(!lines.is_empty(), "{name}: no source");
    for line in lines {
        let source = line.strip_prefix("- ").unwrap_or_else(|| panic!("{name}: {line}"));
        if source.starts_with("claimscope itself") {
            continue;
        }
        let (grade, rest) = source.split_once(", ").unwrap_or_else(|| panic!("{name}: {line}"));
        assert!(
            ["documented", "staff", "observed", "inferred"].contains(&grade),
            "{name}: no such grade: {line}"
        );
        let (day, rest) = rest.split_once(": ").unwrap_or_else(|| panic!("{name}: {line}"));
        assert!(Instant::parse(day).is_some(), "{name}: no day: {line}");
        assert!(rest.starts_with("https://"), "{name}: no address: {line}");
    }
}

#[test]
fn an_example_raises_its_code_and_the_better_way_does_not() {
    let mut failures = Vec::new();
    for &code in Code::ALL.iter().filter(|code| **code != Code::InternalFault) {
        let fences = fences(code);
        let example = raised(code, &fences, "Example");
        if !example.iter().any(|finding| finding.code == code) {
            failures.push(format!("{}: Example raises {}", code.name(), names(&example)));
        }
        let instead = raised(code, &fences, "Instead");
        if instead.iter().any(|finding| finding.code == code) {
            failures.push(format!(
                "{}: Instead raises it too, beside {}",
                code.name(),
                names(&instead)
            ));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// A misspelt field would make an example true by accident.
#[test]
fn the_scenarios_of_pages_are_read_as_they_are_meant() {
    let about_reading = [
        Code::ScenarioSyntax,
        Code::ScenarioType,
        Code::ScenarioValue,
        Code::ScenarioCoerced,
        Code::UnknownField,
        Code::ScenarioDuplicate,
        Code::OversizedInput,
    ];
    for &code in Code::ALL.iter().filter(|code| **code != Code::InternalFault) {
        let fences = fences(code);
        for heading in ["Example", "Instead"] {
            if heading == "Example" && about_reading.contains(&code) {
                continue;
            }
            let misread: Vec<Diagnostic> = raised(code, &fences, heading)
                .into_iter()
                .filter(|finding| about_reading.contains(&finding.code))
                .collect();
            assert!(misread.is_empty(), "{}, {heading}: {misread:?}", code.name());
        }
    }
}

#[test]
fn a_fix_silences_the_finding_that_offers_it() {
    let mut failures = Vec::new();
    let mut tried = 0;
    for &code in Code::ALL.iter().filter(|code| {
        !matches!(code, Code::InternalFault | Code::ScenarioSyntax | Code::OversizedInput)
    }) {
        let fences = fences(code);
        let document = fences.document(Some("Example")).unwrap();
        let of_code = |finding: &Diagnostic| finding.code == code;
        let before: Vec<Diagnostic> =
            raised(code, &fences, "Example").into_iter().filter(of_code).collect();
        for (finding, fix) in
            before.iter().flat_map(|finding| finding.fixes.iter().map(move |fix| (finding, fix)))
        {
            tried += 1;
            match applied(&document, fix) {
                Ok(document) => {
                    let after = findings(&json::from_value(
                        &document,
                        Instant::parse(support::CASE_DAY).unwrap(),
                    ));
                    let left: Vec<&Diagnostic> =
                        after.iter().filter(|finding| of_code(finding)).collect();
                    // An example may have several findings of its code; a fix is for one.
                    if left.len() >= before.len()
                        || left.iter().any(|other| other.message == finding.message)
                    {
                        failures.push(format!(
                            "{}: `{}` leaves {}",
                            code.name(),
                            fix.title,
                            names(&after)
                        ));
                    }
                }
                Err(fault) => failures.push(format!("{}: `{}`: {fault}", code.name(), fix.title)),
            }
        }
    }
    assert!(tried > 0, "no example offers a fix");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// What the fixes of this code do for the cases that raise it, each alone.
fn mended(code: Code) -> (usize, Vec<String>) {
    let (mut tried, mut failures) = (0, Vec::new());
    let marked = format!("[{}]", code.name());
    let raise = |case: &Case| case.blocks.iter().any(|block| block.text.contains(&marked));
    for case in support::cases().unwrap().into_iter().filter(raise) {
        let document = case.document(None).unwrap();
        let read = |document: &Value| {
            findings(&json::from_value(document, Instant::parse(support::CASE_DAY).unwrap()))
        };
        let raised = read(&document);
        for finding in raised.iter().filter(|finding| finding.code == code) {
            for fix in &finding.fixes {
                tried += 1;
                let after = applied(&document, fix).map(|document| read(&document));
                let left = |after: &Vec<Diagnostic>| {
                    after.iter().any(|other| other.code == code && other.message == finding.message)
                };
                if after.as_ref().map_or(true, left) {
                    failures.push(format!("{}: `{}`", case.place(), fix.title));
                }
            }
        }
    }
    (tried, failures)
}

#[test]
fn a_claim_that_is_set_for_the_other_token_too_is_found_in_every_case() {
    let (tried, failures) = mended(Code::MisplacedClaim);
    assert!(tried > 2, "{tried}");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn a_reply_that_is_added_or_kept_answers_the_request_in_every_case() {
    let (tried, failures) = mended(Code::UnmatchedRequest);
    assert!(tried > 2, "{tried}");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// The scenario with the edits of a fix, the last one first, so that the offsets of the others stay true.
fn applied(document: &Value, fix: &Fix) -> Result<Value, String> {
    let mut document = document.clone();
    let mut edits: Vec<_> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit.start));
    for edit in edits {
        let Some(Value::String(text)) = document.pointer_mut(&edit.pointer) else {
            return Err(format!("`{}` is no text", edit.pointer));
        };
        if text.get(edit.start..edit.end).is_none() {
            return Err(format!("{}..{} is no range of `{text}`", edit.start, edit.end));
        }
        text.replace_range(edit.start..edit.end, &edit.text);
    }
    for (at, value) in &fix.set {
        pointer::set(&mut document, at, Some(value.clone()).filter(|value| !value.is_null()));
    }
    Ok(document)
}

#[test]
fn the_index_lists_every_finding() {
    let mut index = String::from(
        "# Findings\n\nEach has a page with its reason, an example, the better way and its sources. `claimscope explain CODE` prints it.\n\n| Code | Severity | What was found |\n|---|---|---|\n",
    );
    for &code in Code::ALL {
        let name = code.name();
        let _ = writeln!(
            index,
            "| [`{name}`](diagnostics/{name}.md) | {} | {} |",
            code.severity().name(),
            code.summary()
        );
    }
    if std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1") {
        fs::write(INDEX, &index).unwrap();
    }
    assert_eq!(read(INDEX), index, "UPDATE_EXPECT=1 writes {INDEX} anew");
}

#[test]
fn every_switch_is_explained_with_its_values_the_default_first() {
    let page = read("docs/assumptions.md");
    let sections: Vec<&str> = page.split("\n## ").skip(1).collect();
    for switch in &SWITCHES {
        let section = sections.iter().find(|section| section.starts_with(switch.id));
        let section = section.unwrap_or_else(|| panic!("{} has no section", switch.id));
        let values = section
            .lines()
            .filter_map(|line| line.strip_prefix("- `")?.split_once("`:"))
            .map(|(value, _)| value);
        assert_eq!(values.collect::<Vec<_>>(), switch.values, "{}", switch.id);
    }
    let titled = sections.iter().filter(|section| section.starts_with("SW-")).count();
    assert_eq!(titled, SWITCHES.len(), "a section is about no switch");
}
