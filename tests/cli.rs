//! The command line: what it prints, where, and with which exit code.
#![cfg(feature = "engine")]
#![expect(clippy::panic, reason = "a helper of a test fails the test")]

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use claimscope::report::json;

/// What a command left behind.
struct Ran {
    code: i32,
    out: String,
    err: String,
}

fn run(arguments: &[&str], input: &[u8]) -> Ran {
    // A zone far away: reports must not depend on it.
    let mut child = Command::new(env!("CARGO_BIN_EXE_claimscope"))
        .args(arguments)
        .env("TZ", "Asia/Kathmandu")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{error}"));
    let mut stdin = child.stdin.take().unwrap_or_else(|| panic!("no stdin"));
    let input = input.to_vec();
    let writer = std::thread::spawn(move || {
        // A command that refuses its input closes it early.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap_or_else(|error| panic!("{error}"));
    let _ = writer.join();
    let text = |bytes| String::from_utf8(bytes).unwrap_or_else(|error| panic!("{error}"));
    Ran {
        code: output.status.code().unwrap_or(-1),
        out: text(output.stdout),
        err: text(output.stderr),
    }
}

/// A file of this test, in the directory that Cargo keeps for tests.
fn file(name: &str, text: &str) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
        .join(format!("cli-{}-{name}", std::process::id()));
    fs::write(&path, text).unwrap_or_else(|error| panic!("{error}"));
    path.to_string_lossy().into_owned()
}

const SCENARIO: &str = r#"{ // a comment, and no date
  "rules": [{ "name": "Add role", "script": "function (user, context, callback) {\n  context.idToken['https://acme.com/role'] = 'admin';\n  callback(null, user, context);\n}" }],
}"#;

#[test]
fn simulate_prints_the_report_as_text_or_json() {
    let text = run(&["simulate"], SCENARIO.as_bytes());
    assert_eq!((text.code, text.err.as_str()), (0, ""));
    assert!(
        text.out.contains(
            "https://acme.com/role   \"admin\"   rule \"Add role\", line 2\n  id_token   keep"
        ),
        "{}",
        text.out
    );
    let file = file("scenario.jsonc", SCENARIO);
    for arguments in
        [["simulate", &file, "--format", "json"].as_slice(), &["simulate", "--format=json", &file]]
    {
        let ran = run(arguments, b"");
        assert_eq!(ran.code, 0);
        assert!(json::read(&ran.out).is_ok_and(|report| report.claimscope == 1), "{}", ran.out);
    }
}

#[test]
fn the_same_scenario_gives_the_same_bytes_twice() {
    let first = run(&["simulate", "-", "--format", "json"], SCENARIO.as_bytes());
    let second = run(&["simulate", "-", "--format", "json"], SCENARIO.as_bytes());
    assert_eq!(first.out, second.out);
}

#[test]
fn jsonl_answers_line_for_line_in_order() {
    let one = jsonl(SCENARIO);
    let input = format!(
        "{one}\n\n{}\n",
        r#"{"now":"2026-06-01","request":{"path":"/oauth/token","body":{"grant_type":"client_credentials"}}}"#
    );
    let ran = run(&["simulate", "--jsonl"], input.as_bytes());
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let reports: Vec<_> = ran
        .out
        .lines()
        .map(|line| json::read(line).unwrap_or_else(|error| panic!("{error}: {line}")))
        .collect();
    assert_eq!(reports.len(), 2);
    assert_eq!(reports[0].runs.len(), 1);
    let broken = run(&["simulate", "--jsonl"], format!("{one}\n{{\"a\" 1}}\n{one}\n").as_bytes());
    assert_eq!((broken.code, broken.out.lines().count()), (2, 1));
    assert_eq!(broken.err, "claimscope: standard input:2:6: a colon should stand here\n");
}

/// A scenario in one line.
fn jsonl(text: &str) -> String {
    claimscope::scenario::jsonc::read(text).unwrap_or_else(|fault| panic!("{fault:?}")).to_string()
}

#[test]
fn check_shows_what_was_expected_and_what_was_found() {
    let with = |role: &str| {
        format!(
            "{}, \"name\": \"T\", \"expect\": {{ \"id_token\": {{ \"https://acme.com/role\": \"{role}\" }} }} }}",
            jsonl(SCENARIO).trim_end_matches('}')
        )
    };
    let good = file("good.json", &with("admin"));
    let bad = file("bad.json", &format!("[{}, {}]", with("admin"), with("guest")));
    let ran = run(&["check", &good], b"");
    assert_eq!((ran.code, ran.out, ran.err.as_str()), (0, format!("ok   {good} (T)\n"), ""));
    let ran = run(&["check", &good, &bad], b"");
    assert_eq!(ran.code, 1);
    assert_eq!(
        ran.out,
        format!(
            "ok   {good} (T)\nok   {bad}[0] (T)\ndiffers   {bad}[1] (T)\n  /id_token/https:~1~1acme.com~1role\n    - \"guest\"\n    + \"admin\"\n"
        )
    );
    let ran = run(&["check", &file("none.json", "{}")], b"");
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("has no `expect`"), "{}", ran.err);
}

#[test]
fn unusable_input_names_file_line_and_column() {
    let broken = file("broken.json", "{\n  \"name\": \"é\" \"x\"\n}");
    for command in ["simulate", "check"] {
        let ran = run(&[command, &broken], b"");
        assert_eq!((ran.code, ran.out.as_str()), (2, ""));
        assert_eq!(
            ran.err,
            format!("claimscope: {broken}:2:15: a comma or `}}` should stand here\n")
        );
    }
    let latin = run(&["simulate"], b"{\n \"name\": \"\xe9\" }");
    assert_eq!(
        (latin.code, latin.err.as_str()),
        (2, "claimscope: standard input:2:11: not UTF-8\n")
    );
    let ran = run(&["simulate", "/nowhere/at/all.json"], b"");
    assert_eq!(ran.code, 2);
    assert!(ran.err.starts_with("claimscope: /nowhere/at/all.json: "), "{}", ran.err);
}

#[test]
fn garbage_ends_with_an_exit_code_and_never_with_a_crash() {
    let deep = "[".repeat(1_000_000);
    let nested =
        format!("{{\"rules\":[{{\"name\":\"A\",\"script\":\"{}\"}}]}}", "(".repeat(100_000));
    let inputs: [(&[u8], i32); 8] = [
        (b"", 2),
        (b"\0\xff\xfe", 2),
        (deep.as_bytes(), 2),
        (b"null", 0),
        (b"[1, 2]", 0),
        (b"\"\\ud800\"", 0),
        (b"{\"rules\": 5}", 0),
        (nested.as_bytes(), 0),
    ];
    for (input, code) in inputs {
        let ran = run(&["simulate"], input);
        assert_eq!(ran.code, code, "{:?}: {}", input.get(..20.min(input.len())), ran.err);
        assert_eq!(ran.out.is_empty(), code == 2);
    }
}

#[test]
fn explain_prints_the_page_of_a_code() {
    for code in ["drop-restricted", "DROP_RESTRICTED", "reserved-namespace"] {
        let ran = run(&["explain", code], b"");
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        assert!(ran.out.lines().count() >= 3, "{}", ran.out);
    }
    let ran = run(&["explain", "sw-04"], b"");
    assert!(ran.out.starts_with("SW-04 Claim objects at the legacy `/authorize`"), "{}", ran.out);
    assert!(ran.out.contains("`honour-on-authorize`") && !ran.out.contains("SW-05"));
    assert!(run(&["explain", "assumptions"], b"").out.contains("SW-20"));
    let ran = run(&["explain", "reserved-namespce"], b"");
    assert_eq!(
        (ran.code, ran.err.as_str()),
        (2, "claimscope: no code `reserved-namespce`, did you mean `reserved-namespace`\n")
    );
}

#[test]
fn a_wrong_command_is_told_what_there_is() {
    assert_eq!(
        run(&["--version"], b"").out,
        concat!("claimscope ", env!("CARGO_PKG_VERSION"), "\n")
    );
    assert!(run(&["--help"], b"").out.contains("claimscope check FILE…"));
    for (arguments, words) in [
        (["simulat"].as_slice(), "did you mean `simulate`"),
        (&[], "no command"),
        (&["simulate", "--yaml"], "no option `--yaml`"),
        (&["simulate", "--trace"], "not available yet"),
        (&["simulate", "--format", "xml"], "no format `xml`"),
        (&["simulate", "a", "b"], "second one"),
        (&["check"], "at least one file"),
        (&["explain"], "takes one code"),
    ] {
        let ran = run(arguments, b"");
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{arguments:?}");
        assert!(ran.err.contains(words), "{arguments:?}: {}", ran.err);
    }
}
