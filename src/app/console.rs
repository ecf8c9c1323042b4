//! What the scripts logged, script by script, and how each ended.

use super::el::{El, On, button, copy, el, group};
use super::state::Action;
use super::words::{counted, cut};
use crate::report::{ConsoleLine, Report, Run, RunOutcome};

/// Lines that are drawn of one script: a million lines must not stop the page.
const LINES: usize = 200;
/// Characters of a line that are drawn.
const CHARACTERS: usize = 2000;

/// Lines in all.
pub fn count(report: &Report) -> usize {
    report.runs.iter().map(|run| run.console.len()).sum()
}

/// The tab.
pub fn console(report: &Report, on: &On) -> El {
    el("ol.console[aria-label=Console]")
        .each(report.runs.iter().map(|run| run_lines(run, on)))
        .with((count(report) == 0).then(|| el("li.console__note Nothing logged.")))
}

fn run_lines(run: &Run, on: &On) -> El {
    let rest = run.console.len().saturating_sub(LINES);
    let own = |level: &str, text: String, line| entry(level, text, &run.script, line, on);
    group()
        .each(
            run.console
                .iter()
                .take(LINES)
                .map(|line| own(&line.level, cut(&line.text, CHARACTERS), line.line)),
        )
        .with((rest > 0).then(|| own("system", format!("{rest} more lines are not drawn"), None)))
        .with(run.error.as_ref().map(|error| {
            let text = [&error.name, ": ", &error.message].concat();
            own("error", cut(&text, CHARACTERS), error.line)
        }))
        .with(own("system", ended(run), None))
}

fn ended(run: &Run) -> String {
    let steps = usize::try_from(run.steps).unwrap_or(usize::MAX);
    let how = match run.outcome {
        RunOutcome::Ok => "ended",
        RunOutcome::Denied => "denied the login",
        RunOutcome::Threw => "threw",
        RunOutcome::Rejected => "was rejected",
        RunOutcome::NoCallback => "never called back",
        RunOutcome::TimedOut => "took more than 20 seconds",
        RunOutcome::Limit => "was stopped at a limit",
        RunOutcome::SyntaxError => "does not parse",
        RunOutcome::Skipped => return "did not run".into(),
    };
    format!(
        "{how} after {}, {} ms of simulated time",
        counted(steps, "statement", "statements"),
        run.virtual_ms
    )
}

fn entry(level: &str, text: String, script: &str, line: Option<u32>, on: &On) -> El {
    let place = match line {
        Some(_) => "button.line-link.console__where",
        None => "span.console__where",
    };
    el("li.console__entry")
        .attr("data-level", copy(level))
        .with(el("span.console__level").with(copy(if level == "system" { "" } else { level })))
        .with(el("span.console__text").with(text))
        .with(script_line(place, script, line, on))
}

/// A script; with a line, a button that leads there.
#[inline(never)]
pub fn script_line(form: &'static str, script: &str, line: Option<u32>, on: &On) -> El {
    match line {
        Some(line) => {
            let action = Action::LineChosen { script: script.into(), line, column: 1 };
            button(form, on, action).with(format!("{script}, line {line}"))
        }
        None => el(form).with(copy(script)),
    }
}

/// The console as text, for copying.
pub fn as_text(report: &Report) -> String {
    let line = |run: &Run, line: &ConsoleLine| {
        let place = line.line.map(|line| format!(":{line}")).unwrap_or_default();
        format!("{} {}{place} {}\n", line.level, run.script, line.text)
    };
    report
        .runs
        .iter()
        .flat_map(|run| run.console.iter().map(move |entry| line(run, entry)))
        .collect()
}
