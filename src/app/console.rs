//! What the scripts logged, script by script, and how each ended.

use std::rc::Rc;

use yew::prelude::*;

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
pub fn console(report: &Report, on: &Callback<Action>) -> Html {
    html! {
        <ol class="console" aria-label="Console">
            { for report.runs.iter().map(|run| run_lines(run, on)) }
            if count(report) == 0 { <li class="console__note">{ "Nothing logged." }</li> }
        </ol>
    }
}

fn run_lines(run: &Run, on: &Callback<Action>) -> Html {
    let rest = run.console.len().saturating_sub(LINES);
    html! {
        <>
            { for run.console.iter().take(LINES).map(|line| entry(&line.level, cut(&line.text, CHARACTERS), &run.script, line.line, on)) }
            if rest > 0 { { entry("system", format!("{rest} more lines are not drawn"), &run.script, None, on) } }
            if let Some(error) = &run.error { { entry("error", cut(&format!("{}: {}", error.name, error.message), CHARACTERS), &run.script, error.line, on) } }
            { entry("system", ended(run), &run.script, None, on) }
        </>
    }
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

fn entry(
    level: &str,
    text: String,
    script: &str,
    line: Option<u32>,
    on: &Callback<Action>,
) -> Html {
    let place = match line {
        Some(line) => {
            let name: Rc<str> = script.into();
            html! { <button class="line-link console__where" type="button" onclick={on.reform(move |_| Action::LineChosen { script: Rc::clone(&name), line, column: 1 })}>{ format!("{script}, line {line}") }</button> }
        }
        None => html! { <span class="console__where">{ script.to_owned() }</span> },
    };
    html! {
        <li class="console__entry" data-level={level.to_owned()}>
            <span class="console__level">{ if level == "system" { "" } else { level }.to_owned() }</span>
            <span class="console__text">{ text }</span>
            { place }
        </li>
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
