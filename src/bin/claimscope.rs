//! The command line: arguments, files, streams and exit codes.
#![forbid(unsafe_code)]

use std::fs;
use std::io::{self, BufRead, BufWriter, Read, Write};
use std::process::ExitCode;
use std::thread;

use claimscope::claims::VerdictCode;
use claimscope::diagnostics::{Code, nearest};
use claimscope::pipeline::simulate;
use claimscope::report::text::Section;
use claimscope::report::{Report, expect, json, text};
use claimscope::scenario::json::Fault;
use claimscope::scenario::{Instant, Scenario, json as scenario_json, jsonc};
use serde_json::Value;

const HELP: &str = "\
claimscope shows which claims of an Auth0 rule reach each token, and why the others are dropped

claimscope simulate [FILE|-] [--format text|json]   simulates one scenario; exit 0 even when claims are dropped
claimscope simulate --jsonl                         one scenario a line in, one report a line out, in order
claimscope check FILE…                              holds each scenario to its `expect`; exit 1 when one differs
claimscope explain CODE                             the page of a verdict, a finding or a switch (`SW-04`)
claimscope --help, --version

FILE is JSON, with comments if you like, and `-` or none is standard input. A file for `check` may hold one scenario
or a list of them. Exit 2 is for input that cannot be used, with its file, line and column.
";

/// Stack of the thread that simulates, in bytes: a script may be nested deeply.
const STACK_BYTES: usize = 64 * 1024 * 1024;

/// Why the command cannot do what was asked: a line for standard error. The exit code is 2.
struct Unusable(String);

/// How a command ends that could do what was asked.
type Answer = Result<ExitCode, Unusable>;

fn main() -> ExitCode {
    if let Some(code) = zone::settle() {
        return code;
    }
    let arguments: Vec<String> =
        std::env::args_os().skip(1).map(|text| text.to_string_lossy().into_owned()).collect();
    let worker = thread::Builder::new().stack_size(STACK_BYTES).spawn(move || run(&arguments));
    let answer = match worker.map(thread::JoinHandle::join) {
        Ok(Ok(answer)) => answer,
        Ok(Err(_)) => {
            Err(Unusable("claimscope itself failed: this is our fault, not the scenario's".into()))
        }
        Err(error) => Err(Unusable(format!("no thread could be started: {error}"))),
    };
    answer.unwrap_or_else(|Unusable(message)| {
        // Standard error may be closed; then there is nobody to tell.
        let _ = writeln!(io::stderr().lock(), "claimscope: {message}");
        ExitCode::from(2)
    })
}

#[cfg(unix)]
mod zone {
    //! QuickJS reads the C library's time zone, and reports must be equal everywhere.

    use std::io::{self, Write};
    use std::os::unix::process::CommandExt;
    use std::process::{Command, ExitCode};

    /// Starts the program again in UTC where it is not yet. Comes back only where there is nothing to do, or with the
    /// exit code of a failure.
    pub(super) fn settle() -> Option<ExitCode> {
        if std::env::var_os("TZ").is_some_and(|zone| zone == "UTC") {
            return None;
        }
        let failure = match std::env::current_exe() {
            Ok(program) => {
                Command::new(program).args(std::env::args_os().skip(1)).env("TZ", "UTC").exec()
            }
            Err(error) => error,
        };
        let _ =
            writeln!(io::stderr().lock(), "claimscope: cannot start in UTC: {failure}; set TZ=UTC");
        Some(ExitCode::from(2))
    }
}

#[cfg(not(unix))]
mod zone {
    //! Where programs cannot replace themselves, the zone stays what it is.

    /// Does nothing.
    pub(super) fn settle() -> Option<std::process::ExitCode> {
        None
    }
}

/// The command line is a door: here, and only here, the clock is read.
#[expect(
    clippy::disallowed_methods,
    reason = "the core has no clock; the present is filled in at this door"
)]
fn present() -> Instant {
    let since =
        std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    Instant(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
}

fn run(arguments: &[String]) -> Answer {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["--version" | "-V"] => print(concat!("claimscope ", env!("CARGO_PKG_VERSION"), "\n")),
        ["--help" | "-h" | "help"] => print(HELP),
        [] => Err(Unusable(format!("no command\n\n{HELP}"))),
        [_, rest @ ..] if rest.contains(&"--help") || rest.contains(&"-h") => print(HELP),
        ["simulate", rest @ ..] => simulate_command(rest),
        ["check", files @ ..] => check_command(files),
        ["explain", code] => explain(code),
        ["explain", ..] => Err(Unusable("`explain` takes one code".into())),
        [command, ..] => {
            let hint = nearest(command, ["simulate", "check", "explain"])
                .map_or_else(String::new, |known| format!(", did you mean `{known}`"));
            Err(Unusable(format!("no command `{command}`{hint}; `claimscope --help` lists them")))
        }
    }
}

fn print(text: &str) -> Answer {
    write_out(|out| out.write_all(text.as_bytes()))?;
    Ok(ExitCode::SUCCESS)
}

/// Writes to standard output, locked and buffered. A reader that went away (`| head`) is no failure.
fn write_out(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Unusable> {
    let mut out = BufWriter::new(io::stdout().lock());
    match write(&mut out).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Unusable(format!("cannot write: {error}")))
        }
        _ => Ok(()),
    }
}

#[derive(Clone, Copy)]
enum Style {
    Text,
    Json,
    Lines,
}

fn simulate_command(words: &[&str]) -> Answer {
    let mut style = Style::Text;
    let mut file = None;
    let mut rest = words.iter();
    while let Some(word) = rest.next() {
        match *word {
            "--jsonl" => style = Style::Lines,
            "--trace" => return Err(Unusable("`--trace` is not available yet".into())),
            "--format" => style = format(rest.next().copied())?,
            word if word.starts_with("--format=") => {
                style = format(word.strip_prefix("--format="))?;
            }
            word if word.starts_with('-') && word != "-" => {
                return Err(Unusable(format!("`simulate` has no option `{word}`")));
            }
            word if file.is_none() => file = Some(word),
            word => {
                return Err(Unusable(format!(
                    "`simulate` takes one file, and `{word}` is a second one"
                )));
            }
        }
    }
    if let Style::Lines = style {
        return match file {
            None | Some("-") => lines(),
            Some(file) => Err(Unusable(format!("`--jsonl` reads standard input, not `{file}`"))),
        };
    }
    let input = Input::read(file.unwrap_or("-"))?;
    let scenario =
        scenario_json::read(&input.text, present()).map_err(|fault| input.fault(&fault))?;
    let report = simulate(&scenario);
    match style {
        Style::Text => print(&text::write(&report, &Section::ALL)),
        Style::Json | Style::Lines => print(&format!("{}\n", json::write_pretty(&report))),
    }
}

fn format(name: Option<&str>) -> Result<Style, Unusable> {
    match name {
        Some("text") => Ok(Style::Text),
        Some("json") => Ok(Style::Json),
        Some(other) => Err(Unusable(format!("no format `{other}`: it can be `text` or `json`"))),
        None => Err(Unusable("`--format` needs `text` or `json`".into())),
    }
}

/// One scenario a line in, one report a line out. A line that is no JSON ends it: a reader counts on line for line.
fn lines() -> Answer {
    let present = present();
    let mut input = io::BufReader::new(io::stdin().lock());
    let mut fault = None;
    write_out(|out| {
        let mut line = Vec::new();
        for number in 1_u32.. {
            line.clear();
            match input.read_until(b'\n', &mut line) {
                Ok(0) => break,
                Ok(_) => {}
                Err(error) => {
                    fault = Some(Unusable(format!("standard input: {error}")));
                    break;
                }
            }
            let text = match str::from_utf8(&line) {
                Ok(text) => text,
                Err(error) => {
                    fault = Some(Unusable(format!(
                        "standard input:{number}: not UTF-8 after {} bytes",
                        error.valid_up_to()
                    )));
                    break;
                }
            };
            if text.trim().is_empty() {
                continue;
            }
            match scenario_json::read(text, present) {
                Ok(scenario) => writeln!(out, "{}", json::write(&simulate(&scenario)))?,
                Err(found) => {
                    fault = Some(Unusable(format!(
                        "standard input:{number}:{}: {}",
                        found.column, found.message
                    )));
                    break;
                }
            }
        }
        Ok(())
    })?;
    fault.map_or(Ok(ExitCode::SUCCESS), Err)
}

/// A text and the name under which faults in it are reported.
struct Input {
    name: String,
    text: String,
}

impl Input {
    fn read(file: &str) -> Result<Self, Unusable> {
        let name = if file == "-" { "standard input" } else { file };
        let mut bytes = Vec::new();
        let read = if file == "-" {
            io::stdin().lock().read_to_end(&mut bytes).map(|_| ())
        } else {
            fs::read(file).map(|read| bytes = read)
        };
        read.map_err(|error| Unusable(format!("{name}: {error}")))?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let valid =
                error.as_bytes().get(..error.utf8_error().valid_up_to()).unwrap_or_default();
            let valid = String::from_utf8_lossy(valid);
            let line = valid.matches('\n').count() + 1;
            let last = valid.rsplit('\n').next().unwrap_or_default();
            Unusable(format!("{name}:{line}:{}: not UTF-8", last.encode_utf16().count() + 1))
        })?;
        Ok(Self { name: name.into(), text })
    }

    fn fault(&self, fault: &Fault) -> Unusable {
        Unusable(format!("{}:{}:{}: {}", self.name, fault.line, fault.column, fault.message))
    }
}

fn check_command(files: &[&str]) -> Answer {
    if let Some(option) = files.iter().find(|file| file.starts_with('-') && **file != "-") {
        return Err(Unusable(format!("`check` has no option `{option}`")));
    }
    if files.is_empty() {
        return Err(Unusable("`check` needs at least one file".into()));
    }
    let present = present();
    let mut out = String::new();
    let mut same = true;
    let mut checked = 0;
    // Everything is read first: exit 1 means that all scenarios were held to their expectation.
    let mut scenarios: Vec<(String, Scenario)> = Vec::new();
    for file in files {
        let input = Input::read(file)?;
        let document = jsonc::read(&input.text).map_err(|fault| input.fault(&fault))?;
        match &document {
            Value::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    scenarios.push((
                        format!("{}[{index}]", input.name),
                        scenario_json::from_value(item, present),
                    ));
                }
            }
            one => scenarios.push((input.name.clone(), scenario_json::from_value(one, present))),
        }
    }
    for (name, scenario) in &scenarios {
        let Some(expected) = &scenario.expect else {
            return Err(Unusable(format!("{name}: the scenario has no `expect`")));
        };
        checked += 1;
        same &= compare(&mut out, name, scenario, &simulate(scenario), expected);
    }
    if checked == 0 {
        return Err(Unusable("no scenario to check".into()));
    }
    print(&out)?;
    Ok(if same { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// Adds what is to say about one scenario. `true` if the report is as expected.
fn compare(
    out: &mut String,
    name: &str,
    scenario: &Scenario,
    report: &Report,
    expected: &Value,
) -> bool {
    use std::fmt::Write as _;
    let title =
        if scenario.name.is_empty() { String::new() } else { format!(" ({})", scenario.name) };
    let differences = expect::differences(report, expected);
    let word = if differences.is_empty() { "ok" } else { "differs" };
    let _ = writeln!(out, "{word}   {name}{title}");
    for difference in &differences {
        let _ = writeln!(
            out,
            "  {}\n    - {}\n    + {}",
            difference.pointer, difference.expected, difference.found
        );
    }
    differences.is_empty()
}

/// The section of a switch; all of them for `assumptions`.
fn assumption(wanted: &str) -> Option<&'static str> {
    const PAGE: &str = include_str!("../../docs/assumptions.md");
    if wanted == "assumptions" {
        return Some(PAGE);
    }
    let is_it = |section: &&str| {
        section.split_whitespace().next().is_some_and(|id| id.eq_ignore_ascii_case(wanted))
    };
    PAGE.split("\n## ").skip(1).find(is_it)
}

fn explain(code: &str) -> Answer {
    // Codes are written as the report has them, or as the specification has them: `DROP_RESTRICTED`.
    let wanted = code.to_lowercase().replace('_', "-");
    let verdict = VerdictCode::ALL
        .into_iter()
        .find(|known| known.name() == wanted)
        .map(|known| (known.name(), known.page()));
    let finding = Code::ALL
        .iter()
        .find(|known| known.name() == wanted)
        .map(|known| (known.name(), known.page()));
    if let Some((name, page)) = verdict.or(finding) {
        return print(&format!("{name}\n\n{}\n", page.trim_end()));
    }
    if let Some(section) = assumption(&wanted) {
        return print(&format!("{}\n", section.trim_end()));
    }
    let names = VerdictCode::ALL
        .iter()
        .map(|known| known.name())
        .chain(Code::ALL.iter().map(|known| known.name()));
    let hint = nearest(&wanted, names)
        .map_or_else(String::new, |known| format!(", did you mean `{known}`"));
    Err(Unusable(format!("no code `{code}`{hint}")))
}
