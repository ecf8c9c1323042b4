//! Fuzzing on the stable toolchain: texts are made from a corpus by small changes, and whatever brings a report of a kind that
//! was not seen before joins the corpus, so that later changes start from there. A finding is a panic, an `internal-fault`, a
//! report that does not survive its own JSON, or two runs that differ.
//!
//! `FUZZ_SECONDS` is the time for each target (2 where it is not given, so that a plain `cargo test` is quick), `FUZZ_SEED`
//! begins elsewhere, and `FUZZ_KEEP=1` writes what joined the corpus to `tests/fuzz/corpus`. The input that is tried lies in
//! `target/fuzz`, for a crash that ends the process.
#![cfg(feature = "engine")]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "what a test needs and does not find fails the test"
)]
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "how long it runs is told from outside, and how far it came is shown"
)]

#[cfg(test)]
mod mutation;

use std::collections::BTreeSet;
use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use claimscope::claims::name;
use claimscope::diagnostics::Code;
use claimscope::pipeline::simulate;
use claimscope::report::{Report, json as report_json};
use claimscope::scenario::{Instant as Moment, json};
use mutation::{Dice, mutated};
use serde_json::{Value, json};

const CORPUS: &str = "tests/fuzz/corpus";
const EXAMPLES: &str = "static/examples";

/// An input of more bytes is cut: long texts are slow, and find nothing that short ones do not.
const LONGEST: usize = 20_000;

/// What one input was: the kinds of results that it brought.
type Traits = BTreeSet<String>;

/// Runs a target for its time.
fn fuzz(target: &str, seeds: Vec<String>, words: &[&str], run: impl Fn(&str) -> Traits) {
    let seconds = std::env::var("FUZZ_SECONDS").ok().and_then(|text| text.parse().ok());
    let end = Instant::now() + Duration::from_secs(seconds.unwrap_or(2));
    let start = std::env::var("FUZZ_SEED").ok().and_then(|text| text.parse().ok());
    let mut dice = Dice::new(start.unwrap_or(1));
    let mut corpus = seeds;
    corpus.extend(files(&Path::new(CORPUS).join(target)));
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for text in &corpus {
        seen.extend(tried(target, text, &run));
    }
    let (mut runs, before) = (0_u64, corpus.len());
    while Instant::now() < end {
        let mut text = mutated(&corpus, words, &mut dice);
        if text.len() > LONGEST {
            text.truncate(text.floor_char_boundary(LONGEST));
        }
        let traits = tried(target, &text, &run);
        if traits.iter().any(|one| !seen.contains(one)) {
            keep(target, &text);
            seen.extend(traits);
            corpus.push(text);
        }
        runs += 1;
    }
    println!("{target}: {runs} runs, {} new inputs, {} traits", corpus.len() - before, seen.len());
}

/// Tries one input; a panic names it.
fn tried(target: &str, text: &str, run: &impl Fn(&str) -> Traits) -> Traits {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("fuzz");
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join(target);
    fs::write(&file, text).unwrap();
    let run = std::panic::AssertUnwindSafe(|| run(text));
    catch_unwind(run).unwrap_or_else(|_| panic!("{target}: see {}\n{text}", file.display()))
}

fn keep(target: &str, text: &str) {
    if std::env::var_os("FUZZ_KEEP").is_some() {
        let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        fs::write(Path::new(CORPUS).join(target).join(format!("{hash:016x}")), text).unwrap();
    }
}

/// The texts of a folder, in the order of their names.
fn files(folder: &Path) -> Vec<String> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .collect();
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).unwrap()).collect()
}

fn examples() -> Vec<Value> {
    files(Path::new(EXAMPLES)).iter().map(|text| serde_json::from_str(text).unwrap()).collect()
}

/// Simulates, and holds the report to what must be true of any.
fn report(scenario: &str) -> Option<Report> {
    let read = || json::read(scenario, Moment(1_780_000_000_000)).ok();
    let report = simulate(&read()?);
    let fault = report.diagnostics.iter().find(|finding| finding.code == Code::InternalFault);
    assert!(fault.is_none(), "internal-fault");
    let text = report_json::write(&report);
    assert_eq!(
        report_json::read(&text).ok().as_ref(),
        Some(&report),
        "the JSON form loses something"
    );
    assert_eq!(report_json::write(&simulate(&read()?)), text, "two runs differ");
    Some(report)
}

/// What kind of report it is.
fn traits(report: Option<&Report>) -> Traits {
    let Some(report) = report else { return Traits::from(["no scenario".to_owned()]) };
    let mut traits = Traits::new();
    traits.insert(format!("mode {}", report.mode.kind.label()));
    for finding in &report.diagnostics {
        traits.insert(format!("finding {} {}", finding.code.name(), finding.fixes.len()));
    }
    for run in &report.runs {
        let error = run.error.as_ref().map_or("", |error| error.name.as_str());
        traits.insert(format!("run {:?} {} {error}", run.kind, run.outcome.name()));
    }
    for claim in &report.claims {
        for verdict in &claim.verdicts {
            traits.insert(format!("{} {}", verdict.artifact.name(), verdict.code.name()));
        }
    }
    traits
}

#[test]
fn no_scenario_text_brings_a_fault() {
    let words = [
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "null",
        "true",
        "1e999",
        "-0",
        "\\u0000",
        "\\ud800",
        "//",
        "/*",
        "*/",
        "__proto__",
        "rules",
        "actions",
        "script",
        "request",
        "query",
        "body",
        "/oauth/token",
        "/authorize",
        "/oauth/ro",
        "/samlp/x",
        "/continue",
        "scope",
        "openid",
        "audience",
        "switches",
        "SW-04",
        "overrides",
        "http",
        "now",
        "2026-11-18T00:00:00Z",
    ];
    let seeds = examples().iter().map(Value::to_string).collect();
    fuzz("scenario", seeds, &words, |text| traits(report(text).as_ref()));
}

#[test]
fn no_script_brings_a_fault() {
    let words = [
        "function",
        "async",
        "await",
        "yield",
        "=>",
        "(",
        ")",
        "{",
        "}",
        "[",
        "]",
        ";",
        "`",
        "${",
        "'",
        "\"",
        "/",
        "\\",
        "//",
        "/*",
        "*/",
        "?.",
        "??",
        "...",
        "callback",
        "context",
        "user",
        "idToken",
        "accessToken",
        "api",
        "event",
        "exports",
        "require",
        "setCustomClaim",
        "app_metadata",
        "return",
        "throw",
        "new Error('x')",
        "try",
        "catch",
        "finally",
        "for (;;)",
        "while (true)",
        "class A {",
        "static",
        "#a",
        "get",
        "set",
        "new.target",
        "this",
        "delete",
        "typeof",
        "with (a)",
        "label:",
        "break",
        "continue",
        "'use strict'",
        "__proto__",
        "\u{2028}",
        "\u{1f600}",
        "0n",
        "1_000",
        "/a+b/u",
        "Symbol.iterator",
        "new Proxy({}, {})",
        "toJSON",
        "Promise",
        "setTimeout",
        "eval",
        "arguments",
        "async function*",
        "for await (a of b)",
    ];
    let mut seeds = Vec::new();
    for example in examples() {
        for (list, member) in [("rules", "script"), ("actions", "code")] {
            let scripts = example[list].as_array().into_iter().flatten();
            seeds.extend(scripts.filter_map(|one| one[member].as_str()).map(str::to_owned));
        }
    }
    fuzz("script", seeds, &words, |text| {
        let rule = json!({ "now": "2026-06-01", "rules": [{ "name": "A", "script": text }] });
        let action = json!({ "now": "2026-06-01", "actions": [{ "name": "A", "code": text }] });
        let mut all = traits(report(&rule.to_string()).as_ref());
        all.extend(traits(report(&action.to_string()).as_ref()));
        all
    });
}

#[test]
fn no_url_brings_a_fault() {
    let words = [
        "https://",
        "http://",
        "://",
        ":",
        "/",
        "//",
        "?",
        "#",
        "@",
        "[::1]",
        "%",
        "%2F",
        "%zz",
        "..",
        "auth0.com",
        "webtask.io",
        "acme.com",
        "urn:",
        "urn:auth0:",
        "xn--",
        "*",
        "\u{e9}",
        "\0",
        "$",
        "&",
        "=",
        "+",
        " ",
        "65536",
        "127.0.0.1",
        "/oauth/token",
        "/authorize?scope=openid",
    ];
    let seeds =
        ["https://acme.com/role", "urn:acme:role", "https://acme.eu.auth0.com/x", "roles", "*"];
    fuzz("url", seeds.map(str::to_owned).to_vec(), &words, |text| {
        let class = format!("class {:?} {}", name::classify(text), name::host(text).is_some());
        let scenario = json!({
            "now": "2026-06-01",
            "tenant": { "custom_domains": [text] },
            "request": { "path": text, "query": { "audience": text, "redirect_uri": text, "scope": text } },
            "http": [{ "url": text, "body": {} }],
            "rules": [{ "name": "A", "script": format!(
                "function (user, context, callback) {{ context.idToken[{text}] = 1; context.accessToken[{text}] = 1; callback(null, user, context); }}",
                text = Value::from(text)
            ) }],
        });
        let mut all = traits(report(&scenario.to_string()).as_ref());
        all.insert(class);
        all
    });
}
