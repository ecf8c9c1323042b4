//! The cases under `tests/cases`: what the pipeline does, written for people who know Auth0.
#![cfg(feature = "engine")]
#![expect(clippy::unwrap_used, reason = "a helper of a test fails the test")]

#[cfg(test)]
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::PathBuf;

use claimscope::diagnostics::Code;
use claimscope::pipeline::simulate;
use claimscope::report::text::{self, Section};
use claimscope::report::{Report, expect};
use claimscope::scenario::{Scenario, jsonc};
use support::{Block, Case, Tag};

/// A report that is written anew: where it stands in its file, and its text.
type Rewrite = (std::ops::Range<usize>, String);

#[test]
fn every_case_is_as_its_report_says() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1");
    let cases = support::cases().unwrap_or_else(|fault| panic!("{fault}"));
    assert!(!cases.is_empty(), "there is no case under tests/cases");
    let mut titles = BTreeSet::new();
    let mut failures = Vec::new();
    let mut rewrites: BTreeMap<PathBuf, Vec<Rewrite>> = BTreeMap::new();
    for case in &cases {
        if !titles.insert(case.title.as_str()) {
            failures.push(format!("{}: the title is taken", case.place()));
        }
        let mut faults = Vec::new();
        let rewritten = run(case, update, &mut faults);
        rewrites.entry(case.file.clone()).or_default().extend(rewritten);
        failures.extend(faults.into_iter().map(|fault| format!("{}\n{fault}", case.place())));
    }
    for (file, rewrites) in rewrites {
        rewrite(&file, rewrites);
    }
    // Straight to standard error: the test runner would swallow it.
    let _ = writeln!(io::stderr(), "{} cases run, {} failures", cases.len(), failures.len());
    assert!(
        failures.is_empty(),
        "{}\n{} of {} cases differ; UPDATE_EXPECT=1 rewrites their reports",
        failures.join("\n"),
        failures.len(),
        cases.len()
    );
}

/// Runs one case; gives the reports to write anew.
fn run(case: &Case, update: bool, faults: &mut Vec<String>) -> Vec<Rewrite> {
    if case.title.is_empty() {
        faults.push("fences stand before the first title".into());
        return Vec::new();
    }
    let scenario = match case.scenario(None) {
        Ok(scenario) => scenario,
        Err(fault) => {
            faults.push(fault);
            return Vec::new();
        }
    };
    let report = simulate(&scenario);
    let mut rewrites = Vec::new();
    let mut compared = 0;
    for block in &case.blocks {
        match &block.tag {
            Tag::Report(sections) => {
                compared += 1;
                let found = text::write(&report, sections);
                if lines(&found) != lines(&block.text) {
                    if update {
                        rewrites.push((block.range.clone(), found));
                    } else {
                        faults.push(diff(&lines(&block.text), &lines(&found)));
                    }
                }
            }
            Tag::Expect => {
                compared += 1;
                expected(block, &report, faults);
            }
            Tag::Scenario | Tag::Rule(_) | Tag::Action(_) => {}
        }
    }
    let pins = case.pins();
    for pin in &pins {
        let raised = report.diagnostics.iter().any(|finding| {
            // A finding about the request points to the writes by its labels.
            let labels = finding.labels.iter().map(|label| &label.place);
            finding.code.name() == pin.code
                && finding.severity == pin.severity
                && finding.location.iter().chain(labels).any(|place| {
                    place.script_name() == Some(&pin.script)
                        && place.span().is_some_and(|span| span.line == pin.line)
                })
        });
        if !raised {
            faults.push(format!(
                "  `{}`, line {}: no {}[{}]",
                pin.script,
                pin.line,
                pin.severity.name(),
                pin.code
            ));
        }
    }
    if compared + pins.len() == 0 {
        faults.push("  the case compares nothing".into());
    }
    misread(case, &scenario, faults);
    rewrites
}

/// A scenario that was not read as it was meant fails the case, unless the case shows its findings.
fn misread(case: &Case, scenario: &Scenario, faults: &mut Vec<String>) {
    if case.blocks.iter().any(|block| matches!(&block.tag, Tag::Report(sections) if sections.contains(&Section::Diagnostics))) {
        return;
    }
    for finding in &scenario.findings {
        if !matches!(finding.code, Code::ScenarioEmpty | Code::ScenarioDate) {
            faults.push(format!("  {}: {}", finding.code.name(), finding.message));
        }
    }
}

fn expected(block: &Block, report: &Report, faults: &mut Vec<String>) {
    match jsonc::read(&block.text) {
        Ok(expect) => {
            for difference in expect::differences(report, &expect) {
                faults.push(format!(
                    "  {}\n    - {}\n    + {}",
                    difference.pointer, difference.expected, difference.found
                ));
            }
        }
        Err(fault) => faults.push(format!(
            "  line {}: {}",
            block.line + fault.line as usize - 1,
            fault.message
        )),
    }
}

/// Empty lines are for the reader.
fn lines(text: &str) -> Vec<&str> {
    text.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect()
}

/// The lines between the first and the last difference, with a line of context.
fn diff(expected: &[&str], found: &[&str]) -> String {
    let start = expected.iter().zip(found).take_while(|(a, b)| a == b).count();
    let rest = expected.len().min(found.len()) - start;
    let end = expected
        .iter()
        .rev()
        .zip(found.iter().rev())
        .take(rest)
        .take_while(|(a, b)| a == b)
        .count();
    let mut text = String::new();
    if let Some(line) = start.checked_sub(1).and_then(|index| expected.get(index)) {
        let _ = writeln!(text, "    {line}");
    }
    for (sign, lines) in [("-", expected), ("+", found)] {
        for line in lines.iter().take(lines.len() - end).skip(start) {
            let _ = writeln!(text, "  {sign} {line}");
        }
    }
    text
}

fn rewrite(file: &PathBuf, mut rewrites: Vec<Rewrite>) {
    if rewrites.is_empty() {
        return;
    }
    let mut text = fs::read_to_string(file).unwrap();
    rewrites.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
    for (range, report) in rewrites {
        text.replace_range(range, &report);
    }
    fs::write(file, text).unwrap();
}
